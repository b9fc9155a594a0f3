import { copiedPlaces, type Places } from './copied.ts';
import { type Held, type Machine, mostInMachine } from './machine.ts';
import { type Entry, type Pack, PackError, types } from './pack.ts';

/** @throws {PackError} */
function whole<T>(made: T | 'damaged'): T {
  if (made === 'damaged') throw new PackError('an object is damaged');
  return made;
}

/** What a scan does with the blobs of a pack. */
export interface Looker {
  /** A number for a blob that is to be looked at; undefined where nobody asks for it. */
  number(id: Buffer): number | undefined;
  /** Whether it stands among those that an earlier run has found something in; asked only of entries that it looked at. */
  knew(id: Buffer): boolean;
  /**
   * Looks at what of a blob was not looked at before.
   * @param copied secrets that it has from its base
   * @returns the secrets in it
   */
  look(id: Buffer, number: number, held: Held, copied: Places): Places;
  /** A blob that the machine has no room for: somebody else must read it. */
  tooLarge(id: Buffer): void;
  damaged(id: Buffer): void;
  /** The families of all entries before this one have been looked at. */
  reached(entry: number): void;
}

const none = -1;

/**
 * Goes through the blobs of one pack, each once: a blob that stands for itself, then those that are made of it, depth first, so that a base
 * is at hand when it is needed. A pack's own order would make many of them twice.
 */
export class PackScan {
  readonly #pack: Pack;
  readonly #machine: Machine;
  readonly #looker: Looker;
  readonly #first: number;
  /** The first entry that is made of an entry, and the next one that is made of the same. */
  readonly #firstMade: Int32Array;
  readonly #nextMade: Int32Array;
  /** Whether an entry was looked at: only then is what a delta copies from it known. */
  readonly #looked: Uint8Array;
  readonly #places = new Map<number, Places>();

  /** @param keys where this pack's entries begin among those of all packs: the machine holds blobs of several */
  constructor(pack: Pack, machine: Machine, looker: Looker, keys: number) {
    this.#pack = pack;
    this.#machine = machine;
    this.#looker = looker;
    this.#first = keys;
    this.#firstMade = new Int32Array(pack.count).fill(none);
    this.#nextMade = new Int32Array(pack.count).fill(none);
    this.#looked = new Uint8Array(pack.count);
  }

  /** @param done the families of so many entries have been looked at by an earlier run */
  run(done: number): void {
    const { roots, orphans } = this.#families();
    let blobs = 0;
    for (const root of roots) {
      for (const pending = [root]; pending.length > 0; ) {
        const number = pending.pop()!;
        this.#one(number, root < done);
        for (let made = this.#firstMade[number]!; made !== none; made = this.#nextMade[made]!) pending.push(made);
        if (++blobs % 512 === 0) this.#looker.reached(root);
      }
      this.#places.clear();
    }
    // The base stands in no pack that could be read.
    for (const number of orphans) this.#looker.damaged(this.#pack.id(number));
    this.#looker.reached(this.#pack.count);
  }

  /** Blobs that stand for themselves; deltas without a base. What is made of what is noted. */
  #families(): { roots: number[]; orphans: number[] } {
    const roots: number[] = [];
    const orphans: number[] = [];
    for (let number = 0; number < this.#pack.count; number++) {
      try {
        const { type, base } = this.#pack.entry(number);
        if (type === types.blob) roots.push(number);
        else if (base >= 0) {
          this.#nextMade[number] = this.#firstMade[base]!;
          this.#firstMade[base] = number;
        } else if (type >= types.offsetDelta) orphans.push(number);
      } catch (error) {
        this.#damage(number, error);
      }
    }
    return { roots, orphans };
  }

  #one(number: number, before: boolean): void {
    const id = this.#pack.id(number);
    const name = this.#looker.number(id);
    if (name === undefined) return;
    this.#looked[number] = 1;
    if (before && !this.#looker.knew(id)) return;
    try {
      this.#look(number, this.#pack.entry(number), { id, name, again: before });
    } catch (error) {
      this.#looked[number] = 0;
      this.#damage(number, error);
    }
  }

  #look(number: number, entry: Entry, { id, name, again }: { id: Buffer; name: number; again: boolean }): void {
    const made = this.#made(number, entry);
    if (!made) {
      this.#looked[number] = 0;
      this.#looker.tooLarge(id);
      return;
    }
    const { held, delta } = made;
    const base = entry.base >= 0 && this.#looked[entry.base] ? this.#places.get(entry.base) : undefined;
    const whole = again || !delta || !this.#looked[entry.base];
    if (whole) this.#machine.touchAll(held);
    const places = this.#looker.look(id, name, held, base && delta ? copiedPlaces(delta, base) : []);
    if (places.length) this.#places.set(number, places);
  }

  /** The blob in the machine, with its touched places noted where it is made of a delta. Undefined where there is no room for it. */
  #made(number: number, entry: Entry): { held: Held; delta?: Uint8Array } | undefined {
    if (entry.type === types.blob) {
      if (entry.size > mostInMachine) return undefined;
      return { held: this.#put(number, entry) };
    }
    const base = this.#held(entry.base);
    if (!base || entry.size > mostInMachine) return undefined;
    const delta = this.#delta(entry);
    const held = this.#apply(number, base, delta);
    return held && { held, delta };
  }

  #put(number: number, entry: Entry): Held {
    return whole(this.#machine.put(this.#first + number, this.#pack.packed(entry), entry.size));
  }

  #delta(entry: Entry): Uint8Array {
    return whole(this.#machine.delta(this.#pack.packed(entry), entry.size));
  }

  #apply(number: number, base: Held, delta: Uint8Array): Held | undefined {
    return whole(this.#machine.apply(this.#first + number, base, delta));
  }

  /** A base that is no longer at hand is made again, and so is what it is made of. */
  #held(number: number): Held | undefined {
    const chain: { number: number; entry: Entry }[] = [];
    let held: Held | undefined;
    for (let at = number; ; ) {
      held = this.#machine.get(this.#first + at);
      if (held) break;
      const entry = this.#pack.entry(at);
      if (entry.size > mostInMachine) return undefined;
      if (entry.type === types.blob) {
        held = this.#put(at, entry);
        break;
      }
      if (entry.base < 0 || chain.length > this.#pack.count) throw new PackError('a delta has no base');
      chain.push({ number: at, entry });
      at = entry.base;
    }
    for (let next = chain.pop(); next && held; next = chain.pop()) held = this.#apply(next.number, held, this.#delta(next.entry));
    return held;
  }

  #damage(number: number, error: unknown): void {
    if (!(error instanceof PackError)) throw error;
    this.#looker.damaged(this.#pack.id(number));
  }
}
