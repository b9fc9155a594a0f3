/** Whether what stands at a place may be a value that a name asks for: the twin of `value.ts`, function by function. */
import { byteAt, is, isBlank, isDigit } from './memory.as';

/** Of the name that is looked at. */
let need: u32 = 0;

export const none: u32 = 0;
export const some: u32 = 1;
const token: u32 = 2;
export const long: u32 = 3;

export function ask(kind: u32): void {
  need = kind;
}

export function asks(kind: u32): bool {
  return need === kind;
}

export function isQuote(byte: u8): bool {
  return byte === 34 || byte === 39 || byte === 96;
}

export function isSpace(byte: u8): bool {
  return byte === 32 || byte === 9 || byte === 10 || byte === 13;
}

export function isEnough(length: usize, digit: bool): bool {
  if (need === long) return length >= 32 || (length >= 16 && digit);
  return length >= (need === token ? 8 : 4);
}

export function isLiteral(at: usize, end: usize): bool {
  const mark = byteAt(at, end);
  if (!isQuote(mark)) return false;
  if (byteAt(at + 1, end) === mark) return byteAt(at + 2, end) === mark;
  return isValue(at + 1, mark, end);
}

function refers(at: usize, end: usize): bool {
  const first = byteAt(at, end);
  const second = byteAt(at + 1, end);
  if (first === 60 || first === 40 || first === 91 || first === 47) return true;
  if (second === 123) return first === 36 || first === 123 || first === 35;
  if (second === 47) return first === 46 || first === 126;
  return (first === 36 && second === 40) || (first === 46 && second === 46 && byteAt(at + 2, end) === 47);
}

function refersByMark(byte: u8): bool {
  return byte === 36 || byte === 64 || byte === 38 || byte === 42 || byte === 33;
}

/** @param mark 0 for what stands without quotes */
export function isValue(from: usize, mark: u8, end: usize): bool {
  if (refers(from, end)) return false;
  let digit = false;
  let sign = false;
  let blank = false;
  let other = false;
  let parts = 0;
  let run = 0;
  let longest = 0;
  let at = from;
  for (; at < from + 64; at++) {
    const byte = byteAt(at, end);
    if (at >= end || byte === 10) {
      if (mark !== 0) return false;
      break;
    }
    if (mark !== 0 ? byte === mark : isSpace(byte) || isQuote(byte) || byte === 60 || byte === 62 || byte === 59) break;
    if (byte === 92) return true;
    if (is(at, 2)) {
      if (++run > longest) longest = run;
      if (isDigit(byte)) digit = true;
    } else {
      run = 0;
      if (byte === 46 || byte === 47 || byte === 95 || byte === 124 || byte === 45) parts++;
      else other = true;
      if (isBlank(at)) blank = true;
      if (at > from && byte !== 36 && (refersByMark(byte) || byte === 35 || byte === 37)) sign = true;
    }
  }
  const length = at - from;
  if (length >= 48) return true;
  const first = byteAt(from, end);
  if (!isEnough(length, digit) || (refersByMark(first) && !digit && !sign)) return false;
  if (need === long && parts >= 2 && longest < 12 && !other) return false;
  return !blank || need === some || first === 123;
}

export function isBare(from: usize, end: usize): bool {
  return isValue(from, 0, end);
}

export function afterBlanks(from: usize, end: usize): usize {
  let at = from;
  while (at < end && isBlank(at)) at++;
  return at;
}

export function afterSpace(from: usize, end: usize): usize {
  let at = from;
  while (at < from + 64 && at < end && (isBlank(at) || load<u8>(at) === 10 || load<u8>(at) === 13)) at++;
  return at;
}
