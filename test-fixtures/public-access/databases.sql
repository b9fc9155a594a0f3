GRANT INSERT, UPDATE ON orders TO PUBLIC;
--                                ^^^^^^ warning[public-access]: every user of the database may use INSERT and UPDATE on orders
GRANT SELECT ON orders TO PUBLIC;
--                        ^^^^^^ note[public-access]: every user of the database may use SELECT on orders

-- As PostgreSQL comes, or came until version 15.
GRANT ALL ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA sales TO PUBLIC;
GRANT INSERT ON drafts TO PUBLIC;
REVOKE INSERT ON drafts FROM PUBLIC;
