/**
 * Unpacks what git has packed (RFC 1950, RFC 1951), in AssemblyScript: a history is hundreds of thousands of small objects, and a call of zlib for
 * each costs more than the unpacking. Codes of up to ten bits are looked up, longer ones are counted out.
 */

const literalBits: u32 = 10;
const distanceBits: u32 = 9;
const maxBits: u32 = 15;

/** Room for the tables: whoever uses this puts it where nothing else is. */
export const inflateRoom: usize = 16384;
let tables: usize = 0;

// In the room, as u16: tables for dynamic and fixed codes, then counts and symbols of both alphabets, then lengths and offsets (u8, u16).
const literalTable: usize = 0; // 1024 entries: symbol << 4 | length, 0 for a longer code
const distanceTable: usize = 2048; // 512 entries
const fixedLiterals: usize = 3072;
const fixedDistances: usize = 5120;
const literalCounts: usize = 6144; // 16 entries
const distanceCounts: usize = 6176;
const fixedLiteralCounts: usize = 6208;
const fixedDistanceCounts: usize = 6240;
const literalSymbols: usize = 6272; // 288 entries
const distanceSymbols: usize = 6848; // 32 entries
const fixedLiteralSymbols: usize = 6912;
const fixedDistanceSymbols: usize = 7488;
const lengths: usize = 7552; // 320 bytes
const offsets: usize = 7872; // 16 entries
const lengthBases: usize = 7904; // 29 entries
const lengthExtras: usize = 7968; // 29 bytes
const distanceBases: usize = 8000; // 30 entries
const distanceExtras: usize = 8064; // 30 bytes
const codeTable: usize = 8192; // 128 entries, for the lengths of codes
const codeCounts: usize = 8448;
const codeSymbols: usize = 8480; // 19 entries
const order: usize = 8528; // 19 bytes: lengths of codes come in an order of their own

let at: usize = 0;
let bits: u64 = 0;
let count: u32 = 0;

/** Fills the tables that never change. */
export function prepareInflate(room: usize): void {
  tables = room;
  let base: u32 = 3;
  for (let i: u32 = 0; i < 28; i++) {
    const extra = i < 8 ? 0 : (i >>> 2) - 1;
    store<u16>(tables + lengthBases + ((<usize>i) << 1), <u16>base);
    store<u8>(tables + lengthExtras + i, <u8>extra);
    base += 1 << extra;
  }
  store<u16>(tables + lengthBases + 56, 258);
  store<u8>(tables + lengthExtras + 28, 0);
  base = 1;
  for (let i: u32 = 0; i < 30; i++) {
    const extra = i < 4 ? 0 : (i >>> 1) - 1;
    store<u16>(tables + distanceBases + ((<usize>i) << 1), <u16>base);
    store<u8>(tables + distanceExtras + i, <u8>extra);
    base += 1 << extra;
  }
  // 16 17 18 0, 8 7 9 6, 10 5 11 4, 12 3 13 2, 14 1 15
  store<u32>(tables + order, 0x00121110);
  store<u32>(tables + order, 0x06090708, 4);
  store<u32>(tables + order, 0x040b050a, 8);
  store<u32>(tables + order, 0x020d030c, 12);
  store<u32>(tables + order, 0x000f010e, 16);
  for (let i: u32 = 0; i < 288; i++) store<u8>(tables + lengths + i, i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
  build(lengths, 288, fixedLiterals, literalBits, fixedLiteralCounts, fixedLiteralSymbols);
  for (let i: u32 = 0; i < 30; i++) store<u8>(tables + lengths + i, 5);
  build(lengths, 30, fixedDistances, distanceBits, fixedDistanceCounts, fixedDistanceSymbols);
}

/** Canonical codes of these lengths. False where there are more codes than their lengths leave room for. */
function build(from: usize, size: u32, table: usize, tableBits: u32, counts: usize, symbols: usize): bool {
  memory.fill(tables + counts, 0, 32);
  memory.fill(tables + table, 0, 2 << (<usize>tableBits));
  for (let i: u32 = 0; i < size; i++) {
    const slot = tables + counts + ((<usize>load<u8>(tables + from + i)) << 1);
    store<u16>(slot, load<u16>(slot) + 1);
  }
  store<u16>(tables + counts, 0);
  let left: i32 = 1;
  let offset: u16 = 0;
  for (let length: u32 = 1; length <= maxBits; length++) {
    const many = load<u16>(tables + counts + ((<usize>length) << 1));
    left = (left << 1) - <i32>many;
    if (left < 0) return false;
    store<u16>(tables + offsets + ((<usize>length) << 1), offset);
    offset += many;
  }
  for (let i: u32 = 0; i < size; i++) {
    const length = <u32>load<u8>(tables + from + i);
    if (!length) continue;
    const slot = tables + offsets + ((<usize>length) << 1);
    const place = load<u16>(slot);
    store<u16>(slot, place + 1);
    store<u16>(tables + symbols + ((<usize>place) << 1), <u16>i);
  }
  // In the order of codes; they are read with their first bit lowest.
  let code: u32 = 0;
  let place: u32 = 0;
  for (let length: u32 = 1; length <= tableBits; length++) {
    for (let many = <u32>load<u16>(tables + counts + ((<usize>length) << 1)); many > 0; many--) {
      const entry = ((<u32>load<u16>(tables + symbols + ((<usize>place) << 1))) << 4) | length;
      place++;
      for (let slot = reversed(code, length); slot < 1 << tableBits; slot += 1 << length)
        store<u16>(tables + table + ((<usize>slot) << 1), <u16>entry);
      code++;
    }
    code <<= 1;
  }
  return true;
}

function reversed(code: u32, length: u32): u32 {
  let turned: u32 = 0;
  for (let i: u32 = 0; i < length; i++) turned |= ((code >>> i) & 1) << (length - 1 - i);
  return turned;
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

/** The next symbol; -1 for a code that there is not. */
function symbol(table: usize, tableBits: u32, counts: usize, symbols: usize): i32 {
  const entry = <u32>load<u16>(tables + table + ((<usize>(<u32>bits & ((1 << tableBits) - 1))) << 1));
  if (entry) {
    take(entry & 15);
    return entry >>> 4;
  }
  let code: i32 = 0;
  let first: i32 = 0;
  let index: i32 = 0;
  for (let length: u32 = 1; length <= maxBits; length++) {
    code |= <i32>((bits >>> <u64>(length - 1)) & 1);
    const many = <i32>load<u16>(tables + counts + ((<usize>length) << 1));
    if (code - many < first) {
      take(length);
      return load<u16>(tables + symbols + ((<usize>(index + code - first)) << 1));
    }
    index += many;
    first = (first + many) << 1;
    code <<= 1;
  }
  return -1;
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
        ? block(
            out,
            target,
            stop,
            end,
            fixedLiterals,
            fixedDistances,
            fixedLiteralCounts,
            fixedDistanceCounts,
            fixedLiteralSymbols,
            fixedDistanceSymbols,
          )
        : block(out, target, stop, end, literalTable, distanceTable, literalCounts, distanceCounts, literalSymbols, distanceSymbols);
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
  lCounts: usize,
  dCounts: usize,
  lSymbols: usize,
  dSymbols: usize,
): usize {
  let out = from;
  while (at <= end + 8) {
    refill();
    let value = symbol(literals, literalBits, lCounts, lSymbols);
    if (value < 256) {
      if (value < 0 || out >= stop) return 0;
      store<u8>(out++, <u8>value);
      // A second one is there without more bits.
      value = symbol(literals, literalBits, lCounts, lSymbols);
      if (value < 256) {
        if (value < 0 || out >= stop) return 0;
        store<u8>(out++, <u8>value);
        continue;
      }
      refill();
    }
    if (value === 256) return out;
    value -= 257;
    if (value > 28) return 0;
    const many = <u32>load<u16>(tables + lengthBases + ((<usize>value) << 1)) + take(load<u8>(tables + lengthExtras + value));
    const code = symbol(distances, distanceBits, dCounts, dSymbols);
    if (code < 0 || code > 29) return 0;
    const distance = <u32>load<u16>(tables + distanceBases + ((<usize>code) << 1)) + take(load<u8>(tables + distanceExtras + code));
    if (<usize>distance > out - target || out + <usize>many > stop) return 0;
    const source = out - <usize>distance;
    if (distance >= 16) for (let i: usize = 0; i < <usize>many; i += 16) v128.store(out + i, v128.load(source + i));
    else for (let i: usize = 0; i < <usize>many; i++) store<u8>(out + i, load<u8>(source + i));
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
  memory.fill(tables + lengths, 0, 19);
  for (let i: u32 = 0; i < many; i++) {
    refill();
    store<u8>(tables + lengths + <usize>load<u8>(tables + order + i), <u8>take(3));
  }
  if (!build(lengths, 19, codeTable, 7, codeCounts, codeSymbols)) return false;
  let i: u32 = 0;
  while (i < literals + distances) {
    refill();
    const value = symbol(codeTable, 7, codeCounts, codeSymbols);
    if (value < 0) return false;
    if (value < 16) {
      store<u8>(tables + lengths + i++, <u8>value);
      continue;
    }
    let again: u32;
    let length: u8 = 0;
    if (value === 16) {
      if (!i) return false;
      length = load<u8>(tables + lengths + i - 1);
      again = 3 + take(2);
    } else again = value === 17 ? 3 + take(3) : 11 + take(7);
    if (i + again > literals + distances) return false;
    while (again--) store<u8>(tables + lengths + i++, length);
  }
  return (
    load<u8>(tables + lengths + 256) !== 0 &&
    build(lengths, literals, literalTable, literalBits, literalCounts, literalSymbols) &&
    build(lengths + <usize>literals, distances, distanceTable, distanceBits, distanceCounts, distanceSymbols)
  );
}

/** Adler-32. So many bytes can be summed up before a remainder is due. */
function adler(from: usize, stop: usize): u32 {
  let a: u32 = 1;
  let b: u32 = 0;
  for (let p = from; p < stop; ) {
    const pause = stop - p > 5552 ? p + 5552 : stop;
    for (; p < pause; p++) {
      a += <u32>load<u8>(p);
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return (b << 16) | a;
}
