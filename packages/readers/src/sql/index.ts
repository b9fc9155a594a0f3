import type { DocumentHead, Part, Reader } from '@idlint/model';
import type { SqlFile } from '@idlint/syntax/sql';

interface SqlPart extends Part {
  files: SqlFile[];
}

let loaded: typeof import('./loaded.ts') | undefined;

/**
 * SQL that makes users and roles and says what they may do: schemas, migrations, dumps, and what scripts hand to a client on its standard
 * input. One file at a time; a role that another file of the folder makes is known by its name.
 */
export const sql: Reader<SqlPart> = {
  name: 'sql',
  title: 'SQL',
  comment: { line: '--' },
  claims: head => (isSql(head) || isScript(head)) && speaksOfAccounts(head),
  async load() {
    loaded ??= await import('./loaded.ts');
  },
  read({ uri, text }) {
    return { segments: { '': 0 }, faults: [], files: loaded?.filesIn(uri, text, !isSqlName(uri)) ?? [] };
  },
  evaluate: ({ at: uri }, ask) => loaded?.factsOf(uri, ask.part(uri)?.files ?? []) ?? [],
};

const isSqlName = (name: string): boolean => /\.(?:sql|psql|pgsql|plsql|tsql|ddl|cql)(?:\.(?:tpl|tmpl|tftpl|j2|erb|in|dist))?$/i.test(name);
const isSql = ({ name }: DocumentHead): boolean => isSqlName(name);

const clients = ['psql', 'mysql', 'mariadb', 'sqlplus', 'sqlcmd', 'snowsql', 'cockroach'];

/** A shell script that calls a client. */
const isScript = ({ extension, uri, contains }: DocumentHead): boolean =>
  (extension === 'sh' || extension === 'bash' || (extension === '' && uri.includes('docker-entrypoint-initdb.d/'))) &&
  clients.some(contains);

const words = ['GRANT ', 'CREATE USER', 'CREATE ROLE', 'CREATE LOGIN', 'ALTER ROLE', 'ALTER USER', 'ADD MEMBER', 'GRANT\t', 'GRANT\n'];
const either = [...words, ...words.map(word => word.toLowerCase()), 'Grant ', 'Create User', 'Create Role', 'rolemember'];

/** Tools of SQL Server write UTF-16. */
const wide = words.map(word => [...word].join('\0'));

const speaksOfAccounts = ({ contains }: DocumentHead): boolean => either.some(contains) || (contains('\0') && wide.some(contains));
