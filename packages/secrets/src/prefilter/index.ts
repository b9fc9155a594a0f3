/** One pass over the bytes that says where to look; everything else looks nowhere else. */

import { wasm } from '../generated/prefilter.ts';
import { createFallback } from './fallback.ts';
import { countUnits, type Found, type FoundPairs, inPieces, type Literal, type Prefilter, pieceSize } from './literals.ts';
import { type Layout, writeTables } from './tables.ts';
import { type NeedOf, needs } from './value.ts';

export { type Literal, literalOf, type PlaceOfLiteral, type Prefilter } from './literals.ts';
export { createFallback };

interface Exports {
  memory: WebAssembly.Memory;
  scan(start: number, length: number, code: number): void;
  units(start: number, from: number, to: number): number;
  countOfAnywhere(): number;
  countOfWindow(): number;
  countOfEncoded(): number;
  hasOverflown(): number;
  hasAny(): number;
  hasBeyondAscii(): number;
}
type Addresses = Record<keyof Layout | 'encodedHits' | 'text' | 'textCapacity' | 'room' | 'hitCapacity', WebAssembly.Global>;

/** Larger files are few. What nobody fills takes no memory of the machine's. */
const roomSize = 4 * pieceSize;

/** What stands in memory from one address on each; zeros elsewhere. */
export type Image = { at: number; bytes: Uint8Array }[];

/**
 * With SIMD where the machine has it.
 * @param needOf by default, every name is a password's
 */
export const createPrefilter = (literals: Literal[], needOf?: NeedOf): Prefilter =>
  prefilterOf(() => literals, undefined, bytesOfBase64, needOf);

/**
 * @param literals asked for where there is no image of them, or it is of no use
 * @param bytesIn what base64 means
 */
export function prefilterOf(
  literals: () => Literal[],
  image: Image | undefined,
  bytesIn: (base64: string) => Uint8Array,
  needOf: NeedOf = () => needs.some,
): Prefilter {
  const nameAt = (from: number, length: number): string =>
    String.fromCharCode.apply(null, bytesOf.subarray(from, from + length) as unknown as number[]);
  const exports = instance(bytesIn, (from, length) => needOf(nameAt(from, length)));
  if (!exports) return createFallback(literals(), needOf);
  const { memory } = exports;
  const text: number = exports.text.value;
  const room: number = exports.room.value;
  memory.grow(Math.ceil((room + roomSize + 128) / 65536) - memory.buffer.byteLength / 65536);
  const bytesOf = new Uint8Array(memory.buffer);
  const words = new Uint32Array(memory.buffer);
  const layout = layoutOf(exports);
  if (image) for (const { at, bytes } of image) bytesOf.set(bytes, at);
  else writeTables(bytesOf, layout, literals());
  const anywhere = layout.hits >> 2;
  const window = anywhere + exports.hitCapacity.value * 2;
  const encodedHits = exports.encodedHits.value >> 2;

  const copy = (from: number, count: number, to: FoundPairs): void => {
    for (let i = from; i < from + count * 2; i++) to.push(words[i]!);
  };
  /** Where one piece may be looked at where it stands. */
  const placeOf = (bytes: Uint8Array): number => (bytes.buffer === memory.buffer && bytes.length <= pieceSize ? bytes.byteOffset : text);
  const scan = (bytes: Uint8Array, start: number, end: number, code: boolean): void => {
    const length = end - start;
    const at = placeOf(bytes);
    if (at === text) bytesOf.set(length === bytes.length ? bytes : bytes.subarray(start, end), text);
    bytesOf.fill(0, at + length, at + length + 128);
    exports.scan(at, length, code ? 1 : 0);
  };
  return {
    room: bytesOf.subarray(room, room + roomSize),
    units: (bytes, from, to) => {
      // What was looked at last is still there, if it was but one piece.
      if (bytes.length <= pieceSize) return exports.units(placeOf(bytes), from, to);
      if (to - from < 64) return countUnits(bytes, from, to);
      let sum = 0;
      for (let at = from; at < to; at += pieceSize) {
        const part = bytes.subarray(at, Math.min(to, at + pieceSize));
        bytesOf.set(part, text);
        sum += exports.units(text, 0, part.length);
      }
      return sum;
    },
    find: (bytes, code) => {
      // Most files are small, and nothing is in them.
      const small = bytes.length <= pieceSize;
      if (small) {
        scan(bytes, 0, bytes.length, code);
        if (!exports.hasAny()) return exports.hasBeyondAscii() ? nothingBeyondAscii : nothing;
      }
      return inPieces(bytes.length, (start, end, found) => {
        if (!small || end - start < bytes.length) scan(bytes, start, end, code);
        if (exports.hasOverflown()) return false;
        copy(anywhere, exports.countOfAnywhere(), found.anywhere);
        copy(window, exports.countOfWindow(), found.window);
        // They come from the last to the first.
        for (let i = exports.countOfEncoded() - 1; i >= 0; i--) found.encoded.push(words[encodedHits + i]!);
        found.ascii = !exports.hasBeyondAscii();
        return true;
      });
    },
  };
}

const nothing: Found = { anywhere: [], window: [], encoded: [], ascii: true };
const nothingBeyondAscii: Found = { ...nothing, ascii: false };

/** The tables of these literals, for a prefilter that is created elsewhere. */
export function imageOf(literals: Literal[]): Image {
  const exports = instance(bytesOfBase64, () => needs.none);
  if (!exports) throw new Error('tables are written where WebAssembly has SIMD');
  const layout = layoutOf(exports);
  const memory = new Uint8Array(layout.hits);
  writeTables(memory, layout, literals);
  const image: Image = [];
  for (let at = 0; at < memory.length; ) {
    while (memory[at] === 0) at++;
    let end = at;
    for (let to = at; to < memory.length && to < end + shortestGap; to++) if (memory[to] !== 0) end = to + 1;
    if (end > at) image.push({ at, bytes: memory.slice(at, end) });
    at = end;
  }
  return image;
}

/** Fewer zeros than that are cheaper written than left out. */
const shortestGap = 64;

function instance(
  bytesIn: (base64: string) => Uint8Array,
  needOf: (from: number, length: number) => number,
): (Exports & Addresses) | undefined {
  try {
    const module = new WebAssembly.Module(bytesIn(wasm) as Uint8Array<ArrayBuffer>);
    return new WebAssembly.Instance(module, { 'names.as': { judged: needOf } }).exports as unknown as Exports & Addresses;
  } catch {
    return undefined;
  }
}

const layoutOf = (exports: Addresses): Layout =>
  Object.fromEntries(
    Object.entries(exports).flatMap(([name, value]) => (value instanceof WebAssembly.Global ? [[name, value.value]] : [])),
  ) as unknown as Layout;

function bytesOfBase64(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
