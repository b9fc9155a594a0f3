resource "github_repository_deploy_key" "flux" {
  title      = "flux"
  repository = "shop"
  key        = var.public_key
  read_only  = false
#              ^^^^^ warning[oauth-scope-too-wide]: deploy key "flux" can push to the repository as its administrators can
}

resource "github_repository_deploy_key" "reader" {
  title      = "reader"
  repository = "shop"
  key        = var.public_key
  read_only  = true
}

resource "gitlab_deploy_key" "mirror" {
  project  = "acme/shop"
  title    = "mirror"
  key      = var.public_key
  can_push = true
#            ^^^^ warning[oauth-scope-too-wide]: deploy key "mirror" can push to the project
}

resource "gitlab_user" "bot" {
  username = "bot"
  name     = "bot"
  email    = "bot@acme.example"
}

resource "gitlab_personal_access_token" "bot" {
  user_id    = gitlab_user.bot.id
  name       = "bot"
  scopes     = ["sudo", "read_api"]
#                ^^^^ warning[oauth-scope-too-wide]: user "bot" can act as any user of the instance
  expires_at = "2027-01-31"
}

resource "okta_app_oauth" "sync" {
  label = "sync"
  type  = "service"
}

resource "okta_app_oauth_api_scope" "sync" {
  app_id = okta_app_oauth.sync.id
  issuer = "https://acme.okta.example"
  scopes = ["okta.users.read", "okta.users.manage"]
#                               ^^^^^^^^^^^^^^^^^ warning[oauth-scope-too-wide]: application "sync" can change every user of Okta, passwords included
}

# Only for what its resource set holds.
resource "okta_admin_role_custom" "helpdesk" {
  label       = "helpdesk"
  description = "resets passwords of some"
  permissions = ["okta.users.manage"]
}

resource "azuread_application" "mailer" {
  display_name = "mailer"
}

resource "azuread_service_principal" "mailer" {
  client_id = azuread_application.mailer.client_id
}

data "azuread_service_principal" "graph" {
  display_name = "Microsoft Graph"
}

resource "azuread_app_role_assignment" "by_name" {
  app_role_id         = data.azuread_service_principal.graph.app_role_ids["Mail.ReadWrite"]
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[oauth-scope-too-wide]: application "mailer" can read and change every mailbox, in the whole organisation
  principal_object_id = azuread_service_principal.mailer.object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}

resource "azuread_app_role_assignment" "by_id" {
  app_role_id         = "b633e1c5-b582-4048-a93e-9f11b44c7e96"
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[oauth-scope-too-wide]: application "mailer" can send mail as anybody, in the whole organisation
  principal_object_id = azuread_service_principal.mailer.object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}

resource "azuread_app_role_assignment" "reader" {
  app_role_id         = data.azuread_service_principal.graph.app_role_ids["Mail.Read"]
  principal_object_id = azuread_service_principal.mailer.object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}

variable "public_key" {
  type = string
}
