import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('administrators, collaborators and teams, deploy keys, and the default token of workflows', async () => {
  expect(
    await lines(`
resource "github_membership" "ana" {
  username = "ana"
  role     = "admin"
}
resource "github_membership" "ben" { username = "ben" }
resource "github_team" "ops" { name = "ops" }
resource "github_team_repository" "shop" {
  team_id    = github_team.ops.id
  repository = "shop"
  permission = "admin"
}
resource "github_repository_collaborators" "shop" {
  repository = "shop"
  user {
    username   = "partner"
    permission = "push"
  }
  team {
    team_id    = "ops"
    permission = "maintain"
  }
}
resource "github_organization_settings" "acme" {
  name                          = "acme"
  default_repository_permission = "write"
}
resource "github_repository_deploy_key" "mirror" {
  title      = "mirror"
  repository = "shop"
  key        = var.key
}
resource "github_repository_deploy_key" "flux" {
  title      = "flux"
  repository = "shop"
  key        = var.key
  read_only  = false
}
resource "github_workflow_repository_permissions" "shop" {
  repository                   = "shop"
  default_workflow_permissions = "write"
}
`),
  ).toEqual([
    'binding github:organisation/admin -> github:user/ana',
    'group ops (unknown)',
    'binding github:repository/admin -> terraform:#github_team.ops',
    'binding github:repository/push -> github:user/partner',
    'binding github:repository/maintain -> terraform:#github_team.ops',
    'binding github:every-repository/write -> every member',
    'private-key of -',
    'private-key of -',
    'policy flux identity',
    'allow deploy-key:write on shop',
    'binding fact:main.tf#github_repository_deploy_key.flux/write/policy -> flux',
    'policy write identity',
    'allow write-all on shop',
  ]);
});
