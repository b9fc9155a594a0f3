resource "aws_iam_access_key" "root" {
  user = "root"
#         ^^^^ error[root-credential]: the root user gets a key that may do everything in the account
}

resource "aws_iam_access_key" "bot" {
  user = "bot"
}
