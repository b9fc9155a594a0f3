/**
 * A look at the bytes around a literal, before any text is made of them: whether a value may follow at all. Most places of `key`, `token` or
 * `://` in program text end here. What `context/` could make something of gets through; a test holds it to that. `prefilter.as.ts` does the
 * same in the prefilter's one pass.
 */

import { byteClasses, classes } from './classes.ts';
import { mayBeGiven } from './given.ts';
import { continuations, type PlaceOfLiteral } from './literals.ts';
import type { NeedOf } from './value.ts';

/** What must stand beside a literal for its place to be told. */
export type Guard =
  /** the literal is a part of a credential's name, to which something is given: an operator, a quote or a tag's end follows, and a value */
  | 'given'
  /** `user:password@` follows */
  | 'userinfo'
  /** `identified` stands shortly before */
  | 'identified'
  /** 15 characters of a token follow, a digit among them; or 8 */
  | 'bearer'
  | 'basic'
  /** an option for a user and a password follows on its line */
  | 'asUser'
  /** a dash stands before */
  | 'converted';

const { alphanumeric, end, token } = classes;
const [newline, colon, dash, backslash] = [10, 58, 45, 92];

const is = (byte: number | undefined, bit: number): boolean => byte !== undefined && (byteClasses[byte]! & bit) !== 0;

/** What is asked of the context while bytes are looked at. */
export interface Asked {
  /** Values are written as literals in quotes; see `Writing` of the context. */
  code: boolean;
  needOf: NeedOf;
}

export function allows(guard: Guard | undefined, bytes: Uint8Array, at: number, { code, needOf }: Asked): boolean {
  switch (guard) {
    case 'userinfo':
      return hasUserinfo(bytes, at + 3);
    case 'identified':
      return isIdentified(bytes, at);
    case 'given':
      return mayBeGiven(bytes, at, code, needOf);
    case 'bearer':
      return hasToken(bytes, at + 6, 15, true);
    case 'basic':
      return hasToken(bytes, at + 5, 8, false);
    case 'asUser':
      return hasUser(bytes, at);
    case 'converted':
      return bytes[at - 1] === dash;
    default:
      return true;
  }
}

/** What patterns need; see `PlaceOfLiteral`. */
export function suits(place: PlaceOfLiteral | undefined, bytes: Uint8Array, at: number): boolean {
  if (!place) return true;
  if (place.whole && isInside(bytes, at)) return false;
  if (place.named && !isNamed(bytes, at, place.named)) return false;
  if (place.farther && !isFollowed(place.farther, bytes, at)) return false;
  return !place.run || hasRun(place.run, bytes, at);
}

const isLower = (byte: number | undefined): boolean => byte !== undefined && byte >= 97 && byte <= 122;
const isLetter = (byte: number | undefined): boolean => byte !== undefined && isLower(byte | 32);

/** As `isNamed` in pattern/connects.ts, but that two letters of what a name is continued with are enough. */
function isNamed(bytes: Uint8Array, at: number, length: number): boolean {
  const before = bytes[at - 1];
  if (length < 7 && isLetter(before) && !(isLower(before) && !isLower(bytes[at]))) return false;
  const after = bytes[at + length]!;
  if (!isLower(after)) return true;
  const last = bytes[at + length - 1];
  if (isLetter(last) && !isLower(last)) return !isLower(bytes[at + length - 2]);
  const second = bytes[at + length + 1];
  return isLower(second) && continuations[(after - 97) * 26 + second! - 97] === 1;
}

/** In any case, on whatever line. */
function isFollowed({ text, within }: NonNullable<PlaceOfLiteral['farther']>, bytes: Uint8Array, from: number): boolean {
  for (let at = from + 1; at <= from + within; at++) {
    let same = 0;
    while (same < text.length && lowered(bytes[at + same]!) === text.charCodeAt(same)) same++;
    if (same === text.length) return true;
  }
  return false;
}

const lowered = (byte: number): number => (byte >= 65 && byte <= 90 ? byte | 32 : byte);

/** A letter, a digit or an underscore stands before, and it is not that of an escape. */
function isInside(bytes: Uint8Array, at: number): boolean {
  const before = bytes[at - 1];
  if (!is(before, alphanumeric) && before !== 95) return false;
  return bytes[at - 2] !== 92 || (before !== 110 && before !== 114 && before !== 116);
}

function hasRun({ least, within, of, lines }: NonNullable<PlaceOfLiteral['run']>, bytes: Uint8Array, from: number): boolean {
  let run = 0;
  let feeds = 0;
  for (let at = from; at < bytes.length && (run > 0 || at <= from + within); at++) {
    if (is(bytes[at], classes[of])) {
      if (++run === least) return true;
    } else {
      run = 0;
      if (lines && bytes[at] === newline && ++feeds === 2) return false;
    }
  }
  return false;
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

/** What may stand in a token (RFC 6750), behind blanks. */
function hasToken(bytes: Uint8Array, from: number, least: number, digit: boolean): boolean {
  let at = from;
  while (at < from + 12 && (bytes[at] === 32 || bytes[at] === 9)) at++;
  let seen = !digit;
  for (const start = at; at < start + 2000 && (is(bytes[at], token) || bytes[at] === 46 || bytes[at] === 126); at++) {
    seen ||= bytes[at]! >= 48 && bytes[at]! <= 57;
    if (seen && at - start + 1 >= least) return true;
  }
  return false;
}

/** ` -u`, ` -U`, ` --user`, ` --proxy-user`; a backslash lets the line go on. */
function hasUser(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < from + 1200 && bytes[at] !== undefined; at++) {
    if (bytes[at] === newline && bytes[at - 1] !== backslash) return false;
    if (bytes[at] !== dash || (bytes[at - 1] !== 32 && bytes[at - 1] !== 9 && bytes[at - 1] !== newline)) continue;
    const next = bytes[at + 1] === dash ? bytes[at + 2]! : bytes[at + 1]!;
    if ((next | 32) === 117 || (next === 112 && bytes[at + 1] === dash)) return true;
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
