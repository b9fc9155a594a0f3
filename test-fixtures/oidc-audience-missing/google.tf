# One account of Google's, by its number.
resource "aws_iam_role" "mirror" {
  name = "mirror"

  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "accounts.google.com" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringEquals = { "accounts.google.com:sub" = "104857600000000000000" } }
    }]
  })
}

resource "aws_iam_role" "app" {
  name = "app"

  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "accounts.google.com" }
#                                ^^^^^^^^^^^^^^^^^^^ warning[oidc-audience-missing]: a user of any application at accounts.google.com can become role "app"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringLike = { "accounts.google.com:sub" = "*" } }
    }]
  })
}
