import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('PostgreSQL: roles, what they are members of, and what is granted', async () => {
  expect(
    await lines(`
resource "postgresql_role" "app" {
  name        = "app"
  login       = true
  superuser   = true
  password    = var.password
  valid_until = "2027-01-31"
  roles       = ["pg_read_all_data", postgresql_role.readers.name]
}
resource "postgresql_role" "readers" { name = "readers" }
resource "postgresql_grant" "database" {
  database    = "shop"
  role        = postgresql_role.app.name
  object_type = "database"
  privileges  = ["ALL"]
}
resource "postgresql_grant" "tables" {
  database          = "shop"
  schema            = "sales"
  role              = "readers"
  object_type       = "table"
  objects           = ["orders"]
  privileges        = ["SELECT"]
  with_grant_option = true
}
resource "postgresql_grant" "everybody" {
  database    = "shop"
  schema      = "sales"
  role        = "public"
  object_type = "table"
  privileges  = ["INSERT"]
}
resource "postgresql_grant" "revoked" {
  database    = "shop"
  schema      = "public"
  role        = "public"
  object_type = "schema"
  privileges  = []
}
resource "postgresql_default_privileges" "future" {
  database    = "shop"
  schema      = "sales"
  role        = "readers"
  owner       = "app"
  object_type = "table"
  privileges  = ["SELECT"]
}
resource "postgresql_grant_role" "rds" {
  role       = "app"
  grant_role = "rds_superuser"
}
`),
  ).toEqual([
    'user app (unknown)',
    'binding sql:superuser -> terraform:#postgresql_role.app',
    'binding sql:pg_read_all_data -> terraform:#postgresql_role.app',
    'binding terraform:#postgresql_role.readers -> terraform:#postgresql_role.app',
    'password of terraform:#postgresql_role.app',
    'role readers (unknown)',
    'policy database identity',
    'allow ALL on database shop',
    'binding fact:main.tf#postgresql_grant.database/privileges/policy -> terraform:#postgresql_role.app',
    'policy tables identity',
    'allow SELECT on table orders if grant-option  ',
    'binding fact:main.tf#postgresql_grant.tables/privileges/policy -> terraform:#postgresql_role.readers',
    'policy everybody resource',
    'allow INSERT on every table in sales to authenticated:public',
    'policy future identity',
    'allow SELECT on every future table in sales',
    'binding fact:main.tf#postgresql_default_privileges.future/privileges/policy -> terraform:#postgresql_role.readers',
    'binding sql:rds_superuser -> terraform:#postgresql_role.app',
  ]);
});

test('MySQL: users, and what is granted on which tables', async () => {
  expect(
    await lines(`
resource "mysql_user" "app" {
  user               = "app"
  host               = "%"
  plaintext_password = var.password
}
resource "mysql_role" "reader" { name = "reader" }
resource "mysql_grant" "all" {
  user       = mysql_user.app.user
  host       = mysql_user.app.host
  database   = "*"
  privileges = ["ALL PRIVILEGES"]
  grant      = true
}
resource "mysql_grant" "shop" {
  role       = mysql_role.reader.name
  database   = "shop"
  table      = "orders"
  privileges = ["SELECT"]
}
resource "mysql_grant" "role" {
  user     = "app"
  host     = "%"
  database = "shop"
  roles    = ["reader"]
}
`),
  ).toEqual([
    'user app (unknown)',
    'password of terraform:#mysql_user.app',
    'role reader (unknown)',
    'policy all identity',
    'allow ALL PRIVILEGES on *.* if grant-option  ',
    'binding fact:main.tf#mysql_grant.all/privileges/policy -> terraform:#mysql_user.app',
    'policy shop identity',
    'allow SELECT on shop.orders',
    'binding fact:main.tf#mysql_grant.shop/privileges/policy -> terraform:#mysql_role.reader',
    'binding terraform:#mysql_role.reader -> terraform:#mysql_user.app',
  ]);
});

test('Snowflake: users, roles, and what is granted on what', async () => {
  expect(
    await lines(`
resource "snowflake_user" "ana" {
  name     = "ANA"
  password = var.password
}
resource "snowflake_service_user" "loader" { name = "LOADER" }
resource "snowflake_account_role" "loader" { name = "LOADER_ROLE" }
resource "snowflake_grant_account_role" "admin" {
  role_name = "ACCOUNTADMIN"
  user_name = snowflake_service_user.loader.name
}
resource "snowflake_grant_account_role" "up" {
  role_name        = snowflake_account_role.loader.name
  parent_role_name = "SYSADMIN"
}
resource "snowflake_grant_account_role" "security" {
  role_name        = "SECURITYADMIN"
  parent_role_name = "ACCOUNTADMIN"
}
resource "snowflake_grant_privileges_to_account_role" "account" {
  account_role_name = snowflake_account_role.loader.name
  on_account        = true
  privileges        = ["MANAGE GRANTS"]
}
resource "snowflake_grant_privileges_to_account_role" "database" {
  account_role_name = "LOADER_ROLE"
  all_privileges    = true
  with_grant_option = true
  on_account_object {
    object_type = "DATABASE"
    object_name = "SHOP"
  }
}
resource "snowflake_grant_privileges_to_account_role" "future" {
  account_role_name = "LOADER_ROLE"
  privileges        = ["SELECT", "INSERT"]
  on_schema_object {
    future {
      object_type_plural = "TABLES"
      in_schema          = "SHOP.SALES"
    }
  }
}
resource "snowflake_grant_privileges_to_account_role" "schema" {
  account_role_name = "LOADER_ROLE"
  privileges        = ["USAGE"]
  on_schema { all_schemas_in_database = "SHOP" }
}
resource "snowflake_role_grants" "old" {
  role_name = "SYSADMIN"
  users     = ["ANA"]
  roles     = ["ACCOUNTADMIN", "OPS"]
}
`),
  ).toEqual([
    'user ANA (human)',
    'password of terraform:#snowflake_user.ana',
    'service-account LOADER (machine)',
    'role LOADER_ROLE (unknown)',
    'binding snowflake:accountadmin -> terraform:#snowflake_service_user.loader',
    'binding terraform:#snowflake_account_role.loader -> snowflake:sysadmin',
    'policy account identity',
    'allow MANAGE GRANTS on *',
    'binding fact:main.tf#snowflake_grant_privileges_to_account_role.account/privileges/policy -> terraform:#snowflake_account_role.loader',
    'policy database identity',
    'allow ALL PRIVILEGES on database SHOP if grant-option  ',
    'binding fact:main.tf#snowflake_grant_privileges_to_account_role.database/privileges/policy -> terraform:#snowflake_account_role.loader',
    'policy future identity',
    'allow SELECT INSERT on all future tables in SHOP.SALES',
    'binding fact:main.tf#snowflake_grant_privileges_to_account_role.future/privileges/policy -> terraform:#snowflake_account_role.loader',
    'policy schema identity',
    'allow USAGE on every schema in SHOP',
    'binding fact:main.tf#snowflake_grant_privileges_to_account_role.schema/privileges/policy -> terraform:#snowflake_account_role.loader',
    'binding snowflake:sysadmin -> terraform:#snowflake_user.ana snowflake:role/ops',
  ]);
});
