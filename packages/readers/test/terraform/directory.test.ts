import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('Active Directory: members of the groups that own the domain, and passwords that never end', async () => {
  expect(
    await lines(`
resource "ad_user" "svc" {
  principal_name         = "svc"
  sam_account_name       = "svc"
  password_never_expires = true
}
resource "ad_user" "ana" { sam_account_name = "ana" }
resource "ad_group" "ops" { name = "ops" }
resource "ad_group_membership" "admins" {
  group_id      = "CN=Domain Admins,CN=Users,DC=acme,DC=example"
  group_members = [ad_user.svc.id, ad_group.ops.id]
}
resource "ad_group_membership" "enterprise" {
  group_id      = "S-1-5-21-1-2-3-519"
  group_members = ["ana"]
}
data "ad_group" "schema" { group_id = "Schema Admins" }
resource "ad_group_membership" "schema" {
  group_id      = data.ad_group.schema.id
  group_members = [ad_user.ana.id]
}
resource "ad_group_membership" "ops" {
  group_id      = ad_group.ops.id
  group_members = [ad_user.ana.id]
}
`),
  ).toEqual([
    'user svc (unknown)',
    'password of terraform:#ad_user.svc',
    'user ana (unknown)',
    'group ops (unknown)',
    'binding ad:domain admins -> terraform:#ad_user.svc terraform:#ad_group.ops',
    'binding ad:enterprise admins -> terraform:#ad_user.ana',
    'binding ad:schema admins -> terraform:#ad_user.ana',
    'binding terraform:#ad_group.ops -> terraform:#ad_user.ana',
  ]);
});
