import { basename } from 'node:path';
import { Families } from './families.ts';
import { type Held, Machine, mostInMachine } from './machine.ts';
import { Maker } from './maker.ts';
import { Pack, PackError, types } from './pack.ts';
import { looseIn, looseObject, packsIn } from './store.ts';

/** How many ids are noted at once. */
const portion = 16384;

/** A pack, as what makes its objects. */
export interface Packed {
  name: string;
  maker: Maker;
}

/** Every object of a repository that is here, by number: those of the packs, in their order, then those in files of their own. */
export class Objects {
  readonly machine: Machine;
  readonly packs: Packed[] = [];
  readonly loose: { id: string; path: string }[];
  readonly count: number;
  readonly idLength: number;
  /** Packs that could not be read, with the reason. */
  readonly broken: { name: string; why: string }[] = [];
  /** Where the loose ones begin. */
  readonly #firstLoose: number;
  /** An object that is here twice goes by the number that was noted first. */
  readonly #again = new Map<number, number>();

  constructor(folders: string[], idLength: number) {
    this.idLength = idLength;
    const packs: { name: string; pack: Pack }[] = [];
    for (const path of packsIn(folders)) {
      const name = basename(path);
      try {
        packs.push({ name, pack: new Pack(path, idLength) });
      } catch (error) {
        if (!(error instanceof PackError)) throw error;
        this.broken.push({ name, why: error.message });
      }
    }
    this.loose = [...looseIn(folders)];
    this.#firstLoose = packs.reduce((sum, { pack }) => sum + pack.count, 0);
    this.count = this.#firstLoose + this.loose.length;
    this.machine = new Machine(
      idLength,
      this.count,
      packs.map(({ pack }) => pack.size),
    );
    let first = 0;
    for (const { name, pack } of packs) {
      const { ids, entries } = pack.ids();
      this.#note(ids, entries, first);
      this.packs.push({ name, maker: new Maker(pack, new Families(pack, this.machine, idLength), this.machine, first) });
      first += pack.count;
    }
    const ids = Buffer.from(this.loose.map(({ id }) => id).join(''), 'hex');
    this.#note(ids, Uint32Array.from(this.loose.keys()), first);
  }

  /** The number of the object with this id; -1 where it is not here. */
  numberOf(id: Uint8Array): number {
    const { memory, scratch, exports } = this.machine;
    memory.set(id, scratch);
    return exports.findId(scratch);
  }

  /** The number by which an object goes everywhere. */
  known(number: number): number {
    return this.#again.size === 0 ? number : (this.#again.get(number) ?? number);
  }

  id(number: number): string {
    const packed = this.#packOf(number);
    return packed ? packed.pack.id(number - packed.first).toString('hex') : this.loose[number - this.#firstLoose]!.id;
  }

  /** Adds the numbers of those that are made of it. */
  madeOf(number: number, to: number[]): void {
    const packed = this.#packOf(number);
    if (!packed) return;
    const { firstMade, nextMade } = packed.families;
    for (let made = firstMade[number - packed.first]!; made >= 0; made = nextMade[made]!) to.push(packed.first + made);
  }

  /** A copy of the object's bytes; none where it is of another type or too large. @throws {PackError} where it is damaged */
  bytes(number: number, type: number): Buffer {
    const got = this.get(number);
    return Buffer.from(got?.type === type ? this.machine.bytes(got.held) : []);
  }

  /**
   * The object in the machine, and what it is; undefined where there is no room for it.
   * @throws {PackError} where it is damaged
   */
  get(number: number): { type: number; held: Held } | undefined {
    const packed = this.#packOf(number);
    if (packed) {
      const held = packed.held(number - packed.first);
      return held && { type: packed.families.types[number - packed.first]!, held };
    }
    const { type, bytes } = this.looseAt(number - this.#firstLoose);
    if (!bytes || bytes.length > mostInMachine) return undefined;
    return { type, held: this.machine.hold(number, bytes) };
  }

  /** A loose object: without its bytes where it is a blob. @throws {PackError} where it is damaged */
  looseAt(index: number): { number: number; type: number; bytes: Uint8Array | undefined } {
    try {
      const { type, bytes } = looseObject(this.loose[index]!.path);
      return { number: this.#firstLoose + index, type: types[type as keyof typeof types] ?? 0, bytes };
    } catch {
      throw new PackError('an object is damaged');
    }
  }

  #packOf(number: number): Maker | undefined {
    return number < this.#firstLoose ? this.packs.findLast(({ maker }) => maker.first <= number)!.maker : undefined;
  }

  #note(ids: Uint8Array, entries: Uint32Array, first: number): void {
    const { memory, words, scratch, exports } = this.machine;
    const given = scratch + portion * 32;
    const again = given + portion * 4;
    for (let at = 0; at < entries.length; at += portion) {
      const some = entries.subarray(at, at + portion);
      memory.set(ids.subarray(at * this.idLength, (at + some.length) * this.idLength), scratch);
      words.set(some, given >>> 2);
      const known = exports.insertIds(scratch, given, some.length, this.idLength, first, again);
      for (let i = 0; i < known; i++) this.#again.set(words[(again >>> 2) + 2 * i]!, words[(again >>> 2) + 2 * i + 1]!);
    }
  }
}
