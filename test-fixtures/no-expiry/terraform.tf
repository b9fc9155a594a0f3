resource "gitlab_deploy_token" "registry" {
#                              ^^^^^^^^^^ warning[no-expiry]: a token never ends
  project = "acme/shop"
  name    = "registry"
  scopes  = ["read_registry"]
}

resource "gitlab_project_access_token" "ci" {
  project      = "acme/shop"
  name         = "ci"
  access_level = "developer"
  scopes       = ["read_repository"]
  expires_at   = "2035-01-31"
#                 ^^^^^^^^^^ warning[no-expiry]: a token of service account "ci" ends in 8 years
}

resource "gitlab_group_access_token" "renewed" {
  group        = "acme"
  name         = "renewed"
  access_level = "developer"
  scopes       = ["read_repository"]
  rotation_configuration = {
    expiration_days    = 30
    rotate_before_days = 7
  }
}

resource "cloudflare_api_token" "dns" {
#                               ^^^^^ warning[no-expiry]: a token never ends
  name = "dns"
  policy {
    permission_groups = ["82e64a83756745bbbb1c9c2701bf816b"]
    resources         = { "com.cloudflare.api.account.zone.1" = "*" }
  }
}

resource "grafana_service_account" "ci" {
  name = "ci"
  role = "Editor"
}

resource "grafana_service_account_token" "hour" {
  name               = "hour"
  service_account_id = grafana_service_account.ci.id
  seconds_to_live    = 3600
}

resource "grafana_service_account_token" "forever" {
#                                        ^^^^^^^^^ warning[no-expiry]: a token of service account "ci" never ends
  name               = "forever"
  service_account_id = grafana_service_account.ci.id
}

resource "ad_user" "backup" {
  principal_name         = "backup"
  sam_account_name       = "backup"
  display_name           = "backup"
  password_never_expires = true
#                          ^^^^ warning[no-expiry]: a password of user "backup" never ends
}

resource "azuread_application_password" "sync" {
  application_id = "/applications/00000000-0000-0000-0000-000000000000"
  end_date       = "2099-01-01T00:00:00Z"
#                   ^^^^^^^^^^^^^^^^^^^^ warning[no-expiry]: a password ends in 72 years
}
