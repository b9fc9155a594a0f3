resource "aws_iam_role" "break_glass" {
  name = "acme-break-glass"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::111122223333:role/acme-on-call" }
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "break_glass" {
  role = aws_iam_role.break_glass.name
  # idlint-disable-next-line administrator-access -- for emergencies; every use of it pages the platform team (owner @acme/platform)
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
