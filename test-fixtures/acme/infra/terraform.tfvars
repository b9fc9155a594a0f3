region            = "eu-west-1"
database_password = "winter2024!"
