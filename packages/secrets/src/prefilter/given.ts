/**
 * Whether something may be given to a name in which a word of the context stands: an operator behind it, and behind that the beginning of a
 * value of four characters or more. What `context/assignment.ts` could read gets through. `prefilter.as.ts` holds the twin of each function.
 */
import { classes } from './classes.ts';
import { reaches } from './reach.ts';
import {
  afterBlanks,
  afterSpace,
  is,
  isBare,
  isBlank,
  isDigit,
  isEnough,
  isLiteral,
  isQuote,
  isSpace,
  isValue,
  type Need,
  type NeedOf,
  needs,
} from './value.ts';

const { name, alphanumeric, closing, operator, word } = classes;
const [newline, blank, carriage, exclamation, hash, ampersand, open, comma, dash, dot, slash] = [
  10, 32, 13, 33, 35, 38, 40, 44, 45, 46, 47,
];
const [colon, semicolon, less, equals, greater, question, at_, backslash, brace, bar, bracket] = [
  58, 59, 60, 61, 62, 63, 64, 92, 123, 124, 91,
];
/** How far a name is read to either side. */
const longestName = 80;

/** @param code in program text, values that are not in quotes count only inside of other texts */
export function mayBeGiven(bytes: Uint8Array, hit: number, code: boolean, needOf: NeedOf): boolean {
  let at = hit;
  while (at < hit + longestName && is(bytes[at], name)) at++;
  const nameEnd = at;
  const start = startOf(bytes, hit);
  const need = needOf(nameIn(bytes, start, nameEnd));
  if (need === needs.none) return false;
  return (
    isGiven(bytes, hit, nameEnd, code, need, needOf) ||
    reaches(bytes, start, nameEnd, code, need) ||
    (!code && isLineOf(bytes, hit, nameEnd, need))
  );
}

/** By what stands right behind it. */
function isGiven(bytes: Uint8Array, hit: number, nameEnd: number, code: boolean, need: Need, needOf: NeedOf): boolean {
  let at = nameEnd;
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

/** `ENV DB_PASSWORD …`, `bindpw …`: a name, blanks, and a value that counts without quotes. */
function isLineOf(bytes: Uint8Array, hit: number, nameEnd: number, need: Need): boolean {
  // `{name: DB_PASSWORD, value: …}`; `password: &db …`, `!str …`, `|` and a line below
  if (bytes[nameEnd] === comma) return isNamedBefore(bytes, hit);
  if (bytes[nameEnd] === colon) {
    const first = bytes[afterBlanks(bytes, nameEnd + 1)];
    return first === ampersand || first === exclamation || first === bar || first === greater;
  }
  if (!isBlank(bytes[nameEnd]) || !isFirst(bytes, hit)) return false;
  const at = afterBlanks(bytes, nameEnd);
  return isBare(bytes, at, need);
}

/** The name begins its line, or follows a word such as `ENV`, `ARG`, `SetEnv`, `fastcgi_param`, `proxy_set_header` that does. */
function isFirst(bytes: Uint8Array, hit: number): boolean {
  let at = startOf(bytes, hit);
  let word = 0;
  while (isBlank(bytes[at - 1])) at--;
  for (; at > 0 && word < 20 && !isSpace(bytes[at - 1]); word++) at--;
  const first = bytes[at]! | 32;
  while (isBlank(bytes[at - 1])) at--;
  if (at > 0 && bytes[at - 1] !== newline) return false;
  return word === 0 || first === 101 || first === 97 || first === 115 || first === 102 || first === 112 || first === 117;
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
  if (isNamedBefore(bytes, hit) && (code || !ends || goesOn(bytes, after))) return true;
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

/** The name begins its line, or stands behind `with`, `set`, `login`, `encrypted`, `#define` or `@`; it may be an option. */
function isStated(bytes: Uint8Array, hit: number): boolean {
  const start = startOf(bytes, hit);
  if (bytes[start] === dash) return true;
  let at = start - 1;
  while (isBlank(bytes[at])) at--;
  const before = bytes[at];
  if (before === undefined || before < 32 || before > 127) return true;
  const letter = before | 32;
  return letter === 104 || letter === 116 || letter === 110 || letter === 100 || letter === 101 || letter === 96;
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
