import type { Leaf } from '../leaf.ts';
import type { Run } from '../position-map.ts';
import { isBlank, lineAt, skipBlanks } from './lines.ts';

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', f: '\f' };

/**
 * Java's `.properties`, as java.util.Properties reads them: the key ends at the first `=`, `:` or blank that no backslash precedes, a
 * backslash at the end of a line goes on with the next one, and all of the rest is value.
 */
export function propertiesLeaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const line = lineAt(text, at);
    const start = skipBlanks(text, line.start, line.end);
    if (start === line.end || text[start] === '#' || text[start] === '!') {
      at = line.next;
      continue;
    }
    const end = logicalEnd(text, line.start);
    const key = piece(text, start, keyEnd(text, start, end), end);
    let from = skipBlanks(text, key.end, end);
    if (text[from] === '=' || text[from] === ':') from = skipBlanks(text, from + 1, end);
    const { value, start: first, end: last, runs } = piece(text, from, end, end);
    const straight = runs.length <= 1 && last - first === value.length;
    leaves.push({
      path: [key.value],
      key: { start, end: key.end },
      value,
      start: first,
      end: last,
      ...(straight ? {} : { runs }),
      string: true,
    });
    at = lineAt(text, end).next;
  }
  return leaves;
}

/** The end of the last line that a backslash joins to the one at `start`. */
function logicalEnd(text: string, start: number): number {
  for (let line = lineAt(text, start); ; line = lineAt(text, line.next)) {
    let slashes = 0;
    while (line.end - slashes > line.start && text[line.end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0 || line.next >= text.length) return line.end;
  }
}

function keyEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] !== '=' && text[at] !== ':' && !isBlank(text[at])) at += text[at] === '\\' ? 2 : 1;
  return Math.min(at, end);
}

function piece(text: string, start: number, to: number, limit: number): { value: string; start: number; end: number; runs: Run[] } {
  const runs: Run[] = [];
  let value = '';
  let at = start;
  while (at < to) {
    const length = text[at] === '\\' ? escapeLength(text, at, limit) : 1;
    const meaning = length === 1 ? text[at]! : meaningOf(text.slice(at, at + length));
    const last = runs.at(-1);
    if (length === 1 && last && last.innerLength === last.outerLength && last.outer + last.outerLength === at) {
      last.innerLength++;
      last.outerLength++;
    } else if (meaning !== '') runs.push({ inner: value.length, innerLength: meaning.length, outer: at, outerLength: length });
    value += meaning;
    at += length;
  }
  const last = runs.at(-1);
  return { value, start: runs[0]?.outer ?? start, end: last ? last.outer + last.outerLength : start, runs };
}

/** A line's end takes the blanks at the start of the next with it. */
function escapeLength(text: string, at: number, end: number): number {
  const joined = /^\\(?:\r\n|\n|\r)[ \t\f]*/.exec(text.slice(at, at + 1_000))?.[0];
  if (joined) return Math.min(joined.length, end - at);
  if (/^\\u[0-9A-Fa-f]{4}/.test(text.slice(at, at + 6))) return 6;
  return Math.min(2, end - at);
}

function meaningOf(written: string): string {
  if (/^\\[\r\n]/.test(written)) return '';
  if (written.length === 6) return String.fromCharCode(Number.parseInt(written.slice(2), 16));
  return escapes[written[1]!] ?? written[1]!;
}
