variable "actions" {
  type    = list(string)
  default = ["sns:*"]
#             ^^^^^ error[wildcard-action]: role "deploy" may do everything in sns, on every resource
}

locals {
  read  = ["s3:GetObject"]
  extra = ["sqs:*", "sqs:SendMessage"]
#           ^^^^^ error[wildcard-action]: role "deploy" may do everything in sqs, on every resource
}

resource "aws_s3_bucket" "site" {}

resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["codebuild.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "deploy" {
  role   = aws_iam_role.deploy.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = aws_s3_bucket.site.arn }] })
#                                                                  ^^^^ warning[wildcard-action]: role "deploy" may do everything in s3
}

resource "aws_iam_role_policy" "queues" {
  role = aws_iam_role.deploy.id
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = concat(local.read, local.extra, var.actions), Resource = "*" }]
  })
}

resource "aws_iam_policy" "tables" {
  policy = <<-JSON
    {
      "Statement": [
        { "Effect": "Allow", "Action": ["dynamodb:*"], "Resource": "*" }
#                                        ^^^^^^^^^^ error[wildcard-action]: whoever gets policy "tables" may do everything in dynamodb, on every resource
      ]
    }
  JSON
}

data "aws_iam_policy_document" "functions" {
  statement {
    actions   = ["lambda:*"]
#                 ^^^^^^^^ error[wildcard-action]: user "bot" may do everything in lambda, on every resource
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_user_policy" "functions" {
  user   = aws_iam_user.bot.name
  policy = data.aws_iam_policy_document.functions.json
}

resource "aws_iam_user" "bot" {
  name = "bot"
}

# Nobody makes it.
resource "aws_iam_role_policy" "never" {
  count  = 0
  role   = aws_iam_role.deploy.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ec2:*", Resource = "*" }] })
}
