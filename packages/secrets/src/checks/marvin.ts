/**
 * Marvin32: the checksum that Microsoft builds into keys which say whose they are (microsoft/security-utilities). A seed is eight
 * characters that name the kind of key.
 */

/** Upper and lower half of a seed: its characters, the first one highest. */
const halves = (seed: string): [high: number, low: number] => [bigEndian(seed, 0), bigEndian(seed, 4)];

const bigEndian = (text: string, at: number): number =>
  ((text.charCodeAt(at) << 24) | (text.charCodeAt(at + 1) << 16) | (text.charCodeAt(at + 2) << 8) | text.charCodeAt(at + 3)) >>> 0;

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** Of all bytes, as four bytes, the least significant first. */
export function marvin32(bytes: Uint8Array, seed: string): Uint8Array {
  let [high, low] = halves(seed);
  const mix = (): void => {
    high ^= low;
    low = rotate(low, 20);
    low = (low + high) | 0;
    high = rotate(high, 9);
    high ^= low;
    low = rotate(low, 27);
    low = (low + high) | 0;
    high = rotate(high, 19);
  };
  const whole = bytes.length - (bytes.length % 4);
  for (let at = 0; at < whole; at += 4) {
    low = (low + (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24))) | 0;
    mix();
  }
  let last = 0x80;
  for (let at = bytes.length - 1; at >= whole; at--) last = (last << 8) | bytes[at]!;
  low = (low + last) | 0;
  mix();
  mix();
  const hash = high ^ low;
  return Uint8Array.of(hash & 0xff, (hash >>> 8) & 0xff, (hash >>> 16) & 0xff, hash >>> 24);
}
