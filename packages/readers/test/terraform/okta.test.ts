import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('users, groups and applications, and who of them administers Okta', async () => {
  expect(
    await lines(`
resource "okta_user" "ana" {
  login       = "ana@acme.example"
  admin_roles = ["SUPER_ADMIN"]
}
resource "okta_user_admin_roles" "ben" {
  user_id     = okta_user.ben.id
  admin_roles = ["READ_ONLY_ADMIN", "APP_ADMIN"]
}
resource "okta_user" "ben" { login = "ben@acme.example" }
resource "okta_group" "ops" { name = "ops" }
resource "okta_group_role" "ops" {
  group_id  = okta_group.ops.id
  role_type = "ORG_ADMIN"
}
resource "okta_app_oauth" "terraform" {
  label = "terraform"
  type  = "service"
}
resource "okta_app_oauth_role_assignment" "terraform" {
  client_id = okta_app_oauth.terraform.client_id
  type      = "SUPER_ADMIN"
}
resource "okta_app_oauth_api_scope" "terraform" {
  app_id = okta_app_oauth.terraform.id
  issuer = "https://acme.okta.example"
  scopes = ["okta.users.manage"]
}
resource "okta_admin_role_custom" "helpdesk" {
  label       = "helpdesk"
  permissions = ["okta.users.credentials.manage"]
}
resource "okta_admin_role_custom_assignments" "helpdesk" {
  resource_set_id = okta_resource_set.all.id
  custom_role_id  = okta_admin_role_custom.helpdesk.id
  members         = ["https://acme.okta.example/api/v1/groups/1"]
}
resource "okta_resource_set" "all" { label = "all" }
`),
  ).toEqual([
    'user ana@acme.example (human)',
    'binding okta:super_admin -> terraform:#okta_user.ana',
    'binding okta:read_only_admin -> terraform:#okta_user.ben',
    'binding okta:app_admin -> terraform:#okta_user.ben',
    'user ben@acme.example (human)',
    'group ops (unknown)',
    'binding okta:org_admin -> terraform:#okta_group.ops',
    'application terraform (machine)',
    'binding okta:super_admin -> terraform:#okta_app_oauth.terraform',
    'policy terraform identity',
    'allow okta.users.manage on *',
    'binding fact:main.tf#okta_app_oauth_api_scope.terraform/scopes/policy -> terraform:#okta_app_oauth.terraform',
    'policy helpdesk identity',
    'allow okta.users.credentials.manage',
    'binding terraform:#okta_admin_role_custom.helpdesk -> okta:member/https://acme.okta.example/api/v1/groups/1',
  ]);
});
