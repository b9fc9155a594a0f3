resource "vault_aws_auth_backend_role" "anybody" {
  role                     = "anybody"
  auth_type                = "iam"
  bound_iam_principal_arns = ["*"]
#                              ^ error[public-trust]: anyone can become role "anybody"
  token_policies           = ["shop"]
}

resource "vault_aws_auth_backend_role" "shop" {
  role                     = "shop"
  auth_type                = "iam"
  bound_iam_principal_arns = ["arn:aws:iam::123456789012:role/shop"]
  token_policies           = ["shop"]
}
