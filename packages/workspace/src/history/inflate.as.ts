/**
 * Unpacks what git has packed (RFC 1950, RFC 1951), in AssemblyScript: a history is hundreds of thousands of small objects, and a call of zlib for
 * each costs more than the unpacking. Codes of up to ten bits are looked up, longer ones are counted out.
 */

import { adler } from './adler.as';

const maxBits: u32 = 15;
const literalBits: u32 = 10;
const distanceBits: u32 = 8;
const lengthBits: u32 = 7;

// An entry of a table says what a code stands for: how many bits it has, how many more follow, and the number that they are added to.
const isLiteral: u32 = 1 << 15;
const isEnd: u32 = 1 << 14;
/** There is no such symbol. */
const isBad: u32 = 1 << 13;

/** Room for the tables: whoever uses this puts it where nothing else is. */
export const inflateRoom: usize = 24576;
let tables: usize = 0;

// In the room. Tables of codes have entries of four bytes, 0 for a longer code; then come counts and symbols for those (u16).
const literalTable: usize = 0; // 1024 entries
const distanceTable: usize = 4096; // 256 entries
const fixedLiterals: usize = 5120;
const fixedDistances: usize = 9216;
const lengthTable: usize = 10240; // 128 entries
const literalKinds: usize = 10752; // 288 entries, by symbol
const distanceKinds: usize = 11904; // 32 entries
const lengthKinds: usize = 12032; // 19 entries
const literalCounts: usize = 12160; // 16 numbers
const distanceCounts: usize = 12192;
const fixedCounts: usize = 12224;
const lengthCounts: usize = 12256;
const literalSymbols: usize = 12288; // 288 numbers
const distanceSymbols: usize = 12864; // 32
const fixedSymbols: usize = 12928; // 288
const lengthSymbols: usize = 13504; // 19
const offsets: usize = 13568; // 16 numbers
const lengths: usize = 13632; // 320 bytes
const order: usize = 13952; // 19 bytes: lengths of codes come in an order of their own

let at: usize = 0;
let bits: u64 = 0;
let count: u32 = 0;

/** Fills the tables that never change. */
export function prepareInflate(room: usize): void {
  tables = room;
  for (let i: u32 = 0; i < 256; i++) entry(literalKinds, i, (i << 16) | isLiteral);
  entry(literalKinds, 256, isEnd);
  let base: u32 = 3;
  for (let i: u32 = 0; i < 28; i++) {
    const extra = i < 8 ? 0 : (i >>> 2) - 1;
    entry(literalKinds, 257 + i, (base << 16) | (extra << 8));
    base += 1 << extra;
  }
  entry(literalKinds, 285, 258 << 16);
  entry(literalKinds, 286, isBad);
  entry(literalKinds, 287, isBad);
  base = 1;
  for (let i: u32 = 0; i < 30; i++) {
    const extra = i < 4 ? 0 : (i >>> 1) - 1;
    entry(distanceKinds, i, (base << 16) | (extra << 8));
    base += 1 << extra;
  }
  entry(distanceKinds, 30, isBad);
  entry(distanceKinds, 31, isBad);
  for (let i: u32 = 0; i < 19; i++) entry(lengthKinds, i, i << 16);
  // 16 17 18 0, 8 7 9 6, 10 5 11 4, 12 3 13 2, 14 1 15
  store<u32>(tables + order, 0x00121110);
  store<u32>(tables + order, 0x06090708, 4);
  store<u32>(tables + order, 0x040b050a, 8);
  store<u32>(tables + order, 0x020d030c, 12);
  store<u32>(tables + order, 0x000f010e, 16);
  for (let i: u32 = 0; i < 288; i++) store<u8>(tables + lengths + i, i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
  build(lengths, 288, fixedLiterals, literalBits, literalKinds, fixedCounts, fixedSymbols);
  for (let i: u32 = 0; i < 32; i++) store<u8>(tables + lengths + i, 5);
  build(lengths, 32, fixedDistances, distanceBits, distanceKinds, distanceCounts, distanceSymbols);
}

function entry(table: usize, i: u32, value: u32): void {
  store<u32>(tables + table + ((<usize>i) << 2), value);
}

/** Canonical codes of these lengths. False where there are more codes than their lengths leave room for. */
function build(from: usize, size: u32, table: usize, tableBits: u32, kinds: usize, counts: usize, symbols: usize): bool {
  const at = tables + table;
  const many = tables + counts;
  v128.store(many, i16x8.splat(0));
  v128.store(many, i16x8.splat(0), 16);
  for (let i: u32 = 0; i < size; i++) {
    const slot = many + ((<usize>load<u8>(tables + from + i)) << 1);
    store<u16>(slot, load<u16>(slot) + 1);
  }
  store<u16>(many, 0);
  let left: i32 = 1;
  let offset: u16 = 0;
  for (let length: u32 = 1; length <= maxBits; length++) {
    const those = load<u16>(many + ((<usize>length) << 1));
    left = (left << 1) - <i32>those;
    if (left < 0) return false;
    store<u16>(tables + offsets + ((<usize>length) << 1), offset);
    offset += those;
  }
  for (let i: u32 = 0; i < size; i++) {
    const length = <u32>load<u8>(tables + from + i);
    if (!length) continue;
    const slot = tables + offsets + ((<usize>length) << 1);
    const place = load<u16>(slot);
    store<u16>(slot, place + 1);
    store<u16>(tables + symbols + ((<usize>place) << 1), <u16>i);
  }
  // In the order of codes; they are read with their first bit lowest. The table of one bit more is that of one bit less, twice.
  store<u32>(at, 0);
  let next = tables + symbols;
  let code: u32 = 0;
  let end: u32 = 1;
  for (let length: u32 = 1; length <= tableBits; length++) {
    twice(at, end);
    end <<= 1;
    for (let those = <u32>load<u16>(many + ((<usize>length) << 1)); those > 0; those--) {
      store<u32>(at + ((<usize>code) << 2), load<u32>(tables + kinds + ((<usize>load<u16>(next)) << 2)) | length);
      next += 2;
      // Counted from the highest bit down.
      const rest = code ^ (end - 1);
      if (!rest) {
        for (; length < tableBits; length++) {
          twice(at, end);
          end <<= 1;
        }
        return true;
      }
      const bit = 1 << (31 - clz(rest));
      code = (code & (bit - 1)) | bit;
    }
  }
  return true;
}

function twice(at: usize, entries: u32): void {
  const bytes = (<usize>entries) << 2;
  if (bytes < 16) {
    for (let i: usize = 0; i < bytes; i += 4) store<u32>(at + bytes + i, load<u32>(at + i));
    return;
  }
  for (let i: usize = 0; i < bytes; i += 16) v128.store(at + bytes + i, v128.load(at + i));
}

/** What a code of more bits than a table has stands for; 0 for a code that there is not. */
function longCode(bits: u64, counts: usize, symbols: usize, kinds: usize): u32 {
  let code: i32 = 0;
  let first: i32 = 0;
  let index: i32 = 0;
  for (let length: u32 = 1; length <= maxBits; length++) {
    code |= <i32>((bits >>> <u64>(length - 1)) & 1);
    const many = <i32>load<u16>(tables + counts + ((<usize>length) << 1));
    if (code - many < first) {
      const symbol = load<u16>(tables + symbols + ((<usize>(index + code - first)) << 1));
      return load<u32>(tables + kinds + ((<usize>symbol) << 2)) | length;
    }
    index += many;
    first = (first + many) << 1;
    code <<= 1;
  }
  return 0;
}

/** At least 56 bits are there; what stands behind the data is read as well, and found out at the end. */
function refill(): void {
  bits |= load<u64>(at) << (<u64>count);
  at += <usize>((63 - count) >>> 3);
  count |= 56;
}

function take(many: u32): u32 {
  const value = <u32>bits & ((1 << many) - 1);
  bits >>>= <u64>many;
  count -= many;
  return value;
}

/**
 * Unpacks `length` bytes, behind which eight more may be read, to exactly `size` bytes; up to 32 more may be written. False for what is damaged.
 */
export function inflate(packed: usize, length: u32, target: usize, size: u32): bool {
  const end = packed + <usize>length;
  if (length < 6 || (((<u32>load<u8>(packed)) << 8) | <u32>load<u8>(packed, 1)) % 31 !== 0 || (load<u8>(packed) & 15) !== 8) return false;
  at = packed + 2;
  bits = 0;
  count = 0;
  const stop = target + <usize>size;
  let out = target;
  for (let last: u32 = 0; !last; ) {
    refill();
    if (at > end + 8) return false;
    last = take(1);
    const kind = take(2);
    if (kind === 0) {
      take(count & 7);
      at -= <usize>(count >>> 3);
      bits = 0;
      count = 0;
      const many = <u32>load<u16>(at);
      if ((many ^ <u32>load<u16>(at, 2)) !== 0xffff || at + 4 + <usize>many > end || out + <usize>many > stop) return false;
      memory.copy(out, at + 4, many);
      at += 4 + <usize>many;
      out += many;
      continue;
    }
    if (kind === 3 || (kind === 2 && !codes())) return false;
    out =
      kind === 1
        ? block(out, target, stop, end, fixedLiterals, fixedDistances, fixedCounts, fixedSymbols)
        : block(out, target, stop, end, literalTable, distanceTable, literalCounts, literalSymbols);
    if (!out) return false;
  }
  take(count & 7);
  at -= <usize>(count >>> 3);
  return out === stop && at + 4 <= end && bswap<u32>(load<u32>(at)) === adler(target, stop);
}

/** One block of codes. @returns where it ends; 0 for what is damaged */
function block(
  from: usize,
  target: usize,
  stop: usize,
  end: usize,
  literals: usize,
  distances: usize,
  counts: usize,
  symbols: usize,
): usize {
  // All that the loop works with is local: what is not, is stored with each step.
  const literalsAt = tables + literals;
  const distancesAt = tables + distances;
  let out = from;
  let here = at;
  let ahead = bits;
  let there: u64 = <u64>count;
  while (here <= end + 8 && out <= stop) {
    ahead |= load<u64>(here) << there;
    here += <usize>((63 - there) >>> 3);
    there |= 56;
    let what = load<u32>(literalsAt + ((<usize>ahead & 1023) << 2));
    // Three of ten bits are there without more; up to three more bytes than there are may be written.
    if (what & isLiteral) {
      ahead >>>= <u64>(what & 15);
      there -= <u64>(what & 15);
      store<u8>(out++, <u8>(what >>> 16));
      what = load<u32>(literalsAt + ((<usize>ahead & 1023) << 2));
      if (what & isLiteral) {
        ahead >>>= <u64>(what & 15);
        there -= <u64>(what & 15);
        store<u8>(out++, <u8>(what >>> 16));
        what = load<u32>(literalsAt + ((<usize>ahead & 1023) << 2));
        if (what & isLiteral) {
          ahead >>>= <u64>(what & 15);
          there -= <u64>(what & 15);
          store<u8>(out++, <u8>(what >>> 16));
          continue;
        }
      }
      ahead |= load<u64>(here) << there;
      here += <usize>((63 - there) >>> 3);
      there |= 56;
    }
    if (!what) {
      what = longCode(ahead, counts, symbols, literalKinds);
      if (!what) return 0;
    }
    ahead >>>= <u64>(what & 15);
    there -= <u64>(what & 15);
    if (what & (isLiteral | isEnd | isBad)) {
      if (what & isBad) return 0;
      if (what & isLiteral) {
        store<u8>(out++, <u8>(what >>> 16));
        continue;
      }
      at = here;
      bits = ahead;
      count = <u32>there;
      return out <= stop ? out : 0;
    }
    const more = <u64>((what >>> 8) & 15);
    const many = <usize>(what >>> 16) + (<usize>ahead & ((1 << (<usize>more)) - 1));
    ahead >>>= more;
    there -= more;
    let where = load<u32>(distancesAt + ((<usize>ahead & 255) << 2));
    if (!where) where = longCode(ahead, distanceCounts, distanceSymbols, distanceKinds);
    if (!where || where & isBad) return 0;
    ahead >>>= <u64>(where & 15);
    there -= <u64>(where & 15);
    const farther = <u64>((where >>> 8) & 15);
    const distance = <usize>(where >>> 16) + (<usize>ahead & ((1 << (<usize>farther)) - 1));
    ahead >>>= farther;
    there -= farther;
    if (distance > out - target || out + many > stop) return 0;
    const source = out - distance;
    if (distance >= 16) for (let i: usize = 0; i < many; i += 16) v128.store(out + i, v128.load(source + i));
    else if (distance >= 8) for (let i: usize = 0; i < many; i += 8) store<u64>(out + i, load<u64>(source + i));
    else for (let i: usize = 0; i < many; i++) store<u8>(out + i, load<u8>(source + i));
    out += many;
  }
  return 0;
}

/** Reads the codes of a block. */
function codes(): bool {
  const literals = take(5) + 257;
  const distances = take(5) + 1;
  const many = take(4) + 4;
  if (literals > 286 || distances > 30) return false;
  const lengthsAt = tables + lengths;
  v128.store(lengthsAt, i8x16.splat(0));
  store<u32>(lengthsAt, 0, 16);
  for (let i: u32 = 0; i < many; i++) {
    if (count < 3) refill();
    store<u8>(lengthsAt + <usize>load<u8>(tables + order + i), <u8>take(3));
  }
  if (!build(lengths, 19, lengthTable, lengthBits, lengthKinds, lengthCounts, lengthSymbols)) return false;
  const all = literals + distances;
  let i: u32 = 0;
  while (i < all) {
    if (count < 14) refill();
    const what = load<u32>(tables + lengthTable + ((<usize>bits & 127) << 2));
    if (!what) return false;
    take(what & 15);
    const value = what >>> 16;
    if (value < 16) {
      store<u8>(lengthsAt + i++, <u8>value);
      continue;
    }
    let again: u32;
    let length: u8 = 0;
    if (value === 16) {
      if (!i) return false;
      length = load<u8>(lengthsAt + i - 1);
      again = 3 + take(2);
    } else again = value === 17 ? 3 + take(3) : 11 + take(7);
    if (i + again > all) return false;
    while (again--) store<u8>(lengthsAt + i++, length);
  }
  return (
    load<u8>(lengthsAt + 256) !== 0 &&
    build(lengths, literals, literalTable, literalBits, literalKinds, literalCounts, literalSymbols) &&
    build(lengths + <usize>literals, distances, distanceTable, distanceBits, distanceKinds, distanceCounts, distanceSymbols)
  );
}
