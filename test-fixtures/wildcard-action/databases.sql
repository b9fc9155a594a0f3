CREATE ROLE app LOGIN;
GRANT ALL PRIVILEGES ON DATABASE shop TO app;
--    ^^^^^^^^^^^^^^ note[wildcard-action]: user "app" may do everything on DATABASE shop
GRANT ALL ON TABLE orders, customers TO reports WITH GRANT OPTION;
--    ^^^ warning[wildcard-action]: "reports" may do everything on TABLE orders and TABLE customers, and let others do it
GRANT SELECT, INSERT ON TABLE orders TO app WITH GRANT OPTION;
