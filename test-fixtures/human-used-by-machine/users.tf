resource "aws_iam_user" "ci" {
  name = "ci-deploy"
}

resource "aws_iam_user_login_profile" "ci" {
#                                     ^^^^ warning[human-used-by-machine]: user "ci-deploy", a machine by its name, can sign in to the console with a password
  user = aws_iam_user.ci.name
}

# A machine without a login.
resource "aws_iam_user" "backup" {
  name = "svc-backup"
}

# People sign in.
resource "aws_iam_user" "ana" {
  name = "ana.lopez"
}

resource "aws_iam_user_login_profile" "ana" {
  user = aws_iam_user.ana.name
}

# Part of a word is no word.
resource "aws_iam_user" "scientist" {
  name = "lucille.bothwell"
}

resource "aws_iam_user_login_profile" "scientist" {
  user = aws_iam_user.scientist.name
}
