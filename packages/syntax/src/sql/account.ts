import type { AccountStatement, MemberStatement, SqlName, SqlText } from './ast.ts';
import type { Cursor, Token } from './cursor.ts';
import { startsStatement } from './grant.ts';
import { nameAt, namesAt } from './names.ts';

const whats: Record<string, AccountStatement['what']> = { USER: 'user', ROLE: 'role', GROUP: 'group', LOGIN: 'login' };

/** After CREATE, ALTER or DROP: a user, role, group or login with its options, or who becomes a member of one. */
export function accountAfter(cursor: Cursor, keyword: Token): AccountStatement | MemberStatement | undefined {
  const kind = keyword.text.toLowerCase() as AccountStatement['kind'];
  if (cursor.take('OR')) cursor.take('REPLACE');
  const server = cursor.take('SERVER') !== undefined || cursor.take('DATABASE') !== undefined;
  const word = cursor.take('USER', 'ROLE', 'GROUP', 'LOGIN');
  if (!word) return undefined;
  while (cursor.take('IF', 'NOT', 'EXISTS'));
  const what = whats[word.text.toUpperCase()]!;
  const name = nameAt(cursor);
  if (!name) return undefined;
  if (kind === 'alter') {
    const member = membersAfter(cursor, keyword, name, server);
    if (member) return member;
  }
  const statement: AccountStatement = {
    kind,
    what,
    names: [name],
    flags: [],
    memberOf: [],
    settings: {},
    start: keyword.start,
    end: name.end,
  };
  if (kind === 'drop') {
    if (cursor.takeSign(',')) statement.names.push(...namesAt(cursor));
    return statement;
  }
  options(cursor, statement);
  return statement;
}

/** `ALTER ROLE x ADD MEMBER y`, `ALTER GROUP x DROP USER y`. */
function membersAfter(cursor: Cursor, keyword: Token, role: SqlName, server: boolean): MemberStatement | undefined {
  const how = cursor.take('ADD', 'DROP');
  if (!how || !cursor.take('MEMBER', 'USER')) return undefined;
  const members = namesAt(cursor);
  const kind = how.text.toUpperCase() === 'ADD' ? 'add-member' : 'drop-member';
  return { kind, role, members, server, start: keyword.start, end: members.at(-1)?.end ?? role.end };
}

/** Words that are followed by a value that is none of our business, or a secret. */
const takesValue = new Set([
  'PASSWORD',
  'BY',
  'AS',
  'HASHED',
  'SID',
  'COMMENT',
  'LIMIT',
  'TABLESPACE',
  'QUOTA',
  'PROFILE',
  'PLUGIN',
  'WITH',
]);

function options(cursor: Cursor, statement: AccountStatement): void {
  for (let count = 0; count < 500; count++) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.text === ';' || (token.first && token.kind === 'word' && startsStatement.test(token.text))) return;
    cursor.next();
    statement.end = token.end;
    if (token.kind !== 'word') {
      // MySQL makes several users at once.
      if (token.text === ',' && token.kind === 'sign' && statement.kind === 'create') another(cursor, statement);
      continue;
    }
    const word = token.text.toUpperCase();
    const next = cursor.peek();
    if (next.kind === 'sign' && next.text === '=') setting(cursor, statement, word, token);
    else if (word === 'IN' && cursor.take('ROLE', 'GROUP')) statement.memberOf.push(...namesAt(cursor));
    else if (word === 'VALID' && cursor.take('UNTIL')) keep(statement, 'VALID UNTIL', cursor.peek());
    else if (word === 'BY') skipPassword(cursor);
    else if (takesValue.has(word) && (next.kind === 'string' || next.kind === 'name' || next.kind === 'variable')) cursor.next();
    else statement.flags.push({ text: word, start: token.start, end: token.end });
  }
}

/** `BY tiger`: what stands there is a secret, quoted or not. */
function skipPassword(cursor: Cursor): void {
  cursor.take('PASSWORD', 'VALUES', 'RANDOM');
  const { kind } = cursor.peek();
  if (kind !== 'end' && kind !== 'sign') cursor.next();
}

/** Only after a name with a host, or a string: `, 'b'@'%'`. Options have commas of their own. */
function another(cursor: Cursor, statement: AccountStatement): void {
  if (cursor.peek().kind !== 'string' && cursor.peek().kind !== 'name') return;
  const name = nameAt(cursor);
  if (name?.host) statement.names.push(name);
}

/** `TYPE = SERVICE`; `SUPERUSER = true` is a flag. */
function setting(cursor: Cursor, statement: AccountStatement, word: string, token: Token): void {
  cursor.next();
  const value = cursor.next();
  statement.end = value.end;
  if (/^true$/i.test(value.text)) statement.flags.push({ text: word, start: token.start, end: token.end });
  else if (!/^false$/i.test(value.text)) keep(statement, word, value);
}

function keep(statement: AccountStatement, key: string, { text, start, end }: Token): void {
  const value: SqlText = { text, start, end };
  // What may be a secret is not kept.
  if (!/PASSWORD|HASH|SECRET|KEY/.test(key)) statement.settings[key] = value;
}

/** `sp_addsrvrolemember 'login', 'sysadmin'`; of sp_addrolemember, the role comes first. Arguments may be named. */
export function procedureAfter(cursor: Cursor, keyword: Token): MemberStatement | undefined {
  const path = nameAt(cursor);
  const procedure = path?.text.toLowerCase().replace(/^.*\./, '');
  const [, how, server] = /^sp_(add|drop)(srv)?rolemember$/.exec(procedure ?? '') ?? [];
  if (!how) return undefined;
  const given: { called: string; name: SqlName }[] = [];
  do {
    const called = argumentName(cursor);
    const name = nameAt(cursor);
    if (!name) break;
    given.push({ called, name });
  } while (given.length < 2 && cursor.takeSign(','));
  const [first, second] = given;
  if (!first || !second) return undefined;
  const named = (pattern: RegExp): SqlName | undefined => given.find(({ called }) => pattern.test(called))?.name;
  const role = named(/^@role/i) ?? (server ? second.name : first.name);
  const member = named(/^@(?:login|member)/i) ?? (role === first.name ? second.name : first.name);
  return {
    kind: how === 'add' ? 'add-member' : 'drop-member',
    role,
    members: [member],
    server: server !== undefined,
    start: keyword.start,
    end: second.name.end,
  };
}

function argumentName(cursor: Cursor): string {
  if (!cursor.takeSign('@')) return '';
  const word = cursor.next();
  cursor.takeSign('=');
  return `@${word.text}`;
}
