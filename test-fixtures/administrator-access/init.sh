#!/bin/bash
set -e

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<-EOSQL
	CREATE USER shop;
	CREATE DATABASE shop;
	GRANT ALL PRIVILEGES ON DATABASE shop TO shop;
	CREATE ROLE exporter LOGIN SUPERUSER;
#	                           ^^^^^^^^^ error[administrator-access]: user "exporter" gets everything in the database server
EOSQL
