resource "postgresql_grant" "writes" {
  database    = "shop"
  role        = "public"
#                ^^^^^^ warning[public-access]: every user of the database may use INSERT and SELECT on every table in sales
  schema      = "sales"
  object_type = "table"
  privileges  = ["INSERT", "SELECT"]
}

resource "postgresql_grant" "reads" {
  database    = "shop"
  role        = "public"
#                ^^^^^^ note[public-access]: every user of the database may use SELECT on every table in sales
  schema      = "sales"
  object_type = "table"
  privileges  = ["SELECT"]
}

resource "postgresql_grant" "usage" {
  database    = "shop"
  role        = "public"
  schema      = "sales"
  object_type = "schema"
  privileges  = ["USAGE"]
}
