import type { Commits } from './commits.ts';

/** A commit that is named is not here: no story can be told from what is. */
export class Missing extends Error {}

/** The commits that branches, tags and the like reach, all by place. */
export class Order {
  /** The newest first, no parent before its children. */
  readonly places: Int32Array;
  /** By place: whether the commit that is checked out goes back to it. */
  readonly inHead: Uint8Array;
  /** By place: whether it is one of them. */
  readonly reached: Uint8Array;
  readonly #parents: Int32Array;
  readonly #starts: Int32Array;

  /**
   * @param tips in the order in which git names them @param head the place of what is checked out, or -1
   * @param cut whose parents are not here on purpose (a shallow clone)
   * @throws {Missing}
   */
  constructor(commits: Commits, tips: readonly number[], head: number, cut: ReadonlySet<number>) {
    const count = commits.numbers.length;
    this.#starts = new Int32Array(count + 1);
    this.#parents = new Int32Array(commits.parents.length).fill(-1);
    let length = 0;
    for (let place = 0; place < count; place++) {
      if (!cut.has(place))
        for (let i = commits.starts[place]!; i < commits.starts[place + 1]!; i++) {
          const number = commits.parents[i]!;
          this.#parents[length++] = number < 0 ? -1 : commits.placeOf[number]!;
        }
      this.#starts[place + 1] = length;
    }
    this.reached = new Uint8Array(count);
    const children = this.#reach(tips);
    this.places = this.#sorted(tips, children, commits.times);
    this.inHead = new Uint8Array(count);
    if (head >= 0)
      for (const pending = [head]; pending.length; ) {
        const place = pending.pop()!;
        if (this.inHead[place]) continue;
        this.inHead[place] = 1;
        for (let i = this.#starts[place]!; i < this.#starts[place + 1]!; i++) pending.push(this.#parents[i]!);
      }
  }

  /** Whether it has parents, and all are marked. */
  allParents(place: number, marks: Uint8Array): boolean {
    const [from, to] = [this.#starts[place]!, this.#starts[place + 1]!];
    for (let i = from; i < to; i++) if (!marks[this.#parents[i]!]) return false;
    return to > from;
  }

  #children: { starts: Int32Array; places: Int32Array } | undefined;
  children(place: number): Int32Array {
    this.#children ??= this.#turned();
    const { starts, places } = this.#children;
    return places.subarray(starts[place]!, starts[place + 1]!);
  }

  /** The children of each, from the parents of each. */
  #turned(): { starts: Int32Array; places: Int32Array } {
    const starts = new Int32Array(this.reached.length + 2);
    for (const parent of this.#parents) if (parent >= 0) starts[parent + 2]!++;
    for (let i = 2; i < starts.length; i++) starts[i]! += starts[i - 1]!;
    const places = new Int32Array(starts.at(-1)!);
    for (let place = 0; place < this.reached.length; place++)
      for (let i = this.#starts[place]!; i < this.#starts[place + 1]!; i++) {
        const parent = this.#parents[i]!;
        if (parent >= 0) places[starts[parent + 1]!++] = place;
      }
    return { starts, places };
  }

  /** How many children each has. */
  #reach(tips: readonly number[]): Int32Array {
    const children = new Int32Array(this.#starts.length - 1);
    for (const pending = [...tips]; pending.length; ) {
      const place = pending.pop()!;
      if (this.reached[place]) continue;
      this.reached[place] = 1;
      for (let i = this.#starts[place]!; i < this.#starts[place + 1]!; i++) {
        const parent = this.#parents[i]!;
        if (parent < 0) throw new Missing();
        children[parent]!++;
        pending.push(parent);
      }
    }
    return children;
  }

  #sorted(tips: readonly number[], children: Int32Array, times: readonly number[]): Int32Array {
    const places: number[] = [];
    const waiting = [...new Set(tips)]
      .filter(tip => children[tip] === 0)
      .sort((a, b) => times[b]! - times[a]!)
      .reverse();
    while (waiting.length) {
      const place = waiting.pop()!;
      places.push(place);
      for (let i = this.#starts[place]!; i < this.#starts[place + 1]!; i++)
        if (--children[this.#parents[i]!]! === 0) waiting.push(this.#parents[i]!);
    }
    return Int32Array.from(places);
  }
}
