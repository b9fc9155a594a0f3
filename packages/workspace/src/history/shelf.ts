import type { Pack } from './pack.ts';

/** Packs up to this size are held whole. Deltas are far from what they are made of: reading piece by piece means reading much of it again. */
const mostWhole = 96 * 1024 * 1024;
/** Of a larger pack, so many pieces of this size are held. */
const size = 16 * 1024;
/** What begins on a piece ends on it as well, unless it is longer than this. */
const overlap = 8 * 1024;
const many = 2048;

/** The room that packs of these sizes ask for. */
export function shelfRoom(sizes: readonly number[]): number {
  const whole = Math.max(0, ...sizes.filter(bytes => bytes <= mostWhole));
  return sizes.some(bytes => bytes > mostWhole) ? Math.max(whole, many * (size + overlap)) : whole;
}

/** What is at hand of a pack, in the machine's memory. */
export class Shelf {
  readonly #memory: Uint8Array;
  readonly #at: number;
  readonly #large: Uint8Array;
  readonly #pieces = new Float64Array(many);
  #pack: Pack | undefined;

  /** @param at where there is room for it @param large room for what is longer than a piece */
  constructor(memory: Uint8Array, at: number, large: Uint8Array) {
    this.#memory = memory;
    this.#at = at;
    this.#large = large;
  }

  /** No pack is held open any more. */
  close(): void {
    this.#pack?.rest();
    this.#pack = undefined;
  }

  /** Where these bytes of the pack lie, until the next call. Of more than there is room for, the first ones. */
  address(pack: Pack, start: number, end: number): number {
    if (pack !== this.#pack) this.#change(pack);
    if (pack.size <= mostWhole) return this.#at + start;
    const piece = Math.floor(start / size);
    const from = piece * size;
    if (end > from + size + overlap) {
      pack.read(this.#large.subarray(0, end - start), start);
      return this.#large.byteOffset;
    }
    const place = piece % many;
    const at = this.#at + place * (size + overlap);
    if (this.#pieces[place] !== piece) {
      pack.read(this.#memory.subarray(at, at + size + overlap), from);
      this.#pieces[place] = piece;
    }
    return at + start - from;
  }

  #change(pack: Pack): void {
    this.#pack?.rest();
    this.#pack = pack;
    this.#pieces.fill(-1);
    if (pack.size <= mostWhole) pack.read(this.#memory.subarray(this.#at, this.#at + pack.size), 0);
  }
}
