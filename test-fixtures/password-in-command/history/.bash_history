#1700000000
mysql -h db.acme.test -u shop -p{alnum:12} shop
#                               ^^^^^^^^^^ error[password-in-command]: Password of a MySQL user on a command line: whoever reads this file can use it
#1700000060
mysql -h db.acme.test -u shop -p shop
sshpass -p '{alnum:12}' ssh ana@acme.test
#           ^^^^^^^^^^ error[password-in-command]: Password given to sshpass: whoever reads this file can use it
docker login -u ci --password-stdin registry.acme.test
