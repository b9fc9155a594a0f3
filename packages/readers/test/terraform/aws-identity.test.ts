import { describe, expect, test } from 'vitest';
import { lines } from './terraform.ts';

describe('AWS identities', () => {
  test('a role with its trust, its inline policies and what is attached', async () => {
    expect(
      await lines(`
variable "env" { default = "prod" }
locals { actions = ["s3:GetObject", "s3:*"] }
resource "aws_iam_role" "deploy" {
  name               = "deploy-\${var.env}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "codebuild.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  inline_policy {
    name   = "site"
    policy = <<EOT
{ "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "\${aws_s3_bucket.site.arn}/*" }] }
EOT
  }
  managed_policy_arns  = ["arn:aws:iam::aws:policy/ReadOnlyAccess", aws_iam_policy.own.arn]
  permissions_boundary = aws_iam_policy.limit.arn
}
resource "aws_iam_policy" "own" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = local.actions, Resource = "*" }] })
}
resource "aws_iam_policy" "limit" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}
data "aws_partition" "here" {}
resource "aws_iam_role_policy_attachment" "power" {
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:\${data.aws_partition.here.partition}:iam::aws:policy/PowerUserAccess"
}
resource "aws_iam_role_policy_attachment" "by_name" {
  role       = "deploy-prod"
  policy_arn = aws_iam_policy.own.arn
}
`),
    ).toEqual([
      'role deploy-prod (machine)',
      'policy deploy trust',
      'allow sts:AssumeRole to service:codebuild.amazonaws.com',
      'trust allow terraform:#aws_iam_role.deploy <- service:codebuild.amazonaws.com',
      'policy site identity',
      'allow s3:* on ?…/*',
      'binding terraform:#aws_iam_role.deploy/inline_policy/site -> terraform:#aws_iam_role.deploy',
      'binding aws:arn:aws:iam::aws:policy/ReadOnlyAccess -> terraform:#aws_iam_role.deploy',
      'binding terraform:#aws_iam_policy.own -> terraform:#aws_iam_role.deploy',
      'binding terraform:#aws_iam_policy.limit -> terraform:#aws_iam_role.deploy (boundary)',
      'policy own identity',
      'allow s3:GetObject s3:* on *',
      'policy limit boundary',
      'allow * on *',
      'binding aws:arn:aws:iam::aws:policy/PowerUserAccess -> terraform:#aws_iam_role.deploy',
      'binding terraform:#aws_iam_policy.own -> terraform:#aws_iam_role.deploy',
    ]);
  });
});
