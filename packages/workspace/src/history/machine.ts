import { wasm } from '../generated/blobs.ts';
import type { Exports } from './exports.ts';
import type { Pack } from './pack.ts';
import { type Held, Ring, slack } from './ring.ts';
import { Shelf, shelfRoom } from './shelf.ts';

export type { Held } from './ring.ts';

/** Larger blobs are read by git, one at a time: this much has room here several times. */
export const mostInMachine = 4 * 1024 * 1024;
/** What can't be compressed grows a little. */
const mostPacked = mostInMachine + 64 * 1024;
const ringSize = 20 * 1024 * 1024;
/** The memory in which blobs are made of their deltas, and the work that is done there. */
export class Machine {
  readonly exports: Exports;
  readonly memory: Uint8Array;
  readonly #shelf: Shelf;
  readonly words: Uint32Array;
  readonly #packed: number;
  readonly #delta: number;
  #deltaLength = 0;
  readonly #base: number;
  /** What the last object was made of: it may have been moved out of its way. */
  lastBase: Held = { key: -1, at: 0, length: 0 };
  readonly #ring: Ring;

  /** @param idLength in bytes @param objects there is to be room for so many ids @param packs their sizes in bytes */
  constructor(idLength = 20, objects = 0, packs: readonly number[] = []) {
    const module = new WebAssembly.Module(Buffer.from(wasm, 'base64'));
    this.exports = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    this.#packed = this.exports.room.value;
    this.#delta = this.#packed + mostPacked + slack;
    this.#base = this.#delta + mostInMachine + slack;
    const ring = this.#base + mostInMachine + slack;
    this.#ring = new Ring(ring, ringSize, objects);
    const shelf = ring + ringSize + slack;
    const ids = shelf + shelfRoom(packs) + slack;
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(objects, 512) * 1.5));
    const { memory } = this.exports;
    memory.grow(Math.ceil((ids + 12 * capacity - memory.buffer.byteLength) / 65536));
    this.exports.prepare(idLength);
    this.exports.prepareIds(ids, capacity);
    this.memory = new Uint8Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.#shelf = new Shelf(this.memory, shelf, this.memory.subarray(this.#packed, this.#packed + mostPacked));
  }

  /** Where these bytes of a pack lie, until the next call. */
  load(pack: Pack, start: number, end: number): number {
    return this.#shelf.address(pack, start, end);
  }

  /** A blob that is still there. One that would soon give way is put in anew: what others were made of, more will be made of. */
  get(key: number): Held | undefined {
    const held = this.#ring.get(key);
    if (!held || !this.#ring.isOld(held)) return held;
    this.memory.copyWithin(this.#base, held.at, held.at + held.length);
    const anew = this.#ring.take(key, held.length);
    this.memory.copyWithin(anew.at, this.#base, this.#base + held.length);
    return anew;
  }

  /** The bytes, as long as nothing else is put in. */
  bytes({ at, length }: { at: number; length: number }): Uint8Array {
    return this.memory.subarray(at, at + length);
  }

  /** Unpacks an object that lies there. */
  put(key: number, packed: number, length: number, size: number): Held | 'damaged' {
    const held = this.#ring.take(key, size);
    if (this.#inflate(packed, length, held.at, size)) return held;
    this.#ring.drop(key);
    return 'damaged';
  }

  /** Puts in what is unpacked already. */
  hold(key: number, bytes: Uint8Array): Held {
    const held = this.#ring.take(key, bytes.length);
    this.memory.set(bytes, held.at);
    return held;
  }

  /** Where so much may be written for a moment, until something is made. */
  get scratch(): number {
    return this.#base;
  }

  close(): void {
    this.#shelf.close();
  }

  /** Unpacks a delta, for the next `apply`. False for one that is damaged. */
  delta(packed: number, length: number, size: number): boolean {
    this.#deltaLength = size;
    return this.#inflate(packed, length, this.#delta, size);
  }

  /** Where the delta lies that was unpacked last. */
  get lastDelta(): { at: number; length: number } {
    return { at: this.#delta, length: this.#deltaLength };
  }

  /** Makes a blob of a held one and the delta that was unpacked last, and notes what changed. Undefined where that is too large. */
  apply(key: number, base: Held): Held | 'damaged' | undefined {
    const size = this.exports.targetSize(this.#delta, this.#deltaLength, base.length);
    if (size < 0) return 'damaged';
    if (size > mostInMachine) return undefined;
    let from = base.at;
    if (this.#ring.wouldCover(base, size)) {
      this.memory.copyWithin(this.#base, base.at, base.at + base.length);
      from = this.#base;
    }
    this.lastBase = { key: base.key, at: from, length: base.length };
    const held = this.#ring.take(key, size);
    if (this.exports.apply(from, base.length, this.#delta, this.#deltaLength, held.at, size)) return held;
    this.#ring.drop(key);
    return 'damaged';
  }

  isBinary({ at, length }: Held): boolean {
    return this.exports.isBinary(at, length) !== 0;
  }

  touchAll({ length }: Held): void {
    this.exports.touchAll(length);
  }

  /** Start and end, in turn, of what is to be looked at. */
  pick({ at, length }: Held, kind: number): Uint32Array {
    const count = this.exports.pick(at, length, kind);
    const from = this.exports.regions.value >>> 2;
    return this.words.subarray(from, from + 2 * count);
  }

  forget({ at, length }: Held, start: number, stop: number, kind: number): void {
    this.exports.forget(at, length, start, stop, kind);
  }

  #inflate(packed: number, length: number, target: number, size: number): boolean {
    // Where the next object begins is where this one ends at the latest: more than zlib makes of so many bytes is none of it.
    const most = Math.min(length, mostPacked, size + (size >>> 8) + 1024);
    return this.exports.inflate(packed, most, target, size) !== 0;
  }
}
