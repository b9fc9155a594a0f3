resource "azuread_application" "ci" {
  display_name = "ci"
}

resource "azuread_application_federated_identity_credential" "pull_requests" {
  application_id = azuread_application.ci.id
  display_name   = "pull-requests"
  issuer         = "https://token.actions.githubusercontent.com"
  subject        = "repo:acme/shop:pull_request"
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[oidc-subject-too-wide]: any pull request in acme/shop can become application "ci"
  audiences      = ["api://AzureADTokenExchange"]
}

resource "azuread_application_federated_identity_credential" "main" {
  application_id = azuread_application.ci.id
  display_name   = "main"
  issuer         = "https://token.actions.githubusercontent.com"
  subject        = "repo:acme/shop:ref:refs/heads/main"
  audiences      = ["api://AzureADTokenExchange"]
}
