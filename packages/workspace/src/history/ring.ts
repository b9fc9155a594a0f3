/** A blob in the machine's memory, until newer ones need the room. */
export interface Held {
  key: number;
  at: number;
  length: number;
}

/** Between blobs: copies and searches go by words. */
export const slack = 32;

/**
 * Where blobs lie: in a ring, the next one in the place of the oldest, which is what a pack's order asks for, since deltas follow their
 * base. All is kept in arrays of numbers: an object for each would outlive many collections of garbage.
 */
export class Ring {
  readonly #start: number;
  readonly #size: number;
  /** By key: where it lies, 0 for what does not, and how long it is. */
  #places: Int32Array;
  #lengths: Int32Array;
  /** Key, place and length of what lies there, in turn, the oldest first: from the head on. */
  #order: number[] = [];
  #oldest = 0;
  #head = 0;

  /** @param start not 0 @param keys about how many there will be */
  constructor(start: number, size: number, keys: number) {
    this.#start = start;
    this.#size = size;
    this.#places = new Int32Array(keys);
    this.#lengths = new Int32Array(keys);
  }

  get(key: number): Held | undefined {
    const at = this.#places[key];
    return at ? { key, at, length: this.#lengths[key]! } : undefined;
  }

  /** Whether it will soon give way. One that is long is not worth the room twice. */
  isOld({ at, length }: Held): boolean {
    const ahead = (at - this.#start - this.#head + this.#size) % this.#size;
    return ahead <= this.#size / 2 && length <= this.#size / 16;
  }

  drop(key: number): void {
    this.#places[key] = 0;
  }

  /** Whether the next one of this size would lie upon it. */
  wouldCover({ at, length }: Held, size: number): boolean {
    const start = this.#start + this.#next(size);
    return at < start + size + slack && start < at + length + slack;
  }

  take(key: number, length: number): Held {
    const next = this.#next(length);
    // What lies behind the head when it starts over is given up as well: it is the oldest there is.
    const stop = this.#start + next + length + slack;
    const at = this.#start + next;
    const order = this.#order;
    for (; this.#oldest < order.length; this.#oldest += 3) {
      const there = order[this.#oldest + 1]!;
      const behind = next < this.#head && there >= this.#start + this.#head;
      if (!behind && !(there < stop && at < there + order[this.#oldest + 2]! + slack)) break;
      const old = order[this.#oldest]!;
      if (this.#places[old] === there) this.#places[old] = 0;
    }
    if (this.#oldest > 12288 && this.#oldest * 2 > order.length) {
      this.#order = order.slice(this.#oldest);
      this.#oldest = 0;
    }
    if (key >= this.#places.length) this.#grow(key);
    this.#head = next + length + slack;
    this.#order.push(key, at, length);
    this.#places[key] = at;
    this.#lengths[key] = length;
    return { key, at, length };
  }

  #next(size: number): number {
    return this.#head + size + slack > this.#size ? 0 : this.#head;
  }

  #grow(key: number): void {
    const places = new Int32Array(2 * key + 64);
    const lengths = new Int32Array(2 * key + 64);
    places.set(this.#places);
    lengths.set(this.#lengths);
    this.#places = places;
    this.#lengths = lengths;
  }
}
