CREATE ROLE migrations LOGIN SUPERUSER;
--                           ^^^^^^^^^ error[administrator-access]: user "migrations" gets everything in the database server
CREATE ROLE app LOGIN NOSUPERUSER;
GRANT pg_write_all_data TO app;
--    ^^^^^^^^^^^^^^^^^ warning[administrator-access]: user "app" gets the right to write every table
GRANT pg_monitor TO app;

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'backup') THEN
    CREATE ROLE backup WITH LOGIN SUPERUSER;
--                                ^^^^^^^^^ error[administrator-access]: user "backup" gets everything in the database server
  END IF;
END
$$;

-- A row that looks like one.
INSERT INTO log VALUES ('x');
COPY notes (text) FROM stdin;
CREATE ROLE other SUPERUSER;
\.

CREATE ROLE once SUPERUSER;
ALTER ROLE once NOSUPERUSER;
