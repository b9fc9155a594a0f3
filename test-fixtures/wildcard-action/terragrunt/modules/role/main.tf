variable "actions" { type = list(string) }

resource "aws_iam_policy" "this" {
  name   = "site"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "arn:aws:s3:::site/*" }]
  })
}
