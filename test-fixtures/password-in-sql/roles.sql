ALTER USER shop WITH PASSWORD '{alnum:14}';
--                             ^^^^^^^^^^ error[password-in-sql]: Password of a database role in "PASSWORD": whoever reads this file can use it
CREATE ROLE report LOGIN PASSWORD '{alnum:14}';
--                                 ^^^^^^^^^^ error[password-in-sql]: Password of a database role in "PASSWORD": whoever reads this file can use it
ALTER USER shop WITH PASSWORD :'password';
ALTER USER ana WITH PASSWORD 'SCRAM-SHA-256$4096:{base64:22}==${base64:43}=:{base64:43}=';
