resource "aws_iam_user" "limits" {
  name = "limits"
}

resource "aws_iam_user_policy" "limits" {
  user   = aws_iam_user.limits.name
  policy = file("${path.module}/policy.json")
}
