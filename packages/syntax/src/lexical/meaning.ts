import type { PositionMap, Run } from '../position-map.ts';
import { hole } from '../string-use.ts';
import { skipHole } from './string.ts';
import type { StringShape } from './token.ts';

const simple: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  e: '\x1b',
  '0': '\0',
};
const coded = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[ux]\{([0-9A-Fa-f]{1,6})\}|([0-3]?[0-7]{2}))/;

/** What a string means, escapes resolved; `runs` are left out where it stands as it is. A part that run time works out is one `hole`. */
export function meaningOf(text: string, shape: StringShape): { value: string; runs?: PositionMap } {
  const { contentStart, contentEnd, escape: by, holes, quote } = shape;
  const raw = text.slice(contentStart, contentEnd);
  const escapes = by === 'backslash' ? '\\' : by === 'backtick' ? '`' : by === 'doubled' ? quote : undefined;
  if (!(escapes && raw.includes(escapes)) && !holes?.some(form => raw.includes(form))) return { value: raw };

  const runs: Run[] = [];
  let value = '';
  let at = contentStart;
  let straight = contentStart;
  const flush = (to: number) => {
    if (to > straight) runs.push({ inner: value.length, innerLength: to - straight, outer: straight, outerLength: to - straight });
    value += text.slice(straight, to);
  };
  const whole = (meaning: string, to: number) => {
    flush(at);
    if (meaning) runs.push({ inner: value.length, innerLength: meaning.length, outer: at, outerLength: to - at });
    value += meaning;
    at = to;
    straight = to;
  };
  while (at < contentEnd) {
    const char = text[at]!;
    if (by === 'doubled' && quote && text.startsWith(quote + quote, at)) whole(quote, at + 2 * quote.length);
    else if (by === 'backslash' && char === '\\' && !(holes?.includes('\\(') && text[at + 1] === '(')) {
      const [meaning, length] = escaped(text, at, contentEnd, shape.drops === true);
      whole(meaning, at + length);
    } else if (by === 'backtick' && char === '`' && at + 1 < contentEnd) whole(simple[text[at + 1]!] ?? text[at + 1]!, at + 2);
    else {
      const end = holes?.length ? skipHole(text, at, contentEnd, holes, true) : at + 1;
      if (end === at + 1) at++;
      else if (text.startsWith('{{', at)) whole('{', at + 2);
      else whole(hole, Math.min(end, contentEnd));
    }
  }
  flush(contentEnd);
  return { value, runs };
}

/** What the escape at `at` means, and how long it is. A letter without a meaning keeps its backslash, unless the language `drops` it. */
function escaped(text: string, at: number, end: number, drops: boolean): [string, number] {
  const next = text[at + 1];
  if (next === undefined || at + 1 >= end) return ['\\', 1];
  if (next === '\n') return ['', 2];
  if (next === '\r') return ['', text[at + 2] === '\n' ? 3 : 2];
  const code = coded.exec(text.slice(at + 1, Math.min(end, at + 12)));
  if (code) {
    const [written, x, u, long, braced, octal] = code;
    const point = octal ? Number.parseInt(octal, 8) : Number.parseInt((x ?? u ?? long ?? braced)!, 16);
    if (point <= 0x10ffff) return [String.fromCodePoint(point), 1 + written.length];
  }
  const meaning = drops && 'ae'.includes(next) ? undefined : simple[next];
  if (meaning !== undefined) return [meaning, 2];
  return !drops && /[A-Za-z0-9]/.test(next) ? [`\\${next}`, 2] : [next, 2];
}
