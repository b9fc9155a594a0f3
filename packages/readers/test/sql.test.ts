import { SourceDocument } from '@idlint/model';
import { describe, expect, test } from 'vitest';
import { sql } from '../src/sql/index.ts';
import { factsOf, told } from './facts.ts';
import { workspace } from './workspace.ts';

const lines = async (text: string, uri = 'db/init.sql'): Promise<string[]> => (await factsOf(sql, uri, text)).map(told);

/** Without the policies and bindings that only say whose a grant is. */
const brief = async (text: string, uri?: string): Promise<string[]> =>
  (await lines(text, uri)).filter(line => !/^policy |^binding fact:/.test(line));

test('accounts, members, and what is granted', async () => {
  expect(
    await lines(`
CREATE ROLE app WITH LOGIN SUPERUSER PASSWORD 'x' IN ROLE pg_read_all_data;
CREATE ROLE readers;
GRANT readers TO app WITH ADMIN OPTION;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO readers, app WITH GRANT OPTION;
GRANT INSERT, SELECT ON TABLE a TO app, PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO readers;
`),
  ).toEqual([
    'user app (unknown)',
    'role readers (unknown)',
    'binding sql:superuser -> sql:db#app',
    'binding sql:pg_read_all_data -> sql:db#app',
    'binding sql:db#readers -> sql:db#app',
    'policy grant identity',
    'allow SELECT on ALL TABLES IN SCHEMA public if grant-option  ',
    'binding fact:db/init.sql#grant/select/readers,app/policy -> sql:db#readers sql:db#app',
    'policy grant identity',
    'allow INSERT SELECT on TABLE a',
    'binding fact:db/init.sql#grant/insert,select/app/policy -> sql:db#app',
    'policy grant resource',
    'allow INSERT SELECT on TABLE a to authenticated:PUBLIC',
    'policy grant identity',
    'allow SELECT on future tables',
    'binding fact:db/init.sql#grant/select/readers/policy -> sql:db#readers',
  ]);
});

describe('what is taken away later in the file', () => {
  test('some of what was granted, all of it, on one thing, on everything', async () => {
    expect(
      await brief(`
GRANT SELECT, INSERT ON a TO app;
REVOKE INSERT ON a FROM app;
GRANT ALL ON TABLE b, c TO app;
REVOKE ALL ON b FROM app;
GRANT DELETE ON d TO app, other;
REVOKE ALL PRIVILEGES ON d FROM other;
GRANT UPDATE ON e TO gone;
REVOKE ALL ON f FROM gone;
REVOKE ALL PRIVILEGES, GRANT OPTION FROM gone;
`),
    ).toEqual(['allow SELECT on a', 'allow ALL on TABLE c', 'allow DELETE on d']);
  });

  test('memberships, attributes, and accounts with all that they have', async () => {
    expect(
      await brief(`
CREATE ROLE app SUPERUSER;
ALTER ROLE app NOSUPERUSER;
GRANT readers TO app;
REVOKE readers FROM app;
CREATE USER old SUPERUSER;
CREATE USER older CREATEUSER;
ALTER USER older NOCREATEUSER;
DROP USER older;
GRANT ALL ON a TO old;
DROP USER old;
ALTER GROUP staff ADD USER ana, ben;
ALTER GROUP staff DROP USER ana;
`),
    ).toEqual(['role app (unknown)', 'binding sql:db#staff -> sql:db#ben']);
  });

  test('what comes before it stays', async () => {
    expect(await brief('REVOKE ALL ON a FROM app;\nGRANT ALL ON a TO app;\n')).toEqual(['allow ALL on a']);
  });
});

test('one right on many things is one grant, as a dump has one for each table', async () => {
  expect(await brief('GRANT ALL ON TABLE a TO app;\nGRANT ALL ON TABLE b TO app;\nGRANT ALL ON TABLE a TO other;\n')).toEqual([
    'allow ALL on TABLE a TABLE b',
    'allow ALL on TABLE a',
  ]);
});

test('the accounts that every server comes with are its administrators', async () => {
  expect(
    await brief(`
ALTER ROLE postgres WITH SUPERUSER;
GRANT ALL ON TABLE a TO postgres;
GRANT ALL PRIVILEGES ON *.* TO 'root'@'localhost';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'%';
`),
  ).toEqual(['allow ALL PRIVILEGES on *.*']);
});

test('SQL Server, Oracle, Snowflake and BigQuery', async () => {
  expect(
    await brief(`
CREATE LOGIN app WITH PASSWORD = 'x'
GO
ALTER SERVER ROLE sysadmin ADD MEMBER app
ALTER ROLE db_owner ADD MEMBER app
GRANT EXECUTE TO app
GRANT CONTROL SERVER TO app
DENY SELECT ON SCHEMA::dbo TO app
`),
  ).toEqual([
    'user app (unknown)',
    'binding sql:sysadmin -> sql:db#app',
    'binding sql:db_owner -> sql:db#app',
    'allow EXECUTE on the database',
    'allow CONTROL SERVER on *',
    'deny SELECT on SCHEMA::dbo',
  ]);
  expect(
    await brief('CREATE USER scott IDENTIFIED BY tiger;\nGRANT CREATE SESSION, DBA TO scott;\nGRANT ALL PRIVILEGES TO scott;\n'),
  ).toEqual(['user scott (unknown)', 'binding sql:dba -> sql:db#scott', 'allow CREATE SESSION on *', 'allow ALL PRIVILEGES on *']);
  expect(
    await brief(`
USE ROLE SECURITYADMIN;
CREATE USER etl TYPE = SERVICE;
GRANT ROLE ACCOUNTADMIN TO USER etl;
GRANT ROLE loader TO ROLE SYSADMIN;
GRANT MANAGE GRANTS ON ACCOUNT TO ROLE loader;
`),
  ).toEqual(['service-account etl (machine)', 'binding snowflake:accountadmin -> sql:db#etl', 'allow MANAGE GRANTS on *']);
  expect(
    await brief('GRANT `roles/bigquery.admin` ON SCHEMA shop TO "user:ana@acme.example", "specialGroup:allAuthenticatedUsers";'),
  ).toEqual(['binding gcp:roles/bigquery.admin -> gcp:user/ana@acme.example specialGroup:allAuthenticatedUsers']);
});

test('a dump makes roles first and says then what they are', async () => {
  expect(
    await brief(`
CREATE ROLE app;
ALTER ROLE app WITH NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB LOGIN NOREPLICATION NOBYPASSRLS PASSWORD 'SCRAM-SHA-256$4096:x';
CREATE ROLE postgres;
ALTER ROLE postgres WITH SUPERUSER INHERIT CREATEROLE CREATEDB LOGIN REPLICATION BYPASSRLS;
ALTER ROLE app SET search_path TO 'shop', 'public';
GRANT readers TO app WITH INHERIT TRUE GRANTED BY postgres;
`),
  ).toEqual(['user app (unknown)', 'user postgres (unknown)', 'binding sql:db#readers -> sql:db#app']);
});

test('a member of a superuser can become it', async () => {
  expect(await brief('CREATE ROLE admins SUPERUSER NOLOGIN;\nCREATE ROLE ana LOGIN;\nGRANT admins TO ana;\n')).toEqual([
    'role admins (unknown)',
    'user ana (unknown)',
    'binding sql:superuser -> sql:db#admins',
    'binding sql:superuser -> sql:db#ana',
  ]);
});

test('a role that somebody calls dba is no dba', async () => {
  expect(await brief('CREATE ROLE dba NOLOGIN;\nCREATE ROLE x SUPERUSER;\nGRANT dba TO ana;\n')).toContain(
    'binding sql:db#dba -> sql:db#ana',
  );
});

test('names mean the same in a folder, and in folders of migrations', async () => {
  const { facts } = await workspace(sql, {
    'db/migrations/0001_roles.sql': 'CREATE ROLE app LOGIN;',
    'db/migrations/0002_grants.sql': 'GRANT SELECT ON a TO app;',
    'db/migrations/20260101_more/migration.sql': 'GRANT UPDATE ON a TO app;',
    'db/migrations/0002_grants.down.sql': 'CREATE ROLE other; GRANT DELETE ON a TO app;',
    'other/init.sql': 'GRANT INSERT ON a TO app;',
  });
  const subjects = facts.flatMap(fact => (fact.kind === 'binding' ? fact.subjects.items.map(({ name }) => name) : []));
  expect(facts.flatMap(fact => (fact.kind === 'identity' ? fact.names : []))).toEqual(['sql:db/migrations#app']);
  expect(subjects).toEqual(['sql:db/migrations#app', 'sql:db/migrations#app', 'sql:other#app']);
});

test('scripts that hand statements to a client', async () => {
  expect(
    await brief(
      `#!/bin/bash
# GRANT nothing TO nobody;
# psql <<-EOSQL
#   CREATE USER example;
# EOSQL
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" <<-EOSQL
	CREATE USER docker;
	GRANT ALL PRIVILEGES ON DATABASE docker TO docker;
	CREATE ROLE $APP SUPERUSER;
EOSQL
cat <<EOF
GRANT a TO b;
EOF
cat <<'EOF' > /docker-entrypoint-initdb.d/more.sql
GRANT writers TO docker;
EOF
echo "GRANT SELECT ON orders TO docker;" >> init.sql
mysql -u root -e "GRANT ALL ON *.* TO 'app'@'%'; FLUSH PRIVILEGES;"
psql \\
  -c 'GRANT readers TO docker'
echo "to GRANT a TO b"
`,
      'docker-entrypoint-initdb.d/init.sh',
    ),
  ).toEqual([
    'user docker (unknown)',
    'role ? (unknown)',
    'binding sql:superuser -> ?',
    'allow ALL PRIVILEGES on DATABASE docker',
    'binding sql:docker-entrypoint-initdb.d#writers -> sql:docker-entrypoint-initdb.d#docker',
    'allow SELECT on orders',
    'allow ALL on *.*',
    'binding sql:docker-entrypoint-initdb.d#readers -> sql:docker-entrypoint-initdb.d#docker',
  ]);
});

test('which documents are looked at', () => {
  const claims = (uri: string, text: string): boolean => {
    const name = uri.slice(uri.lastIndexOf('/') + 1);
    return sql.claims({ uri, name, extension: name.split('.').slice(1).at(-1) ?? '', contains: ascii => text.includes(ascii) });
  };
  expect(claims('a.sql', 'SELECT 1')).toBe(false);
  expect(claims('a.sql', 'grant select on a to b')).toBe(true);
  expect(claims('a.sql.tftpl', 'GRANT SELECT ON a TO ${b}')).toBe(true);
  expect(claims('a.sh', 'echo GRANT x')).toBe(false);
  expect(claims('a.sh', 'psql -c "CREATE ROLE x"')).toBe(true);
  expect(claims('a.md', 'GRANT SELECT ON a TO b')).toBe(false);
});

test('lines end as they may, and the text is encoded as tools do it', async () => {
  const text = "CREATE LOGIN app WITH PASSWORD = 'x'\nGO\nEXEC sp_addsrvrolemember 'app', 'sysadmin'\nGRANT CONTROL SERVER TO app\nGO\n";
  const expected = await lines(text);
  expect(expected).toContain('binding sql:sysadmin -> sql:db#app');
  expect(await lines(text.replaceAll('\n', '\r\n'))).toEqual(expected);
  const bytes = new Uint8Array([0xff, 0xfe, ...[...text].flatMap(char => [char.charCodeAt(0), 0])]);
  const document = new SourceDocument('db/init.sql', bytes);
  expect(document.text).toBe(text);
  const raw = String.fromCharCode(...bytes);
  expect(sql.claims({ uri: 'db/init.sql', name: 'init.sql', extension: 'sql', contains: ascii => raw.includes(ascii) })).toBe(true);
});

test('keys are the same after lines move, and each its own', async () => {
  const text = 'CREATE ROLE a SUPERUSER;\nGRANT SELECT ON x TO a;\nGRANT SELECT, INSERT ON x TO a;\nGRANT b TO a;\nGRANT b TO a;\n';
  const keys = (await factsOf(sql, 'a.sql', text)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect((await factsOf(sql, 'a.sql', `-- a line\n\n${text}`)).map(({ key }) => key)).toEqual(keys);
});
