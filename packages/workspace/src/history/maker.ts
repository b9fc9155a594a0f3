import type { Families } from './families.ts';
import { type Held, type Machine, mostInMachine } from './machine.ts';
import { type Pack, PackError } from './pack.ts';

/** @throws {PackError} */
function whole<T>(made: T | 'damaged'): T {
  if (made === 'damaged') throw new PackError('an object is damaged');
  return made;
}

/** Makes the objects of one pack in the machine. */
export class Maker {
  readonly pack: Pack;
  readonly families: Families;
  /** Where this pack's entries begin among those of all packs: the machine holds objects of several. */
  readonly first: number;
  readonly #machine: Machine;

  constructor(pack: Pack, families: Families, machine: Machine, first: number) {
    this.pack = pack;
    this.families = families;
    this.first = first;
    this.#machine = machine;
  }

  /**
   * The object, with its touched places noted where it is made of a delta. Undefined where there is no room for it.
   * @throws {PackError} where it, or what it is made of, is damaged
   */
  make(entry: number): Held | undefined {
    const { bases, sizes } = this.families;
    if (sizes[entry]! > mostInMachine) return undefined;
    if (bases[entry]! < 0) return this.#put(entry);
    const base = this.held(bases[entry]!);
    return base && this.#apply(entry, base);
  }

  /** The object. One that is no longer at hand is made again, and so is what it is made of. @throws {PackError} */
  held(entry: number): Held | undefined {
    const { bases, sizes, types } = this.families;
    const chain: number[] = [];
    let held: Held | undefined;
    for (let at = entry; ; ) {
      held = this.#machine.get(this.first + at);
      if (held) break;
      if (sizes[at]! > mostInMachine) return undefined;
      if (bases[at]! < 0) {
        if (!types[at]) throw new PackError('a delta has no base');
        held = this.#put(at);
        break;
      }
      if (chain.length > this.pack.count) throw new PackError('a delta has no base');
      chain.push(at);
      at = bases[at]!;
    }
    for (let next = chain.pop(); next !== undefined && held; next = chain.pop()) held = this.#apply(next, held);
    return held;
  }

  #put(entry: number): Held {
    const { at, length } = this.#packed(entry);
    return whole(this.#machine.put(this.first + entry, at, length, this.families.sizes[entry]!));
  }

  #apply(entry: number, base: Held): Held | undefined {
    const { at, length } = this.#packed(entry);
    if (!this.#machine.delta(at, length, this.families.sizes[entry]!)) throw new PackError('an object is damaged');
    return whole(this.#machine.apply(this.first + entry, base));
  }

  /** What is compressed there, and perhaps some bytes behind it. */
  #packed(entry: number): { at: number; length: number } {
    const start = this.pack.offsets[entry]! + this.families.heads[entry]!;
    const end = this.pack.offsets[entry + 1]!;
    return { at: this.#machine.load(this.pack, start, end), length: end - start };
  }
}
