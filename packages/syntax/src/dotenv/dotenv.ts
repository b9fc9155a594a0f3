import type { Leaf } from '../leaf.ts';
import { meaningOf } from '../lexical/meaning.ts';
import { type Line, lineAt, skipBlanks, trimmedEnd } from './lines.ts';

const assignment = /(?:export[ \t]+)?([\w.-]+)[ \t]*(?:=|:(?=[ \t]))/y;
/** A quoted value may span lines, but not so many that a missing quote would swallow the file. */
const farthest = 10_000;

/**
 * `.env` files, as dotenv reads them: `export`, quotes of three kinds (the double ones with escapes, all of them over several lines), and a
 * `#` after a blank begins a comment. Anything else in a value stays, `;` and `#` included.
 */
export function dotenvLeaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const line = lineAt(text, at);
    assignment.lastIndex = skipBlanks(text, at, line.end);
    const found = assignment.exec(text);
    at = line.next;
    if (!found || assignment.lastIndex > line.end) continue;
    const name = found[1]!;
    const key = found.index + found[0].indexOf(name);
    const value = valueAt(text, skipBlanks(text, found.index + found[0].length, line.end), line);
    leaves.push({ path: [name], key: { start: key, end: key + name.length }, ...value.leaf, string: true });
    at = Math.max(at, lineAt(text, value.end).next);
  }
  return leaves;
}

function valueAt(text: string, start: number, line: Line): { leaf: Pick<Leaf, 'value' | 'start' | 'end' | 'runs'>; end: number } {
  const quote = text[start];
  if (start < line.end && (quote === '"' || quote === "'" || quote === '`')) {
    const close = closing(text, start, quote);
    if (close > 0) {
      const shape = { contentStart: start + 1, contentEnd: close, end: close + 1, escape: quote === '"' ? 'backslash' : 'none' } as const;
      return { leaf: { start: start + 1, end: close, ...meaningOf(text, shape) }, end: close };
    }
  }
  let end = start;
  while (end < line.end && !(text[end] === '#' && (end === start || text[end - 1] === ' ' || text[end - 1] === '\t'))) end++;
  end = trimmedEnd(text, start, end);
  return { leaf: { start, end, value: text.slice(start, end) }, end: start };
}

function closing(text: string, start: number, quote: string): number {
  const end = Math.min(text.length, start + farthest);
  for (let at = start + 1; at < end; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}
