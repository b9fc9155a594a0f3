import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('role assignments, applications with their secrets, and who may become them', async () => {
  expect(
    await lines(`
data "azurerm_subscription" "here" {}
data "azurerm_role_definition" "owner" { name = "Owner" }
resource "azurerm_resource_group" "shop" { name = "shop" }
resource "azurerm_user_assigned_identity" "ci" {
  name = "ci"
  tags = { owner = "team-shop" }
}
resource "azurerm_role_assignment" "owner" {
  scope                = data.azurerm_subscription.here.id
  role_definition_name = "Owner"
  principal_id         = azurerm_user_assigned_identity.ci.principal_id
}
resource "azurerm_role_assignment" "by_id" {
  scope              = azurerm_resource_group.shop.id
  role_definition_id = "\${data.azurerm_subscription.here.id}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"
  principal_id       = azuread_service_principal.app.object_id
}
resource "azurerm_role_assignment" "custom" {
  scope              = "/subscriptions/0000/resourceGroups/shop"
  role_definition_id = azurerm_role_definition.ops.role_definition_resource_id
  principal_id       = "11111111-1111-1111-1111-111111111111"
}
resource "azurerm_role_definition" "ops" {
  name  = "Ops"
  scope = data.azurerm_subscription.here.id
  permissions {
    actions      = ["Microsoft.Compute/*"]
    data_actions = ["Microsoft.KeyVault/vaults/secrets/getSecret/action"]
    not_actions  = ["Microsoft.Compute/virtualMachines/delete"]
  }
}
resource "azuread_application" "app" {
  display_name = "shop"
  owners       = ["ana"]
}
resource "azuread_service_principal" "app" { client_id = azuread_application.app.client_id }
resource "azuread_application_password" "app" {
  application_id = azuread_application.app.id
  end_date       = "2099-01-01T00:00:00Z"
}
resource "azuread_application_federated_identity_credential" "github" {
  application_id = azuread_application.app.id
  issuer         = "https://token.actions.githubusercontent.com"
  subject        = "repo:acme/shop:ref:refs/heads/main"
  audiences      = ["api://AzureADTokenExchange"]
}
resource "azurerm_federated_identity_credential" "aks" {
  parent_id = azurerm_user_assigned_identity.ci.id
  issuer    = azurerm_kubernetes_cluster.shop.oidc_issuer_url
  subject   = "system:serviceaccount:shop:builder"
  audience  = ["api://AzureADTokenExchange"]
}
resource "azurerm_storage_account" "data" {
  name                            = "data"
  allow_nested_items_to_be_public = true
}
resource "azurerm_storage_container" "site" {
  name                  = "site"
  container_access_type = "blob"
}
data "azurerm_storage_account_sas" "all" {
  expiry = "2099-01-01"
}
resource "azuread_directory_role" "admin" { display_name = "Global Administrator" }
resource "azuread_directory_role_assignment" "admin" {
  role_id             = azuread_directory_role.admin.template_id
  principal_object_id = azuread_service_principal.app.object_id
}
`),
  ).toEqual([
    'service-account ci (machine)',
    'binding azure:owner -> terraform:#azurerm_user_assigned_identity.ci',
    'binding azure:b24988ac-6180-42a0-ab88-20f7382dd24c -> terraform:#azuread_application.app',
    'binding terraform:#azurerm_role_definition.ops -> azure:principal/11111111-1111-1111-1111-111111111111',
    'policy Ops identity',
    'allow all but Microsoft.Compute/virtualMachines/delete',
    'application shop (machine)',
    'password of terraform:#azuread_application.app',
    'trust allow terraform:#azuread_application.app <- federated:https://token.actions.githubusercontent.com if StringEquals token.actions.githubusercontent.com:sub repo:acme/shop:ref:refs/heads/main & StringEquals token.actions.githubusercontent.com:aud api://AzureADTokenExchange',
    'trust allow terraform:#azurerm_user_assigned_identity.ci <- federated:? if StringEquals …:sub system:serviceaccount:shop:builder & StringEquals …:aud api://AzureADTokenExchange',
    'storage-account data publicAccess=true sharedKey=-',
    'bucket site publicAccess=blob',
    'binding azure:global administrator -> terraform:#azuread_application.app',
    'shared-access-signature of -',
  ]);
});
