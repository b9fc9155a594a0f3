CREATE USER 'app'@'%';
GRANT ALL PRIVILEGES ON *.* TO 'app'@'%';
--    ^^^^^^^^^^^^^^ error[administrator-access]: user "app" may do everything in every database
GRANT SELECT, INSERT ON `shop`.* TO 'app'@'%';

-- From this machine, root is the administrator anyway.
GRANT ALL PRIVILEGES ON *.* TO 'root'@'localhost' WITH GRANT OPTION;
GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION;
--    ^^^^^^^^^^^^^^ error[administrator-access]: "root" may do everything in every database

-- Taken back in the same file.
GRANT ALL ON *.* TO 'once'@'localhost';
REVOKE ALL ON *.* FROM 'once'@'localhost';
FLUSH PRIVILEGES;
