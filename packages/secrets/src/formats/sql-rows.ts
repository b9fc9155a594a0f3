/** Rows of SQL dumps: a column's name stands above its values, in the statement or in the table that it fills. */
import type { Candidate } from '../candidate.ts';
import { judgeName } from '../context/names.ts';
import { given } from './given.ts';

const created = /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?([\w.`"[\]]{1,160})\s*\(/gi;
const inserted = /\binsert\s+(?:ignore\s+)?into\s+([\w.`"[\]]{1,160})\s*(\([^()]{1,4000}\))?\s*values\s*(?=\()/gi;
const copied = /^copy\s+([\w."]{1,160})\s*(\([^()\n]{1,4000}\))\s+from\s+stdin\b[^\n]{0,200}\n/gim;
const column = /^\s{0,40}[`"[]?(\w{1,80})[`"\]]?[ \t]{1,20}\w/;
const constraint = /^(?:primary|key|unique|constraint|index|foreign|check|fulltext|spatial|exclude|like)$/i;

/** A value of a row: a text with its place, or something else. */
interface Cell {
  start: number;
  end: number;
  /** Undefined for a number, NULL, a call. */
  value?: string;
}

/** All of them, however many: what is not found is not masked in a line that is shown. */
export function sqlRows(text: string): Candidate[] {
  const tables = new Map<string, string[]>();
  for (const match of text.matchAll(created)) tables.set(bare(match[1]!), columnsOf(text, match.index + match[0].length));
  const candidates: Candidate[] = [];
  let broken = 0;
  const take = (columns: readonly string[], cells: readonly Cell[]): void => {
    const found = cells.flatMap(({ start, end, value }, at) => {
      const called = columns[at];
      const candidate = called && value ? judged(called, start, end, value) : undefined;
      return candidate ?? [];
    });
    candidates.push(...found);
  };
  const speaks = (columns: readonly string[] | undefined): columns is string[] => columns?.some(name => judgeName(name)) === true;

  for (const match of text.matchAll(inserted)) {
    const columns = match[2] ? listed(match[2]) : tables.get(bare(match[1]!));
    if (broken > mostBroken) break;
    if (!speaks(columns)) continue;
    for (let at = match.index + match[0].length; text[at] === '('; ) {
      const row = tupleAt(text, at);
      if (!row) {
        broken++;
        break;
      }
      take(columns, row.cells);
      at = row.next;
    }
  }
  for (const match of text.matchAll(copied)) {
    const columns = listed(match[2]!);
    if (!speaks(columns)) continue;
    for (let at = match.index + match[0].length; at < text.length && !text.startsWith('\\.', at); ) {
      const end = text.indexOf('\n', at);
      const line = text.slice(at, end < 0 ? text.length : end);
      take(columns, fields(line, at));
      at += line.length + 1;
    }
  }
  return candidates;
}

/** A hash that a dump keeps in place of a password is none; those that are worth a word have forms of their own. */
const isHash = (value: string): boolean =>
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(value);

function judged(called: string, start: number, end: number, value: string): Candidate | undefined {
  const candidate = given({ called, start, end, value });
  return candidate?.name === 'Password' && isHash(value) ? undefined : candidate;
}

const bare = (name: string): string => name.replace(/[`"[\]]/g, '').toLowerCase();
const listed = (columns: string): string[] =>
  columns
    .slice(1, -1)
    .split(',')
    .map(name => bare(name.trim()));

/** A line each, as tools write them. */
function columnsOf(text: string, from: number): string[] {
  const names: string[] = [];
  for (const line of text.slice(from, from + 20_000).split('\n')) {
    if (/^\s{0,40}\)/.test(line)) break;
    const name = column.exec(line)?.[1];
    if (name && !constraint.test(name)) names.push(name.toLowerCase());
  }
  return names;
}

/** Characters of one row at most. */
const longestRow = 1 << 14;
/** A text with more rows that have no end is no dump. */
const mostBroken = 100;

/** The values between the parenthesis at `at` and its other one, and where the next row begins, if one does. */
function tupleAt(text: string, at: number): { cells: Cell[]; next: number } | undefined {
  const cells: Cell[] = [];
  const literal = /\s*(?:[NEB]|_utf8(?:mb4)?\s?)?'((?:[^'\\]|''|\\[\s\S])*)'\s*(?=[,)])/dy;
  const other = /[^,()']*(?:\([^()']*\)[^,()']*)?(?=[,)])/y;
  const last = at + longestRow;
  const head = text.slice(0, last);
  for (let place = at + 1; place < last; ) {
    literal.lastIndex = place;
    const match = literal.exec(head);
    if (match) {
      const [start, end] = match.indices![1]!;
      cells.push({ start, end, value: match[1]!.replace(/''|\\([\s\S])/g, (_, character: string | undefined) => character ?? "'") });
      place = literal.lastIndex;
    } else {
      other.lastIndex = place;
      if (!other.test(head)) return undefined;
      cells.push({ start: place, end: other.lastIndex });
      place = other.lastIndex;
    }
    if (text[place] === ')') {
      const between = /\)\s*,\s*(?=\()/y;
      between.lastIndex = place;
      return { cells, next: between.test(text) ? between.lastIndex : text.length };
    }
    place++;
  }
  return undefined;
}

/** The fields of a row of `COPY`: tabs between them, `\N` for none. */
function fields(line: string, at: number): Cell[] {
  let start = at;
  return line.split('\t').map(written => {
    const cell = { start, end: start + written.length };
    start += written.length + 1;
    return written === '\\N' ? cell : { ...cell, value: written.replace(/\\([\s\S])/g, '$1') };
  });
}
