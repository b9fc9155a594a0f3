/** Texts that are written with escapes: percent-encoding, backslashes, entities. */
import { type Decoded, plain, type Stretch } from './layer.ts';

/**
 * What the prefilter looks for. Letters that are escaped stand for hidden text; an escaped slash, colon or equals sign matters only where a
 * token is near.
 */
export const escapeWords: { text: string; where: 'anywhere' | 'window' }[] = [
  ...['%2f', '%3a', '%3d', '%2b', '%40', '\\u002f', '\\u003a', '\\u003d', ':\\/'].map(text => ({ text, where: 'window' as const })),
  ...['\\u006', '\\u007', '\\x6', '\\x7', '&#x6', '&#x7', '&#10', '&#11', '\\\\\\"', '\\040'].map(text => ({
    text,
    where: 'anywhere' as const,
  })),
];

/** How far on its line a text may reach to either side of an escape. */
const reach = 1024;

/** Of each escape: what it is, and how much it is written as. */
interface Form {
  pattern: RegExp;
  meaning(match: RegExpExecArray): string;
  /** By their codes, the characters that its texts do not hold; without it, a text is all of its line. */
  border?: Uint8Array;
}

const bordersOf = (characters: string): Uint8Array => {
  const borders = new Uint8Array(128);
  for (const each of characters) borders[each.charCodeAt(0)] = 1;
  return borders;
};

const control: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ', '0': ' ' };
const entities: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ' };
const character = (digits: string, base: number): string => {
  const code = Number.parseInt(digits, base);
  return code > 0 && code < 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
};

const forms: Record<string, Form> = {
  '%': {
    pattern: /%([2-7][0-9A-Fa-f])/g,
    meaning: match => character(match[1]!, 16),
    border: bordersOf(' \t\r\n"\'<>`\\'),
  },
  '\\': {
    pattern: /\\(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|([0-3][0-7]{2})|([^\r\n]))/g,
    meaning: ([, four, braced, two, octal, other]) => {
      const digits = four ?? braced ?? two;
      if (octal) return character(octal, 8);
      return digits ? character(digits, 16) : (control[other!] ?? other!);
    },
  },
  '&': {
    pattern: /&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(amp|quot|apos|lt|gt|nbsp));/g,
    meaning: ([, hex, decimal, name]) => (name ? entities[name]! : character((hex ?? decimal)!, hex ? 16 : 10)),
  },
};

/** The text around the escape of which a word of `escapeWords` at `at` is a part, and where it ends in the document. */
export function escapedAt(text: string, at: number, since: number): (Decoded & { end: number }) | undefined {
  const form = forms[text[at]!] ?? forms[text[at + 1]!];
  if (!form) return undefined;
  const first = Math.max(since, at - reach);
  const last = Math.min(text.length, at + reach);
  let start = at;
  let end = at;
  if (form.border) {
    while (start > first && form.border[text.charCodeAt(start - 1)] !== 1) start--;
    while (end < last && form.border[text.charCodeAt(end)] !== 1) end++;
  } else {
    start = first + text.slice(first, at).lastIndexOf('\n') + 1;
    const newline = text.slice(at, last).indexOf('\n');
    end = newline < 0 ? last : at + newline;
  }
  return { ...unescaped(text, start, end, form), end };
}

function unescaped(text: string, start: number, end: number, { pattern, meaning }: Form): Decoded {
  const written = text.slice(start, end);
  const stretches: Stretch[] = [];
  let decoded = '';
  let done = 0;
  const upTo = (to: number): void => {
    if (to > done) stretches.push(plain(decoded.length, start + done, to - done));
    decoded += written.slice(done, to);
  };
  pattern.lastIndex = 0;
  for (let match = pattern.exec(written); match; match = pattern.exec(written)) {
    upTo(match.index);
    const value = meaning(match);
    const length = match[0].length;
    stretches.push({
      inner: decoded.length,
      innerLength: value.length,
      outer: start + match.index,
      outerLength: length,
      per: value.length,
      as: length,
      decoded: true,
    });
    decoded += value;
    done = match.index + length;
  }
  upTo(written.length);
  return { text: decoded, stretches };
}
