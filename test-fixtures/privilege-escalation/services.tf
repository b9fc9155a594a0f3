resource "vault_policy" "platform" {
  name   = "platform"
  policy = <<-EOT
    path "sys/policies/acl/*" {
      capabilities = ["create", "update", "read"]
#                      ^^^^^^ error[privilege-escalation]: whoever gets policy "platform" can write policies, its own too
    }
    path "auth/token/create" {
      capabilities = ["update"]
    }
    path "auth/token/create-orphan" {
      capabilities = ["update", "sudo"]
    }
    path "identity/*" {
      capabilities = ["update"]
    }
    path "sys/policies/acl" {
      capabilities = ["list"]
    }
  EOT
}

resource "snowflake_account_role" "loader" {
  name = "LOADER"
}

resource "snowflake_grant_privileges_to_account_role" "grants" {
  account_role_name = snowflake_account_role.loader.name
  on_account        = true
  privileges        = ["MANAGE GRANTS", "MONITOR USAGE"]
#                       ^^^^^^^^^^^^^ error[privilege-escalation]: role "LOADER" can give anybody any right
}

resource "mysql_grant" "rights" {
  user       = "app"
  host       = "%"
  database   = "mysql"
  privileges = ["SELECT", "UPDATE"]
#                          ^^^^^^ error[privilege-escalation]: "app" can write the tables of rights themselves
}

resource "consul_acl_policy" "operators" {
  name  = "operators"
  rules = <<-EOT
    acl      = "write"
#               ^^^^^ error[privilege-escalation]: whoever gets policy "operators" can write tokens and policies, its own too
    operator = "read"
    key_prefix "shop/" {
      policy = "write"
    }
  EOT
}
