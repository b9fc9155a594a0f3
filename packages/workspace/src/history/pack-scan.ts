import { copiedPlaces, type Places } from './copied.ts';
import type { Held, Machine } from './machine.ts';
import type { Maker } from './maker.ts';
import { PackError, types } from './pack.ts';

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

/**
 * Goes through the blobs of one pack, each once: a blob that stands for itself, then those that are made of it, depth first, so that a base
 * is at hand when it is needed. A pack's own order would make many of them twice.
 */
export class PackScan {
  readonly #maker: Maker;
  readonly #machine: Machine;
  readonly #looker: Looker;
  /** Whether an entry was looked at: only then is what a delta copies from it known. */
  readonly #looked: Uint8Array;
  readonly #places = new Map<number, Places>();

  constructor(maker: Maker, machine: Machine, looker: Looker) {
    this.#maker = maker;
    this.#machine = machine;
    this.#looker = looker;
    this.#looked = new Uint8Array(maker.pack.count);
  }

  /** @param done the families of so many entries have been looked at by an earlier run */
  run(done: number): void {
    const { pack, families } = this.#maker;
    let blobs = 0;
    for (const root of families.roots(types.blob)) {
      families.through(root, entry => {
        this.#one(entry, root < done);
        if (++blobs % 512 === 0) this.#looker.reached(root);
      });
      this.#places.clear();
    }
    // What it is can't be told: it is damaged, or its base stands in no pack that could be read.
    for (let entry = 0; entry < pack.count; entry++) if (families.types[entry] === 0) this.#looker.damaged(pack.id(entry));
    this.#looker.reached(pack.count);
  }

  #one(entry: number, before: boolean): void {
    const id = this.#maker.pack.id(entry);
    const name = this.#looker.number(id);
    if (name === undefined) return;
    this.#looked[entry] = 1;
    if (before && !this.#looker.knew(id)) return;
    try {
      this.#look(entry, { id, name, again: before });
    } catch (error) {
      if (!(error instanceof PackError)) throw error;
      this.#looked[entry] = 0;
      this.#looker.damaged(id);
    }
  }

  #look(entry: number, { id, name, again }: { id: Buffer; name: number; again: boolean }): void {
    const held = this.#maker.make(entry);
    if (!held) {
      this.#looked[entry] = 0;
      this.#looker.tooLarge(id);
      return;
    }
    const base = this.#maker.families.bases[entry]!;
    const looked = base >= 0 && this.#looked[base];
    const places = looked ? this.#places.get(base) : undefined;
    if (again || !looked) this.#machine.touchAll(held);
    const now = this.#looker.look(id, name, held, places ? copiedPlaces(this.#machine.bytes(this.#machine.lastDelta), places) : []);
    if (now.length) this.#places.set(entry, now);
  }
}
