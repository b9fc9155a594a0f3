import type { Places } from './copied.ts';

/** Blobs up to this size are looked at whole when anything in them is new: a key file is one thing. */
const small = 2048;
const gap = 3;

/**
 * Regions of a blob with blank lines between them: what stands in two of them is no neighbour.
 * @param regions start and end, in turn @param room where to write them if there is enough of it
 */
export function joined(bytes: Uint8Array, regions: Uint32Array, room: Uint8Array | undefined): Uint8Array {
  const whole = bytes.length <= small;
  let length = whole ? bytes.length : 0;
  for (let i = 0; i < regions.length && !whole; i += 2) length += regions[i + 1]! - regions[i]! + gap;
  const out = room && length <= room.length ? room.subarray(0, length) : new Uint8Array(length);
  if (whole) {
    out.set(bytes);
    return out;
  }
  let at = 0;
  for (let i = 0; i < regions.length; i += 2) {
    out.set(bytes.subarray(regions[i]!, regions[i + 1]!), at);
    at += regions[i + 1]! - regions[i]!;
    out.fill(10, at, at + gap);
    at += gap;
  }
  return out;
}

/** UTF-16 with its mark. */
export const isWide = (bytes: Uint8Array): boolean => (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** Whether the secret at `at` of `copied` stands in `own` at the same place. */
export function stands(own: Places, copied: Places, at: number): boolean {
  for (let i = 0; i < own.length; i += 3) if (own[i] === copied[at] && own[i + 1] === copied[at + 1]) return true;
  return false;
}
