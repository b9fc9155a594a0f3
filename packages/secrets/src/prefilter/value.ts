/** Whether what stands at a place may be a value that a name asks for, and the marks around it. `value.as.ts` holds the twin of each function. */
import { byteClasses, classes } from './classes.ts';

const { alphanumeric } = classes;
const [tab, newline, carriage, blank, exclamation, quote, hash, ampersand, apostrophe, open, dash, dot] = [
  9, 10, 13, 32, 33, 34, 35, 38, 39, 40, 45, 46,
];
const [slash, semicolon, less, greater, at_, backslash, backtick, brace, bar] = [47, 59, 60, 62, 64, 92, 96, 123, 124];
const [bracket, dollar, percent, star, tilde] = [91, 36, 37, 42, 126];

/** What a name asks of a value: `none` is one of no credential's. */
export const needs = { none: 0, some: 1, token: 2, long: 3 } as const;
export type Need = (typeof needs)[keyof typeof needs];
/** What a name asks; told by the context, which judges names. */
export type NeedOf = (name: string) => Need;

/** In bytes. */
const shortestValue = 4;
const shortestToken = 8;
/** `long`: so many with a digit among them, or so many. */
const tokenWithDigit = 16;
const longValue = 32;
const shortestSalt = 48;

export const is = (byte: number | undefined, bit: number): boolean => byte !== undefined && (byteClasses[byte]! & bit) !== 0;
export const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
export const isBlank = (byte: number | undefined): boolean => byte === blank || byte === tab;
export const isSpace = (byte: number | undefined): boolean => isBlank(byte) || byte === newline || byte === carriage;
export const isQuote = (byte: number | undefined): boolean => byte === quote || byte === apostrophe || byte === backtick;

/** Whether a value of so many bytes may be what its name promises. */
export function isEnough(length: number, digit: boolean, need: Need): boolean {
  if (need === needs.long) return length >= longValue || (length >= tokenWithDigit && digit);
  return length >= (need === needs.token ? shortestToken : shortestValue);
}

/** In quotes; three of them begin a text of several lines. */
export function isLiteral(bytes: Uint8Array, at: number, need: Need): boolean {
  const mark = bytes[at];
  if (!isQuote(mark)) return false;
  if (bytes[at + 1] === mark) return bytes[at + 2] === mark;
  return isValue(bytes, at + 1, mark, need);
}

/** Of what only refers to a value nothing is made: `${…}`, `{{…}}`, `#{…}`, `<…`, `(…`, `[…`, a path. */
function refers(bytes: Uint8Array, at: number): boolean {
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (first === less || first === open || first === bracket || first === slash) return true;
  if (second === brace) return first === dollar || first === brace || first === hash;
  if (second === slash) return first === dot || first === tilde;
  return (first === dollar && second === open) || (first === dot && second === dot && bytes[at + 2] === slash);
}

/** `$name`, `@name`, `&name`, `*name`, `!name`: with a digit or another such sign behind, they may be secrets. */
const refersByMark = (byte: number | undefined): boolean =>
  byte === dollar || byte === at_ || byte === ampersand || byte === star || byte === exclamation;

/**
 * Whether what stands there may be a secret: up to a mark on its line, or without one up to what ends such a value. A token holds no blank,
 * unless it is a salt of 48 characters or more, or stands in a text in braces; a `long` one is no name of short parts.
 */
export function isValue(bytes: Uint8Array, from: number, mark: number | undefined, need: Need): boolean {
  if (refers(bytes, from)) return false;
  const first = bytes[from];
  let [digit, sign, blank, other] = [false, false, false, false];
  let [parts, run, longest] = [0, 0, 0];
  let at = from;
  for (const limit = from + farthest; at < limit; at++) {
    const byte = bytes[at];
    if (byte === undefined || byte === newline) {
      if (mark !== undefined) return false;
      break;
    }
    if (mark === undefined ? isSpace(byte) || isQuote(byte) || byte === less || byte === greater || byte === semicolon : byte === mark)
      break;
    if (byte === backslash) return true;
    if (is(byte, alphanumeric)) {
      if (++run > longest) longest = run;
      if (isDigit(byte)) digit = true;
    } else {
      run = 0;
      if (byte === dot || byte === slash || byte === 95 || byte === bar || byte === dash) parts++;
      else other = true;
      if (isBlank(byte)) blank = true;
      if (at > from && (refersByMark(byte) || byte === hash || byte === percent) && byte !== dollar) sign = true;
    }
  }
  const length = at - from;
  if (length >= shortestSalt) return true;
  if (!isEnough(length, digit, need) || (refersByMark(first) && !digit && !sign)) return false;
  if (need === needs.long && parts >= 2 && longest < 12 && !other) return false;
  return !blank || need === needs.some || first === brace;
}

/** `isValue` looks no farther. */
const farthest = 64;

/** Without quotes. */
export const isBare = (bytes: Uint8Array, from: number, need: Need): boolean => isValue(bytes, from, undefined, need);

export function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at++;
  return at;
}

/** At most 64 characters further. */
export function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < from + 64 && isSpace(bytes[at])) at++;
  return at;
}
