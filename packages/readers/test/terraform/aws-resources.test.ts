import { expect, test } from 'vitest';
import { facts, lines } from './terraform.ts';

test('people and machines, resources and how they let in', async () => {
  expect(
    await lines(`
provider "aws" {
  default_tags {
    tags = { env = "prod", owner = "nobody" }
  }
  allowed_account_ids = ["123456789012"]
  region              = "eu-west-1"
}
data "aws_caller_identity" "here" {}
data "aws_region" "here" {}
resource "aws_iam_user" "ana" { name = "ana" }
resource "aws_iam_user_login_profile" "ana" { user = aws_iam_user.ana.name }
resource "aws_iam_user" "bot" { name = "bot" }
resource "aws_iam_access_key" "bot" { user = "bot" }
resource "aws_iam_group" "admins" { name = "admins" }
resource "aws_iam_policy_attachment" "all" {
  name       = "all"
  users      = [aws_iam_user.ana.name]
  groups     = ["admins"]
  roles      = ["elsewhere"]
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_s3_bucket" "site" { bucket = "site-\${data.aws_region.here.name}" }
resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  acl    = "public-read"
}
resource "aws_s3_bucket_public_access_block" "site" {
  bucket            = aws_s3_bucket.site.id
  block_public_acls = false
}
resource "aws_kms_key" "k" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::\${data.aws_caller_identity.here.account_id}:root" }, Action = "kms:*", Resource = "*" }]
  })
}
resource "aws_lambda_permission" "everyone" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = "*"
}
resource "aws_lambda_permission" "bucket" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.site.arn
}
resource "aws_lambda_function_url" "f" { authorization_type = "NONE" }
resource "aws_ami_launch_permission" "a" {
  image_id = "ami-1"
  group    = "all"
}
resource "aws_ssoadmin_permission_set" "ops" {
  name             = "ops"
  session_duration = "PT12H"
}
resource "aws_ssoadmin_managed_policy_attachment" "ops" {
  managed_policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
  permission_set_arn = aws_ssoadmin_permission_set.ops.arn
}
resource "aws_organizations_policy" "scp" {
  content = jsonencode({ Statement = { Effect = "Allow", Action = "*", Resource = "*" } })
}
resource "aws_organizations_policy" "tags" {
  type    = "TAG_POLICY"
  content = jsonencode({ tags = {} })
}
`),
  ).toEqual([
    'user ana (human)',
    'password of terraform:#aws_iam_user.ana',
    'user bot (machine)',
    'access-key of terraform:#aws_iam_user.bot',
    'group admins (unknown)',
    'binding aws:arn:aws:iam::aws:policy/AdministratorAccess -> aws:role/elsewhere terraform:#aws_iam_user.ana terraform:#aws_iam_group.admins',
    'bucket site-eu-west-1 acl=-',
    'bucket site-eu-west-1 acl=public-read',
    'public-access-block site bucket=terraform:#aws_s3_bucket.site blockPublicAcls=false blockPublicPolicy=- ignorePublicAcls=- restrictPublicBuckets=-',
    'policy k resource',
    'allow kms:* on * to account:arn:aws:iam::123456789012:root',
    'policy everyone resource',
    'allow lambda:InvokeFunction on f to everyone:*',
    'policy bucket resource',
    'allow lambda:InvokeFunction on f to service:s3.amazonaws.com if ArnLike aws:SourceArn arn:aws:s3:::site-eu-west-1',
    'endpoint f authentication=NONE',
    'image a sharedWith=all',
    'role ops (human)',
    'binding aws:arn:aws:iam::aws:policy/PowerUserAccess -> terraform:#aws_ssoadmin_permission_set.ops',
    'policy scp organisation',
    'allow * on *',
  ]);
});

test('tags of the provider stand under those of the resource', async () => {
  const [role] = await facts(`
variable "extra" {}
provider "aws" {
  default_tags { tags = { env = "prod", owner = "platform" } }
}
provider "aws" {
  alias = "other"
  default_tags { tags = var.extra }
}
resource "aws_iam_role" "a" { tags = { owner = "team-shop" } }
resource "aws_iam_role" "b" { provider = aws.other }
`);
  const labels = role?.kind === 'identity' ? role.labels.entries : {};
  expect(Object.entries(labels).map(([key, value]) => `${key}=${value.kind === 'known' ? value.value : '?'}`)).toEqual([
    'env=prod',
    'owner=team-shop',
  ]);
  const [, other] = await facts(`
provider "aws" {
  default_tags { tags = var.extra }
}
variable "extra" {}
resource "aws_iam_role" "a" {}
resource "aws_iam_role" "b" { tags = { owner = "team-shop" } }
`);
  expect(other).toMatchObject({ labels: { open: { code: 'variable', what: 'var.extra' } } });
});

test('an account that is not known is an account', async () => {
  const told = await lines(`
data "aws_caller_identity" "here" {}
resource "aws_kms_key" "k" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = [data.aws_caller_identity.here.account_id, data.aws_caller_identity.here.arn] }, Action = "kms:*", Resource = "*" }] })
}
`);
  expect(told.at(-1)).toBe('allow kms:* on * to account:? identity:?');
});
