import type { Held } from './machine.ts';
import type { Objects } from './objects.ts';
import { PackError, types } from './pack.ts';

const most = 65536;

/** Every commit that is here: its tree, its parents, when it was committed. All are numbers of objects; -1 stands for what is not here. */
export class Commits {
  /** By number of an object: which commit it is, or -1. */
  readonly placeOf: Int32Array;
  readonly numbers: number[] = [];
  readonly trees: number[] = [];
  readonly times: number[] = [];
  /** The parents of all, one after the other, and by place where those of each begin. */
  readonly parents: number[] = [];
  readonly starts: number[] = [0];
  readonly #objects: Objects;

  /**
   * @param message is told the bytes of every commit's message; they are good until the next call of anything
   * @throws {PackError} where one can't be read
   */
  constructor(objects: Objects, message: (number: number, bytes: Uint8Array) => void) {
    this.#objects = objects;
    this.placeOf = new Int32Array(objects.count).fill(-1);
    for (const { maker } of objects.packs) {
      const { families, first } = maker;
      for (const root of families.roots(types.commit))
        families.through(root, entry => {
          const held = maker.make(entry);
          if (!held) throw new PackError('a commit is too large');
          this.#add(first + entry, held, message);
        });
    }
    for (let index = 0; index < objects.loose.length; index++) {
      const { number, type, bytes } = objects.looseAt(index);
      if (type === types.commit && bytes && objects.known(number) === number)
        this.#add(number, objects.machine.hold(number, bytes), message);
    }
  }

  #add(number: number, held: Held, message: (number: number, bytes: Uint8Array) => void): void {
    const { machine, idLength } = this.#objects;
    const { exports, words, scratch, memory } = machine;
    const parents = exports.readCommit(held.at, held.length, idLength, scratch, most);
    if (parents < 0) throw new PackError('a commit is damaged');
    const out = scratch >>> 2;
    // Twice here, it is one.
    if (this.#objects.known(number) !== number) return;
    this.placeOf[number] = this.numbers.push(number) - 1;
    this.trees.push(words[out + 1]! | 0);
    this.times.push(exports.commitTime.value);
    for (let i = 0; i < parents; i++) this.parents.push(words[out + 2 + i]! | 0);
    this.starts.push(this.parents.length);
    message(number, memory.subarray(held.at + words[out]!, held.at + held.length));
  }
}
