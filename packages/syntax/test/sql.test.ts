import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityStatements, type SqlStatement, type SqlText } from '../src/sql/index.ts';

/** One line for each statement, so that a test reads like the text that it is about. */
const told = (text: string): string[] => identityStatements(text).statements.map(line);

const texts = (list: SqlText[]): string => list.map(name).join(', ');
const name = (item: SqlText & { host?: SqlText; as?: string }): string =>
  `${item.as ? `${item.as} ` : ''}${item.variable === undefined ? item.text : `<${item.text}>`}${item.host ? `@${item.host.text}` : ''}`;

function line(statement: SqlStatement): string {
  if ('items' in statement) {
    const { kind, items, objects, to, passedOn, future, roles } = statement;
    const on = objects.length > 0 ? ` on ${texts(objects)}` : '';
    return `${future ? 'future ' : ''}${kind}${roles ? ' roles' : ''} ${texts(items)}${on} to ${texts(to)}${passedOn ? ` with ${passedOn.text.toLowerCase()}` : ''}`;
  }
  if ('role' in statement)
    return `${statement.kind} ${statement.role.text} <- ${texts(statement.members)}${statement.server ? ' (server)' : ''}`;
  const { kind, what, names, flags, memberOf, settings } = statement;
  const more = [...flags.map(({ text }) => text), ...memberOf.map(({ text }) => `in ${text}`), ...Object.keys(settings)].join(' ');
  return `${kind} ${what} ${texts(names)}${more && ` (${more})`}`;
}

describe('PostgreSQL', () => {
  test('roles with their attributes, members, grants, what is granted by default', () => {
    expect(
      told(`
CREATE ROLE app WITH LOGIN NOSUPERUSER PASSWORD 'a;b''c' VALID UNTIL '2027-01-01' IN ROLE readers, "Writers";
create user if not exists docker;
ALTER ROLE app SUPERUSER;
ALTER GROUP staff ADD USER ana, ben;
GRANT SELECT, UPDATE (name, price) ON TABLE orders, shop.items TO app, PUBLIC WITH GRANT OPTION;
GRANT pg_read_all_data, readers TO app WITH ADMIN OPTION;
GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO GROUP staff GRANTED BY postgres;
ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT SELECT ON TABLES TO readers;
REVOKE GRANT OPTION FOR ALL PRIVILEGES ON SCHEMA public FROM app CASCADE;
DROP ROLE IF EXISTS app, readers;
`),
    ).toEqual([
      'create role app (WITH LOGIN NOSUPERUSER in readers in Writers VALID UNTIL)',
      'create user docker',
      'alter role app (SUPERUSER)',
      'add-member staff <- ana, ben',
      'grant SELECT, UPDATE on TABLE orders, TABLE shop.items to app, PUBLIC with grant option',
      'grant pg_read_all_data, readers to app with admin option',
      'grant ALL PRIVILEGES on ALL TABLES IN SCHEMA public to group staff',
      'future grant SELECT on TABLES to readers',
      'revoke ALL PRIVILEGES on SCHEMA public to app',
      'drop role app, readers',
    ]);
  });

  test('a DO block is read, the body of a function is not, nor are rows, comments and strings', () => {
    expect(
      told(`
-- GRANT a TO b;
/* GRANT a /* nested */ TO b; */
DO $body$ BEGIN
  IF NOT EXISTS (SELECT 1) THEN CREATE ROLE app LOGIN; END IF;
END $body$;
CREATE FUNCTION f() RETURNS void AS $$
GRANT a TO b;
$$ LANGUAGE sql;
INSERT INTO notes VALUES ('
GRANT a TO b;
', E'it\\'s
GRANT a TO b;');
COPY notes (text) FROM stdin;
GRANT a TO b;
it's
\\.
\\connect shop
GRANT readers TO app;
`),
    ).toEqual(['create role app (LOGIN)', 'grant readers to app']);
  });
});

test('MySQL: hosts, passwords beside names, delimiters, comments that are run', () => {
  expect(
    told(`
CREATE USER IF NOT EXISTS 'app'@'%' IDENTIFIED BY 'it\\'s; x', \`b\`@localhost IDENTIFIED WITH caching_sha2_password BY 'y';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' IDENTIFIED BY 'z' WITH GRANT OPTION;
GRANT SELECT,INSERT ON \`shop\`.* TO app@10.0.%, ''@'localhost';
REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'app'@'%';
/*!50003 CREATE USER old@localhost */;
DELIMITER //
CREATE PROCEDURE p()
BEGIN
  GRANT a TO b;
END//
DELIMITER ;
GRANT 'reader'@'%' TO 'app'@'%';
FLUSH PRIVILEGES;
`),
  ).toEqual([
    'create user app@%, b@localhost (IDENTIFIED IDENTIFIED WITH CACHING_SHA2_PASSWORD)',
    'grant ALL PRIVILEGES on *.* to root@% with grant option',
    'grant SELECT, INSERT on shop.* to app@10.0.%, @localhost',
    'revoke ALL PRIVILEGES, GRANT OPTION to app@%',
    'create user old@localhost',
    'grant reader@% to app@%',
  ]);
});

test('SQL Server: no semicolons, brackets, batches, members of roles', () => {
  expect(
    told(`
CREATE LOGIN [ACME\\svc] FROM WINDOWS
GO
CREATE LOGIN app WITH PASSWORD = 'x', CHECK_POLICY = OFF
CREATE USER [app] FOR LOGIN [app]
EXEC sp_addsrvrolemember 'app', 'sysadmin'
EXEC sys.sp_addsrvrolemember @rolename = N'securityadmin', @loginame = N'app'
exec sp_addrolemember 'db_owner', 'app'
ALTER SERVER ROLE sysadmin ADD MEMBER [app]
ALTER ROLE db_owner DROP MEMBER $(User)
IF 1 = 1 BEGIN GRANT CONTROL SERVER TO app END
GRANT EXECUTE ON OBJECT::dbo.p TO app WITH GRANT OPTION
DENY SELECT ON SCHEMA::dbo TO app
CREATE PROCEDURE p AS
GRANT SELECT ON t TO x
GO
GRANT CONNECT TO guest
`),
  ).toEqual([
    'create login ACME\\svc (FROM WINDOWS)',
    'create login app (WITH CHECK_POLICY)',
    'create user app (FOR LOGIN)',
    'add-member sysadmin <- app (server)',
    'add-member securityadmin <- app (server)',
    'add-member db_owner <- app',
    'add-member sysadmin <- app (server)',
    'drop-member db_owner <- <$(User)>',
    'grant CONTROL SERVER to app',
    'grant EXECUTE on OBJECT::dbo.p to app with grant option',
    'deny SELECT on SCHEMA::dbo to app',
    'grant CONNECT to guest',
  ]);
});

test('Oracle, Snowflake, Cassandra', () => {
  expect(
    told(`
CREATE USER scott IDENTIFIED BY tiger DEFAULT TABLESPACE users QUOTA UNLIMITED ON users;
PROMPT Don't worry
GRANT CREATE SESSION, DBA TO scott WITH ADMIN OPTION;
GRANT ALL PRIVILEGES TO scott IDENTIFIED BY tiger;
CREATE OR REPLACE PROCEDURE p IS BEGIN
  GRANT a TO b;
END;
/
GRANT SELECT ANY TABLE TO &user;
`),
  ).toEqual([
    'create user scott (IDENTIFIED DEFAULT TABLESPACE USERS QUOTA UNLIMITED ON USERS)',
    'grant CREATE SESSION, DBA to scott with admin option',
    'grant ALL PRIVILEGES to scott',
    'grant SELECT ANY TABLE to <&user>',
  ]);
  expect(
    told(`
USE ROLE SECURITYADMIN;
// Doesn't end a string.
CREATE USER etl TYPE = SERVICE DEFAULT_ROLE = loader MUST_CHANGE_PASSWORD = FALSE;
GRANT ROLE ACCOUNTADMIN TO USER etl;
GRANT ALL PRIVILEGES ON ACCOUNT TO ROLE loader;
GRANT SELECT ON FUTURE TABLES IN SCHEMA shop.sales TO ROLE loader;
GRANT DATABASE ROLE shop.r TO ROLE loader;
`),
  ).toEqual([
    'create user etl (TYPE DEFAULT_ROLE)',
    'grant roles ACCOUNTADMIN to user etl',
    'grant ALL PRIVILEGES on ACCOUNT to role loader',
    'grant SELECT on FUTURE TABLES IN SCHEMA shop.sales to role loader',
    'grant roles shop.r to role loader',
  ]);
  expect(told("CREATE ROLE app WITH SUPERUSER = true AND LOGIN = false AND PASSWORD = 'x';")).toEqual([
    'create role app (WITH SUPERUSER AND AND)',
  ]);
});

test('variables of shells, of psql and of templates make a name unknown', () => {
  expect(
    told(`
CREATE ROLE "\${APP_USER}" LOGIN;
GRANT $ROLE TO \${PREFIX}_app, :user, :"other";
GRANT SELECT ON {{ table }} TO {{ user }};
`),
  ).toEqual([
    'create role <${APP_USER}> (LOGIN)',
    'grant <$ROLE> to <${PREFIX}_app>, <:user>, <:"other">',
    'grant SELECT on <{{ table }}> to <{{ user }}>',
  ]);
});

test('what is only undone by a migration does not hold', () => {
  expect(
    told(`
-- +goose Up
GRANT readers TO app;
-- +goose Down
REVOKE readers FROM app;
-- +goose Up
GRANT writers TO app;
-- migrate:down
DROP ROLE app;
`),
  ).toEqual(['grant readers to app', 'grant writers to app']);
});

test('a password is in nothing that is kept', () => {
  const { statements } = identityStatements(`
CREATE USER a IDENTIFIED BY hunter2;
CREATE USER 'b'@'%' IDENTIFIED BY 'hunter2';
CREATE ROLE c PASSWORD 'hunter2';
CREATE LOGIN d WITH PASSWORD = 'hunter2';
GRANT ALL ON *.* TO e IDENTIFIED BY hunter2;
CREATE USER f PASSWORD='hunter2' RSA_PUBLIC_KEY='hunter2';
`);
  expect(statements).toHaveLength(6);
  expect(JSON.stringify(statements).toLowerCase()).not.toContain('hunter2');
});

test('names and privileges stand where they are written, without their quotes', () => {
  const text = `GRANT ALL PRIVILEGES ON \`shop\`.* TO 'app'@'%';`;
  const [statement] = identityStatements(text).statements;
  if (!statement || !('items' in statement)) throw new Error('no grant');
  const at = ({ start, end }: SqlText): string => text.slice(start, end);
  expect([...statement.items, ...statement.objects, ...statement.to].map(at)).toEqual(['ALL PRIVILEGES', '`shop`.*', 'app']);
  expect(text.slice(statement.start, statement.end)).toBe(text.slice(0, -1));
});

test('whatever the text, it ends, and places lie in it', () => {
  const piece = fc.constantFrom(
    ...[
      'GRANT',
      'REVOKE',
      'TO',
      'FROM',
      'ON',
      'ALL',
      'CREATE',
      'ROLE',
      'USER',
      'ALTER',
      'ADD',
      'MEMBER',
      'WITH',
      'OPTION',
      'DO',
      '$$',
      '$a$',
    ],
    ...[
      "'",
      '"',
      '`',
      '[',
      ']',
      '(',
      ')',
      ';',
      ',',
      '.',
      '*',
      '@',
      '=',
      '--',
      '/*',
      '*/',
      '/*!',
      '\\',
      '\n',
      ' ',
      ':x',
      '${',
      '}',
      'x',
      'COPY x FROM stdin;',
    ],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 60 }), pieces => {
      const text = pieces.join(' ');
      for (const { start, end } of identityStatements(text).statements) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 500, seed: 5 },
  );
});

test('a large dump is passed over quickly', () => {
  const rows = `INSERT INTO t VALUES ${Array.from({ length: 1_000 }, (_, row) => `(${row}, 'a row, with ''quotes'' and; semicolons')`).join(',')};\n`;
  const copy = `COPY t (a) FROM stdin;\n${'it is\ta row\n'.repeat(20_000)}\\.\n`;
  const text = `-- PostgreSQL database dump\n${rows.repeat(200)}${copy}GRANT ALL ON t TO app;\n`;
  expect(text.length).toBeGreaterThan(9_000_000);
  const begin = performance.now();
  expect(identityStatements(text).statements).toHaveLength(1);
  expect(performance.now() - begin).toBeLessThan(3_000);
  for (const hostile of [
    "'".repeat(300_001),
    '$$'.repeat(100_001),
    '/*'.repeat(100_000),
    'GRANT '.repeat(100_000),
    'GRANT a ON '.repeat(50_000),
    'CREATE ROLE x\n'.repeat(50_000),
  ]) {
    const before = performance.now();
    identityStatements(hostile);
    expect(performance.now() - before).toBeLessThan(3_000);
  }
});
