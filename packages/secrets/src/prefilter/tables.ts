/** Writes the tables that `prefilter.as.ts` reads. */
import { type Anchor, anchorsOf, bucketsOf, casesOf } from './anchors.ts';
import { byteClasses, classes } from './classes.ts';
import { sextets } from './encoded.ts';
import { continuations, isTokenByte, type Literal } from './literals.ts';

/** Addresses, as the module exports them. */
export interface Layout {
  anywhereMasks: number;
  classMasks: number;
  guardClasses: number;
  sextets: number;
  continuations: number;
  anywhereBits: number;
  windowBits: number;
  plainBits: number;
  anywhereHeads: number;
  window3Heads: number;
  window4Heads: number;
  entries: number;
  literalBytes: number;
  hits: number;
}

/** By the numbers that the module knows them by. */
const guards = [undefined, 'given', 'userinfo', 'identified', 'bearer', 'basic', 'asUser', 'converted'];

export function writeTables(memory: Uint8Array, layout: Layout, literals: Literal[]): void {
  const shorts = new Uint16Array(memory.buffer);
  const words = new Uint32Array(memory.buffer);
  const anchors = anchorsOf(literals);
  writeMasks(memory, layout, bucketsOf(anchors));
  memory.set(byteClasses, layout.guardClasses);
  memory.set(sextets, layout.sextets);
  memory.set(continuations, layout.continuations);
  let number = 0;
  let free = layout.literalBytes;
  const write = (text: string): number => {
    const at = free;
    free += text.length;
    if (free > layout.hits) throw new RangeError('too many literals');
    for (let i = 0; i < text.length; i++) memory[at + i] = text.charCodeAt(i);
    return at;
  };
  const addresses = literals.map(({ text }) => write(text));

  /** @returns its hash, of which the upper bits are the place in a list of heads */
  const hashOf = (folded: number): number => Math.imul(folded, 0x9e3779b1) >>> 0;
  const mark = (bits: number, bit: number): void => {
    memory[bits + (bit >>> 3)]! |= 1 << (bit & 7);
  };
  const add = (heads: number, folded: number, literal: number, anchor: number): void => {
    const head = heads + ((hashOf(folded) >>> 20) << 1);
    const entry = layout.entries + (++number << 5);
    if (entry + 32 > layout.literalBytes) throw new RangeError('too many literals');
    const half = entry >> 1;
    shorts[half] = shorts[head >> 1]!;
    shorts[half + 1] = (literals[literal]!.caseless ? 1 : 0) | (guards.indexOf(literals[literal]!.guard) << 1);
    words[(entry >> 2) + 1] = addresses[literal]!;
    shorts[half + 4] = literals[literal]!.text.length;
    shorts[half + 5] = anchor;
    words[(entry >> 2) + 3] = literal;
    const { whole, named, farther, run } = literals[literal]!.place ?? {};
    shorts[half + 8] = run?.least ?? 0;
    shorts[half + 9] = run?.within ?? 0;
    shorts[half + 10] = run ? classes[run.of] : 0;
    shorts[half + 11] = (whole ? 1 : 0) | (run?.lines ? 2 : 0) | (named ? 4 : 0) | (literals[literal]!.where === 'digits' ? 8 : 0);
    words[(entry >> 2) + 6] = folded;
    if (farther)
      words[(entry >> 2) + 7] = farther.within | (farther.text.length << 10) | ((write(farther.text) - layout.literalBytes) << 15);
    shorts[head >> 1] = number;
  };

  for (const { text, members } of anchors) {
    mark(layout.anywhereBits, hashOf(folded(text, 3)) >>> 16);
    for (const { number: literal, offset } of members) add(layout.anywhereHeads, folded(text, 3), literal, offset);
  }
  literals.forEach(({ text, where }, literal) => {
    if (where === 'anywhere') return;
    // Four bytes are looked at first: of a literal that has three, the next may be any.
    const beginnings = text.length > 3 ? [folded(text, 4)] : foldedBytes.map(byte => (folded(text, 3) | (byte << 24)) >>> 0);
    for (const beginning of beginnings) {
      mark(layout.windowBits, hashOf(beginning) >>> 15);
      if (where === 'window') mark(layout.plainBits, hashOf(beginning) >>> 15);
    }
    if (text.length > 3) add(layout.window4Heads, folded(text, 4), literal, 0);
    else add(layout.window3Heads, folded(text, 3), literal, 0);
  });
}

/** Little-endian, each byte with its bit 0x20 set: letters of both cases are alike. */
function folded(text: string, bytes: number): number {
  let word = 0;
  for (let i = bytes - 1; i >= 0; i--) word = (word << 8) | text.charCodeAt(i) | 0x20;
  return word >>> 0;
}

/** All bytes with their bit 0x20 set. */
const foldedBytes = Array.from({ length: 256 }, (_, byte) => byte).filter(byte => (byte & 0x20) !== 0);
const everyByte = Array.from({ length: 256 }, (_, byte) => byte);

function writeMasks(memory: Uint8Array, layout: Layout, groups: Anchor[][]): void {
  groups.forEach((anchors, bucket) => {
    for (const { text } of anchors)
      for (let place = 0; place < 4; place++) {
        const lower = layout.anywhereMasks + place * 32;
        const allowed = place < text.length ? casesOf(text[place]!) : everyByte;
        for (const byte of allowed) {
          memory[lower + (byte & 15)]! |= 1 << bucket;
          memory[lower + 16 + (byte >> 4)]! |= 1 << bucket;
        }
      }
  });
  // A byte is in the class where the bit of its upper half stands in the row of its lower half.
  for (let byte = 0; byte < 128; byte++) if (isTokenByte(byte)) memory[layout.classMasks + (byte & 15)]! |= 1 << (byte >> 4);
  for (let upper = 0; upper < 8; upper++) memory[layout.classMasks + 16 + upper] = 1 << upper;
}
