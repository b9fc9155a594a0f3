/**
 * Whether something may be given to a name in which a word of the context stands: an operator behind it, and behind that the beginning of a
 * value of four characters or more. What `context/assignment.ts` could read gets through. `prefilter.as.ts` holds the twin of each function.
 */
import { byteClasses, classes } from './classes.ts';

const { name, alphanumeric, closing, operator, word } = classes;
const [tab, newline, carriage, blank, exclamation, quote, hash, ampersand, apostrophe, open, close, comma, dash, dot] = [
  9, 10, 13, 32, 33, 34, 35, 38, 39, 40, 41, 44, 45, 46,
];
const [slash, colon, semicolon, less, equals, greater, question, at_, backslash, backtick, brace, bar, closingBrace] = [
  47, 58, 59, 60, 61, 62, 63, 64, 92, 96, 123, 124, 125,
];
/** How far a name is read to either side. */
const longestName = 80;
/** The shortest value that is looked at, in bytes. */
const shortestValue = 4;

const is = (byte: number | undefined, bit: number): boolean => byte !== undefined && (byteClasses[byte]! & bit) !== 0;
const isBlank = (byte: number | undefined): boolean => byte === blank || byte === tab;
const isSpace = (byte: number | undefined): boolean => isBlank(byte) || byte === newline || byte === carriage;
const isQuote = (byte: number | undefined): boolean => byte === quote || byte === apostrophe || byte === backtick;

/** @param code in program text, values that are not in quotes count only inside of other texts */
export function mayBeGiven(bytes: Uint8Array, hit: number, code: boolean): boolean {
  let at = hit;
  while (at < hit + longestName && is(bytes[at], name)) at++;
  const nameEnd = at;
  let closed = false;
  // `PASSWORD '…`: what was passed with the closing ones is where the value begins.
  let begun = false;
  for (const limit = at + 64; at < limit && (is(bytes[at], closing) || isBlank(bytes[at])); at++) {
    if (isBlank(bytes[at])) continue;
    closed = true;
    begun ||= isBlank(bytes[at - 1]);
  }
  const next = bytes[at];
  if (next === undefined) return false;
  if (begun) return next !== semicolon && next !== close && next !== closingBrace;
  if (isBlank(bytes[at - 1]) && takesNext(bytes, hit) && !isShort(bytes, at)) return true;
  if (is(next, operator)) return operates(bytes, { hit, nameEnd, at, closed, code });
  if (next === open) return opensLiteral(bytes, at + 1);
  if (isLineEnd(next)) return isNamedBefore(bytes, hit);
  if (closed) return next !== semicolon && next !== close && next !== closingBrace;
  return is(next, alphanumeric) && hasAssignment(bytes, at);
}

const isLineEnd = (byte: number | undefined): boolean => byte === newline || byte === carriage || byte === hash;

interface Place {
  hit: number;
  nameEnd: number;
  /** Where the operator may stand. */
  at: number;
  closed: boolean;
  code: boolean;
}

function operates(bytes: Uint8Array, place: Place): boolean {
  const { hit, at, closed, code } = place;
  const next = bytes[at]!;
  const second = bytes[at + 1];
  if (next === greater) return !code && bytes[startOf(bytes, hit) - 1] === less && bytes[afterSpace(bytes, at + 1)] !== less;
  if (next === comma)
    return closed && (isLineEnd(bytes[afterBlanks(bytes, at + 1)]) ? isNamedBefore(bytes, hit) : takes(bytes, at + 1, place));
  if (next === ampersand) return second === 113 || second === hash;
  if (next === brace) return closed;
  if (next === less || is(next, closing)) return next !== less;
  const from = afterOperator(bytes, at);
  return from > 0 && (isAuthorization(bytes, hit) || takes(bytes, from, place));
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
  const at = afterBlanks(bytes, from);
  const first = bytes[at];
  if (first === undefined || first === newline || first === carriage) return false;
  if (isQuote(first)) return !endsSoon(bytes, at, first);
  if (first === backslash || first === ampersand) return true;
  if (first === open && opensLiteral(bytes, at + 1)) return true;
  return isPrefixed(bytes, at) || isTyped(bytes, at) || takesBare(bytes, at, place);
}

/** Whether what begins at `value` counts without quotes. */
function takesBare(bytes: Uint8Array, value: number, { hit, nameEnd, at, code }: Place): boolean {
  if (bytes[at] === comma) return false;
  // A literal that is a whole header, with a scheme before its value: `"Authorization: Key …"`.
  if (bytes[at] === colon && isQuote(bytes[startOf(bytes, hit) - 1])) return true;
  if (isShort(bytes, value)) return false;
  if (!code || takesNext(bytes, hit) || isInText(bytes, hit, nameEnd)) return true;
  // `NAME=value`, as a shell has it.
  const last = bytes[nameEnd - 1]!;
  return at === nameEnd && value === nameEnd + 1 && bytes[nameEnd] === equals && (last < 97 || last > 122);
}

/** A literal that holds nothing, or next to nothing; three quotes begin a longer one. */
function endsSoon(bytes: Uint8Array, at: number, mark: number): boolean {
  if (bytes[at + 1] === mark) return bytes[at + 2] !== mark;
  for (let end = at + 1; end <= at + shortestValue; end++) {
    const byte = bytes[end];
    if (byte === backslash) return false;
    if (byte === undefined || byte === newline || byte === mark) return true;
  }
  return false;
}

/** What stands there without quotes ends before it is long enough. */
function isShort(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < from + shortestValue; at++) {
    const byte = bytes[at];
    if (byte === undefined || isSpace(byte) || isQuote(byte) || byte === less || byte === greater || byte === semicolon) return true;
  }
  return false;
}

/** `r"…`, `new String("…`, `String("…`, `os.getenv(…`, `process.env…`, `ENV[…`: the first letters are enough. */
function isPrefixed(bytes: Uint8Array, at: number): boolean {
  const second = bytes[at + 1];
  switch (bytes[at]) {
    case 110: // n
      return second === 101;
    case 83: // S
      return second === 116;
    case 111: // o
      return second === 115;
    case 112: // p
      return second === 114;
    case 69: // E
      return second === 78;
    case 114: // r
    case 98: // b
    case 102: // f
    case 117: // u
    case 76: // L
    case 82: // R
    case at_:
      return isQuote(second) || isQuote(bytes[at + 2]);
    default:
      return false;
  }
}

/** A type stands between: `: string = "…`, `: string | null = "…`. */
function isTyped(bytes: Uint8Array, from: number): boolean {
  const limit = from + 60;
  for (let at = from; at < limit; ) {
    while (at < limit && isOfType(bytes[at])) at++;
    at = afterSpace(bytes, at);
    if (bytes[at] === equals) return at > from && isQuote(bytes[afterSpace(bytes, at + 1)]);
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

/** `("…` */
function opensLiteral(bytes: Uint8Array, from: number): boolean {
  return isQuote(bytes[afterSpace(bytes, from)]);
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

/** `name: DB_PASSWORD`: what a list of variables calls it, its value on the next line. */
function isNamedBefore(bytes: Uint8Array, hit: number): boolean {
  const start = startOf(bytes, hit);
  let at = start;
  while (at > 0 && at > start - 16 && (is(bytes[at - 1], closing) || bytes[at - 1] === blank)) at--;
  return bytes[at - 1] === colon || bytes[at - 1] === equals;
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

/** `apiKey string = "…"`, `<Pass encoding="…"`. */
function hasAssignment(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < from + 60 && (is(bytes[at], word) || bytes[at] === colon)) at++;
  at = afterSpace(bytes, at);
  return bytes[at] === equals && isQuote(bytes[afterSpace(bytes, at + 1)]);
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
