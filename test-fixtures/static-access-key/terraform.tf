resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_access_key" "ci" {
#                             ^^^^ warning[static-access-key]: user "ci" gets an access key that never expires
  user = aws_iam_user.ci.name
}

resource "google_service_account" "ci" {
  account_id = "ci"
}

resource "google_service_account_key" "ci" {
#                                     ^^^^ warning[static-access-key]: service account "ci" gets a key that never expires
  service_account_id = google_service_account.ci.name
}

resource "azuread_application" "ci" {
  display_name = "ci"
}

resource "azuread_application_password" "ci" {
#                                       ^^^^ warning[static-access-key]: application "ci" gets a client secret that never expires
  application_id = azuread_application.ci.id
}

# The keyless way.
resource "azuread_application_federated_identity_credential" "ci" {
  application_id = azuread_application.ci.id
  display_name   = "github"
  issuer         = "https://token.actions.githubusercontent.com"
  subject        = "repo:acme/shop:ref:refs/heads/main"
  audiences      = ["api://AzureADTokenExchange"]
}
