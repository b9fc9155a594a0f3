/**
 * A literal that stands farther behind a name than an operator: in a call around it, as what counts where nothing else is set, behind brackets or
 * a type, or in an element. `reach.as.ts` holds the twin of each function.
 */
import { classes } from './classes.ts';
import { afterBlanks, afterSpace, is, isBare, isBlank, isLiteral, isQuote, isSpace, isValue, type Need } from './value.ts';

const { alphanumeric, closing } = classes;
const [newline, exclamation, hash, dollar, open, close, comma] = [10, 33, 35, 36, 40, 41, 44];
const [dash, dot, colon, semicolon, less, equals, greater, question, at_] = [45, 46, 58, 59, 60, 61, 62, 63, 64];
const [ampersand, backslash] = [38, 92];
const [bracket, closingBracket, brace, bar, closingBrace] = [91, 93, 123, 124, 125];
/** How far an expression is read. */
const longestExpression = 100;

/** @param start where the name begins */
export function reaches(bytes: Uint8Array, start: number, nameEnd: number, code: boolean, need: Need): boolean {
  const closed = is(bytes[nameEnd], closing);
  let at = afterBrackets(bytes, afterClosing(bytes, nameEnd));
  const next = bytes[at];
  if (next === equals || next === colon || next === open) {
    while (isOfOperator(bytes[at]) && at < nameEnd + 90) at++;
    return (
      holdsLiteral(bytes, next === open ? at + 1 : at, need) || (!code && next === equals && isLiteral(bytes, afterSpace(bytes, at), need))
    );
  }
  if (next === comma) return isNext(bytes, at + 1, need) || (closed && isDefault(bytes, at + 1, need));
  if (next === brace) return isLiteral(bytes, afterSpace(bytes, at + 1), need);
  // `"password" to "…"`
  if (code) return closed && next === 116 && isLiteral(bytes, afterSpace(bytes, at + 2), need);
  return (
    (bytes[start - 1] === greater || bytes[start - 1] === less || (closed && bytes[start - 2] === equals)) &&
    isInElement(bytes, nameEnd, need)
  );
}

function afterClosing(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < from + 64 && (is(bytes[at], closing) || isBlank(bytes[at]))) at++;
  return at;
}

/** `[32]`, `{ get; set; }`, the `}` of `$config{password}` */
function afterBrackets(bytes: Uint8Array, from: number): number {
  let at = from;
  if (bytes[at] === bracket) while (at < from + 16 && bytes[at] !== closingBracket) at++;
  else if (bytes[at] === brace && bytes[afterBlanks(bytes, at + 1)] === 103) while (at < from + 60 && bytes[at] !== closingBrace) at++;
  else if (bytes[at] !== closingBrace) return at;
  return afterBlanks(bytes, at + 1);
}

const isOfOperator = (byte: number | undefined): boolean =>
  byte === equals || byte === colon || byte === greater || byte === bar || byte === question || byte === dash || byte === dot;

/** In an expression up to its end, of which no comma outside of brackets is a part. */
function holdsLiteral(bytes: Uint8Array, from: number, need: Need): boolean {
  // Of a call, any argument.
  let depth = bytes[from - 1] === open ? 1 : 0;
  const begin = afterSpace(bytes, from);
  for (let at = begin; at < begin + longestExpression; at++) {
    const byte = bytes[at];
    if (isQuote(byte)) {
      if (leads(bytes, at, from) && isLiteral(bytes, at, need)) return true;
      // `"{{ password | default('…') }}"`
      if (bytes[at + 1] !== brace || bytes[at + 2] !== brace) at = closingOf(bytes, at);
    } else if (byte === open || byte === bracket) {
      depth++;
      at = afterSpace(bytes, at + 1) - 1;
    } else if (byte === close || byte === closingBracket) {
      if (--depth < 0) return false;
    } else if (byte === undefined || byte === newline || byte === semicolon || (byte === comma && depth === 0)) return false;
  }
  return false;
}

/** Where a literal ends that begins at a quote, or the quote itself. */
function closingOf(bytes: Uint8Array, at: number): number {
  for (let end = at + 1; end < at + longestExpression && bytes[end] !== newline && bytes[end] !== undefined; end++)
    if (bytes[end] === bytes[at]) return end;
  return at;
}

/** Whether a literal may begin behind what stands before a quote, or before the letters that its quote has. */
function leads(bytes: Uint8Array, quoteAt: number, from: number): boolean {
  let at = quoteAt;
  while (at > from && at > quoteAt - 3 && isOfPrefix(bytes[at - 1])) at--;
  for (; at <= quoteAt; at++) {
    let before = at;
    while (before > from && isSpace(bytes[before - 1])) before--;
    if (before === from) return true;
    const byte = bytes[before - 1];
    if (byte === open || byte === bar || byte === question || byte === colon || byte === equals || byte === comma || byte === greater)
      return true;
    if (byte === brace || (before < at && byte === 114)) return true;
  }
  return false;
}

const isOfPrefix = (byte: number | undefined): boolean => is(byte, alphanumeric) || byte === at_ || byte === dollar || byte === hash;

/** The argument after a name: `put(PASSWORD, "…")`, `@"…"`. */
function isNext(bytes: Uint8Array, from: number, need: Need): boolean {
  const at = afterSpace(bytes, from);
  return isLiteral(bytes, bytes[at] === at_ ? at + 1 : at, need);
}

/** `, default='…'`, `, defaultValue: "…"` */
function isDefault(bytes: Uint8Array, from: number, need: Need): boolean {
  let at = afterSpace(bytes, from);
  const limit = at + 24;
  while (at < limit && bytes[at] !== equals && bytes[at] !== colon) at++;
  return isLiteral(bytes, afterBlanks(bytes, at + 1), need);
}

/** Behind the tag's end, or that of the next one. */
function isInElement(bytes: Uint8Array, from: number, need: Need): boolean {
  for (let at = from; at < from + 160; at++) {
    const byte = bytes[at];
    if (byte === undefined) return false;
    if (byte !== greater) continue;
    const text = afterSpace(bytes, at + 1);
    // A quote may be escaped.
    if (bytes[text] === ampersand || bytes[text] === backslash) return true;
    if (bytes[text] !== less) return isBare(bytes, text, need) || isValue(bytes, text, less, need) || isLiteral(bytes, text, need);
    // `</name><value>`, `<value>`; another element than these is none of the name's
    const tag = bytes[text + 1];
    if (tag !== 118 && tag !== 115) return tag === exclamation;
  }
  return false;
}
