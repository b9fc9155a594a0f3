import { accountAfter, procedureAfter } from './account.ts';
import type { SqlDialect, SqlFile, SqlStatement } from './ast.ts';
import { Cursor, commentEnd, dollarQuote, isWord, type Lexing, lineEnd, quotedEnd } from './cursor.ts';
import { dialectOf } from './dialect.ts';
import { grantAfter } from './grant.ts';

/**
 * The statements about identities in a text, in order. Everything else is passed over as fast as its quotes and comments allow: rows of
 * INSERT and COPY, the bodies of functions.
 */
export function identityStatements(
  text: string,
  start = 0,
  end = text.length,
  dialect: SqlDialect = dialectOf(text.slice(start, end)),
): SqlFile {
  const scan = new Scan(text, end, dialect);
  scan.run(start);
  return { statements: scan.statements, dialect };
}

/** Words after which another statement may begin. */
const openers = /^(?:BEGIN|THEN|ELSE|DO|GO|END)$/i;
/** What has a body of its own, which runs when somebody calls it. */
const routine =
  /^CREATE\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?(?:DEFINER\s*=\s*\S{1,100}\s+)?(?:EDITIONABLE\s+|NONEDITIONABLE\s+)?(?:FUNCTION|PROC(?:EDURE)?|TRIGGER|PACKAGE|EVENT)\b/i;
/** From here on a migration is told how it is taken back. */
const undo = /^--\s*(?:\+goose\s+down|\+migrate\s+down|migrate:\s*down|\/\/\s*@undo|@undo|rollback\b|down\b|={3,}\s*down)/i;
const redo = /^--\s*(?:\+goose\s+up|\+migrate\s+up|migrate:\s*up)/i;

class Scan {
  readonly statements: SqlStatement[] = [];
  readonly #text: string;
  readonly #limit: number;
  readonly #dialect: SqlDialect;
  readonly #lexing: Lexing;
  #undoing = false;

  constructor(text: string, limit: number, dialect: SqlDialect) {
    this.#text = text;
    this.#limit = limit;
    this.#dialect = dialect;
    this.#lexing = { backslash: dialect === 'mysql', brackets: dialect === 'sqlserver' };
  }

  run(start: number): void {
    const text = this.#text;
    const limit = this.#limit;
    let at = start;
    // Whether a statement may begin here: at the beginning, after a semicolon, and on a line of its own.
    let fresh = true;
    while (at < limit) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 59) {
        fresh = true;
        at++;
      } else if (code === 32 || code === 9 || code === 13) at++;
      else if (code === 39) {
        at = quotedEnd(text, at, limit, this.#lexing.backslash);
        fresh = false;
      } else if (code === 34 || code === 96) {
        at = quotedEnd(text, at, limit, false);
        fresh = false;
      } else if (code === 91 && this.#lexing.brackets) {
        at = quotedEnd(text, at, limit, false, ']');
        fresh = false;
      } else if (code === 45 && text.charCodeAt(at + 1) === 45) {
        const end = lineEnd(text, at, limit);
        this.#turn(text.slice(at, Math.min(end, at + 60)));
        at = end;
      } else if (code === 47 && text.charCodeAt(at + 1) === 42) at = text[at + 2] === '!' ? at + 3 : commentEnd(text, at, limit);
      else if (code === 47 && fresh && text.charCodeAt(at + 1) === 47) at = lineEnd(text, at, limit);
      else if (code === 35 && fresh) at = lineEnd(text, at, limit);
      else if (code === 92 && fresh) at = lineEnd(text, at, limit);
      else if (code === 36) {
        const tag = dollarQuote(text, at);
        const close = tag ? text.indexOf(tag, at + tag.length) : -1;
        at = tag ? (close < 0 || close > limit ? limit : close + tag.length) : at + 1;
        fresh = false;
      } else if (isWord(code)) {
        const end = wordEnd(text, at, limit);
        const taken = fresh ? this.#statement(at, end) : undefined;
        if (taken === undefined) {
          const length = end - at;
          fresh = length <= 5 && openers.test(text.slice(at, end));
          // The version of MySQL that a comment is for.
          if (code >= 48 && code <= 57 && text[at - 1] === '!') fresh = true;
          at = length === 1 && text.charCodeAt(end) === 39 ? quotedEnd(text, end, limit, true) : end;
        } else {
          at = taken;
          fresh = true;
        }
      } else {
        at++;
        fresh = false;
      }
    }
  }

  #turn(comment: string): void {
    if (undo.test(comment)) this.#undoing = true;
    else if (redo.test(comment)) this.#undoing = false;
  }

  /** Reads the statement that begins with a word, where it is one of ours; the place to go on from. */
  #statement(at: number, end: number): number | undefined {
    const text = this.#text;
    const limit = this.#limit;
    const length = end - at;
    if (length < 2 || length > 9) return undefined;
    switch (text.slice(at, end).toUpperCase()) {
      case 'GRANT':
      case 'REVOKE':
      case 'DENY':
        return this.#read(at, (cursor, word) => grantAfter(cursor, word));
      case 'CREATE':
        return routine.test(text.slice(at, at + 200))
          ? this.#afterRoutine(at)
          : this.#read(at, (cursor, word) => accountAfter(cursor, word));
      case 'DROP':
        return this.#read(at, (cursor, word) => accountAfter(cursor, word));
      case 'ALTER':
        return this.#read(at, (cursor, word) => (cursor.take('DEFAULT') ? defaults(cursor) : accountAfter(cursor, word)));
      case 'EXEC':
      case 'EXECUTE':
        return this.#read(at, (cursor, word) => procedureAfter(cursor, word));
      case 'COPY':
        return this.#afterCopy(at);
      case 'DO':
        return this.#block(end);
      case 'PROMPT':
      case 'REM':
      case 'REMARK':
        return lineEnd(text, at, limit);
      case 'DELIMITER':
        return lineEnd(text, at, limit);
      default:
        return undefined;
    }
  }

  #read(at: number, parse: (cursor: Cursor, word: ReturnType<Cursor['next']>) => SqlStatement | undefined): number | undefined {
    const cursor = new Cursor(this.#text, at, this.#limit, this.#lexing);
    const word = cursor.next();
    const statement = parse(cursor, word);
    if (!statement) return undefined;
    if (!this.#undoing && this.statements.length < mostStatements) this.statements.push({ ...statement, end: cursor.taken });
    return cursor.taken;
  }

  /** The rows of `COPY … FROM stdin` end with a line of `\.`. */
  #afterCopy(at: number): number | undefined {
    const line = this.#text.slice(at, lineEnd(this.#text, at, Math.min(this.#limit, at + 20_000)));
    if (!/\bFROM\s+STDIN\b/i.test(line)) return undefined;
    const end = this.#text.indexOf('\n\\.', at);
    return end < 0 || end > this.#limit ? this.#limit : end + 3;
  }

  /** `DO $$ … $$`: what stands in it is done at once. */
  #block(at: number): number | undefined {
    const cursor = new Cursor(this.#text, at, this.#limit, this.#lexing);
    if (cursor.take('LANGUAGE')) cursor.next();
    const body = cursor.peek();
    const tag = body.kind === 'string' && this.#text[body.start] === '$' ? dollarQuote(this.#text, body.start) : undefined;
    if (!tag) return undefined;
    const inner = new Scan(this.#text, body.end - tag.length, this.#dialect);
    inner.#undoing = this.#undoing;
    inner.run(body.start + tag.length);
    this.statements.push(...inner.statements.slice(0, mostStatements - this.statements.length));
    return body.end;
  }

  /** A routine without quotes around its body ends where its dialect says: `GO`, a lone `/`, the delimiter that was set, `END;`. */
  #afterRoutine(at: number): number | undefined {
    const rest = {
      sqlserver: /^[ \t]*GO[ \t]*\r?$/gim,
      oracle: /^[ \t]*\/[ \t]*\r?$/gm,
      mysql: /^[ \t]*END\b.{0,40}$|^[ \t]*DELIMITER\b/gim,
    };
    const pattern = this.#dialect in rest ? rest[this.#dialect as keyof typeof rest] : undefined;
    if (!pattern) return undefined;
    pattern.lastIndex = at;
    const end = pattern.exec(this.#text);
    return end ? Math.min(end.index + end[0].length, this.#limit) : this.#limit;
  }
}

const mostStatements = 20_000;

function wordEnd(text: string, start: number, limit: number): number {
  let end = start + 1;
  while (end < limit && isWord(text.charCodeAt(end))) end++;
  return end;
}

/** `PRIVILEGES [FOR ROLE x] [IN SCHEMA y] GRANT …`. */
function defaults(cursor: Cursor): SqlStatement | undefined {
  if (!cursor.take('PRIVILEGES')) return undefined;
  for (let count = 0; count < 60; count++) {
    const word = cursor.take('GRANT', 'REVOKE');
    if (word) return grantAfter(cursor, word, true);
    if (cursor.peek().kind === 'end' || cursor.peek().text === ';') return undefined;
    cursor.next();
  }
  return undefined;
}
