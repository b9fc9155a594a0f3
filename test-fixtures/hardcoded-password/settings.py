import os

DB_PASSWORD = "{alnum:14}"
#              ^^^^^^^^^^ error[hardcoded-password]: Password in "DB_PASSWORD": whoever reads this file can use it
SMTP = {"user": "mailer", "password": "{alnum:9}!{alnum:4}"}
#                                      ^^^^^^^^^^^^^^^^^^^ error[hardcoded-password]: Password in "password": whoever reads this file can use it
engine = connect(host="db", user="app", password='{alnum:12}')
#                                                 ^^^^^^^^^^ error[hardcoded-password]: Password in "password": whoever reads this file can use it

# Read from elsewhere, or nothing to hide.
DB_PASSWORD = os.environ["DB_PASSWORD"]
password = getpass("Password: ")
password_field = "password"
password_hint = "at least 12 characters"
EXAMPLE_PASSWORD = "changeme"
if password == "":
    raise ValueError("password must not be empty")
