resource "databricks_permissions" "job" {
  job_id = databricks_job.orders.id
  access_control {
    group_name       = "users"
#                       ^^^^^ error[public-access]: every user of the service gets the right to change and to delete it
    permission_level = "CAN_MANAGE"
  }
  access_control {
    group_name       = "data-engineering"
    permission_level = "CAN_MANAGE"
  }
}

resource "databricks_permissions" "cluster" {
  cluster_id = databricks_cluster.orders.id
  access_control {
    group_name       = "users"
    permission_level = "CAN_RESTART"
  }
}
