import { readFileSync } from 'node:fs';
import type { Git, Ref, Store } from '../git.ts';
import { Commits } from './commits.ts';
import type { FoundSecret } from './found.ts';
import type { Objects } from './objects.ts';
import { Missing, Order } from './order.ts';
import { PackError, types } from './pack.ts';
import { Stories } from './stories.ts';
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
    if (found.length === 0) return [];
    const stories = new Stories(this.#objects, this.#commits, this.#trees, this.#order, this.#head);
    return found.flatMap((each, mark) => stories.of(each, mark) ?? []);
  }

  /** The commit that a branch or a tag names. */
  #peeled(id: string, message: OnMessage): number[] {
    for (let at = id, steps = 0; steps < 64; steps++) {
      const number = this.#objects.numberOf(Buffer.from(at, 'hex'));
      if (number < 0) throw new Missing();
      const place = this.#commits.placeOf[number]!;
      if (place >= 0) return [place];
      const tag = this.#objects.bytes(number, types.tag);
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
