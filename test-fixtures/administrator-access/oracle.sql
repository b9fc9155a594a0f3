CREATE USER shop IDENTIFIED EXTERNALLY DEFAULT TABLESPACE users QUOTA UNLIMITED ON users;
GRANT CREATE SESSION, DBA TO shop;
--                    ^^^ error[administrator-access]: user "shop" gets everything in the database
GRANT ALL PRIVILEGES TO shop;
--    ^^^^^^^^^^^^^^ error[administrator-access]: user "shop" may do everything in every database
GRANT SELECT ON orders TO shop;
