DATABASE_URL = "postgres://app:{alnum:14}@db.shop.internal:5432/app"
#                              ^^^^^^^^^^ error[password-in-url]: Password in a URL in "app": whoever reads this file can use it
BROKER = "amqps://worker:{alnum:12}@mq.shop.internal"
#                        ^^^^^^^^^^ error[password-in-url]: Password in a URL in "worker": whoever reads this file can use it
# A host that is nobody's is an example.
DOCUMENTED = "postgres://app:{alnum:14#b}@db.example.com:5432/app"
#                            ^^^^^^^^^^^^ note[password-in-url]: Password in a URL in "app": whoever reads this file can use it

DATABASE_URL = f"postgres://app:{password}@db.shop.internal/app"
DATABASE_URL = "postgres://app:$DB_PASSWORD@db.shop.internal/app"
HOME = "https://shop.internal:8443/path@version"
EXAMPLE = "postgres://user:password@localhost/test"
