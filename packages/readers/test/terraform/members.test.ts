import { expect, test } from 'vitest';
import { facts, lines } from './terraform.ts';

test('groups of AWS, of the identity centre, of Google and of Entra have members', async () => {
  const text = `
resource "aws_iam_user" "bot" { name = "bot" }
resource "aws_iam_group" "admins" { name = "admins" }
resource "aws_iam_user_group_membership" "bot" {
  user   = aws_iam_user.bot.name
  groups = [aws_iam_group.admins.name, "elsewhere"]
}
resource "aws_iam_group_membership" "all" {
  name  = "all"
  group = "admins"
  users = ["bot", "ana"]
}
resource "aws_identitystore_user" "ana" {
  user_name = "ana@acme.example"
}
resource "aws_identitystore_group" "ops" {
  display_name = "ops"
}
resource "aws_identitystore_group_membership" "ana" {
  group_id  = aws_identitystore_group.ops.group_id
  member_id = aws_identitystore_user.ana.user_id
}
resource "aws_ssoadmin_permission_set" "admin" {
  name = "admin"
}
resource "aws_ssoadmin_account_assignment" "ops" {
  permission_set_arn = aws_ssoadmin_permission_set.admin.arn
  principal_id       = aws_identitystore_group.ops.group_id
  principal_type     = "GROUP"
  target_id          = "123456789012"
}
resource "aws_ssoadmin_customer_managed_policy_attachment" "own" {
  permission_set_arn = aws_ssoadmin_permission_set.admin.arn
  customer_managed_policy_reference { name = "deploy" }
}
resource "aws_ssoadmin_permissions_boundary_attachment" "own" {
  permission_set_arn = aws_ssoadmin_permission_set.admin.arn
  permissions_boundary { managed_policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}
resource "google_cloud_identity_group" "g" {
  group_key { id = "devs@acme.example" }
}
resource "google_cloud_identity_group_membership" "m" {
  group = google_cloud_identity_group.g.id
  preferred_member_key { id = "ci@acme.iam.gserviceaccount.com" }
}
resource "azuread_group_member" "m" {
  group_object_id  = azuread_group.g.object_id
  member_object_id = azuread_user.u.object_id
}
resource "azuread_group" "g" { display_name = "g" }
resource "azuread_user" "u" { user_principal_name = "u@acme.example" }
`;
  expect((await lines(text)).filter(line => /^(?:binding|trust)/.test(line))).toEqual([
    'binding terraform:#aws_iam_group.admins -> terraform:#aws_iam_user.bot',
    'binding aws:group/elsewhere -> terraform:#aws_iam_user.bot',
    'binding terraform:#aws_iam_group.admins -> terraform:#aws_iam_user.bot aws:user/ana',
    'binding terraform:#aws_identitystore_group.ops -> terraform:#aws_identitystore_user.ana',
    'trust allow terraform:#aws_ssoadmin_permission_set.admin <- identity:?',
    'binding aws:policy/deploy -> terraform:#aws_ssoadmin_permission_set.admin',
    'binding aws:arn:aws:iam::aws:policy/ReadOnlyAccess -> terraform:#aws_ssoadmin_permission_set.admin (boundary)',
    'binding terraform:#google_cloud_identity_group.g -> gcp:serviceAccount/ci@acme.iam.gserviceaccount.com',
    'binding terraform:#azuread_group.g -> terraform:#azuread_user.u',
  ]);
  const memberships = (await facts(text)).filter(fact => fact.kind === 'binding' && fact.membership);
  expect(memberships.length).toBe(6);
});

test('access of EKS, and accounts of a cluster that act as a role', async () => {
  expect(
    (
      await lines(`
data "aws_partition" "p" {}
variable "arn" {}
resource "aws_eks_access_policy_association" "a" {
  policy_arn    = "arn:\${data.aws_partition.p.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  principal_arn = "arn:aws:iam::123456789012:role/ops"
  access_scope { type = "cluster" }
}
data "aws_caller_identity" "me" {}
resource "aws_eks_access_policy_association" "creator" {
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  principal_arn = data.aws_caller_identity.me.arn
}
resource "aws_eks_pod_identity_association" "p" {
  namespace       = "kube-system"
  service_account = "autoscaler"
  role_arn        = "arn:aws:iam::123456789012:role/scaler"
}
`)
    ).filter(line => !line.startsWith('gap')),
  ).toEqual([
    'binding kubernetes:ClusterRole/cluster-admin -> aws:arn:aws:iam::123456789012:role/ops',
    'trust allow aws:arn:aws:iam::123456789012:role/scaler <- identity:autoscaler',
  ]);
});

test("a vault's access policies, and what runs with identities of Azure", async () => {
  const text = `
resource "azurerm_user_assigned_identity" "app" { name = "app" }
resource "azurerm_key_vault" "v" {
  name = "v"
  access_policy {
    object_id          = azurerm_user_assigned_identity.app.principal_id
    secret_permissions = ["Get", "List"]
    key_permissions    = ["All"]
  }
}
resource "azurerm_key_vault_access_policy" "w" {
  key_vault_id       = azurerm_key_vault.v.id
  object_id          = azurerm_linux_web_app.w.identity[0].principal_id
  certificate_permissions = ["Purge"]
}
resource "azurerm_linux_web_app" "w" {
  name = "w"
  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.app.id, "/x/y"]
  }
}
`;
  const told = await lines(text);
  expect(told.filter(line => line.startsWith('allow'))).toEqual([
    'allow Microsoft.KeyVault/vaults/keys/* Microsoft.KeyVault/vaults/secrets/getSecret/action Microsoft.KeyVault/vaults/secrets/readMetadata/action on v',
    'allow Microsoft.KeyVault/vaults/certificates/purge/action on ?',
  ]);
  expect(told.filter(line => line.startsWith('binding')).map(line => line.split(' -> ')[1])).toEqual([
    'terraform:#azurerm_user_assigned_identity.app',
    'terraform:#azurerm_linux_web_app.w',
  ]);
  const uses = (await facts(text)).flatMap(fact => (fact.kind === 'use' ? [fact.used.kind === 'known' ? fact.used.value : '?'] : []));
  expect(uses).toEqual(['terraform:#azurerm_user_assigned_identity.app', 'azure:principal//x/y']);
});
