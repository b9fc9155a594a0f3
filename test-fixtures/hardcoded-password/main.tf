resource "aws_db_instance" "main" {
  username = "app"
  password = "{alnum:14}"
#             ^^^^^^^^^^ error[hardcoded-password]: Password in "password": whoever reads this file can use it
}

resource "aws_db_instance" "other" {
  username                    = "app"
  manage_master_user_password = true
}

resource "aws_db_instance" "third" {
  password = var.password
}
