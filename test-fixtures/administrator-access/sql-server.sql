CREATE LOGIN [ACME\svc-shop] FROM WINDOWS;
GO
ALTER SERVER ROLE [sysadmin] ADD MEMBER [ACME\svc-shop];
--                 ^^^^^^^^ error[administrator-access]: user "ACME\svc-shop" gets everything in the database server
GO
CREATE LOGIN reports FROM WINDOWS
EXEC sp_addsrvrolemember 'reports', 'securityadmin'
--                                   ^^^^^^^^^^^^^ error[administrator-access]: user "reports" gets the right to give anybody any right on the database server
EXEC sp_addrolemember 'db_datareader', 'reports'
GRANT CONTROL SERVER TO reports
--    ^^^^^^^^^^^^^^ error[administrator-access]: user "reports" may do everything in every database
GRANT VIEW SERVER STATE TO reports
GO
