/** What encoded texts of a document mean, put together as one text that is looked through as any other; every place in it is one in the document. */

/**
 * Text from `inner` on stands at `outer`. `per` characters of it are written as `as` characters: 1 and 1 where it is plain, 3 and 4 in
 * base64, 1 and 3 for `%2F`.
 */
export interface Stretch {
  inner: number;
  innerLength: number;
  outer: number;
  outerLength: number;
  per: number;
  as: number;
  /** False for what only stands beside the encoded text and is seen in the document anyway. */
  decoded: boolean;
}

/** A text and where it is written. */
export interface Decoded {
  text: string;
  /** In order, without gaps; `inner` counts from the text's start. */
  stretches: Stretch[];
}

const separator = '\n\n\n';
/** Characters of one layer at most: what is encoded in megabytes is data. */
export const longest = 1 << 20;

export class Layer {
  #text = '';
  readonly #stretches: Stretch[] = [];
  /** Where each piece begins. */
  readonly #starts: number[] = [];

  get text(): string {
    return this.#text;
  }

  /** Where what was encoded begins. */
  get start(): number {
    return this.#stretches.find(({ decoded }) => decoded)?.outer ?? 0;
  }

  get isFull(): boolean {
    return this.#text.length > longest;
  }

  /** Each piece is a text of its own. */
  add({ text, stretches }: Decoded): void {
    const from = this.#text.length;
    this.#starts.push(from);
    for (const stretch of stretches) this.#stretches.push({ ...stretch, inner: stretch.inner + from });
    this.#text += text + separator;
  }

  /**
   * Where a part of the text is written; undefined where it lies in several pieces, or where nothing in it or beside it was encoded.
   * @param lead so many characters before it stand beside it
   */
  outer(start: number, end: number, lead = 1): { start: number; end: number } | undefined {
    if (end <= start || this.#pieceAt(start) !== this.#pieceAt(end - 1)) return undefined;
    const first = this.#stretchAt(start);
    const last = this.#stretchAt(end - 1);
    const from = this.#stretches[first];
    const to = this.#stretches[last];
    if (!from || !to || start < from.inner || end > to.inner + to.innerLength) return undefined;
    const lowest = Math.max(start - lead, this.#starts[this.#pieceAt(start)]!);
    const near = this.#stretches.slice(this.#stretchAt(lowest), this.#stretchAt(end) + 1);
    if (!near.some(({ decoded }) => decoded)) return undefined;
    return { start: before(from, start), end: after(to, end) };
  }

  #pieceAt(at: number): number {
    return lastNotAfter(this.#starts, at, start => start);
  }

  #stretchAt(at: number): number {
    return lastNotAfter(this.#stretches, at, ({ inner }) => inner);
  }
}

const before = ({ inner, outer, per, as }: Stretch, at: number): number => outer + Math.floor((at - inner) / per) * as;
const after = ({ inner, outer, outerLength, per, as }: Stretch, at: number): number =>
  outer + Math.min(outerLength, Math.ceil((at - inner) / per) * as);

function lastNotAfter<T>(list: readonly T[], at: number, place: (item: T) => number): number {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (place(list[middle]!) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A part of the document as it stands. */
export const plain = (inner: number, outer: number, length: number): Stretch => ({
  inner,
  innerLength: length,
  outer,
  outerLength: length,
  per: 1,
  as: 1,
  decoded: false,
});
