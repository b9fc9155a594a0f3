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
    this.#parents = new Int32Array(commits.parents.length);
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

  /** How many parents it has, and how many of them are marked. */
  parents(place: number, marks: Uint8Array): { all: number; marked: number } {
    let marked = 0;
    for (let i = this.#starts[place]!; i < this.#starts[place + 1]!; i++) marked += marks[this.#parents[i]!]!;
    return { all: this.#starts[place + 1]! - this.#starts[place]!, marked };
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
