resource "postgresql_grant" "all" {
  database    = "shop"
  role        = "app"
  object_type = "database"
  privileges  = ["ALL"]
#                 ^^^ note[wildcard-action]: "app" may do everything on database shop
}

resource "postgresql_grant" "passed_on" {
  database          = "shop"
  role              = "app"
  schema            = "sales"
  object_type       = "table"
  objects           = ["orders"]
  privileges        = ["ALL"]
#                       ^^^ warning[wildcard-action]: "app" may do everything on table orders, and let others do it
  with_grant_option = true
}

resource "postgresql_grant" "some" {
  database    = "shop"
  role        = "app"
  schema      = "sales"
  object_type = "table"
  privileges  = ["SELECT", "INSERT"]
}

resource "elasticstack_elasticsearch_security_role" "logs" {
  name    = "logs"
  cluster = ["monitor"]
  indices {
    names      = ["logs-*"]
    privileges = ["all"]
#                  ^^^ warning[wildcard-action]: whoever gets policy "logs" may do everything on logs-*
  }
}
