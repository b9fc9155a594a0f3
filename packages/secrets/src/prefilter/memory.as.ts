/** Where everything stands in the prefilter's memory, and how its bytes are read: tables first, then hits, names, and the text with 128 zero bytes. */

export const anywhereMasks: usize = 1024; // two sets of eight buckets: lower and upper halves of four bytes, 16 bytes each
export const classMasks: usize = 1280; // lo, hi
export const guardClasses: usize = 1536; // a byte for each byte: what `classes.ts` calls its class
export const sextets: usize = 1792; // a byte for each byte: what it stands for in base64, 64 for none
export const continuations: usize = 2048; // a byte for each pair of letters: see `literals.ts`
export const anywhereBits: usize = 4096; // a bit for each hash of three folded bytes
export const windowBits: usize = 12288; // a bit for each hash of four folded bytes with which a literal beside a token begins
export const plainBits: usize = 28672; // the same of those that need no digit
export const anywhereHeads: usize = 45056; // u16 for each of 4096 hashes: number of the first entry, 0 is none
export const window3Heads: usize = 53248; // by three bytes, for the few literals that have no more
export const window4Heads: usize = 61440;
/**
 * 32 bytes each, numbered from 1: next u16, caseless (1) and guard (number << 1) u16, bytes u32, length u16, anchor u16, literal u32, run's least
 * u16, within u16 and class u16, whole (1), lines (2), named (4) and `digits` (8) u16, what was hashed u32, what follows: within, length << 10 and place << 15.
 */
export const entries: usize = 69632;
export const literalBytes: usize = 200704;
export const hits: usize = 262144;
export const hitCapacity: u32 = 65536; // of each kind; 8 bytes each: literal u32, position u32
export const windowHits: usize = hits + 65536 * 8;
export const runs: usize = windowHits + 65536 * 8;
export const encodedHits: usize = runs + 65536 * 8; // 4 bytes each: position u32
export const encodedCapacity: u32 = 16384;
export const names: usize = encodedHits + 16384 * 4; // 16 bytes each: place of its bytes u32, hash u32, length u8, need u8
export const nameSlots: u32 = 8192;
export const nameBytes: usize = names + 8192 * 16;
export const nameRoom: usize = 131072;
export const text: usize = nameBytes + 131072;
export const textCapacity: u32 = 1048576;
/** Room for a text that whoever reads it puts in by itself. */
export const room: usize = text + 1048576 + 128;

export function is(at: usize, bit: u8): bool {
  return (load<u8>(guardClasses + <usize>load<u8>(at)) & bit) !== 0;
}

export function lowered(c: u8): u8 {
  return <u8>(c - 65) < 26 ? c | 32 : c;
}

export function isLower(c: u8): bool {
  return <u8>(c - 97) < 26;
}

export function isLetter(c: u8): bool {
  return isLower(c | 32);
}

export function isDigit(c: u8): bool {
  return <u8>(c - 48) < 10;
}

export function isBlank(at: usize): bool {
  const byte = load<u8>(at);
  return byte === 32 || byte === 9;
}

/** Zero past the end. */
export function byteAt(at: usize, end: usize): u8 {
  return at < end ? load<u8>(at) : 0;
}

/** In any case. */
export function letter(at: usize, code: u8): bool {
  return (load<u8>(at) | 32) === code;
}
