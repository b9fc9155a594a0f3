import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('directory roles by membership, permissions of Microsoft Graph by id and by name', async () => {
  expect(
    await lines(`
data "azuread_application_published_app_ids" "well_known" {}
resource "azuread_service_principal" "graph" {
  client_id    = data.azuread_application_published_app_ids.well_known.result.MicrosoftGraph
  use_existing = true
}
resource "azuread_user" "ana" { user_principal_name = "ana@acme.example" }
resource "azuread_group" "ops" {
  display_name = "ops"
  owners       = ["11111111-1111-1111-1111-111111111111"]
}
resource "azuread_directory_role" "global" { display_name = "Global Administrator" }
resource "azuread_directory_role_member" "ops" {
  role_object_id   = azuread_directory_role.global.object_id
  member_object_id = azuread_group.ops.object_id
}
resource "azuread_application" "sync" { display_name = "sync" }
resource "azuread_service_principal" "sync" { client_id = azuread_application.sync.client_id }
resource "azuread_app_role_assignment" "by_name" {
  app_role_id         = azuread_service_principal.graph.app_role_ids["RoleManagement.ReadWrite.Directory"]
  principal_object_id = azuread_service_principal.sync.object_id
  resource_object_id  = azuread_service_principal.graph.object_id
}
resource "azuread_app_role_assignment" "by_id" {
  app_role_id         = "19dbc75e-c2e2-444c-a770-ec69d8559fc7"
  principal_object_id = azuread_service_principal.sync.object_id
  resource_object_id  = azuread_service_principal.graph.object_id
}
resource "azuread_service_principal_delegated_permission_grant" "sync" {
  service_principal_object_id          = azuread_service_principal.sync.object_id
  resource_service_principal_object_id = azuread_service_principal.graph.object_id
  claim_values                         = ["openid", "User.Read.All"]
}
resource "azuread_custom_directory_role" "helpdesk" {
  display_name = "helpdesk"
  enabled      = true
  version      = "1.0"
  permissions { allowed_resource_actions = ["microsoft.directory/users/password/update"] }
}
`),
  ).toEqual([
    'application graph (machine)',
    'user ana@acme.example (human)',
    'group ops (unknown)',
    'binding azure:global administrator -> terraform:#azuread_group.ops',
    'application sync (machine)',
    'binding azure:rolemanagement.readwrite.directory -> terraform:#azuread_application.sync',
    'binding azure:19dbc75e-c2e2-444c-a770-ec69d8559fc7 -> terraform:#azuread_application.sync',
    'policy sync identity',
    'allow openid User.Read.All',
    'binding fact:main.tf#azuread_service_principal_delegated_permission_grant.sync/delegated/policy -> terraform:#azuread_application.sync',
    'policy helpdesk identity',
    'allow microsoft.directory/users/password/update',
  ]);
});
