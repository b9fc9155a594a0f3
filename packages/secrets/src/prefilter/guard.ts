/**
 * A look at the bytes around a literal, before any text is made of them: whether a value may follow at all. Most places of `key`, `token` or
 * `://` in program text end here. What `context/` could make something of gets through; a test holds it to that. `prefilter.as.ts` does the
 * same in the prefilter's one pass.
 */

import { byteClasses, classes } from './classes.ts';
import { mayBeGiven } from './given.ts';
import type { PlaceOfLiteral } from './literals.ts';

/** What must stand beside a literal for its place to be told. */
export type Guard =
  /** the literal is a part of a name, to which something is given: an operator, a quote or a tag's end follows */
  | 'given'
  /** `user:password@` follows */
  | 'userinfo'
  /** `identified` stands shortly before */
  | 'identified';

const { alphanumeric, end } = classes;
const [newline, colon] = [10, 58];

const is = (byte: number | undefined, bit: number): boolean => byte !== undefined && (byteClasses[byte]! & bit) !== 0;

/** @param code values are written as literals in quotes; see `Writing` of the context */
export function allows(guard: Guard | undefined, bytes: Uint8Array, at: number, code: boolean): boolean {
  switch (guard) {
    case 'userinfo':
      return hasUserinfo(bytes, at + 3);
    case 'identified':
      return isIdentified(bytes, at);
    case 'given':
      return mayBeGiven(bytes, at, code);
    default:
      return true;
  }
}

/** What patterns need; see `PlaceOfLiteral`. */
export function suits(place: PlaceOfLiteral | undefined, bytes: Uint8Array, at: number): boolean {
  if (!place) return true;
  if (place.whole && isInside(bytes, at)) return false;
  return !place.run || hasRun(place.run, bytes, at);
}

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

/** Four letters of it are enough. */
function isIdentified(bytes: Uint8Array, at: number): boolean {
  const letter = (from: number, code: number): boolean => (bytes[from]! | 32) === code;
  for (let from = at - 10; from >= Math.max(0, at - 60); from--)
    if (letter(from, 105) && letter(from + 1, 100) && letter(from + 5, 105) && letter(from + 9, 100)) return true;
  return false;
}
