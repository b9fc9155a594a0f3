import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('modules are judged at their uses, with the values of each; one that nobody uses, with its defaults', async () => {
  expect(
    await lines({
      'infra/main.tf': `
variable "teams" {
  default = { shop = "team-shop", data = "team-data" }
}
provider "aws" {
  region = "eu-central-1"
  default_tags { tags = { managed = "terraform" } }
}
module "ci" {
  source   = "../modules/ci"
  for_each = var.teams
  name     = each.key
  owner    = each.value
  actions  = each.key == "data" ? ["s3:*"] : ["s3:GetObject"]
}
module "off" {
  source = "../modules/ci"
  count  = 0
  name   = "off"
}
module "maybe" {
  source = "../modules/ci"
  count  = var.on ? 1 : 0
  name   = "maybe"
}
variable "on" {}
resource "aws_iam_role_policy_attachment" "from_output" {
  for_each   = module.ci
  role       = each.value.role_name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
module "elsewhere" {
  source  = "terraform-aws-modules/iam/aws"
  version = "~> 5"
}
resource "aws_iam_role_policy_attachment" "elsewhere" {
  role       = module.elsewhere.name
  policy_arn = module.elsewhere.arn
}
`,
      'modules/ci/main.tf': `
variable "name" { type = string }
variable "owner" {
  type    = string
  default = null
}
variable "actions" {
  type    = list(string)
  default = ["sts:GetCallerIdentity"]
}
resource "aws_iam_role" "this" {
  name               = "\${var.name}-ci"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = { owner = var.owner }
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
module "policy" {
  source  = "./policy"
  actions = var.actions
  role    = aws_iam_role.this.id
}
output "role_name" { value = aws_iam_role.this.name }
`,
      'modules/ci/policy/main.tf': `
variable "actions" {}
variable "role" {}
resource "aws_iam_role_policy" "inline" {
  role   = var.role
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] })
}
`,
      'modules/unused/main.tf': `
variable "admin" { default = false }
variable "principal" {}
resource "aws_iam_role" "r" {
  count              = var.admin ? 1 : 0
  assume_role_policy = jsonencode({ Statement = [] })
}
resource "aws_iam_user_policy_attachment" "u" {
  user       = var.principal
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`,
    }),
  ).toEqual([
    'binding aws:arn:aws:iam::aws:policy/ReadOnlyAccess -> terraform:infra#module.ci["data"].aws_iam_role.this',
    'binding aws:arn:aws:iam::aws:policy/ReadOnlyAccess -> terraform:infra#module.ci["shop"].aws_iam_role.this',
    'binding ? -> ?',
    'role data-ci (machine)',
    'policy this trust',
    'allow sts:AssumeRole to service:ec2.amazonaws.com',
    'trust allow terraform:infra#module.ci["data"].aws_iam_role.this <- service:ec2.amazonaws.com',
    'policy inline identity',
    'allow s3:* on *',
    'binding terraform:infra#module.ci["data"].module.policy.aws_iam_role_policy.inline -> terraform:infra#module.ci["data"].aws_iam_role.this',
    'role shop-ci (machine)',
    'policy this trust',
    'allow sts:AssumeRole to service:ec2.amazonaws.com',
    'trust allow terraform:infra#module.ci["shop"].aws_iam_role.this <- service:ec2.amazonaws.com',
    'policy inline identity',
    'allow s3:GetObject on *',
    'binding terraform:infra#module.ci["shop"].module.policy.aws_iam_role_policy.inline -> terraform:infra#module.ci["shop"].aws_iam_role.this',
    'role maybe-ci (machine) maybe',
    'policy this trust maybe',
    'allow sts:AssumeRole to service:ec2.amazonaws.com maybe',
    'trust allow terraform:infra#module.maybe[0].aws_iam_role.this <- service:ec2.amazonaws.com maybe',
    'policy inline identity maybe',
    'allow sts:GetCallerIdentity on * maybe',
    'binding terraform:infra#module.maybe[0].module.policy.aws_iam_role_policy.inline -> terraform:infra#module.maybe[0].aws_iam_role.this maybe',
    'gap module terraform-aws-modules/iam/aws',
    'binding aws:arn:aws:iam::aws:policy/AdministratorAccess -> ?',
  ]);
});
