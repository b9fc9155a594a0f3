import type { SqlDialect } from './ast.ts';

/** What only one dialect writes, the surest first. Looked for in the beginning of a text. */
const signs: [dialect: SqlDialect, sign: RegExp][] = [
  [
    'mysql',
    /MySQL dump|MariaDB dump|\bENGINE\s*=\s*\w|\bFLUSH\s+PRIVILEGES\b|@\s*['"`](?:%|localhost)|\bIDENTIFIED\s+(?:WITH\s+\S+\s+)?BY\s+'|\bON\s+\S*\.\*\s+TO\b|`/i,
  ],
  ['sqlserver', /^\s*GO\s*$|\bCREATE\s+LOGIN\b|\bsp_add(?:srv)?rolemember\b|\[dbo\]|\bADD\s+MEMBER\b|\bNVARCHAR\b/im],
  ['snowflake', /\bUSE\s+(?:ROLE|WAREHOUSE)\b|\bGRANT\s+ROLE\b|\bTO\s+ROLE\b|\bCREATE\s+(?:OR\s+REPLACE\s+)?WAREHOUSE\b/i],
  [
    'oracle',
    /\bVARCHAR2\b|\bQUOTA\s+(?:UNLIMITED|\d)|\bTABLESPACE\b.{1,80}\bQUOTA\b|\bIDENTIFIED\s+BY\s+[^'\s]|\bCREATE\s+SESSION\b|^\s*SET\s+DEFINE\b/im,
  ],
  [
    'postgresql',
    /PostgreSQL|\$\$|\bSUPERUSER\b|^\\\w|\bDEFAULT\s+PRIVILEGES\b|\bpg_\w|\bON\s+DATABASE\b|\bALL\s+TABLES\s+IN\s+SCHEMA\b|\bNOLOGIN\b|\bWITH\s+(?:LOGIN|PASSWORD)\b/im,
  ],
];

const reach = 50_000;

export function dialectOf(text: string): SqlDialect {
  const head = text.length > reach ? text.slice(0, reach) : text;
  return signs.find(([, sign]) => sign.test(head))?.[0] ?? 'unknown';
}
