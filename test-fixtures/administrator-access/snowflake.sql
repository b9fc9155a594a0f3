USE ROLE SECURITYADMIN;
CREATE USER loader TYPE = SERVICE;
GRANT ROLE ACCOUNTADMIN TO USER loader;
--         ^^^^^^^^^^^^ error[administrator-access]: service account "loader" gets everything in the account
CREATE ROLE loading;
GRANT ROLE loading TO USER loader;
GRANT ROLE loading TO ROLE SYSADMIN;
