import { readFileSync } from 'node:fs';
import type { Git, Ref, Store } from '../git.ts';
import { Commits } from './commits.ts';
import type { FoundSecret } from './found.ts';
import type { Objects } from './objects.ts';
import { Missing, Order } from './order.ts';
import { PackError, types } from './pack.ts';
import type { Log, Story } from './tell.ts';
import { Trees } from './trees.ts';

/** A commit or a tag with a message: the number of the object. */
type OnMessage = (number: number, bytes: Uint8Array) => void;

/**
 * The whole history, read from the objects themselves: which commits there are, in which order, and what their trees name. Git's own log
 * makes every tree anew for each commit that it compares; here each is made once.
 */
export class Walk implements Log {
  readonly #objects: Objects;
  readonly #commits: Commits;
  readonly #trees: Trees;
  readonly #order: Order;
  /** The place of the commit that is checked out, or -1. */
  readonly #head: number;

  /** Undefined where what is here does not tell all, or git sees it otherwise (replaced commits, grafts). */
  static of(objects: Objects, git: Git, store: Store, message: OnMessage): Walk | undefined {
    const refs = git.refs(store.common);
    if (objects.broken.length || refs.some(({ name }) => name.startsWith('refs/replace/')) || linesOf(store.grafts).length)
      return undefined;
    try {
      return new Walk(objects, refs, linesOf(store.shallowFile), message);
    } catch (error) {
      if (error instanceof PackError || error instanceof Missing) return undefined;
      throw error;
    }
  }

  private constructor(objects: Objects, refs: Ref[], cut: string[], message: OnMessage) {
    this.#objects = objects;
    this.#commits = new Commits(objects, message);
    const placeOf = (id: string): number => {
      const number = objects.numberOf(Buffer.from(id, 'hex'));
      return number < 0 ? -1 : this.#commits.placeOf[number]!;
    };
    const head = refs.find(({ name }) => name === 'HEAD');
    this.#head = head ? placeOf(head.id) : -1;
    const tips = refs.flatMap(({ id }) => this.#peeled(id, message));
    this.#order = new Order(this.#commits, tips, this.#head, new Set(cut.map(placeOf)));
    this.#trees = new Trees(objects);
    const { trees } = this.#commits;
    for (const place of this.#order.places) if (trees[place]! < 0) throw new Missing();
  }

  get size(): number {
    return this.#objects.count;
  }

  get missing(): number {
    return this.#trees.missing.size;
  }

  get commits(): number {
    return this.#order.places.length;
  }

  get count(): number {
    return this.#trees.blobs;
  }

  numberOf(id: Uint8Array): number {
    const number = this.#objects.numberOf(id);
    return number >= 0 && this.#trees.names(number) ? number : -1;
  }

  isWanted(): boolean {
    return true;
  }

  pathOf(number: number): string {
    return this.#trees.path(number) ?? '';
  }

  /** Whether the commit that is checked out goes back to this one. */
  isInHead(id: string): boolean {
    const number = this.#objects.numberOf(Buffer.from(id, 'hex'));
    const place = number < 0 ? -1 : this.#commits.placeOf[number]!;
    return place >= 0 && this.#order.inHead[place] === 1;
  }

  /** Whether a branch, a tag or the like reaches what has this message. */
  isReached(number: number): boolean {
    const place = this.#commits.placeOf[number]!;
    return place < 0 || this.#order.reached[place] === 1;
  }

  stories(found: readonly FoundSecret[]): Story[] {
    const marks = new Int32Array(this.#objects.count).fill(-1);
    const has = new Uint8Array(this.#commits.numbers.length);
    return found.flatMap((each, as) => {
      const blobs = new Map<number, number>();
      for (let i = 0; i < each.places.length; i += 3) if (!blobs.has(each.places[i]!)) blobs.set(each.places[i]!, i);
      this.#trees.mark(blobs.keys(), marks, as);
      for (let place = 0; place < has.length; place++) has[place] = marks[this.#commits.trees[place]!] === as ? 1 : 0;
      return this.#storyOf(each, has, (tree: number) => this.#find(tree, blobs, number => marks[number] === as));
    });
  }

  #storyOf(found: FoundSecret, has: Uint8Array, find: (tree: number) => { path: string; blob: number } | undefined): Story[] {
    let since = -1;
    let gone = -1;
    for (const place of this.#order.places) {
      const { all, marked } = this.#order.parents(place, has);
      if (has[place]) {
        if (!marked) since = place;
      } else if (gone < 0 && marked && marked === all && this.#order.inHead[place]) gone = place;
    }
    if (since < 0) return [];
    const inHead = this.#head >= 0 && has[this.#head] === 1;
    const there = find(this.#commits.trees[inHead ? this.#head : since]!);
    if (!there) return [];
    const idOf = (place: number) => this.#objects.id(this.#commits.numbers[place]!);
    return [
      {
        found,
        since: idOf(since),
        gone: gone < 0 || inHead ? undefined : idOf(gone),
        inHead,
        path: there.path,
        blob: there.blob,
        name: this.#objects.id(there.blob),
      },
    ];
  }

  /** Where in a tree one of the blobs stands. */
  #find(tree: number, blobs: ReadonlyMap<number, number>, marked: (tree: number) => boolean): { path: string; blob: number } | undefined {
    for (let at = tree, folder = ''; ; ) {
      const next = this.#entries(at).find(({ number }) => blobs.has(number) || marked(number));
      if (!next) return undefined;
      if (blobs.has(next.number)) return { path: folder + next.name, blob: next.number };
      folder += `${next.name}/`;
      at = next.number;
    }
  }

  #entries(tree: number): { name: string; number: number }[] {
    const bytes = this.#bytes(tree, types.tree);
    const entries: { name: string; number: number }[] = [];
    const { idLength } = this.#objects;
    for (let at = 0; at < bytes.length; ) {
      const name = bytes.indexOf(32, at) + 1;
      const end = bytes.indexOf(0, name);
      if (name === 0 || end < 0) break;
      const id = bytes.subarray(end + 1, end + 1 + idLength);
      entries.push({ name: bytes.toString('utf8', name, end), number: this.#objects.numberOf(id) });
      at = end + 1 + idLength;
    }
    return entries;
  }

  #bytes(number: number, type: number): Buffer {
    const got = this.#objects.get(number);
    return Buffer.from(got?.type === type ? this.#objects.machine.bytes(got.held) : []);
  }

  /** The commit that a branch or a tag names. */
  #peeled(id: string, message: OnMessage): number[] {
    for (let at = id, steps = 0; steps < 64; steps++) {
      const number = this.#objects.numberOf(Buffer.from(at, 'hex'));
      if (number < 0) throw new Missing();
      const place = this.#commits.placeOf[number]!;
      if (place >= 0) return [place];
      const tag = this.#bytes(number, types.tag);
      const target = /^object ([0-9a-f]{40,64})\n/.exec(tag.toString('latin1', 0, 80))?.[1];
      // A tree or a blob may have a name as well; no commit tells of it.
      if (target === undefined) return [];
      const body = tag.indexOf('\n\n');
      if (body >= 0) message(number, tag.subarray(body + 2));
      at = target;
    }
    return [];
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line && !line.startsWith('#'));
  } catch {
    return [];
  }
}
