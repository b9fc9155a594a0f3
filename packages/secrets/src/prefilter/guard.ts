/**
 * A look at the bytes around a literal, before any text is made of them: whether a value may follow at all. Most places of `key`, `token` or
 * `://` in program text end here. What `context/` could make something of gets through; a test holds it to that. `prefilter.as.ts` does the
 * same in the prefilter's one pass.
 */

/** What must stand beside a literal for its place to be told. */
export type Guard =
  /** the literal is a part of a name, to which something is given: an operator, a quote or a tag's end follows */
  | 'given'
  /** `user:password@` follows */
  | 'userinfo'
  /** `identified` stands shortly before */
  | 'identified';

/** Bits of a byte's class. */
const [name, alphanumeric, closing, operator, end] = [1, 2, 4, 8, 16];

/** The class of each byte; the module is given the same table. */
export const byteClasses = (() => {
  const classes = new Uint8Array(256);
  const mark = (characters: string, bit: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)]! |= bit;
  };
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  mark(`${letters}_-.$`, name);
  mark(letters, alphanumeric);
  // What may close a name before its operator: quotes (escaped, as entities), brackets.
  mark('"\'`\\])', closing);
  mark('=:!|?.->,"\'`\\&{<', operator);
  mark(' \t\n\r\v\f"\'`<>/?#,;()\\', end);
  return classes;
})();

const [tab, newline, carriage, blank, hash, equals, colon] = [9, 10, 13, 32, 35, 61, 58];

const is = (byte: number | undefined, bit: number): boolean => byte !== undefined && (byteClasses[byte]! & bit) !== 0;
const isBlank = (byte: number | undefined): boolean => byte === blank || byte === tab;

export function allows(guard: Guard | undefined, bytes: Uint8Array, at: number): boolean {
  switch (guard) {
    case 'userinfo':
      return hasUserinfo(bytes, at + 3);
    case 'identified':
      return isIdentified(bytes, at);
    case 'given':
      return mayBeGiven(bytes, at);
    default:
      return true;
  }
}

/** In the 300 bytes of an authority. */
function hasUserinfo(bytes: Uint8Array, from: number): boolean {
  let password = false;
  for (let at = from; at < from + 300; at++) {
    const byte = bytes[at];
    if (byte === undefined || is(byte, end)) return false;
    if (byte === 64 && password) return true;
    password ||= byte === colon;
  }
  return false;
}

/** Four letters of it are enough. */
function isIdentified(bytes: Uint8Array, at: number): boolean {
  const letter = (from: number, code: number): boolean => (bytes[from]! | 32) === code;
  for (let from = at - 10; from >= Math.max(0, at - 60); from--)
    if (letter(from, 105) && letter(from + 1, 100) && letter(from + 5, 105) && letter(from + 9, 100)) return true;
  return false;
}

function mayBeGiven(bytes: Uint8Array, hit: number): boolean {
  let at = hit;
  while (at < hit + 128 && is(bytes[at], name)) at++;
  let closed = false;
  for (const limit = at + 64; at < limit && (is(bytes[at], closing) || isBlank(bytes[at])); at++) closed ||= !isBlank(bytes[at]);
  const next = bytes[at];
  if (next === undefined) return false;
  if (is(next, operator)) return true;
  if (next === 40) return opensLiteral(bytes, at + 1);
  // A quote was passed with the closing ones: a value may have begun there.
  if (closed) return next !== 59 && next !== 41 && next !== 125;
  if (next === newline || next === carriage || next === hash) return isNamedBefore(bytes, hit);
  return is(next, alphanumeric) && (isOption(bytes, hit) || hasAssignment(bytes, at));
}

/** `("…` */
function opensLiteral(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < from + 16 && (isBlank(bytes[at]) || bytes[at] === newline || bytes[at] === carriage)) at++;
  return bytes[at] === 34 || bytes[at] === 39 || bytes[at] === 96;
}

/** Where the name begins. */
function startOf(bytes: Uint8Array, hit: number): number {
  let at = hit;
  while (at > 0 && at > hit - 128 && is(bytes[at - 1], name)) at--;
  return at;
}

/** `name: DB_PASSWORD`: what a list of variables calls it, its value on the next line. */
function isNamedBefore(bytes: Uint8Array, hit: number): boolean {
  const start = startOf(bytes, hit);
  let at = start;
  while (at > 0 && at > start - 16 && (is(bytes[at - 1], closing) || bytes[at - 1] === blank)) at--;
  return bytes[at - 1] === colon || bytes[at - 1] === equals;
}

/** `--password secret` */
const isOption = (bytes: Uint8Array, hit: number): boolean => bytes[startOf(bytes, hit)] === 45;

/** `apiKey string = "…"` */
function hasAssignment(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < from + 60 && bytes[at] !== undefined && bytes[at] !== newline; at++) if (bytes[at] === equals) return true;
  return false;
}
