/** A literal that stands farther behind a name than an operator: the twin of `reach.ts`, function by function. */
import { byteAt, is, isBlank } from './memory.as';
import { afterBlanks, afterSpace, isBare, isLiteral, isQuote, isSpace, isValue } from './value.as';

/** @param name where the name begins; `start` is where the text does */
export function reaches(name: usize, nameEnd: usize, inCode: bool, start: usize, end: usize): bool {
  const closed = nameEnd < end && is(nameEnd, 4);
  let at = afterBrackets(afterClosing(nameEnd, end), end);
  const next = byteAt(at, end);
  if (next === 61 || next === 58 || next === 40) {
    while (isOfOperator(byteAt(at, end)) && at < nameEnd + 90) at++;
    return holdsLiteral(next === 40 ? at + 1 : at, end) || (!inCode && next === 61 && isLiteral(afterSpace(at, end), end));
  }
  if (next === 44) return isNext(at + 1, end) || (closed && isDefault(at + 1, end));
  if (next === 123) return isLiteral(afterSpace(at + 1, end), end);
  if (inCode) return closed && next === 116 && isLiteral(afterSpace(at + 2, end), end);
  const element = name > start && (load<u8>(name - 1) === 62 || load<u8>(name - 1) === 60);
  return (element || (closed && name > start + 1 && load<u8>(name - 2) === 61)) && isInElement(nameEnd, end);
}

function afterClosing(from: usize, end: usize): usize {
  let at = from;
  while (at < from + 64 && at < end && (is(at, 4) || isBlank(at))) at++;
  return at;
}

function afterBrackets(from: usize, end: usize): usize {
  let at = from;
  if (byteAt(at, end) === 91) while (at < from + 16 && byteAt(at, end) !== 93) at++;
  else if (byteAt(at, end) === 123 && byteAt(afterBlanks(at + 1, end), end) === 103) while (at < from + 60 && byteAt(at, end) !== 125) at++;
  else if (byteAt(at, end) !== 125) return at;
  return afterBlanks(at + 1, end);
}

function isOfOperator(byte: u8): bool {
  return byte === 61 || byte === 58 || byte === 62 || byte === 124 || byte === 63 || byte === 45 || byte === 46;
}

function holdsLiteral(from: usize, end: usize): bool {
  let depth = load<u8>(from - 1) === 40 ? 1 : 0;
  const begin = afterSpace(from, end);
  for (let at = begin; at < begin + 100; at++) {
    const byte = byteAt(at, end);
    if (isQuote(byte)) {
      if (leads(at, from) && isLiteral(at, end)) return true;
      if (byteAt(at + 1, end) !== 123 || byteAt(at + 2, end) !== 123) at = closingOf(at, end);
    } else if (byte === 40 || byte === 91) {
      depth++;
      at = afterSpace(at + 1, end) - 1;
    } else if (byte === 41 || byte === 93) {
      if (--depth < 0) return false;
    } else if (at >= end || byte === 10 || byte === 59 || (byte === 44 && depth === 0)) return false;
  }
  return false;
}

function closingOf(at: usize, end: usize): usize {
  for (let last = at + 1; last < at + 100 && last < end && load<u8>(last) !== 10; last++) if (load<u8>(last) === load<u8>(at)) return last;
  return at;
}

function leads(quote: usize, from: usize): bool {
  let at = quote;
  while (at > from && at > quote - 3 && isOfPrefix(at - 1)) at--;
  for (; at <= quote; at++) {
    let before = at;
    while (before > from && isSpace(load<u8>(before - 1))) before--;
    if (before === from) return true;
    const byte = load<u8>(before - 1);
    if (byte === 40 || byte === 124 || byte === 63 || byte === 58 || byte === 61 || byte === 44 || byte === 62) return true;
    if (byte === 123 || (before < at && byte === 114)) return true;
  }
  return false;
}

function isOfPrefix(at: usize): bool {
  const byte = load<u8>(at);
  return is(at, 2) || byte === 64 || byte === 36 || byte === 35;
}

function isNext(from: usize, end: usize): bool {
  const at = afterSpace(from, end);
  return isLiteral(byteAt(at, end) === 64 ? at + 1 : at, end);
}

function isDefault(from: usize, end: usize): bool {
  let at = afterSpace(from, end);
  const limit = at + 24;
  while (at < limit && byteAt(at, end) !== 61 && byteAt(at, end) !== 58) at++;
  return isLiteral(afterBlanks(at + 1, end), end);
}

function isInElement(from: usize, end: usize): bool {
  for (let at = from; at < from + 160 && at < end; at++) {
    if (load<u8>(at) !== 62) continue;
    const text = afterSpace(at + 1, end);
    if (byteAt(text, end) === 38 || byteAt(text, end) === 92) return true;
    if (byteAt(text, end) !== 60) return isBare(text, end) || isValue(text, 60, end) || isLiteral(text, end);
    const tag = byteAt(text + 1, end);
    if (tag !== 118 && tag !== 115) return tag === 33;
  }
  return false;
}
