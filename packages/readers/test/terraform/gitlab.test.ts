import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('members, tokens with their ends and scopes, deploy keys', async () => {
  expect(
    await lines(`
resource "gitlab_user" "root" {
  username = "root"
  is_admin = true
}
resource "gitlab_group_membership" "ana" {
  group_id     = gitlab_group.shop.id
  user_id      = gitlab_user.root.id
  access_level = "owner"
}
resource "gitlab_group" "shop" { path = "shop" }
resource "gitlab_project_membership" "ben" {
  project      = "acme/shop"
  user_id      = 42
  access_level = "developer"
}
resource "gitlab_project_access_token" "ci" {
  project      = "acme/shop"
  name         = "ci"
  access_level = "maintainer"
  scopes       = ["api"]
  expires_at   = "2027-01-31"
}
resource "gitlab_group_access_token" "renewed" {
  group        = "acme"
  name         = "renewed"
  access_level = "owner"
  scopes       = ["read_api"]
  rotation_configuration = { expiration_days = 30 }
}
resource "gitlab_deploy_token" "registry" {
  project = "acme/shop"
  name    = "registry"
  scopes  = ["read_registry"]
}
resource "gitlab_deploy_key" "flux" {
  project  = "acme/shop"
  title    = "flux"
  key      = "ssh-ed25519 AAAA"
  can_push = true
}
`),
  ).toEqual([
    'user root (unknown)',
    'binding gitlab:administrator -> terraform:#gitlab_user.root',
    'binding gitlab:group/owner -> terraform:#gitlab_user.root',
    'group shop (unknown)',
    'binding gitlab:project/developer -> gitlab:user/42',
    'service-account ci (machine)',
    'token of terraform:#gitlab_project_access_token.ci',
    'binding gitlab:project/maintainer -> terraform:#gitlab_project_access_token.ci',
    'policy ci identity',
    'allow api on acme/shop',
    'binding fact:main.tf#gitlab_project_access_token.ci/scopes/policy -> terraform:#gitlab_project_access_token.ci',
    'service-account renewed (machine)',
    'token of terraform:#gitlab_group_access_token.renewed',
    'binding gitlab:group/owner -> terraform:#gitlab_group_access_token.renewed',
    'policy renewed identity',
    'allow read_api on acme',
    'binding fact:main.tf#gitlab_group_access_token.renewed/scopes/policy -> terraform:#gitlab_group_access_token.renewed',
    'token of -',
    'private-key of -',
    'policy flux identity',
    'allow deploy-key:write on acme/shop',
    'binding fact:main.tf#gitlab_deploy_key.flux/write/policy -> flux',
  ]);
});
