/**
 * Whether something may be given to a name in which a word of the context stands: an operator behind it, and behind that the beginning of a
 * value of four characters or more. What `context/assignment.ts` could read gets through. `prefilter.as.ts` holds the twin of each function.
 */
import { byteClasses, classes } from './classes.ts';

const { name, alphanumeric, closing, operator, word } = classes;
const [tab, newline, carriage, blank, exclamation, quote, hash, ampersand, apostrophe, open, comma, dash, dot] = [
  9, 10, 13, 32, 33, 34, 35, 38, 39, 40, 44, 45, 46,
];
const [slash, colon, semicolon, less, equals, greater, question, at_, backslash, backtick, brace, bar] = [
  47, 58, 59, 60, 61, 62, 63, 64, 92, 96, 123, 124,
];
const [bracket, dollar, percent, star, tilde] = [91, 36, 37, 42, 126];
/** How far a name is read to either side. */
const longestName = 80;

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

const is = (byte: number | undefined, bit: number): boolean => byte !== undefined && (byteClasses[byte]! & bit) !== 0;
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isBlank = (byte: number | undefined): boolean => byte === blank || byte === tab;
const isSpace = (byte: number | undefined): boolean => isBlank(byte) || byte === newline || byte === carriage;
const isQuote = (byte: number | undefined): boolean => byte === quote || byte === apostrophe || byte === backtick;

/** @param code in program text, values that are not in quotes count only inside of other texts */
export function mayBeGiven(bytes: Uint8Array, hit: number, code: boolean, needOf: NeedOf): boolean {
  let at = hit;
  while (at < hit + longestName && is(bytes[at], name)) at++;
  const nameEnd = at;
  const need = needOf(nameIn(bytes, startOf(bytes, hit), nameEnd));
  if (need === needs.none) return false;
  let closed = false;
  for (const limit = at + 64; at < limit && (is(bytes[at], closing) || isBlank(bytes[at])); at++) {
    if (isBlank(bytes[at])) continue;
    // `PASSWORD '…`
    if (isBlank(bytes[at - 1]))
      return (!code || isStated(bytes, hit) || takesNext(bytes, hit)) && (bytes[at] === backslash || isLiteral(bytes, at, need));
    closed = true;
  }
  const next = bytes[at];
  if (next === undefined) return false;
  if (isBlank(bytes[at - 1]) && takesNext(bytes, hit) && isBare(bytes, at, need)) return true;
  if (is(next, operator)) return operates(bytes, { hit, nameEnd, at, closed, code, need, needOf });
  if (next === open) return isArgument(bytes, afterSpace(bytes, at + 1), hit, need);
  if (isLineEnd(next)) return isNamedBefore(bytes, hit) && ((code && closed) || goesOn(bytes, at));
  return is(next, alphanumeric) && (!closed || isAttribute(next)) && isAssigned(bytes, at, hit, need);
}

/** The name's characters are all of ASCII. */
function nameIn(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}

/** `value`, `content`, `default`. */
const isAttribute = (byte: number): boolean => (byte | 32) === 118 || (byte | 32) === 99 || (byte | 32) === 100;

const isLineEnd = (byte: number | undefined): boolean => byte === newline || byte === carriage || byte === hash;

interface Place {
  hit: number;
  nameEnd: number;
  /** Where the operator may stand. */
  at: number;
  closed: boolean;
  code: boolean;
  need: Need;
  needOf: NeedOf;
}

function operates(bytes: Uint8Array, place: Place): boolean {
  const { hit, at, closed, code, need } = place;
  const next = bytes[at]!;
  const second = bytes[at + 1];
  if (next === greater) return !code && bytes[startOf(bytes, hit) - 1] === less && isElement(bytes, afterSpace(bytes, at + 1), place);
  if (next === comma) return closed && mayBeBeside(bytes, place);
  if (next === ampersand) return second === 113 || second === hash;
  if (next === brace) return closed;
  if (next === less || is(next, closing)) return next !== less;
  const from = afterOperator(bytes, at);
  if (from === 0) return false;
  // What a program compares with may be a word, where its name is a sure one.
  const compared = bytes[from - 1] === equals && (bytes[from - 2] === equals || bytes[from - 2] === exclamation);
  if (compared) return need !== needs.long && takes(bytes, from, { ...place, need: needs.some });
  return takes(bytes, from, place) || (isAuthorization(bytes, hit) && isScheme(bytes, from));
}

/** `:::= ::= := : === == = => !== != ||= ??= ?= .= ->`; 0 where none of them stands. */
function afterOperator(bytes: Uint8Array, from: number): number {
  const first = bytes[from];
  let at = from + 1;
  switch (first) {
    case colon:
      while (at < from + 3 && bytes[at] === colon) at++;
      if (bytes[at] === equals) return at + 1;
      return at === from + 1 ? at : 0;
    case equals:
      if (bytes[at] === greater) return at + 1;
      break;
    case dash:
      return bytes[at] === greater ? at + 1 : 0;
    case bar:
      if (bytes[at] !== bar) return 0;
      at++;
      break;
    case question:
      if (bytes[at] === question) at++;
      break;
  }
  if (first !== equals && bytes[at++] !== equals) return 0;
  for (const limit = at + 2; at < limit && (first === equals || first === exclamation) && bytes[at] === equals; ) at++;
  return at;
}

/** Whether a value begins behind an operator. */
function takes(bytes: Uint8Array, from: number, place: Place): boolean {
  const { need } = place;
  const at = afterBlanks(bytes, from);
  const first = bytes[at];
  if (first === undefined || first === newline || first === carriage) return false;
  const mark = bytes[startOf(bytes, place.hit) - 1];
  if (bytes[place.at] === colon && place.at === place.nameEnd && isQuote(mark) && isHeader(bytes, at, mark!, need)) return true;
  return isQuote(first) ? isLiteral(bytes, at, need) : takesLiteral(bytes, at, need) || takesBare(bytes, at, place);
}

/** With something before its quotes, or with others than usual. */
function takesLiteral(bytes: Uint8Array, at: number, need: Need): boolean {
  const first = bytes[at];
  if (first === backslash || first === ampersand) return true;
  if (first === open && isLiteral(bytes, afterSpace(bytes, at + 1), need)) return true;
  return isPrefixed(bytes, at, need) || isTyped(bytes, at, need);
}

/** `"key", "value"`, or a name that is a value itself. */
function mayBeBeside(bytes: Uint8Array, place: Place): boolean {
  const { hit, at, code } = place;
  const after = afterBlanks(bytes, at + 1);
  const ends = isLineEnd(bytes[after]);
  if (isNamedBefore(bytes, hit) && (code || (ends && goesOn(bytes, after)))) return true;
  return !ends && takes(bytes, at + 1, place);
}

/** Behind a tag; in `<key>` of a property list, there is the name. */
function isElement(bytes: Uint8Array, at: number, { hit, nameEnd, need, needOf }: Place): boolean {
  if (nameEnd === hit + 3 && bytes[hit - 1] === less && bytes[hit] === 107) {
    let end = at;
    while (end < at + longestName && is(bytes[end], name)) end++;
    return bytes[end] !== less || needOf(nameIn(bytes, at, end)) !== needs.none;
  }
  if (isQuote(bytes[at])) return isLiteral(bytes, at, need);
  return takesLiteral(bytes, at, need) || isValue(bytes, at, less, need) || isBare(bytes, at, need);
}

function takesBare(bytes: Uint8Array, value: number, { hit, nameEnd, at, code, need }: Place): boolean {
  if (bytes[at] === comma) return false;
  if (!isBare(bytes, value, need)) return false;
  if (!code || takesNext(bytes, hit) || isInText(bytes, hit, nameEnd)) return true;
  // `NAME=value`, as a shell has it.
  const last = bytes[nameEnd - 1]!;
  return at === nameEnd && value === nameEnd + 1 && bytes[nameEnd] === equals && (last < 97 || last > 122);
}

/** Whether a value of so many bytes may be what its name promises. */
function isEnough(length: number, digit: boolean, need: Need): boolean {
  if (need === needs.long) return length >= longValue || (length >= tokenWithDigit && digit);
  return length >= (need === needs.token ? shortestToken : shortestValue);
}

/** In quotes; three of them begin a text of several lines. */
function isLiteral(bytes: Uint8Array, at: number, need: Need): boolean {
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
function isValue(bytes: Uint8Array, from: number, mark: number | undefined, need: Need): boolean {
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
const isBare = (bytes: Uint8Array, from: number, need: Need): boolean => isValue(bytes, from, undefined, need);

/** Of a call; the first one of `NetworkCredential` is a name. */
const isArgument = (bytes: Uint8Array, at: number, hit: number, need: Need): boolean =>
  (bytes[hit]! | 32) === 99 ? isQuote(bytes[at]) : isLiteral(bytes, at, need);

/** A literal that is a whole header, with a scheme before its value: `"Authorization: Key …"`. */
function isHeader(bytes: Uint8Array, from: number, mark: number, need: Need): boolean {
  let start = from;
  let digit = false;
  for (let at = from; at < from + 1024; at++) {
    const byte = bytes[at];
    if (byte === backslash) return true;
    if (byte === undefined || byte === newline) return false;
    if (byte === mark) return isEnough(at - start, digit, need);
    if (isBlank(byte)) {
      if (isSpace(bytes[at + 1]) || bytes[at + 1] === mark) continue;
      start = at + 1;
      digit = false;
    } else digit ||= isDigit(byte);
  }
  return true;
}

/** `r"…`, `new Secret("…`, `String("…`, `os.getenv(…`, `process.env…`, `ENV[…`: a few letters are enough. */
function isPrefixed(bytes: Uint8Array, at: number, need: Need): boolean {
  const second = bytes[at + 1];
  switch (bytes[at]) {
    case 110: // n
      return second === 101 && bytes[at + 2] === 119 && isSpace(bytes[at + 3]);
    case 83: // S
      return second === 116 && bytes[at + 6] === open;
    case 111: // o
      return second === 115 && bytes[at + 2] === dot;
    case 112: // p
      return second === 114 && bytes[at + 7] === dot;
    case 69: // E
      return second === 78 && (bytes[at + 3] === dot || bytes[at + 3] === bracket);
    case 114: // r
    case 98: // b
    case 102: // f
    case 117: // u
    case 76: // L
    case 82: // R
    case at_:
      return isLiteral(bytes, isQuote(second) ? at + 1 : at + 2, need);
    default:
      return false;
  }
}

/** A type stands between: `: string = "…`, `: string | null = "…`. */
function isTyped(bytes: Uint8Array, from: number, need: Need): boolean {
  const limit = from + 60;
  for (let at = from; at < limit; ) {
    while (at < limit && isOfType(bytes[at])) at++;
    at = afterSpace(bytes, at);
    if (bytes[at] === equals) return at > from && isLiteral(bytes, afterSpace(bytes, at + 1), need);
    if (bytes[at] !== bar) return false;
    at = afterSpace(bytes, at + 1);
  }
  return false;
}

/** Letters, digits and `_ < > [ ] | & ? * .` */
const isOfType = (byte: number | undefined): boolean =>
  is(byte, alphanumeric) ||
  byte === 95 ||
  byte === less ||
  byte === greater ||
  byte === 91 ||
  byte === 93 ||
  byte === bar ||
  byte === ampersand ||
  byte === question ||
  byte === 42 ||
  byte === dot;

function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at++;
  return at;
}

/** At most 64 characters further. */
function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < from + 64 && isSpace(bytes[at])) at++;
  return at;
}

/** The header, which takes other values than names do. */
function isAuthorization(bytes: Uint8Array, hit: number): boolean {
  return (bytes[hit]! | 32) === 97 && (bytes[hit + 4]! | 32) === 111 && (bytes[hit + 12]! | 32) === 110;
}

/** Where the name begins. */
function startOf(bytes: Uint8Array, hit: number): number {
  let at = hit;
  while (at > 0 && at > hit - longestName && is(bytes[at - 1], name)) at--;
  return at;
}

/** `Authorization: Token …`, `… Key …`, `… ApiKey …`, `… sso-key …`. */
function isScheme(bytes: Uint8Array, from: number): boolean {
  const at = afterSpace(bytes, from);
  const first = bytes[isQuote(bytes[at]) ? at + 1 : at]! | 32;
  return first === 116 || first === 107 || first === 97 || first === 115;
}

/** Behind a line's end, and a comment: `value`, `default` or `plaintext_value`, perhaps in quotes. */
function goesOn(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < from + 400 && bytes[at] !== newline && bytes[at] !== undefined) at++;
  at = afterBlanks(bytes, at + 1);
  const first = bytes[isQuote(bytes[at]) ? at + 1 : at]! | 32;
  return first === 118 || first === 100 || first === 112;
}

/** The name begins its line, or stands behind `with`, `set`, `login` or `encrypted`; it may be an option. */
function isStated(bytes: Uint8Array, hit: number): boolean {
  const start = startOf(bytes, hit);
  if (bytes[start] === dash) return true;
  let at = start - 1;
  while (isBlank(bytes[at])) at--;
  const before = bytes[at];
  if (before === undefined || before < 32 || before > 127) return true;
  const letter = before | 32;
  return letter === 104 || letter === 116 || letter === 110 || letter === 100;
}

/** `name: DB_PASSWORD`, `key: …`: what a list of variables calls it, its value on the next line. */
function isNamedBefore(bytes: Uint8Array, hit: number): boolean {
  const start = startOf(bytes, hit);
  let at = start;
  while (at > 0 && at > start - 16 && (is(bytes[at - 1], closing) || bytes[at - 1] === blank)) at--;
  if (bytes[at - 1] !== colon && bytes[at - 1] !== equals) return false;
  at--;
  while (is(bytes[at - 1], closing) || isBlank(bytes[at - 1])) at--;
  const last = bytes[at - 1]! | 32;
  return last === 121 || last === 101;
}

/** `--password secret`, `login ci password secret`: what follows is given to it without an operator. */
function takesNext(bytes: Uint8Array, hit: number): boolean {
  let at = startOf(bytes, hit);
  if (bytes[at] === dash) return true;
  const limit = at - longestName;
  while (at > limit && isBlank(bytes[at - 1])) at--;
  while (at > limit && at > 0 && !isSpace(bytes[at - 1])) at--;
  while (at > limit && isBlank(bytes[at - 1])) at--;
  return bytes[at - 1] === 110 && bytes[at - 5] === 108 && bytes[at - 3] === 103;
}

/** `apiKey string = "…"`; of `<Pass encoding="…">` the value stands farther. */
function isAssigned(bytes: Uint8Array, from: number, hit: number, need: Need): boolean {
  let at = from;
  while (at < from + 60 && (is(bytes[at], word) || bytes[at] === colon)) at++;
  at = afterSpace(bytes, at);
  if (bytes[at] !== equals) return false;
  const value = afterSpace(bytes, at + 1);
  return bytes[startOf(bytes, hit) - 1] === less ? isQuote(bytes[value]) : isLiteral(bytes, value, need);
}

/** A quote stands before on its line that is not the name's own, or the line begins as a comment; too long a line may be anything. */
function isInText(bytes: Uint8Array, hit: number, nameEnd: number): boolean {
  const start = startOf(bytes, hit);
  const mark = bytes[start - 1];
  const quoted = isQuote(mark) && bytes[nameEnd] === mark && bytes[start - 2] !== backslash && bytes[start - 2] !== mark;
  let first: number | undefined;
  for (let at = start - 1; at >= 0 && bytes[at] !== newline; at--) {
    const byte = bytes[at]!;
    if ((isQuote(byte) && !quoted) || at < hit - 2000) return true;
    if (!isBlank(byte) && byte !== carriage) first = byte;
  }
  return first === slash || first === hash || first === 42 || first === dash || first === semicolon || first === less;
}
