resource "postgresql_role" "app" {
  name      = "app"
  login     = true
  superuser = true
#             ^^^^ error[administrator-access]: user "app" gets everything in the database server
}

resource "postgresql_role" "reader" {
  name  = "reader"
  login = true
  roles = ["pg_monitor"]
}

resource "postgresql_grant_role" "rds" {
  role       = "migrations"
  grant_role = "rds_superuser"
#               ^^^^^^^^^^^^^ error[administrator-access]: "migrations" gets everything in the database server
}

resource "mysql_user" "app" {
  user = "app"
  host = "%"
}

resource "mysql_grant" "everything" {
  user       = mysql_user.app.user
  host       = mysql_user.app.host
  database   = "*"
  privileges = ["ALL PRIVILEGES"]
#                ^^^^^^^^^^^^^^ error[administrator-access]: user "app" may do everything in every database
}

resource "mysql_grant" "shop" {
  user       = mysql_user.app.user
  host       = mysql_user.app.host
  database   = "shop"
  privileges = ["SELECT", "INSERT"]
}

resource "snowflake_service_user" "loader" {
  name = "LOADER"
}

resource "snowflake_grant_account_role" "admin" {
  role_name = "ACCOUNTADMIN"
#              ^^^^^^^^^^^^ error[administrator-access]: service account "LOADER" gets everything in the account
  user_name = snowflake_service_user.loader.name
}

resource "snowflake_grant_account_role" "up" {
  role_name        = "LOADER_ROLE"
  parent_role_name = "SYSADMIN"
}

resource "databricks_service_principal" "etl" {
  display_name = "etl"
}

resource "databricks_service_principal_role" "etl" {
  service_principal_id = databricks_service_principal.etl.id
  role                 = "account_admin"
#                         ^^^^^^^^^^^^^ error[administrator-access]: service account "etl" gets everything in the Databricks account
}

resource "vault_database_secret_backend_role" "app" {
  name    = "app"
  backend = "database"
  db_name = "shop"
  creation_statements = [
    "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' SUPERUSER;",
#                                                                                             ^^^^^^^^^ error[administrator-access]: role "app" gets everything in the database server
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"{{name}}\";",
  ]
}
