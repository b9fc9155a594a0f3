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

import { isInCode } from './given.as';
import { allows, suits } from './guard.as';
import {
  anywhereBits,
  anywhereHeads,
  anywhereMasks,
  classMasks,
  encodedCapacity,
  encodedHits,
  entries,
  hitCapacity,
  hits,
  lowered,
  plainBits,
  runs,
  sextets,
  window3Heads,
  window4Heads,
  windowBits,
  windowHits,
} from './memory.as';

export {
  anywhereBits,
  anywhereHeads,
  anywhereMasks,
  classMasks,
  continuations,
  encodedHits,
  entries,
  guardClasses,
  hitCapacity,
  hits,
  literalBytes,
  plainBits,
  room,
  sextets,
  text,
  textCapacity,
  window3Heads,
  window4Heads,
  windowBits,
} from './memory.as';

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
export function hasAny(): bool {
  return (anywhereCount | windowCount | encodedCount) !== 0;
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

/** Positions, in the piece, of literals whose anchor may stand in the 64 bytes at `p`. */
function anchors(alarms: u64, p: usize, start: usize, end: usize): void {
  let mask = alarms;
  while (mask) {
    const q = p + <usize>ctz(mask);
    mask &= mask - 1;
    const folded = (load<u32>(q) | 0x20202020) & 0x00ffffff;
    const h = hash(folded);
    if (!hasBit(anywhereBits, h)) continue;
    let number = load<u16>(anywhereHeads + ((h >>> 4) << 1));
    while (number) {
      const entry = entries + ((<usize>number) << 5);
      const at = q - <usize>load<u16>(entry, 10);
      if (
        load<u32>(entry, 24) === folded &&
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

function nonZero(v: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.ne(v, i8x16.splat(0))));
}

/** Looks at `length` bytes from `start` on; 128 zero bytes must follow them. */
export function scan(start: usize, length: u32, isCode: bool): void {
  isInCode(isCode);
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
    const ac = nonZero(inBuckets(lc, hc, al, ah));
    const bl = v128.and(b, low);
    const bh = upperOf(b, low);
    const b0 = inBuckets(l0, h0, bl, bh);
    const b1 = inBuckets(l1, h1, bl, bh);
    const b2 = inBuckets(l2, h2, bl, bh);
    const tb = v128.and(v128.and(inBuckets(l3, h3, bl, bh), shift1(a2, b2)), v128.and(shift2(a1, b1), shift3(a0, b0)));
    const bc = nonZero(inBuckets(lc, hc, bl, bh));
    const cl = v128.and(c, low);
    const ch = upperOf(c, low);
    const c0 = inBuckets(l0, h0, cl, ch);
    const c1 = inBuckets(l1, h1, cl, ch);
    const c2 = inBuckets(l2, h2, cl, ch);
    const tc = v128.and(v128.and(inBuckets(l3, h3, cl, ch), shift1(b2, c2)), v128.and(shift2(b1, c1), shift3(b0, c0)));
    const cc = nonZero(inBuckets(lc, hc, cl, ch));
    const dl = v128.and(d, low);
    const dh = upperOf(d, low);
    const d0 = inBuckets(l0, h0, dl, dh);
    const d1 = inBuckets(l1, h1, dl, dh);
    const d2 = inBuckets(l2, h2, dl, dh);
    const td = v128.and(v128.and(inBuckets(l3, h3, dl, dh), shift1(c2, d2)), v128.and(shift2(c1, d1), shift3(c0, d0)));
    const dc = nonZero(inBuckets(lc, hc, dl, dh));
    q0 = d0;
    q1 = d1;
    q2 = d2;
    const alarms = nonZero(ta) | (nonZero(tb) << 16) | (nonZero(tc) << 32) | (nonZero(td) << 48);
    if (alarms) anchors(alarms, p - 3, start, end);

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

/** Which literals are looked for: all, those that need no digit beside them, or those that do. */
const all: u16 = 0;
const plain: u16 = 1;
const withDigit: u16 = 2;

/** From the last run to the first, so that what two runs share is looked at once. Hits come in descending order. */
function lookAround(start: usize, end: usize): void {
  // From there on everything was looked for, or all that needs no digit.
  let done = end;
  let donePlain = end;
  for (let i = <i32>runCount - 1; i >= 0; i--) {
    const run = runs + ((<usize>i) << 3);
    const from = <usize>load<u32>(run);
    const packed = load<u32>(run, 4);
    const upTo = from + <usize>(packed >>> 1);
    if (packed >= 32) encodedIn(from, upTo, start);
    const digit = (packed & 1) !== 0;
    const reach = digit ? before : beforePlain;
    const earliest = from - start > reach ? from - reach : start;
    let since = from;
    let lines = 0;
    while (since > earliest) {
      if (load<u8>(since - 1) === 10 && ++lines === 2) break;
      since--;
    }
    if (digit) {
      if (donePlain < done) lookFor(withDigit, windowBits, max(since, donePlain), min(upTo, done), start, end);
      lookFor(all, windowBits, since, min(upTo, donePlain), start, end);
      done = min(done, since);
    } else lookFor(plain, plainBits, since, min(upTo, donePlain), start, end);
    donePlain = min(donePlain, since);
  }
}

function lookFor(which: u16, bits: usize, from: usize, to: usize, start: usize, end: usize): void {
  for (let p = to; p > from; ) {
    p--;
    const w = load<u32>(p) | 0x20202020;
    const h = w * 0x9e3779b1;
    // A word of the table holds 32 of its bits.
    if (((load<u32>(bits + <usize>((h >>> 18) & ~3)) >>> (h >>> 15)) & 1) === 0) continue;
    lookUp(window4Heads + <usize>((h >>> 20) << 1), w, which, p, start, end);
    const three = w & 0x00ffffff;
    lookUp(window3Heads + <usize>((hash(three) >>> 4) << 1), three, which, p, start, end);
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

function lookUp(head: usize, folded: u32, which: u16, p: usize, start: usize, end: usize): void {
  let number = load<u16>(head);
  while (number) {
    const entry = entries + ((<usize>number) << 5);
    const digits = (load<u16>(entry, 22) & 8) >> 3;
    const wanted = which === all || (which === withDigit) === (digits !== 0);
    if (load<u32>(entry, 24) === folded && wanted && equals(entry, p, end) && suits(entry, p, start, end)) {
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
