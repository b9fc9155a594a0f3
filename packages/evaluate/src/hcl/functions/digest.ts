/** MD5 (RFC 1321), SHA-1, SHA-256 and SHA-512 (FIPS 180-4), small and plain: what values are worked out with, not what guards anything. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const hexText = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

/** The message with its end mark and its length in bits, filled up to whole blocks. */
function padded(bytes: Uint8Array, block: 64 | 128, littleEndian: boolean): DataView {
  const lengthBytes = block / 8;
  const size = Math.ceil((bytes.length + 1 + lengthBytes) / block) * block;
  const buffer = new Uint8Array(size);
  buffer.set(bytes);
  buffer[bytes.length] = 0x80;
  const view = new DataView(buffer.buffer);
  view.setBigUint64(size - 8, BigInt(bytes.length) * 8n, littleEndian);
  return view;
}

const left = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
const right = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

const sines = Int32Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));
const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

export const md5: Digest = bytes => {
  const view = padded(bytes, 64, true);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < view.byteLength; block += 64) {
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const mix = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round]!;
      const word = [step, 5 * step + 1, 3 * step + 5, 7 * step][round]! & 15;
      const sum = (a + mix + sines[step]! + view.getInt32(block + word * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + left(sum, shifts[round * 4 + (step & 3)]!)) | 0];
    }
    for (const [index, word] of [a, b, c, d].entries()) state[index] = state[index]! + word;
  }
  const out = new DataView(new ArrayBuffer(16));
  for (const [index, word] of state.entries()) out.setInt32(index * 4, word, true);
  return new Uint8Array(out.buffer);
};

export const sha1: Digest = bytes => {
  const view = padded(bytes, 64, false);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let step = 0; step < 80; step++)
      words[step] =
        step < 16 ? view.getInt32(block + step * 4) : left(words[step - 3]! ^ words[step - 8]! ^ words[step - 14]! ^ words[step - 16]!, 1);
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let step = 0; step < 80; step++) {
      const round = Math.floor(step / 20);
      const mix = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][round]!;
      const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round]!;
      const next = (left(a, 5) + mix + e + constant + words[step]!) | 0;
      [e, d, c, b, a] = [d, c, left(b, 30), a, next];
    }
    for (const [index, word] of [a, b, c, d, e].entries()) state[index] = state[index]! + word;
  }
  return bigEndian(state);
};

function bigEndian(state: Int32Array): Uint8Array {
  const out = new DataView(new ArrayBuffer(state.length * 4));
  for (const [index, word] of state.entries()) out.setInt32(index * 4, word);
  return new Uint8Array(out.buffer);
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) if (found.every(prime => candidate % prime !== 0)) found.push(candidate);
  return found;
}

/** The first 64 bits of the fractional part of a prime's square or cube root, where SHA-2's constants come from. */
function rootFraction(prime: number, degree: 2n | 3n): bigint {
  const target = BigInt(prime) << (64n * degree);
  let low = 0n;
  let high = 1n << 72n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle - 1n;
  }
  return low & 0xffff_ffff_ffff_ffffn;
}

let constants: { squares: bigint[]; cubes: bigint[] } | undefined;
const sha2Constants = (): NonNullable<typeof constants> => {
  constants ??= { squares: primes(8).map(prime => rootFraction(prime, 2n)), cubes: primes(80).map(prime => rootFraction(prime, 3n)) };
  return constants;
};

export const sha256: Digest = bytes => {
  const view = padded(bytes, 64, false);
  const { squares, cubes } = sha2Constants();
  const state = Int32Array.from(squares, fraction => Number(fraction >> 32n));
  const keys = Int32Array.from(cubes.slice(0, 64), fraction => Number(fraction >> 32n));
  const words = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let step = 0; step < 64; step++) {
      if (step < 16) words[step] = view.getInt32(block + step * 4);
      else {
        const [near, far] = [words[step - 15]!, words[step - 2]!];
        const low = right(near, 7) ^ right(near, 18) ^ (near >>> 3);
        const high = right(far, 17) ^ right(far, 19) ^ (far >>> 10);
        words[step] = words[step - 16]! + low + words[step - 7]! + high;
      }
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as number[] as [number, number, number, number, number, number, number, number];
    for (let step = 0; step < 64; step++) {
      const first = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + keys[step]! + words[step]!) | 0;
      const second = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = state[index]! + word;
  }
  return bigEndian(state);
};

const wide = (value: bigint): bigint => value & 0xffff_ffff_ffff_ffffn;
const turn = (word: bigint, by: bigint): bigint => (word >> by) | wide(word << (64n - by));

export const sha512: Digest = bytes => {
  const view = padded(bytes, 128, false);
  const { squares, cubes } = sha2Constants();
  const state = [...squares];
  const words: bigint[] = [];
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let step = 0; step < 80; step++) {
      if (step < 16) words[step] = view.getBigUint64(block + step * 8);
      else {
        const [near, far] = [words[step - 15]!, words[step - 2]!];
        const low = turn(near, 1n) ^ turn(near, 8n) ^ (near >> 7n);
        const high = turn(far, 19n) ^ turn(far, 61n) ^ (far >> 6n);
        words[step] = wide(words[step - 16]! + low + words[step - 7]! + high);
      }
    }
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let step = 0; step < 80; step++) {
      const first = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (wide(~e) & g)) + cubes[step]! + words[step]!;
      const second = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, wide(d + first), c, b, a, wide(first + second)];
    }
    for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = wide(state[index]! + word);
  }
  const out = new DataView(new ArrayBuffer(64));
  for (const [index, word] of state.entries()) out.setBigUint64(index * 8, word);
  return new Uint8Array(out.buffer);
};
