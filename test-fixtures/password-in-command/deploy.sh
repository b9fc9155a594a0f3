curl -u deploy:{alnum:14} https://repo.shop.internal/upload
#              ^^^^^^^^^^ error[password-in-command]: Password on a command line in "deploy": whoever reads this file can use it
curl --user "deploy:{alnum:14#b}" https://repo.shop.internal/upload
#                   ^^^^^^^^^^^^ error[password-in-command]: Password on a command line in "deploy": whoever reads this file can use it

curl -u "deploy:$PASSWORD" https://repo.shop.internal/upload
curl -u deploy https://repo.shop.internal/upload
