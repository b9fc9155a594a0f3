resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[administrator-access]: role "deploy" gets everything in the account
}

resource "aws_iam_role_policy" "everything" {
  role   = aws_iam_role.deploy.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
#                                                                  ^ error[administrator-access]: role "deploy" may do everything in the account
}

resource "google_project_iam_member" "owner" {
  project = "acme-shop"
  role    = "roles/owner"
#            ^^^^^^^^^^^ error[administrator-access]: service account "ci@acme-shop.iam.gserviceaccount.com" gets everything, rights included
  member  = "serviceAccount:ci@acme-shop.iam.gserviceaccount.com"
}

resource "google_project_iam_binding" "editors" {
  project = "acme-shop"
  role    = "roles/editor"
#            ^^^^^^^^^^^^ error[administrator-access]: group "developers@acme.example" gets the right to change everything and to act as every service account
  members = ["group:developers@acme.example"]
}

resource "google_project_iam_member" "viewer" {
  project = "acme-shop"
  role    = "roles/viewer"
  member  = "group:developers@acme.example"
}

resource "google_organization_iam_member" "organisation" {
  org_id = "123456789"
  role   = "roles/resourcemanager.organizationAdmin"
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[administrator-access]: user "ana@acme.example" gets the right to set who has which role in the organisation
  member = "user:ana@acme.example"
}

data "azurerm_subscription" "current" {}

resource "azurerm_role_assignment" "owner" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Owner"
#                         ^^^^^ error[administrator-access]: service account "ci" gets everything, rights included
  principal_id         = azurerm_user_assigned_identity.ci.principal_id
}

resource "azurerm_role_assignment" "contributor" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000000"
  role_definition_name = "Contributor"
#                         ^^^^^^^^^^^ warning[administrator-access]: service account "ci" gets the right to change everything but rights
  principal_id         = azurerm_user_assigned_identity.ci.principal_id
}

# In one resource group.
resource "azurerm_role_assignment" "group" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = "Contributor"
  principal_id         = azurerm_user_assigned_identity.ci.principal_id
}

resource "azurerm_resource_group" "shop" {
  name     = "shop"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "ci" {
  name                = "ci"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}
