import type { Commits } from './commits.ts';
import type { FoundSecret } from './found.ts';
import type { Objects } from './objects.ts';
import type { Order } from './order.ts';
import { types } from './pack.ts';
import type { Story } from './tell.ts';
import type { Trees } from './trees.ts';

const unknown = -2;
/** Folders in folders: nobody nests deeper, and a call for each must not become too many. */
const deepest = 2000;

interface File {
  path: string;
  blob: number;
}

/** Tells since when secrets stand, and when they went. What is known of a folder serves all that is in it. */
export class Stories {
  readonly #objects: Objects;
  readonly #commits: Commits;
  readonly #trees: Trees;
  readonly #order: Order;
  /** By number of an object: the rank of the oldest commit that has it, -1 for none. The newest commit has rank 0. */
  readonly #oldest: Int32Array;
  /** By number of a tree: the rank of the oldest commit whose tree it is; the first place with it, and by place the next one. */
  readonly #rankOf: Int32Array;
  readonly #placeOf: Int32Array;
  readonly #nextPlace: Int32Array;
  /** By number of a tree: the secret that was last seen to be in it. */
  readonly #marks: Int32Array;
  /** By place: whether it has the secret that is told of. */
  readonly #has: Uint8Array;
  readonly #ranks: Int32Array;
  readonly #headFiles: { paths: Map<string, number>; first: Map<number, string> };

  /** @param head the place of the commit that is checked out, or -1 */
  constructor(objects: Objects, commits: Commits, trees: Trees, order: Order, head: number) {
    this.#objects = objects;
    this.#commits = commits;
    this.#trees = trees;
    this.#order = order;
    this.#oldest = new Int32Array(objects.count).fill(unknown);
    this.#rankOf = new Int32Array(objects.count).fill(-1);
    this.#placeOf = new Int32Array(objects.count).fill(-1);
    this.#marks = new Int32Array(objects.count).fill(-1);
    this.#nextPlace = new Int32Array(commits.numbers.length);
    this.#has = new Uint8Array(commits.numbers.length);
    this.#ranks = new Int32Array(commits.numbers.length).fill(-1);
    order.places.forEach((place, rank) => {
      const tree = commits.trees[place]!;
      this.#ranks[place] = rank;
      this.#rankOf[tree] = rank;
      this.#nextPlace[place] = this.#placeOf[tree]!;
      this.#placeOf[tree] = place;
    });
    this.#headFiles = this.#filesOf(head);
  }

  /** @param mark another number for each secret */
  of(found: FoundSecret, mark: number): Story | undefined {
    const blobs = new Set<number>();
    for (let i = 0; i < found.places.length; i += 3) blobs.add(found.places[i]!);
    let rank = -1;
    for (const blob of blobs) rank = Math.max(rank, this.#oldestOf(blob, 0));
    if (rank < 0) return undefined;
    const since = this.#order.places[rank]!;
    const standing = this.#inHead(blobs, found.secret.at.uri);
    let gone = -1;
    let file = standing;
    if (!file) {
      gone = this.#goneFrom(this.#trees.mark(blobs, this.#marks, mark));
      file = this.#fileIn(this.#commits.trees[since]!, blobs, mark, found.secret.at.uri);
    }
    if (!file) return undefined;
    return {
      found,
      since: this.#idOf(since),
      gone: gone < 0 ? undefined : this.#idOf(gone),
      inHead: standing !== undefined,
      ...file,
      name: this.#objects.id(file.blob),
    };
  }

  #idOf(place: number): string {
    return this.#objects.id(this.#commits.numbers[place]!);
  }

  #oldestOf(object: number, depth: number): number {
    let oldest = this.#oldest[object]!;
    if (oldest !== unknown) return oldest;
    oldest = this.#rankOf[object]!;
    this.#oldest[object] = oldest;
    if (depth < deepest) {
      const above: number[] = [];
      this.#trees.having(object, tree => void above.push(tree));
      for (const tree of above) oldest = Math.max(oldest, this.#oldestOf(tree, depth + 1));
    }
    this.#oldest[object] = oldest;
    return oldest;
  }

  /** The newest commit of HEAD's history that has not what all its parents have. @param trees those that have it */
  #goneFrom(trees: readonly number[]): number {
    const places: number[] = [];
    for (const tree of trees)
      for (let place = this.#placeOf[tree]!; place >= 0; place = this.#nextPlace[place]!) {
        places.push(place);
        this.#has[place] = 1;
      }
    let gone = -1;
    for (const place of places)
      for (const child of this.#order.children(place)) {
        const newer = gone < 0 || this.#ranks[child]! < this.#ranks[gone]!;
        if (newer && !this.#has[child] && this.#order.inHead[child] && this.#order.allParents(child, this.#has)) gone = child;
      }
    for (const place of places) this.#has[place] = 0;
    return gone;
  }

  /** The file that HEAD has with it, rather the one by which it was judged. */
  #inHead(blobs: ReadonlySet<number>, rather: string): File | undefined {
    const { paths, first } = this.#headFiles;
    const there = paths.get(rather);
    if (there !== undefined && blobs.has(there)) return { path: rather, blob: there };
    for (const blob of blobs) {
      const path = first.get(blob);
      if (path !== undefined) return { path, blob };
    }
    return undefined;
  }

  /** The same in any tree; those that lead there are marked. */
  #fileIn(tree: number, blobs: ReadonlySet<number>, mark: number, rather: string): File | undefined {
    let number: number | undefined = tree;
    for (const name of rather.split('/')) {
      if (number !== undefined) number = this.#entries(number).find(each => each.name === name)?.number;
    }
    if (number !== undefined && blobs.has(number)) return { path: rather, blob: number };
    for (let at = tree, folder = '', depth = 0; depth < deepest; depth++) {
      const next = this.#entries(at).find(each => blobs.has(each.number) || this.#marks[each.number] === mark);
      if (!next) return undefined;
      if (blobs.has(next.number)) return { path: folder + next.name, blob: next.number };
      folder += `${next.name}/`;
      at = next.number;
    }
    return undefined;
  }

  /** Each folder once, wherever else it stands: a few trees may stand for billions of files. */
  #filesOf(head: number): { paths: Map<string, number>; first: Map<number, string> } {
    const paths = new Map<string, number>();
    const first = new Map<number, string>();
    const seen = new Set<number>();
    const pending = head < 0 ? [] : [{ tree: this.#commits.trees[head]!, folder: '' }];
    for (let each = pending.pop(); each; each = pending.pop())
      for (const { name, number, isTree } of this.#entries(each.tree)) {
        const path = each.folder + name;
        if (number < 0) continue;
        if (isTree) {
          if (!seen.has(number)) pending.push({ tree: number, folder: `${path}/` });
          seen.add(number);
        } else {
          paths.set(path, number);
          if (!first.has(number)) first.set(number, path);
        }
      }
    return { paths, first };
  }

  #entries(tree: number): { name: string; number: number; isTree: boolean }[] {
    const bytes = this.#objects.bytes(tree, types.tree);
    const entries: { name: string; number: number; isTree: boolean }[] = [];
    const { idLength } = this.#objects;
    for (let at = 0; at < bytes.length; ) {
      const isTree = bytes[at] === 52;
      const name = bytes.indexOf(32, at) + 1;
      const end = bytes.indexOf(0, name);
      if (name === 0 || end < 0) break;
      const id = bytes.subarray(end + 1, end + 1 + idLength);
      entries.push({ name: bytes.toString('utf8', name, end), number: this.#objects.numberOf(id), isTree });
      at = end + 1 + idLength;
    }
    return entries;
  }
}
