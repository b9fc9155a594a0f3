import type { TemplateLiteral } from './ast.ts';
import { isSpace } from './characters.ts';

/** Literal parts of templates: text that knows, run by run, where it is written. */

export const literal = (start: number, end: number, text: string): TemplateLiteral => ({
  kind: 'literal',
  start,
  end,
  text,
  runs: text ? [{ inner: 0, outer: start, innerLength: text.length, outerLength: end - start }] : [],
});

/** Adds `next`, which stands right behind, to `to`. */
export function append(to: TemplateLiteral, next: TemplateLiteral): void {
  const offset = to.text.length;
  for (const run of next.runs) {
    const last = to.runs.at(-1);
    const straight = run.innerLength === run.outerLength;
    if (last && straight && last.innerLength === last.outerLength && last.outer + last.outerLength === run.outer) {
      last.innerLength += run.innerLength;
      last.outerLength += run.outerLength;
    } else to.runs.push({ ...run, inner: run.inner + offset });
  }
  to.text += next.text;
  to.end = next.end;
}

/** Takes the first `count` characters away. They are whitespace, so none of them is half of an escape. */
export function dropStart(of: TemplateLiteral, count: number): void {
  if (count === 0) return;
  of.text = of.text.slice(count);
  const runs = [];
  for (const run of of.runs) {
    const gone = Math.min(run.innerLength, Math.max(0, count - run.inner));
    if (gone === run.innerLength) continue;
    runs.push({
      inner: run.inner + gone - count,
      outer: run.outer + gone,
      innerLength: run.innerLength - gone,
      outerLength: run.outerLength - gone,
    });
  }
  of.runs = runs;
}

export function trimStart(of: TemplateLiteral): void {
  dropStart(of, leadingSpaces(of.text));
}

export function trimEnd(of: TemplateLiteral): void {
  let length = of.text.length;
  while (length > 0 && isSpace(of.text.charCodeAt(length - 1))) length--;
  of.text = of.text.slice(0, length);
  const runs = [];
  for (const run of of.runs) {
    if (run.inner >= length) break;
    const gone = Math.max(0, run.inner + run.innerLength - length);
    runs.push({ ...run, innerLength: run.innerLength - gone, outerLength: run.outerLength - gone });
  }
  of.runs = runs;
}

export function leadingSpaces(text: string): number {
  let count = 0;
  while (count < text.length && isSpace(text.charCodeAt(count))) count++;
  return count;
}

/** What the escapes that are one letter mean. */
const meanings: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/**
 * Part of a quoted string that holds backslashes: `raw` stands at `start`. `fault` is told of escapes that mean nothing; they stand for
 * themselves.
 */
export function unescaped(start: number, raw: string, fault: (message: string, start: number, end: number) => void): TemplateLiteral {
  const whole: TemplateLiteral = { kind: 'literal', start, end: start, text: '', runs: [] };
  const add = (from: number, to: number, text: string): void => append(whole, literal(start + from, start + to, text));
  let done = 0;
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', done)) {
    if (at > done) add(done, at, raw.slice(done, at));
    const letter = raw.charAt(at + 1);
    const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
    const meaning = digits ? codePoint(raw.slice(at + 2, at + 2 + digits), digits) : meanings[letter];
    done = Math.min(raw.length, at + 2 + (meaning === undefined ? 0 : digits));
    if (meaning === undefined)
      fault(digits ? `expected ${digits} hexadecimal digits of a character` : 'an escape that HCL does not know', start + at, start + done);
    add(at, done, meaning ?? raw.slice(at, done));
  }
  if (done < raw.length) add(done, raw.length, raw.slice(done));
  return whole;
}

function codePoint(hex: string, digits: number): string | undefined {
  if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) return undefined;
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? undefined : String.fromCodePoint(code);
}
