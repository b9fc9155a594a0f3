/**
 * The prefilter's one pass over the bytes, in AssemblyScript with SIMD. It answers three questions:
 *
 * - `anywhere`: where do these few literals stand? A Teddy matcher (nibble shuffles over a three-byte anchor of each literal), then a hash
 *   table, then a comparison.
 * - `window`: where do these many literals stand that only matter beside something that looks like a token? Runs of token characters are
 *   found by class masks. A run with a digit counts from 12 characters on: every position in it and up to 128 bytes before it is looked up,
 *   on its line and the one above. A run without one counts from 16 characters on, with 8 bytes before it.
 * - `encoded`: which of these runs begin with text in base64 or hexadecimal; see `encoded.ts`.
 *
 * `fallback.ts` gives the same answers in plain JavaScript and says exactly what they are. Tables are written by `tables.ts`.
 */

// Memory: tables, then the hits of both kinds, the runs, then the text with 64 zero bytes after it.
export const anywhereMasks: usize = 1024; // lower and upper halves of four bytes, 16 bytes each
export const classMasks: usize = 1152; // lo, hi
export const guardClasses: usize = 1280; // a byte for each byte: what `guard.ts` calls its class
export const sextets: usize = 1536; // a byte for each byte: what it stands for in base64, 64 for none
export const anywhereBits: usize = 4096; // a bit for each hash of three folded bytes
export const window3Bits: usize = 12288;
export const window4Bits: usize = 20480;
export const anywhereHeads: usize = 28672; // u16 for each of 4096 hashes: number of the first entry, 0 is none
export const window3Heads: usize = 36864;
export const window4Heads: usize = 45056;
export const entries: usize = 53248; // 32 bytes each, numbered from 1: next u16, caseless (1) and guard (number << 1) u16, bytes u32, length u16, anchor u16, literal u32, run's least u16, within u16 and class u16, whole (1) and lines (2) u16, what was hashed u32
export const literalBytes: usize = 184320;
export const hits: usize = 262144;
export const hitCapacity: u32 = 65536; // of each kind; 8 bytes each: literal u32, position u32
const windowHits: usize = hits + 65536 * 8;
const runs: usize = windowHits + 65536 * 8;
export const encodedHits: usize = runs + 65536 * 8; // 4 bytes each: position u32
export const encodedCapacity: u32 = 16384;
export const text: usize = encodedHits + 16384 * 4;
export const textCapacity: u32 = 1048576;
/** Room for a text that whoever reads it puts in by itself. */
export const room: usize = text + 1048576 + 128;

const shortest: i32 = 12;
const shortestPlain: u32 = 16;
const before: usize = 128;
const beforePlain: usize = 8;

let anywhereCount: u32 = 0;
let windowCount: u32 = 0;
let overflown: bool = false;
let beyondAscii: bool = false;
let runCount: u32 = 0;
let encodedCount: u32 = 0;

export function countOfAnywhere(): u32 {
  return anywhereCount;
}
export function countOfWindow(): u32 {
  return windowCount;
}
export function countOfEncoded(): u32 {
  return encodedCount;
}
/** More hits than there is room for: to be asked again in smaller pieces. */
export function hasOverflown(): bool {
  return overflown;
}
export function hasBeyondAscii(): bool {
  return beyondAscii;
}

function hash(folded: u32): u32 {
  return (folded * 0x9e3779b1) >>> 16;
}

function hasBit(bits: usize, h: u32): bool {
  return (load<u8>(bits + (h >>> 3)) & (1 << (h & 7))) !== 0;
}

function lowered(c: u8): u8 {
  return <u8>(c - 65) < 26 ? c | 32 : c;
}

function equals(entry: usize, at: usize, end: usize): bool {
  const length = <usize>load<u16>(entry, 8);
  if (at + length > end) return false;
  const bytes = <usize>load<u32>(entry, 4);
  if (load<u16>(entry, 2) & 1) {
    for (let i: usize = 0; i < length; i++) if (lowered(load<u8>(at + i)) !== load<u8>(bytes + i)) return false;
  } else {
    for (let i: usize = 0; i < length; i++) if (load<u8>(at + i) !== load<u8>(bytes + i)) return false;
  }
  return true;
}

// Guards: see guard.ts, of which this is the twin. Past the end stand zero bytes, which are of no class.

function is(at: usize, bit: u8): bool {
  return (load<u8>(guardClasses + <usize>load<u8>(at)) & bit) !== 0;
}

function isBlank(at: usize): bool {
  const byte = load<u8>(at);
  return byte === 32 || byte === 9;
}

function allows(guard: u16, at: usize, start: usize, end: usize): bool {
  if (guard === 1) return mayBeGiven(at, start, end);
  if (guard === 2) return hasUserinfo(at + 3, end);
  return guard === 3 ? isIdentified(at, start) : true;
}

function suits(entry: usize, at: usize, start: usize, end: usize): bool {
  const flags = load<u16>(entry, 22);
  if (flags & 1 && isInside(at, start)) return false;
  const least = <u32>load<u16>(entry, 16);
  return least === 0 || hasRun(entry, least, (flags & 2) !== 0, at, end);
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

function letter(at: usize, code: u8): bool {
  return (load<u8>(at) | 32) === code;
}

function isIdentified(at: usize, start: usize): bool {
  const limit = at - start > 60 ? at - 60 : start;
  for (let from = at; from >= limit + 10; from--) {
    const p = from - 10;
    if (letter(p, 105) && letter(p + 1, 100) && letter(p + 5, 105) && letter(p + 9, 100)) return true;
  }
  return false;
}

// Whether something may be given to a name: see given.ts, of which this is the twin.

/** In program text, values that are not in quotes count only inside of other texts. */
let code: bool = false;

function isQuote(byte: u8): bool {
  return byte === 34 || byte === 39 || byte === 96;
}

function isLineEnd(byte: u8): bool {
  return byte === 10 || byte === 13 || byte === 35;
}

/** Zero past the end. */
function byteAt(at: usize, end: usize): u8 {
  return at < end ? load<u8>(at) : 0;
}

function mayBeGiven(hit: usize, start: usize, end: usize): bool {
  let at = hit;
  const nameLimit = hit + 80;
  while (at < nameLimit && at < end && is(at, 1)) at++;
  const nameEnd = at;
  let closed = false;
  const closingLimit = at + 64;
  let begun = false;
  for (; at < closingLimit && at < end && (is(at, 4) || isBlank(at)); at++) {
    if (isBlank(at)) continue;
    closed = true;
    if (isBlank(at - 1)) begun = true;
  }
  if (at >= end) return false;
  const next = load<u8>(at);
  if (begun) return next !== 59 && next !== 41 && next !== 125;
  if (isBlank(at - 1) && takesNext(hit, start) && !isShort(at, end)) return true;
  if (is(at, 8)) return operates(hit, nameEnd, at, closed, start, end);
  if (next === 40) return opensLiteral(at + 1, end);
  if (isLineEnd(next)) return isNamedBefore(hit, start);
  if (closed) return next !== 59 && next !== 41 && next !== 125;
  return is(at, 2) && hasAssignment(at, end);
}

function operates(hit: usize, nameEnd: usize, at: usize, closed: bool, start: usize, end: usize): bool {
  const next = load<u8>(at);
  if (next === 62) {
    if (code) return false;
    const name = startOf(hit, start);
    return name > start && load<u8>(name - 1) === 60 && byteAt(afterSpace(at + 1, end), end) !== 60;
  }
  if (next === 44) {
    if (!closed) return false;
    const after = afterBlanks(at + 1, end);
    return after < end && isLineEnd(load<u8>(after)) ? isNamedBefore(hit, start) : takes(at + 1, hit, nameEnd, at, start, end);
  }
  if (next === 38) return byteAt(at + 1, end) === 113 || byteAt(at + 1, end) === 35;
  if (next === 123) return closed;
  if (next === 60 || is(at, 4)) return next !== 60;
  const from = afterOperator(at, end);
  return from !== 0 && (isAuthorization(hit, end) || takes(from, hit, nameEnd, at, start, end));
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
  if (isQuote(first)) return !endsSoon(at, first, end);
  if (first === 92 || first === 38) return true;
  if (first === 40 && opensLiteral(at + 1, end)) return true;
  return isPrefixed(at, end) || isTyped(at, end) || takesBare(at, hit, nameEnd, operatorAt, start, end);
}

function takesBare(value: usize, hit: usize, nameEnd: usize, at: usize, start: usize, end: usize): bool {
  if (load<u8>(at) === 44) return false;
  if (load<u8>(at) === 58) {
    const name = startOf(hit, start);
    if (name > start && isQuote(load<u8>(name - 1))) return true;
  }
  if (isShort(value, end)) return false;
  if (!code || takesNext(hit, start) || isInText(hit, nameEnd, start, end)) return true;
  const last = load<u8>(nameEnd - 1);
  return at === nameEnd && value === nameEnd + 1 && load<u8>(nameEnd) === 61 && (last < 97 || last > 122);
}

function endsSoon(at: usize, mark: u8, end: usize): bool {
  if (byteAt(at + 1, end) === mark) return byteAt(at + 2, end) !== mark;
  for (let stop = at + 1; stop <= at + 4; stop++) {
    if (stop >= end) return true;
    const byte = load<u8>(stop);
    if (byte === 92) return false;
    if (byte === 10 || byte === mark) return true;
  }
  return false;
}

function isShort(from: usize, end: usize): bool {
  for (let at = from; at < from + 4; at++) {
    if (at >= end) return true;
    const byte = load<u8>(at);
    if (byte === 32 || byte === 9 || byte === 10 || byte === 13 || isQuote(byte) || byte === 60 || byte === 62 || byte === 59) return true;
  }
  return false;
}

function isPrefixed(at: usize, end: usize): bool {
  const second = byteAt(at + 1, end);
  switch (load<u8>(at)) {
    case 110:
      return second === 101;
    case 83:
      return second === 116;
    case 111:
      return second === 115;
    case 112:
      return second === 114;
    case 69:
      return second === 78;
    case 114:
    case 98:
    case 102:
    case 117:
    case 76:
    case 82:
    case 64:
      return isQuote(second) || isQuote(byteAt(at + 2, end));
  }
  return false;
}

function isTyped(from: usize, end: usize): bool {
  const limit = from + 60;
  for (let at = from; at < limit; ) {
    while (at < limit && at < end && isOfType(at)) at++;
    at = afterSpace(at, end);
    const byte = byteAt(at, end);
    if (byte === 61) return at > from && isQuote(byteAt(afterSpace(at + 1, end), end));
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

function afterBlanks(from: usize, end: usize): usize {
  let at = from;
  while (at < end && isBlank(at)) at++;
  return at;
}

function afterSpace(from: usize, end: usize): usize {
  let at = from;
  while (at < from + 64 && at < end && (isBlank(at) || load<u8>(at) === 10 || load<u8>(at) === 13)) at++;
  return at;
}

function opensLiteral(from: usize, end: usize): bool {
  return isQuote(byteAt(afterSpace(from, end), end));
}

function isAuthorization(hit: usize, end: usize): bool {
  return hit + 12 < end && letter(hit, 97) && letter(hit + 4, 111) && letter(hit + 12, 110);
}

function startOf(hit: usize, start: usize): usize {
  let at = hit;
  while (at > start && at > hit - 80 && is(at - 1, 1)) at--;
  return at;
}

function isNamedBefore(hit: usize, start: usize): bool {
  const name = startOf(hit, start);
  let at = name;
  while (at > start && at > name - 16 && (is(at - 1, 4) || load<u8>(at - 1) === 32)) at--;
  if (at <= start) return false;
  const byte = load<u8>(at - 1);
  return byte === 58 || byte === 61;
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

function hasAssignment(from: usize, end: usize): bool {
  let at = from;
  while (at < from + 60 && at < end && (is(at, 32) || load<u8>(at) === 58)) at++;
  at = afterSpace(at, end);
  return byteAt(at, end) === 61 && isQuote(byteAt(afterSpace(at + 1, end), end));
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

/** Positions, in the piece, of literals whose anchor may stand in the 16 bytes at `p`. */
function anchors(mask: i32, p: usize, start: usize, end: usize): void {
  while (mask) {
    const q = p + <usize>ctz(mask);
    mask &= mask - 1;
    const h = hash((load<u32>(q) | 0x20202020) & 0x00ffffff);
    if (!hasBit(anywhereBits, h)) continue;
    let number = load<u16>(anywhereHeads + ((h >>> 4) << 1));
    while (number) {
      const entry = entries + ((<usize>number) << 5);
      const at = q - <usize>load<u16>(entry, 10);
      if (
        at >= start &&
        at <= q &&
        equals(entry, at, end) &&
        allows(load<u16>(entry, 2) >> 1, at, start, end) &&
        suits(entry, at, start, end)
      ) {
        if (anywhereCount === hitCapacity) {
          overflown = true;
          return;
        }
        const hit = hits + ((<usize>anywhereCount) << 3);
        store<u32>(hit, load<u32>(entry, 12));
        store<u32>(hit, <u32>(at - start), 4);
        anywhereCount++;
      }
      number = load<u16>(entry);
    }
  }
}

function addRun(start: usize, length: usize, digit: bool): void {
  if (!digit && <u32>length < shortestPlain) return;
  const run = runs + ((<usize>runCount) << 3);
  store<u32>(run, <u32>start);
  store<u32>(run, <u32>(length << 1) | <u32>digit, 4);
  runCount++;
}

// The lower and the upper half of each byte. Shifts of bytes are slow, and what comes in from the neighbour is masked anyway.

function upperOf(v: v128, low: v128): v128 {
  return v128.and(i16x8.shr_u(v, 4), low);
}

function inBuckets(l: v128, h: v128, lower: v128, upper: v128): v128 {
  return v128.and(i8x16.swizzle(l, lower), i8x16.swizzle(h, upper));
}

// The last bytes of one block and what stands before them in the next.

function shift1(before: v128, v: v128): v128 {
  return i8x16.shuffle(before, v, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

function shift2(before: v128, v: v128): v128 {
  return i8x16.shuffle(before, v, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
}

function shift3(before: v128, v: v128): v128 {
  return i8x16.shuffle(before, v, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
}

function digitsIn(v: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.lt_u(i8x16.sub(v, i8x16.splat(48)), i8x16.splat(10))));
}

function classBits(v: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.ne(v, i8x16.splat(0))));
}

function nonZero(v: v128): i32 {
  return i8x16.bitmask(i8x16.ne(v, i8x16.splat(0)));
}

/** Looks at `length` bytes from `start` on; 128 zero bytes must follow them. */
export function scan(start: usize, length: u32, isCode: bool): void {
  code = isCode;
  const end = start + <usize>length;
  anywhereCount = 0;
  windowCount = 0;
  runCount = 0;
  encodedCount = 0;
  overflown = false;
  const low = i8x16.splat(15);
  const l0 = v128.load(anywhereMasks);
  const h0 = v128.load(anywhereMasks, 16);
  const l1 = v128.load(anywhereMasks, 32);
  const h1 = v128.load(anywhereMasks, 48);
  const l2 = v128.load(anywhereMasks, 64);
  const h2 = v128.load(anywhereMasks, 80);
  const l3 = v128.load(anywhereMasks, 96);
  const h3 = v128.load(anywhereMasks, 112);
  const lc = v128.load(classMasks);
  const hc = v128.load(classMasks, 16);
  let seen = i8x16.splat(0);
  let q0 = seen;
  let q1 = seen;
  let q2 = seen;
  /** The run that reaches the end of the last block. */
  let open: usize = 0;
  let openDigit = false;
  let p = start;
  // The zeros behind the text may be a part of the last anchor.
  for (; p < end + 3; p += 64) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    seen = v128.or(v128.or(seen, v128.or(a, b)), v128.or(c, d));

    // Where the four bytes of an anchor may end: each block sees the last three of the one before.
    const al = v128.and(a, low);
    const ah = upperOf(a, low);
    const a0 = inBuckets(l0, h0, al, ah);
    const a1 = inBuckets(l1, h1, al, ah);
    const a2 = inBuckets(l2, h2, al, ah);
    const ta = v128.and(v128.and(inBuckets(l3, h3, al, ah), shift1(q2, a2)), v128.and(shift2(q1, a1), shift3(q0, a0)));
    const ac = classBits(inBuckets(lc, hc, al, ah));
    const bl = v128.and(b, low);
    const bh = upperOf(b, low);
    const b0 = inBuckets(l0, h0, bl, bh);
    const b1 = inBuckets(l1, h1, bl, bh);
    const b2 = inBuckets(l2, h2, bl, bh);
    const tb = v128.and(v128.and(inBuckets(l3, h3, bl, bh), shift1(a2, b2)), v128.and(shift2(a1, b1), shift3(a0, b0)));
    const bc = classBits(inBuckets(lc, hc, bl, bh));
    const cl = v128.and(c, low);
    const ch = upperOf(c, low);
    const c0 = inBuckets(l0, h0, cl, ch);
    const c1 = inBuckets(l1, h1, cl, ch);
    const c2 = inBuckets(l2, h2, cl, ch);
    const tc = v128.and(v128.and(inBuckets(l3, h3, cl, ch), shift1(b2, c2)), v128.and(shift2(b1, c1), shift3(b0, c0)));
    const cc = classBits(inBuckets(lc, hc, cl, ch));
    const dl = v128.and(d, low);
    const dh = upperOf(d, low);
    const d0 = inBuckets(l0, h0, dl, dh);
    const d1 = inBuckets(l1, h1, dl, dh);
    const d2 = inBuckets(l2, h2, dl, dh);
    const td = v128.and(v128.and(inBuckets(l3, h3, dl, dh), shift1(c2, d2)), v128.and(shift2(c1, d1), shift3(c0, d0)));
    const dc = classBits(inBuckets(lc, hc, dl, dh));
    q0 = d0;
    q1 = d1;
    q2 = d2;
    if (v128.any_true(v128.or(v128.or(ta, tb), v128.or(tc, td)))) {
      anchors(nonZero(ta), p - 3, start, end);
      anchors(nonZero(tb), p + 13, start, end);
      anchors(nonZero(tc), p + 29, start, end);
      anchors(nonZero(td), p + 45, start, end);
    }

    const mask = ac | (bc << 16) | (cc << 32) | (dc << 48);
    if (mask === ~(<u64>0)) {
      if (!openDigit) openDigit = (digitsIn(a) | digitsIn(b) | digitsIn(c) | digitsIn(d)) !== 0;
      open += 64;
      continue;
    }
    const head = <i32>ctz(~mask);
    const tail = <i32>clz(~mask);
    // Where 12 characters of the class follow each other inside of the block.
    const inner = tail ? mask & (~(<u64>0) >> <u64>tail) : mask;
    let long = inner & (inner >> 1);
    long &= long >> 2;
    long &= long >> 4;
    long &= long >> 4;
    const closes = open && <i32>open + head >= shortest;
    if (!long && !closes && !tail) {
      open = 0;
      openDigit = false;
      continue;
    }
    const digits = digitsIn(a) | (digitsIn(b) << 16) | (digitsIn(c) << 32) | (digitsIn(d) << 48);
    if (closes) {
      const digit = openDigit || (digits & (((<u64>1) << (<u64>head)) - 1)) !== 0;
      addRun(p - open, open + <usize>head, digit);
      long &= ~(((<u64>1) << (<u64>head)) - 1);
    }
    while (long) {
      const s = <u64>ctz(long);
      const k = <u64>ctz(~(inner >> s));
      const ones = (((<u64>1) << k) - 1) << s;
      addRun(p + <usize>s, <usize>k, (digits & ones) !== 0);
      long &= ~ones;
    }
    open = <usize>tail;
    openDigit = tail !== 0 && digits >> <u64>(64 - tail) !== 0;
  }
  if (<i32>open >= shortest) addRun(p - open, open, openDigit);
  beyondAscii = i8x16.bitmask(seen) !== 0;
  lookAround(start, end);
}

/** From the last run to the first, so that what two runs share is looked at once. Hits come in descending order. */
function lookAround(start: usize, end: usize): void {
  let limit = end;
  for (let i = <i32>runCount - 1; i >= 0; i--) {
    const run = runs + ((<usize>i) << 3);
    const from = <usize>load<u32>(run);
    const packed = load<u32>(run, 4);
    let upTo = from + <usize>(packed >>> 1);
    if (packed >= 32) encodedIn(from, upTo, start);
    const reach = packed & 1 ? before : beforePlain;
    const earliest = from - start > reach ? from - reach : start;
    let since = from;
    let lines = 0;
    while (since > earliest) {
      if (load<u8>(since - 1) === 10 && ++lines === 2) break;
      since--;
    }
    if (upTo > limit) upTo = limit;
    for (let p = upTo; p > since; ) {
      p--;
      const w = load<u32>(p) | 0x20202020;
      const three = w & 0x00ffffff;
      const h3 = hash(three);
      if (!hasBit(window3Bits, h3)) continue;
      lookUp(window3Heads + ((h3 >>> 4) << 1), three, p, start, end);
      const h4 = hash(w);
      if (hasBit(window4Bits, h4)) lookUp(window4Heads + ((h4 >>> 4) << 1), w, p, start, end);
    }
    if (since < limit) limit = since;
  }
}

function encodedIn(from: usize, end: usize, start: usize): void {
  let at = from;
  if (at > start && load<u8>(at - 1) === 92) {
    const byte = load<u8>(at);
    if (byte === 110 || byte === 114 || byte === 116) at++;
  } else if (load<u8>(at) === 48 && (load<u8>(at, 1) | 32) === 120) at += 2;
  while (at + 16 <= end) {
    const byte = load<u8>(at);
    if (byte < 48 || byte === 61 || byte === 95) at++;
    else if (meansInBase64(at) || meansInHex(at)) {
      if (encodedCount === encodedCapacity) {
        overflown = true;
        return;
      }
      store<u32>(encodedHits + ((<usize>encodedCount) << 2), <u32>(at - start));
      encodedCount++;
      return;
    } else {
      while (at < end && at < from + 64 && load<u8>(at) !== 61) at++;
      if (at >= end || load<u8>(at) !== 61) return;
    }
  }
}

function isText(byte: u32): bool {
  return byte - 32 < 95 || byte === 9 || byte === 10 || byte === 13;
}

function meansInHex(at: usize): bool {
  for (let i = at; i < at + 16; i += 2) {
    if (<u8>(load<u8>(i) - 50) > 5) return false;
    const low = load<u8>(i, 1);
    if (<u8>(low - 48) > 9 && <u8>((low | 32) - 97) > 5) return false;
  }
  return true;
}

function meansInBase64(at: usize): bool {
  let zeros: u32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const quartet = at + (i << 2);
    const a = <u32>load<u8>(sextets + <usize>load<u8>(quartet));
    const b = <u32>load<u8>(sextets + <usize>load<u8>(quartet, 1));
    if ((a | b) & 64 || !isText((a << 2) | (b >>> 4))) {
      // The first, third and fifth byte of UTF-16 are characters, as those of ASCII; the second triple begins with a zero.
      if ((a | b) & 64 || ((a << 2) | (b >>> 4)) !== 0 || !(i & 1)) return false;
      zeros++;
    }
    const c = <u32>load<u8>(sextets + <usize>load<u8>(quartet, 2));
    const d = <u32>load<u8>(sextets + <usize>load<u8>(quartet, 3));
    if ((c | d) & 64) return false;
    const second = ((b & 15) << 4) | (c >>> 2);
    if (second === 0 && !(i & 1)) zeros++;
    else if (!isText(second)) return false;
    const third = ((c & 3) << 6) | d;
    if (third === 0 && i & 1) zeros++;
    else if (!isText(third)) return false;
  }
  return zeros === 0 || zeros === 6;
}

function lookUp(head: usize, folded: u32, p: usize, start: usize, end: usize): void {
  let number = load<u16>(head);
  while (number) {
    const entry = entries + ((<usize>number) << 5);
    if (load<u32>(entry, 24) === folded && equals(entry, p, end) && suits(entry, p, start, end)) {
      if (windowCount === hitCapacity) {
        overflown = true;
        return;
      }
      const hit = windowHits + ((<usize>windowCount) << 3);
      store<u32>(hit, load<u32>(entry, 12));
      store<u32>(hit, <u32>(p - start), 4);
      windowCount++;
    }
    number = load<u16>(entry);
  }
}

/** UTF-16 units of the valid UTF-8 that begins at `start`, between two offsets: all bytes but continuations, four-byte leads twice. */
export function units(start: usize, from: u32, to: u32): u32 {
  let p = start + <usize>from;
  const end = start + <usize>to;
  let sum: u32 = 0;
  const continuation = i8x16.splat(<i8>0xc0);
  const lead = i8x16.splat(<i8>0xf0);
  for (; p + 16 <= end; p += 16) {
    const v = v128.load(p);
    // As signed bytes, continuations are those below 0xc0.
    sum += popcnt<u32>(<u32>i8x16.bitmask(i8x16.ge_s(v, continuation))) + popcnt<u32>(<u32>i8x16.bitmask(i8x16.ge_u(v, lead)));
  }
  for (; p < end; p++) {
    const byte = load<u8>(p);
    if ((byte & 0xc0) !== 0x80) sum += byte >= 0xf0 ? 2 : 1;
  }
  return sum;
}
