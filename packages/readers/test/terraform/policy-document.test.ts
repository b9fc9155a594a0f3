import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('documents of the provider: sources, overrides, dynamic statements, and those that nobody here takes', async () => {
  expect(
    await lines(`
variable "services" { default = ["ec2", "lambda"] }
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "One"
    actions   = ["s3:Get*"]
    resources = ["*"]
  }
  statement {
    sid       = "Two"
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::home/&{aws:username}/*"]
  }
}
data "aws_iam_policy_document" "merged" {
  source_policy_documents = [data.aws_iam_policy_document.base.json, "{\\"Statement\\": {\\"Sid\\": \\"Three\\", \\"Effect\\": \\"Deny\\", \\"Action\\": \\"sqs:*\\", \\"Resource\\": \\"*\\"}}", ""]
  statement {
    sid         = "Two"
    not_actions = ["iam:*"]
    resources   = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = ["eu-central-1"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/team"
      values   = ["shop", "data"]
    }
  }
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "One", Effect = "Allow", Action = "kms:*", Resource = "*" }] })]
}
resource "aws_iam_policy" "merged" { policy = data.aws_iam_policy_document.merged.json }
data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.services
    iterator = service
    content {
      sid     = title(service.value)
      actions = ["sts:AssumeRole"]
      principals {
        type        = "Service"
        identifiers = ["\${service.value}.amazonaws.com"]
      }
      dynamic "principals" {
        for_each = service.value == "ec2" ? { AWS = ["*"] } : {}
        content {
          type        = principals.key
          identifiers = principals.value
        }
      }
    }
  }
  statement {
    effect  = "Deny"
    actions = ["sts:AssumeRole"]
    not_principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.gh.arn]
    }
    condition {
      test     = "StringLike"
      variable = "\${aws_iam_openid_connect_provider.gh.url}:sub"
      values   = ["repo:acme/*"]
    }
  }
}
resource "aws_iam_openid_connect_provider" "gh" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}
resource "aws_iam_role" "r" { assume_role_policy = data.aws_iam_policy_document.trust.json }
data "aws_iam_policy_document" "for_a_module" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}
module "elsewhere" {
  source   = "example/iam/aws"
  document = data.aws_iam_policy_document.for_a_module.json
}
data "aws_iam_policy_document" "of_something" {
  statement {
    actions   = ["*"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
output "document" { value = data.aws_iam_policy_document.of_something.json }
resource "aws_sns_topic_policy" "t" {
  arn    = "x"
  policy = data.aws_iam_policy_document.topic[0].json
}
data "aws_iam_policy_document" "topic" {
  count = 1
  statement {
    actions   = ["sns:Publish"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
`),
  ).toEqual([
    'policy merged identity',
    'allow kms:* on *',
    'allow all but iam:* on * if StringEquals aws:RequestedRegion eu-central-1 & StringEquals aws:PrincipalTag/team shop data',
    'deny sqs:* on *',
    'oidc-provider https://token.actions.githubusercontent.com url=https://token.actions.githubusercontent.com clients=sts.amazonaws.com',
    'role r (machine)',
    'policy r trust',
    'allow sts:AssumeRole to service:ec2.amazonaws.com everyone:*',
    'trust allow terraform:#aws_iam_role.r <- service:ec2.amazonaws.com everyone:*',
    'allow sts:AssumeRole to service:lambda.amazonaws.com',
    'trust allow terraform:#aws_iam_role.r <- service:lambda.amazonaws.com',
    'deny sts:AssumeRole to all but federated:? if StringLike token.actions.githubusercontent.com:sub repo:acme/*',
    'trust deny terraform:#aws_iam_role.r <-  but federated:? if StringLike token.actions.githubusercontent.com:sub repo:acme/*',
    'policy t resource',
    'allow sns:Publish on * to everyone:*',
    'policy for_a_module identity',
    'allow * on *',
    'gap module example/iam/aws',
  ]);
});
