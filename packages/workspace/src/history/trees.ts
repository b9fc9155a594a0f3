import type { Machine } from './machine.ts';
import type { Maker } from './maker.ts';
import type { Objects } from './objects.ts';
import { PackError, types } from './pack.ts';

/** Stands for what is not here where a number of an object is told. */
const notHere = 0xffffffff;

/** What every tree that is here names: which objects it has that the tree does not have of which it is made, and which it has not. */
export class Trees {
  /** By number of an object: the first tree that was seen to have it, and its name there; -1 for none. */
  readonly #treeOf: Int32Array;
  readonly #nameOf: Int32Array;
  readonly #names: string[] = [];
  readonly #nameNumbers = new Map<string, number>();
  /** Of every tree, numbers of objects, twice; and one more for what its base has and it has not. */
  #changes = new Uint32Array(1 << 16);
  #length = 0;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  /** Trees that are told whole although they are made of another one. */
  readonly #alone: Uint8Array;
  readonly #paths = new Map<number, string>();
  readonly #objects: Objects;
  /** The ids of files that trees name and that are not here. */
  readonly missing = new Set<string>();
  /** How many blobs trees name. */
  readonly blobs: number;

  /** @throws {PackError} where a tree can't be read, or one that it names is not here */
  constructor(objects: Objects) {
    this.#objects = objects;
    this.#treeOf = new Int32Array(objects.count).fill(-1);
    this.#nameOf = new Int32Array(objects.count);
    this.#starts = new Uint32Array(objects.count);
    this.#ends = new Uint32Array(objects.count);
    this.#alone = new Uint8Array(objects.count);
    for (const { maker } of objects.packs) {
      const { families } = maker;
      for (const root of families.roots(types.tree)) families.through(root, entry => this.#packed(maker, entry));
    }
    const { machine } = objects;
    for (let index = 0; index < objects.loose.length; index++) {
      const { number, type, bytes } = objects.looseAt(index);
      if (type !== types.tree || !bytes) continue;
      const held = machine.hold(number, bytes);
      machine.touchAll(held);
      this.#starts[number] = this.#length;
      machine.exports.beginTouched(held.at, held.length);
      this.#added(number, held.at);
      this.#ends[number] = this.#length;
    }
    if (machine.exports.missesTree.value) throw new PackError('a tree is not here');
    let blobs = 0;
    for (const { maker } of objects.packs)
      for (let entry = 0; entry < maker.pack.count; entry++)
        if (maker.families.types[entry] === types.blob && this.names(maker.first + entry)) blobs++;
    this.blobs = blobs;
  }

  /** Whether a tree has it. */
  names(number: number): boolean {
    return this.#treeOf[number]! >= 0;
  }

  /** A path that the object has, or had, somewhere in the history; undefined where no tree names it. */
  path(number: number): string | undefined {
    const tree = this.#treeOf[number]!;
    return tree < 0 ? undefined : this.#folder(tree) + this.#names[this.#nameOf[number]!]!;
  }

  /** Marks every tree that has one of these objects, in it or below. @returns those trees */
  mark(objects: Iterable<number>, marks: Int32Array, as: number): number[] {
    const marked: number[] = [];
    const add = (tree: number) => {
      if (marks[tree] === as) return;
      marks[tree] = as;
      marked.push(tree);
    };
    for (const object of objects) this.having(object, add);
    for (let i = 0; i < marked.length; i++) this.having(marked[i]!, add);
    return marked;
  }

  /** Tells the trees that have the object in them, some perhaps twice. */
  having(object: number, visit: (tree: number) => void): void {
    const { trees, starts } = this.#brought();
    const made: number[] = [];
    const out: number[] = [];
    for (let i = starts[object]!; i < starts[object + 1]!; i++) {
      out.push(trees[i]!);
      // On to the trees that took it over.
      for (let each = out.pop(); each !== undefined; each = out.pop()) {
        visit(this.#objects.known(each));
        this.#objects.madeOf(each, made);
        for (let next = made.pop(); next !== undefined; next = made.pop())
          if (!this.#alone[next] && !this.#drops(next, object)) out.push(next);
      }
    }
  }

  #drops(tree: number, object: number): boolean {
    const gone = 2 * object + 1;
    const here = 2 * object;
    let dropped = false;
    for (let i = this.#starts[tree]!; i < this.#ends[tree]!; i++) {
      if (this.#changes[i] === gone) dropped = true;
      // It comes by itself.
      if (this.#changes[i] === here) return true;
    }
    return dropped;
  }

  #inverse: { trees: Uint32Array; starts: Uint32Array } | undefined;
  /** By object: the trees that brought it. */
  #brought(): { trees: Uint32Array; starts: Uint32Array } {
    if (this.#inverse) return this.#inverse;
    const starts = new Uint32Array(this.#objects.count + 2);
    for (let i = 0; i < this.#length; i++) if (!(this.#changes[i]! & 1)) starts[(this.#changes[i]! >>> 1) + 2]!++;
    for (let i = 2; i < starts.length; i++) starts[i]! += starts[i - 1]!;
    const trees = new Uint32Array(starts.at(-1)!);
    for (let tree = 0; tree < this.#starts.length; tree++)
      for (let i = this.#starts[tree]!; i < this.#ends[tree]!; i++)
        if (!(this.#changes[i]! & 1)) trees[starts[(this.#changes[i]! >>> 1) + 1]!++] = tree;
    this.#inverse = { trees, starts };
    return this.#inverse;
  }

  #folder(tree: number): string {
    let path = this.#paths.get(tree);
    if (path !== undefined) return path;
    const chain: number[] = [];
    for (let at = tree; at >= 0 && !this.#paths.has(at) && chain.length < 4096; at = this.#treeOf[at]!) chain.push(at);
    for (let at = chain.pop(); at !== undefined; at = chain.pop()) {
      const above = this.#treeOf[at]!;
      path = above < 0 ? '' : `${this.#paths.get(above) ?? ''}${this.#names[this.#nameOf[at]!]!}/`;
      this.#paths.set(at, path);
    }
    return path ?? '';
  }

  #packed(maker: Maker, entry: number): void {
    const held = maker.make(entry);
    if (!held) throw new PackError('a tree is too large');
    const isMade = maker.families.bases[entry]! >= 0;
    const { machine } = this.#objects;
    const { exports, lastBase, lastDelta } = machine;
    const number = maker.first + entry;
    this.#starts[number] = this.#length;
    if (isMade && exports.takenOver(lastDelta.at, lastDelta.length)) {
      exports.beginRemoved(lastBase.at, lastBase.length);
      this.#removed();
    } else {
      machine.touchAll(held);
      if (isMade) this.#alone[number] = 1;
    }
    exports.beginTouched(held.at, held.length);
    this.#added(number, held.at);
    this.#ends[number] = this.#length;
  }

  #removed(): void {
    const { exports, words } = this.#objects.machine;
    const from = exports.regions.value >>> 2;
    for (let count = exports.removed(); count; count = exports.removed()) {
      const room = this.#room(count);
      let length = this.#length;
      for (let i = 0; i < count; i++) {
        const object = words[from + 2 * i]!;
        if (object !== notHere) room[length++] = 2 * object + 1;
      }
      this.#length = length;
    }
  }

  #added(tree: number, at: number): void {
    const { machine } = this.#objects;
    const { exports, words } = machine;
    const from = exports.regions.value >>> 2;
    const known = this.#objects.known(tree);
    for (let count = exports.added(); count; count = exports.added()) {
      const room = this.#room(count);
      const treeOf = this.#treeOf;
      let length = this.#length;
      for (let i = 0; i < count; i++) {
        const object = words[from + 2 * i]!;
        if (object === notHere) {
          this.#missed(machine, at + words[from + 2 * i + 1]!);
          continue;
        }
        room[length++] = 2 * object;
        if (treeOf[object]! >= 0) continue;
        treeOf[object] = known;
        this.#nameOf[object] = this.#name(machine, at + words[from + 2 * i + 1]!);
      }
      this.#length = length;
    }
  }

  #room(more: number): Uint32Array {
    if (more < 0) throw new PackError('a tree is damaged');
    if (this.#length + more > this.#changes.length) {
      const larger = new Uint32Array(2 * this.#changes.length + more);
      larger.set(this.#changes.subarray(0, this.#length));
      this.#changes = larger;
    }
    return this.#changes;
  }

  #missed({ memory }: Machine, name: number): void {
    const at = memory.indexOf(0, name) + 1;
    this.missing.add(Buffer.from(memory.buffer, at, this.#objects.idLength).toString('hex'));
  }

  #name({ memory }: Machine, at: number): number {
    const end = memory.indexOf(0, at);
    const bytes = Buffer.from(memory.buffer, at, end - at);
    const raw = bytes.toString('latin1');
    let number = this.#nameNumbers.get(raw);
    if (number === undefined) {
      number = this.#names.push(bytes.toString()) - 1;
      this.#nameNumbers.set(raw, number);
    }
    return number;
  }
}
