import { wasm } from '../generated/blobs.ts';
import type { Exports } from './exports.ts';
import type { Pack } from './pack.ts';
import { Shelf, shelfRoom } from './shelf.ts';

/** Larger blobs are read by git, one at a time: this much has room here several times. */
export const mostInMachine = 4 * 1024 * 1024;
/** What can't be compressed grows a little. */
const mostPacked = mostInMachine + 64 * 1024;
const ringSize = 20 * 1024 * 1024;
/** Between blobs: copies and searches go by words. */
const slack = 32;

/** A blob in the machine's memory, until newer ones need the room. */
export interface Held {
  key: number;
  at: number;
  length: number;
}

/**
 * The memory in which blobs are made of their deltas, and the work that is done there. Blobs lie in a ring: the next one takes the place
 * of the oldest, which is what a pack's order asks for, since deltas follow their base.
 */
export class Machine {
  readonly exports: Exports;
  readonly memory: Uint8Array;
  readonly #shelf: Shelf;
  readonly words: Uint32Array;
  readonly #packed: number;
  readonly #delta: number;
  readonly #base: number;
  /** What the last object was made of: it may have been moved out of its way. */
  lastBase: Held = { key: -1, at: 0, length: 0 };
  readonly #ring: number;
  readonly #held = new Map<number, Held>();
  /** Oldest first: what lies in the ring from the head on. */
  #order: Held[] = [];
  #oldest = 0;
  #head = 0;

  /** @param idLength in bytes @param objects there is to be room for so many ids @param packs their sizes in bytes */
  constructor(idLength = 20, objects = 0, packs: readonly number[] = []) {
    const module = new WebAssembly.Module(Buffer.from(wasm, 'base64'));
    this.exports = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    this.#packed = this.exports.room.value;
    this.#delta = this.#packed + mostPacked + slack;
    this.#base = this.#delta + mostInMachine + slack;
    this.#ring = this.#base + mostInMachine + slack;
    const shelf = this.#ring + ringSize + slack;
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
    const held = this.#held.get(key);
    if (!held) return undefined;
    const ahead = (held.at - this.#ring - this.#head + ringSize) % ringSize;
    if (ahead > ringSize / 2 || held.length > ringSize / 16) return held;
    this.memory.copyWithin(this.#base, held.at, held.at + held.length);
    const anew = this.#take(key, held.length);
    this.memory.copyWithin(anew.at, this.#base, this.#base + held.length);
    return anew;
  }

  /** The bytes, as long as nothing else is put in. */
  bytes({ at, length }: Held): Uint8Array {
    return this.memory.subarray(at, at + length);
  }

  /** Unpacks an object that lies there. */
  put(key: number, packed: number, length: number, size: number): Held | 'damaged' {
    const held = this.#take(key, size);
    if (this.#inflate(packed, length, held.at, size)) return held;
    this.#held.delete(key);
    return 'damaged';
  }

  /** Puts in what is unpacked already. */
  hold(key: number, bytes: Uint8Array): Held {
    const held = this.#take(key, bytes.length);
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

  /** Unpacks a delta. The bytes, as long as no other one is unpacked. */
  delta(packed: number, length: number, size: number): Uint8Array | 'damaged' {
    return this.#inflate(packed, length, this.#delta, size) ? this.memory.subarray(this.#delta, this.#delta + size) : 'damaged';
  }

  /** Makes a blob of a held one and the delta that was unpacked last, and notes what changed. Undefined where that is too large. */
  apply(key: number, base: Held, delta: Uint8Array): Held | 'damaged' | undefined {
    const size = this.exports.targetSize(this.#delta, delta.length, base.length);
    if (size < 0) return 'damaged';
    if (size > mostInMachine) return undefined;
    let from = base.at;
    if (this.#wouldCover(base, size)) {
      this.memory.copyWithin(this.#base, base.at, base.at + base.length);
      from = this.#base;
    }
    this.lastBase = { key: base.key, at: from, length: base.length };
    const held = this.#take(key, size);
    if (this.exports.apply(from, base.length, this.#delta, delta.length, held.at, size)) return held;
    this.#held.delete(key);
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

  #place(size: number): number {
    return this.#head + size + slack > ringSize ? 0 : this.#head;
  }

  #wouldCover({ at, length }: Held, size: number): boolean {
    const start = this.#ring + this.#place(size);
    return at < start + size + slack && start < at + length + slack;
  }

  #take(key: number, length: number): Held {
    const place = this.#place(length);
    // What lies behind the head when it starts over is given up as well: it is the oldest there is.
    const stop = this.#ring + place + length + slack;
    const start = this.#ring + place;
    for (; this.#oldest < this.#order.length; this.#oldest++) {
      const held = this.#order[this.#oldest]!;
      const behind = place < this.#head && held.at >= this.#ring + this.#head;
      if (!behind && !(held.at < stop && start < held.at + held.length + slack)) break;
      if (this.#held.get(held.key) === held) this.#held.delete(held.key);
    }
    if (this.#oldest > 4096 && this.#oldest * 2 > this.#order.length) {
      this.#order = this.#order.slice(this.#oldest);
      this.#oldest = 0;
    }
    const held = { key, at: start, length };
    this.#head = place + length + slack;
    this.#order.push(held);
    this.#held.set(key, held);
    return held;
  }
}
