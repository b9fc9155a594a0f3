import type { GrantStatement, SqlName, SqlText } from './ast.ts';
import type { Cursor, Token } from './cursor.ts';
import { nameAt } from './names.ts';

/** How many tokens a statement may have; more is no statement that a person wrote. */
const mostTokens = 4_000;

/**
 * After GRANT, REVOKE or DENY: privileges or roles, what they are on, and whom they are given to or taken from. Undefined where it is no such
 * statement after all.
 */
export function grantAfter(cursor: Cursor, keyword: Token, future = false): GrantStatement | undefined {
  const kind = keyword.text.toLowerCase() as GrantStatement['kind'];
  const towards = kind === 'revoke' ? ['FROM', 'TO'] : ['TO'];
  const { items, roles } = itemsAt(cursor, towards);
  if (items.length === 0) return undefined;
  const objects = cursor.take('ON') ? objectsAt(cursor, towards) : [];
  if (!cursor.take(...towards)) return undefined;
  const to = granteesAt(cursor);
  if (to.length === 0) return undefined;
  const end = cursor.peek().start;
  const passedOn = optionAfter(cursor);
  return {
    kind,
    items,
    objects,
    to,
    start: keyword.start,
    end: Math.min(end, cursor.limit),
    ...(passedOn ? { passedOn } : {}),
    ...(future ? { future } : {}),
    ...(roles ? { roles } : {}),
  };
}

/** `SELECT, UPDATE (name)`, `ALL PRIVILEGES`, `ROLE loader`. */
function itemsAt(cursor: Cursor, towards: string[]): { items: SqlText[]; roles: boolean } {
  const items: SqlText[] = [];
  let roles = false;
  let current: Token[] = [];
  const close = (): void => {
    const item = joined(current);
    if (item && !/^(?:GRANT|ADMIN) OPTION FOR\b/i.test(item.text)) items.push(item);
    current = [];
  };
  for (let count = 0; count < mostTokens; count++) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.text === ';') return { items: [], roles };
    if (token.kind === 'word' && (token.text.toUpperCase() === 'ON' || towards.includes(token.text.toUpperCase())) && current.length > 0) {
      close();
      return { items, roles };
    }
    cursor.next();
    if (token.text === ',' && token.kind === 'sign') close();
    else if (token.text === '(' && token.kind === 'sign') skipParentheses(cursor);
    else if (
      current.length === 0 &&
      /^(?:DATABASE|ROLE)$/i.test(token.text) &&
      token.kind === 'word' &&
      /^ROLE$/i.test(roleWord(cursor, token))
    ) {
      // `ROLE loader`, `DATABASE ROLE shop.reader`: what follows is the name.
      if (token.text.toUpperCase() === 'DATABASE') cursor.next();
      roles = true;
    } else if (/^(?:GRANT|ADMIN)$/i.test(token.text) && current.length === 0 && /^OPTION$/i.test(cursor.peek().text)) {
      current.push(token);
      skipOptionFor(cursor, current);
    } else if (token.kind === 'sign' && token.text !== '.' && token.text !== '@' && token.text !== '*') return { items: [], roles };
    else current.push(token);
  }
  return { items: [], roles };
}

/** `ROLE` where a role's name follows it. */
function roleWord(cursor: Cursor, token: Token): string {
  const next = cursor.peek();
  if (token.text.toUpperCase() === 'ROLE') return next.text === ',' || /^(?:TO|FROM|ON)$/i.test(next.text) ? '' : 'ROLE';
  return next.text;
}

/** `GRANT OPTION FOR` begins what is taken away; `GRANT OPTION` alone is a privilege of MySQL. */
function skipOptionFor(cursor: Cursor, current: Token[]): void {
  current.push(cursor.next());
  if (cursor.take('FOR')) current.length = 0;
}

function skipParentheses(cursor: Cursor): void {
  let depth = 1;
  for (let count = 0; depth > 0 && count < mostTokens; count++) {
    const token = cursor.next();
    if (token.kind === 'end') return;
    if (token.kind === 'sign' && token.text === '(') depth++;
    if (token.kind === 'sign' && token.text === ')') depth--;
  }
}

/** Tokens as one text, with blanks where blanks are. */
function joined(tokens: Token[]): SqlText | undefined {
  const [first] = tokens;
  if (!first) return undefined;
  let text = '';
  let end = first.start;
  let variable: string | undefined;
  for (const token of tokens) {
    if (token.start > end) text += ' ';
    text += token.text;
    end = token.end;
    if (token.kind === 'variable') variable ??= token.text;
  }
  return { text, start: first.start, end, ...(variable ? { variable } : {}) };
}

/** `TABLE a, b`: the word before the first is meant for all. */
function objectsAt(cursor: Cursor, towards: string[]): SqlText[] {
  const objects: SqlText[] = [];
  let current: Token[] = [];
  let kind: string | undefined;
  const close = (): void => {
    const object = joined(current);
    if (object) objects.push(kind && objects.length > 0 ? { ...object, text: `${kind} ${object.text}` } : object);
    if (objects.length === 1) kind = /^(TABLE|VIEW|SEQUENCE|DATABASE|SCHEMA|FUNCTION|TYPE)\s/i.exec(objects[0]!.text)?.[1];
    current = [];
  };
  for (let count = 0; count < mostTokens; count++) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.text === ';' || (token.kind === 'word' && towards.includes(token.text.toUpperCase()))) break;
    cursor.next();
    if (token.kind === 'sign' && token.text === ',') close();
    else if (token.kind === 'sign' && token.text === '(') skipParentheses(cursor);
    else current.push(token);
  }
  close();
  return objects;
}

const kinds: Record<string, NonNullable<SqlName['as']>> = { ROLE: 'role', USER: 'user', GROUP: 'group' };

function granteesAt(cursor: Cursor): SqlName[] {
  const to: SqlName[] = [];
  do {
    const word = cursor.peek();
    const upper = word.kind === 'word' ? word.text.toUpperCase() : '';
    let as: SqlName['as'];
    let name: SqlName | undefined;
    if (upper === 'DATABASE' || upper === 'APPLICATION') {
      cursor.next();
      as = cursor.take('ROLE') ? 'role' : undefined;
      name = nameAt(cursor);
    } else if (Object.hasOwn(kinds, upper)) {
      cursor.next();
      // A user may well be called `user`.
      name = isEnd(cursor.peek()) ? { text: word.text, start: word.start, end: word.end } : nameAt(cursor);
      as = kinds[upper];
    } else name = nameAt(cursor);
    if (!name) break;
    to.push(as ? { ...name, as } : name);
    skipIdentified(cursor);
  } while (to.length < 500 && cursor.takeSign(','));
  return to;
}

const isEnd = ({ kind, text }: Token): boolean =>
  kind === 'end' || (kind === 'sign' && text !== '@' && text !== '.') || /^WITH$/i.test(text);

/** `IDENTIFIED [WITH plugin] BY [PASSWORD] 'x'` stands beside the name in older MySQL and in Oracle. */
function skipIdentified(cursor: Cursor): void {
  if (!cursor.take('IDENTIFIED')) return;
  if (cursor.take('WITH')) cursor.next();
  if (!cursor.take('BY', 'AS', 'USING')) return;
  cursor.take('PASSWORD', 'VALUES');
  if (!isEnd(cursor.peek())) cursor.next();
}

/** WITH GRANT OPTION, after whatever else a dialect has there. */
function optionAfter(cursor: Cursor): SqlText | undefined {
  for (let count = 0; count < 40; count++) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.text === ';' || (token.first && startsStatement.test(token.text))) return undefined;
    cursor.next();
    if (!/^(?:GRANT|ADMIN)$/i.test(token.text) || token.kind !== 'word') continue;
    const option = cursor.take('OPTION');
    if (option) return { text: `${token.text} ${option.text}`, start: token.start, end: option.end };
  }
  return undefined;
}

/** Words that begin a statement where the one before has no semicolon. */
export const startsStatement =
  /^(?:ALTER|BEGIN|CREATE|COMMIT|DECLARE|DELETE|DENY|DROP|END|EXEC|EXECUTE|FLUSH|GO|GRANT|IF|INSERT|PRINT|REVOKE|SELECT|SET|SHOW|UPDATE|USE)$/i;
