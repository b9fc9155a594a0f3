/** What must stand around a literal: the twin of `guard.ts`, function by function. Past the end stand zero bytes, which are of no class. */
import { mayBeGiven } from './given.as';
import { byteAt, continuations, is, isBlank, isDigit, isLetter, isLower, letter, literalBytes, lowered } from './memory.as';

export function allows(guard: u16, at: usize, start: usize, end: usize): bool {
  switch (guard) {
    case 1:
      return mayBeGiven(at, start, end);
    case 2:
      return hasUserinfo(at + 3, end);
    case 3:
      return isIdentified(at, start);
    case 4:
      return hasToken(at + 6, 15, true, end);
    case 5:
      return hasToken(at + 5, 8, false, end);
    case 6:
      return hasUser(at, start, end);
    case 7:
      return at > start && load<u8>(at - 1) === 45;
  }
  return true;
}

export function suits(entry: usize, at: usize, start: usize, end: usize): bool {
  const flags = load<u16>(entry, 22);
  if (flags & 1 && isInside(at, start)) return false;
  if (flags & 4 && !isNamed(at, <usize>load<u16>(entry, 8), start, end)) return false;
  const then = load<u32>(entry, 28);
  if (then !== 0 && !isFollowed(then, at, end)) return false;
  const least = <u32>load<u16>(entry, 16);
  return least === 0 || hasRun(entry, least, (flags & 2) !== 0, at, end);
}

function isNamed(at: usize, length: usize, start: usize, end: usize): bool {
  if (length < 7 && at > start) {
    const before = load<u8>(at - 1);
    if (isLetter(before) && !(isLower(before) && !isLower(load<u8>(at)))) return false;
  }
  const after = byteAt(at + length, end);
  if (!isLower(after)) return true;
  const last = load<u8>(at + length - 1);
  if (isLetter(last) && !isLower(last)) return !isLower(load<u8>(at + length - 2));
  const second = byteAt(at + length + 1, end);
  return isLower(second) && load<u8>(continuations + (<usize>after - 97) * 26 + <usize>second - 97) === 1;
}

function isFollowed(then: u32, from: usize, end: usize): bool {
  const text = literalBytes + <usize>(then >>> 15);
  const length = <usize>((then >>> 10) & 31);
  const last = from + <usize>(then & 1023);
  const first = load<u8>(text);
  for (let at = from + 1; at <= last && at + length <= end; at++) {
    if (lowered(load<u8>(at)) !== first) continue;
    let same: usize = 1;
    while (same < length && lowered(load<u8>(at + same)) === load<u8>(text + same)) same++;
    if (same === length) return true;
  }
  return false;
}

function isInside(at: usize, start: usize): bool {
  if (at === start) return false;
  const before = load<u8>(at - 1);
  if (!is(at - 1, 2) && before !== 95) return false;
  return at - start < 2 || load<u8>(at - 2) !== 92 || (before !== 110 && before !== 114 && before !== 116);
}

function hasRun(entry: usize, least: u32, lines: bool, from: usize, end: usize): bool {
  const within = from + <usize>load<u16>(entry, 18);
  const bit = <u8>load<u16>(entry, 20);
  let run: u32 = 0;
  let feeds = 0;
  for (let at = from; at < end && (run > 0 || at <= within); at++) {
    if (is(at, bit)) {
      if (++run === least) return true;
    } else {
      run = 0;
      if (lines && load<u8>(at) === 10 && ++feeds === 2) return false;
    }
  }
  return false;
}

function hasUserinfo(from: usize, end: usize): bool {
  let password = false;
  const limit = from + 300 < end ? from + 300 : end;
  for (let at = from; at < limit; at++) {
    if (is(at, 16)) return false;
    const byte = load<u8>(at);
    if (byte === 64 && password) return true;
    if (byte === 58) password = true;
  }
  return false;
}

function isIdentified(at: usize, start: usize): bool {
  const limit = at - start > 60 ? at - 60 : start;
  for (let from = at; from >= limit + 10; from--) {
    const p = from - 10;
    if (letter(p, 105) && letter(p + 1, 100) && letter(p + 5, 105) && letter(p + 9, 100)) return true;
  }
  return false;
}

function hasToken(from: usize, least: usize, digit: bool, end: usize): bool {
  let at = from;
  while (at < from + 12 && at < end && isBlank(at)) at++;
  let seen = !digit;
  for (const start = at; at < start + 2000 && at < end; at++) {
    const byte = load<u8>(at);
    if (!is(at, 64) && byte !== 46 && byte !== 126) return false;
    if (isDigit(byte)) seen = true;
    if (seen && at - start + 1 >= least) return true;
  }
  return false;
}

function hasUser(from: usize, start: usize, end: usize): bool {
  for (let at = from; at < from + 1200 && at < end; at++) {
    const byte = load<u8>(at);
    const before: u8 = at > start ? load<u8>(at - 1) : 0;
    if (byte === 10 && before !== 92) return false;
    if (byte !== 45 || (before !== 32 && before !== 9 && before !== 10)) continue;
    const long = byteAt(at + 1, end) === 45;
    const next = long ? byteAt(at + 2, end) : byteAt(at + 1, end);
    if ((next | 32) === 117 || (next === 112 && long)) return true;
  }
  return false;
}
