CREATE USER app IDENTIFIED BY '{alnum:14}';
--                             ^^^^^^^^^^ error[password-in-sql]: Password in an SQL statement: whoever reads this file can use it

CREATE USER app IDENTIFIED BY :password;
CREATE USER backup IDENTIFIED WITH auth_socket;
