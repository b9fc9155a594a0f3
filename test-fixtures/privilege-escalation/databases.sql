CREATE ROLE loading;
GRANT MANAGE GRANTS ON ACCOUNT TO ROLE loading;
--    ^^^^^^^^^^^^^ error[privilege-escalation]: role "loading" can give anybody any right
GRANT USAGE ON WAREHOUSE small TO ROLE loading;
GRANT IMPERSONATE ANY LOGIN TO loading;
--    ^^^^^^^^^^^^^^^^^^^^^ error[privilege-escalation]: role "loading" can work as any other login
GRANT GRANT ANY ROLE TO loading;
--    ^^^^^^^^^^^^^^ error[privilege-escalation]: role "loading" can give anybody any role
