# Beside the clouds: whoever holds these has all of what they are for.
resource "vault_policy" "everything" {
  name   = "everything"
  policy = <<-EOT
    path "*" {
      capabilities = ["create", "read", "update", "delete", "list", "sudo"]
#                                                                    ^^^^ error[administrator-access]: role "ci" may do everything in Vault
    }
  EOT
}

resource "vault_policy" "reader" {
  name   = "reader"
  policy = "path \"*\" { capabilities = [\"read\", \"list\"] }"
#                                          ^^^^ warning[administrator-access]: whoever gets policy "reader" may read every secret in Vault
}

resource "vault_policy" "shop" {
  name   = "shop"
  policy = "path \"secret/data/shop/*\" { capabilities = [\"read\"] }"
}

resource "vault_approle_auth_backend_role" "ci" {
  role_name      = "ci"
  token_policies = [vault_policy.everything.name]
}

resource "vault_token" "forever" {
  display_name = "forever"
  policies     = ["root"]
#                  ^^^^ error[administrator-access]: service account "forever" gets everything in Vault, for ever
}

resource "okta_app_oauth" "terraform" {
  label = "terraform"
  type  = "service"
}

resource "okta_app_oauth_role_assignment" "terraform" {
  client_id = okta_app_oauth.terraform.client_id
  type      = "SUPER_ADMIN"
#              ^^^^^^^^^^^ error[administrator-access]: application "terraform" gets everything in the Okta organisation
}

resource "okta_group_role" "helpdesk" {
  group_id  = okta_group.helpdesk.id
  role_type = "HELP_DESK_ADMIN"
}

resource "okta_group" "helpdesk" {
  name = "helpdesk"
}

resource "azuread_application" "sync" {
  display_name = "sync"
}

resource "azuread_service_principal" "sync" {
  client_id = azuread_application.sync.client_id
}

data "azuread_service_principal" "graph" {
  display_name = "Microsoft Graph"
}

resource "azuread_app_role_assignment" "roles" {
  app_role_id         = data.azuread_service_principal.graph.app_role_ids["RoleManagement.ReadWrite.Directory"]
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[administrator-access]: application "sync" gets the right to give anybody any directory role, in the whole organisation
  principal_object_id = azuread_service_principal.sync.object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}

resource "azuread_app_role_assignment" "users" {
  app_role_id         = data.azuread_service_principal.graph.app_role_ids["User.Read.All"]
  principal_object_id = azuread_service_principal.sync.object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}

# Somebody must own an organisation.
resource "github_membership" "ana" {
  username = "ana"
  role     = "admin"
#             ^^^^^ note[administrator-access]: "ana" gets everything in the organisation
}

resource "github_membership" "ben" {
  username = "ben"
  role     = "member"
}

resource "github_organization_settings" "acme" {
  billing_email                 = "billing@acme.example"
  default_repository_permission = "write"
#                                  ^^^^^ warning[administrator-access]: "every member" gets the right to write to every repository of the organisation
}

resource "gitlab_group_access_token" "bot" {
  group        = "acme"
  name         = "bot"
  access_level = "owner"
#                 ^^^^^ error[administrator-access]: service account "bot" gets everything in the group
  scopes       = ["read_api"]
  expires_at   = "2027-01-31"
}

resource "ad_user" "backup" {
  display_name     = "backup"
  principal_name   = "backup"
  sam_account_name = "backup"
}

resource "ad_group_membership" "admins" {
  group_id      = "CN=Domain Admins,CN=Users,DC=acme,DC=example"
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[administrator-access]: user "backup" gets everything in the domain
  group_members = [ad_user.backup.id]
}

resource "mongodbatlas_database_user" "app" {
  username           = "app"
  project_id         = "5d09d6a59ccf6445652a444a"
  auth_database_name = "admin"
  roles {
    role_name     = "atlasAdmin"
#                    ^^^^^^^^^^ error[administrator-access]: user "app" gets everything in the databases of the project
    database_name = "admin"
  }
}

resource "kafka_acl" "all" {
  resource_name       = "kafka-cluster"
  resource_type       = "Cluster"
  acl_principal       = "User:app"
  acl_host            = "*"
  acl_operation       = "All"
#                        ^^^ error[administrator-access]: "User:app" may do everything there is
  acl_permission_type = "Allow"
}

resource "oci_identity_policy" "ops" {
  name           = "ops"
  description    = "what operators may do"
  compartment_id = "ocid1.tenancy"
  statements = [
    "Allow group Ops to manage all-resources in tenancy",
#                       ^^^^^^^^^^^^^^^^^^^^ error[administrator-access]: "Ops" gets everything in the tenancy
    "Allow group Shop to manage all-resources in compartment shop",
  ]
}

resource "ibm_iam_service_id" "ci" {
  name = "ci"
}

resource "ibm_iam_service_policy" "everything" {
  iam_service_id = ibm_iam_service_id.ci.iam_id
  roles          = ["Administrator"]
#                    ^^^^^^^^^^^^^ error[administrator-access]: service account "ci" gets everything in the account, and the right to give it to others
}

resource "ibm_iam_service_policy" "keys" {
  iam_service_id = ibm_iam_service_id.ci.iam_id
  roles          = ["Administrator"]
  resources {
    service = "kms"
  }
}

resource "tfe_team" "admins" {
  name         = "admins"
  organization = "acme"
  organization_access {
    manage_organization_access = true
#                                ^^^^ error[administrator-access]: group "admins" gets the right to give any team any right in the organisation
  }
}
