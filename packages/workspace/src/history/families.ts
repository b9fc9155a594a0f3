import type { Machine } from './machine.ts';
import { type Pack, types } from './pack.ts';

const none = -1;
/** The longest that stands before an object's data: two numbers, an object id. */
const longestHead = 64;

/** What the entries of a pack are, and which of them are made of which. */
export class Families {
  /** Of each entry: what it is in the end, 0 where that can't be told; of what it is made, or -1. */
  readonly types: Uint8Array;
  readonly bases: Int32Array;
  /** Of what is compressed, the object or the delta; and where that starts, from the entry's start on. */
  readonly sizes: Float64Array;
  readonly heads: Uint8Array;
  /** The first entry that is made of an entry, and the next one that is made of the same; or -1. */
  readonly firstMade: Int32Array;
  readonly nextMade: Int32Array;

  constructor(pack: Pack, machine: Machine, idLength: number) {
    const { count, offsets } = pack;
    this.types = new Uint8Array(count);
    this.bases = new Int32Array(count).fill(none);
    this.sizes = new Float64Array(count);
    this.heads = new Uint8Array(count);
    this.firstMade = new Int32Array(count).fill(none);
    this.nextMade = new Int32Array(count).fill(none);
    const { memory } = machine;
    for (let entry = 0; entry < count; entry++) {
      const start = offsets[entry]!;
      const from = machine.load(pack, start, Math.min(offsets[entry + 1]!, start + longestHead));
      let at = from;
      let byte = memory[at++]!;
      const type = (byte >> 4) & 7;
      let size = byte & 15;
      for (let factor = 16; byte & 128 && at < from + 16; factor *= 128) {
        byte = memory[at++]!;
        size += (byte & 127) * factor;
      }
      if (type === types.offsetDelta) {
        byte = memory[at++]!;
        let distance = byte & 127;
        while (byte & 128 && at < from + 32) {
          byte = memory[at++]!;
          distance = (distance + 1) * 128 + (byte & 127);
        }
        this.bases[entry] = pack.entryAt(start - distance);
      } else if (type === types.referenceDelta) {
        this.bases[entry] = pack.find(memory.subarray(at, at + idLength));
        at += idLength;
      } else if (type >= types.commit && type <= types.tag) this.types[entry] = type;
      this.sizes[entry] = size;
      this.heads[entry] = at - from;
    }
    this.#join();
  }

  /** The numbers of those that stand for themselves. */
  *roots(type: number): Generator<number> {
    for (let entry = 0; entry < this.types.length; entry++) if (this.bases[entry] === none && this.types[entry] === type) yield entry;
  }

  /** Goes through the family of an entry, each after what it is made of. */
  through(root: number, visit: (entry: number) => void): void {
    for (const pending = [root]; pending.length > 0; ) {
      const entry = pending.pop()!;
      visit(entry);
      for (let made = this.firstMade[entry]!; made !== none; made = this.nextMade[made]!) pending.push(made);
    }
  }

  #join(): void {
    for (let entry = 0; entry < this.types.length; entry++) {
      const base = this.bases[entry]!;
      if (base === none) continue;
      this.nextMade[entry] = this.firstMade[base]!;
      this.firstMade[base] = entry;
    }
    for (let entry = 0; entry < this.types.length; entry++) {
      const type = this.types[entry]!;
      if (this.bases[entry] === none && type)
        this.through(entry, each => {
          this.types[each] = type;
        });
    }
  }
}
