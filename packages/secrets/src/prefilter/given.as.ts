/** Whether something may be given to a name: the twin of `given.ts`, function by function. Past the end stand zero bytes, which are of no class. */
import { byteAt, is, isBlank, isDigit, letter } from './memory.as';
import { needOf } from './names.as';
import { reaches } from './reach.as';
import { afterBlanks, afterSpace, ask, asks, isBare, isEnough, isLiteral, isQuote, isSpace, isValue, long, none, some } from './value.as';

/** In program text, values that are not in quotes count only inside of other texts. */
let code: bool = false;
export function isInCode(is: bool): void {
  code = is;
}

function isLineEnd(byte: u8): bool {
  return byte === 10 || byte === 13 || byte === 35;
}

/** Names are asked about as late as can be: of most no value stands there. */
export function mayBeGiven(hit: usize, start: usize, end: usize): bool {
  let nameEnd = hit;
  while (nameEnd < hit + 80 && nameEnd < end && is(nameEnd, 1)) nameEnd++;
  if (!stands(hit, nameEnd, some, start, end)) return false;
  const asked = needOf(startOf(hit, start), nameEnd);
  if (asked <= some) return asked === some;
  return stands(hit, nameEnd, asked, start, end);
}

/** Whether a value as it is asked for may be there. */
function stands(hit: usize, nameEnd: usize, asked: u32, start: usize, end: usize): bool {
  ask(asked);
  if (isGiven(hit, nameEnd, start, end)) return true;
  ask(asked);
  return reaches(startOf(hit, start), nameEnd, code, start, end) || (!code && isLineOf(hit, nameEnd, start, end));
}

function isLineOf(hit: usize, nameEnd: usize, start: usize, end: usize): bool {
  if (nameEnd >= end) return false;
  if (load<u8>(nameEnd) === 44) return isNamedBefore(hit, start);
  if (load<u8>(nameEnd) === 58) {
    const first = byteAt(afterBlanks(nameEnd + 1, end), end);
    return first === 38 || first === 33 || first === 124 || first === 62;
  }
  if (!isBlank(nameEnd) || !isFirst(hit, start)) return false;
  const at = afterBlanks(nameEnd, end);
  return at < end && isBare(at, end);
}

function isFirst(hit: usize, start: usize): bool {
  let at = startOf(hit, start);
  let word: usize = 0;
  while (at > start && isBlank(at - 1)) at--;
  while (at > start && word < 20 && !isSpace(load<u8>(at - 1))) {
    at--;
    word++;
  }
  const first = load<u8>(at) | 32;
  while (at > start && isBlank(at - 1)) at--;
  if (at > start && load<u8>(at - 1) !== 10) return false;
  return word === 0 || first === 101 || first === 97 || first === 115 || first === 102 || first === 112 || first === 117;
}

function isGiven(hit: usize, nameEnd: usize, start: usize, end: usize): bool {
  let at = nameEnd;
  let closed = false;
  const closingLimit = at + 64;
  for (; at < closingLimit && at < end && (is(at, 4) || isBlank(at)); at++) {
    if (isBlank(at)) continue;
    if (isBlank(at - 1)) {
      if (code && !isStated(hit, start) && !takesNext(hit, start)) return false;
      return load<u8>(at) === 92 || isLiteral(at, end);
    }
    closed = true;
  }
  if (at >= end) return false;
  const next = load<u8>(at);
  if (isBlank(at - 1) && takesNext(hit, start) && isBare(at, end)) return true;
  if (is(at, 8)) return operates(hit, nameEnd, at, closed, start, end);
  if (next === 40) return isArgument(afterSpace(at + 1, end), hit, end);
  if (isLineEnd(next)) return isNamedBefore(hit, start) && ((code && closed) || goesOn(at, end));
  return is(at, 2) && (!closed || isAttribute(next)) && isAssigned(at, hit, start, end);
}

function isAttribute(byte: u8): bool {
  const lower = byte | 32;
  return lower === 118 || lower === 99 || lower === 100;
}

function operates(hit: usize, nameEnd: usize, at: usize, closed: bool, start: usize, end: usize): bool {
  const next = load<u8>(at);
  if (next === 62) {
    if (code) return false;
    const name = startOf(hit, start);
    return name > start && load<u8>(name - 1) === 60 && isElement(afterSpace(at + 1, end), hit, nameEnd, start, end);
  }
  if (next === 44) {
    return closed && mayBeBeside(hit, nameEnd, at, start, end);
  }
  if (next === 38) return byteAt(at + 1, end) === 113 || byteAt(at + 1, end) === 35;
  if (next === 123) return closed;
  if (next === 60 || is(at, 4)) return next !== 60;
  const from = afterOperator(at, end);
  if (from === 0) return false;
  if (load<u8>(from - 1) === 61 && (load<u8>(from - 2) === 61 || load<u8>(from - 2) === 33)) {
    if (asks(long)) return false;
    ask(some);
    return takes(from, hit, nameEnd, at, start, end);
  }
  return takes(from, hit, nameEnd, at, start, end) || (isAuthorization(hit, end) && isScheme(from, end));
}

function afterOperator(from: usize, end: usize): usize {
  const first = load<u8>(from);
  let at = from + 1;
  if (first === 58) {
    while (at < from + 3 && byteAt(at, end) === 58) at++;
    if (byteAt(at, end) === 61) return at + 1;
    return at === from + 1 ? at : 0;
  }
  if (first === 61) {
    if (byteAt(at, end) === 62) return at + 1;
  } else if (first === 45) return byteAt(at, end) === 62 ? at + 1 : 0;
  else if (first === 124) {
    if (byteAt(at, end) !== 124) return 0;
    at++;
  } else if (first === 63) {
    if (byteAt(at, end) === 63) at++;
  }
  if (first !== 61) {
    if (byteAt(at, end) !== 61) return 0;
    at++;
  }
  const limit = at + 2;
  while (at < limit && (first === 61 || first === 33) && byteAt(at, end) === 61) at++;
  return at;
}

function takes(from: usize, hit: usize, nameEnd: usize, operatorAt: usize, start: usize, end: usize): bool {
  const at = afterBlanks(from, end);
  if (at >= end) return false;
  const first = load<u8>(at);
  if (first === 10 || first === 13) return false;
  if (load<u8>(operatorAt) === 58 && operatorAt === nameEnd) {
    const name = startOf(hit, start);
    if (name > start && isQuote(load<u8>(name - 1)) && isHeader(at, load<u8>(name - 1), end)) return true;
  }
  return isQuote(first) ? isLiteral(at, end) : takesLiteral(at, end) || takesBare(at, hit, nameEnd, operatorAt, start, end);
}

function takesLiteral(at: usize, end: usize): bool {
  const first = byteAt(at, end);
  if (first === 92 || first === 38) return true;
  if (first === 40 && isLiteral(afterSpace(at + 1, end), end)) return true;
  return isPrefixed(at, end) || isTyped(at, end);
}

function mayBeBeside(hit: usize, nameEnd: usize, at: usize, start: usize, end: usize): bool {
  const after = afterBlanks(at + 1, end);
  const ends = isLineEnd(byteAt(after, end));
  if (isNamedBefore(hit, start) && (code || !ends || goesOn(after, end))) return true;
  return !ends && takes(at + 1, hit, nameEnd, at, start, end);
}

function isElement(at: usize, hit: usize, nameEnd: usize, start: usize, end: usize): bool {
  if (nameEnd === hit + 3 && hit > start && load<u8>(hit - 1) === 60 && load<u8>(hit) === 107) {
    let last = at;
    while (last < at + 80 && last < end && is(last, 1)) last++;
    return byteAt(last, end) !== 60 || needOf(at, last) !== none;
  }
  if (isQuote(byteAt(at, end))) return isLiteral(at, end);
  return takesLiteral(at, end) || isValue(at, 60, end) || isBare(at, end);
}

function takesBare(value: usize, hit: usize, nameEnd: usize, at: usize, start: usize, end: usize): bool {
  if (load<u8>(at) === 44) return false;
  if (!isBare(value, end)) return false;
  if (!code || takesNext(hit, start) || isInText(hit, nameEnd, start, end)) return true;
  const last = load<u8>(nameEnd - 1);
  return at === nameEnd && value === nameEnd + 1 && load<u8>(nameEnd) === 61 && (last < 97 || last > 122);
}

function isArgument(at: usize, hit: usize, end: usize): bool {
  return letter(hit, 99) ? isQuote(byteAt(at, end)) : isLiteral(at, end);
}

function isHeader(from: usize, mark: u8, end: usize): bool {
  let start = from;
  let digit = false;
  for (let at = from; at < from + 1024; at++) {
    if (at >= end) return false;
    const byte = load<u8>(at);
    if (byte === 92) return true;
    if (byte === 10) return false;
    if (byte === mark) return isEnough(at - start, digit);
    if (isBlank(at)) {
      const next = byteAt(at + 1, end);
      if (isSpace(next) || next === mark) continue;
      start = at + 1;
      digit = false;
    } else if (isDigit(byte)) digit = true;
  }
  return true;
}

function isPrefixed(at: usize, end: usize): bool {
  const second = byteAt(at + 1, end);
  switch (byteAt(at, end)) {
    case 110:
      return second === 101 && byteAt(at + 2, end) === 119 && isSpace(byteAt(at + 3, end));
    case 83:
      return second === 116 && byteAt(at + 6, end) === 40;
    case 111:
      return second === 115 && byteAt(at + 2, end) === 46;
    case 112:
      return second === 114 && byteAt(at + 7, end) === 46;
    case 69:
      return second === 78 && (byteAt(at + 3, end) === 46 || byteAt(at + 3, end) === 91);
    case 114:
    case 98:
    case 102:
    case 117:
    case 76:
    case 82:
    case 64:
      return isLiteral(isQuote(second) ? at + 1 : at + 2, end);
  }
  return false;
}

function isTyped(from: usize, end: usize): bool {
  const limit = from + 60;
  for (let at = from; at < limit; ) {
    while (at < limit && at < end && isOfType(at)) at++;
    at = afterSpace(at, end);
    const byte = byteAt(at, end);
    if (byte === 61) return at > from && isLiteral(afterSpace(at + 1, end), end);
    if (byte !== 124) return false;
    at = afterSpace(at + 1, end);
  }
  return false;
}

function isOfType(at: usize): bool {
  if (is(at, 2)) return true;
  const byte = load<u8>(at);
  return (
    byte === 95 ||
    byte === 60 ||
    byte === 62 ||
    byte === 91 ||
    byte === 93 ||
    byte === 124 ||
    byte === 38 ||
    byte === 63 ||
    byte === 42 ||
    byte === 46
  );
}

function isAuthorization(hit: usize, end: usize): bool {
  return hit + 12 < end && letter(hit, 97) && letter(hit + 4, 111) && letter(hit + 12, 110);
}

function startOf(hit: usize, start: usize): usize {
  let at = hit;
  while (at > start && at > hit - 80 && is(at - 1, 1)) at--;
  return at;
}

function isScheme(from: usize, end: usize): bool {
  const at = afterSpace(from, end);
  const first = byteAt(isQuote(byteAt(at, end)) ? at + 1 : at, end) | 32;
  return first === 116 || first === 107 || first === 97 || first === 115;
}

function goesOn(from: usize, end: usize): bool {
  let at = from;
  while (at < from + 400 && at < end && load<u8>(at) !== 10) at++;
  at = afterBlanks(at + 1, end);
  const first = byteAt(isQuote(byteAt(at, end)) ? at + 1 : at, end) | 32;
  return first === 118 || first === 100 || first === 112;
}

function isStated(hit: usize, start: usize): bool {
  let at = startOf(hit, start);
  if (load<u8>(at) === 45) return true;
  while (at > start && isBlank(at - 1)) at--;
  if (at === start) return true;
  const before = load<u8>(at - 1);
  if (before < 32 || before > 127) return true;
  const letter = before | 32;
  return letter === 104 || letter === 116 || letter === 110 || letter === 100 || letter === 101 || letter === 96;
}

function isNamedBefore(hit: usize, start: usize): bool {
  const name = startOf(hit, start);
  let at = name;
  while (at > start && at > name - 16 && (is(at - 1, 4) || load<u8>(at - 1) === 32)) at--;
  if (at <= start || (load<u8>(at - 1) !== 58 && load<u8>(at - 1) !== 61)) return false;
  at--;
  while (at > start && (is(at - 1, 4) || isBlank(at - 1))) at--;
  if (at === start) return false;
  const last = load<u8>(at - 1) | 32;
  return last === 121 || last === 101;
}

function takesNext(hit: usize, start: usize): bool {
  let at = startOf(hit, start);
  if (load<u8>(at) === 45) return true;
  const limit = at - start > 80 ? at - 80 : start;
  while (at > limit && isBlank(at - 1)) at--;
  while (at > limit && !isBlank(at - 1) && load<u8>(at - 1) !== 10 && load<u8>(at - 1) !== 13) at--;
  while (at > limit && isBlank(at - 1)) at--;
  return at - start >= 5 && load<u8>(at - 1) === 110 && load<u8>(at - 5) === 108 && load<u8>(at - 3) === 103;
}

function isAssigned(from: usize, hit: usize, start: usize, end: usize): bool {
  let at = from;
  while (at < from + 60 && at < end && (is(at, 32) || load<u8>(at) === 58)) at++;
  at = afterSpace(at, end);
  if (byteAt(at, end) !== 61) return false;
  const value = afterSpace(at + 1, end);
  const name = startOf(hit, start);
  return name > start && load<u8>(name - 1) === 60 ? isQuote(byteAt(value, end)) : isLiteral(value, end);
}

function isInText(hit: usize, nameEnd: usize, start: usize, end: usize): bool {
  const name = startOf(hit, start);
  const mark: u8 = name > start ? load<u8>(name - 1) : 0;
  const before: u8 = name > start + 1 ? load<u8>(name - 2) : 0;
  const quoted = isQuote(mark) && byteAt(nameEnd, end) === mark && before !== 92 && before !== mark;
  let first: u8 = 0;
  for (let at = name; at > start; ) {
    const byte = load<u8>(--at);
    if (byte === 10) break;
    if ((isQuote(byte) && !quoted) || at + 2000 < hit) return true;
    if (byte !== 32 && byte !== 9 && byte !== 13) first = byte;
  }
  return first === 47 || first === 35 || first === 42 || first === 45 || first === 59 || first === 60;
}
