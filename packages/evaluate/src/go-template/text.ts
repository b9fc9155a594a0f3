import { type Place, samePlace, type Why } from '@idlint/model';
import { mostCharacters, tooLarge } from './fault.ts';

/**
 * Texts that know where they come from. A text is made of pieces, each with its source; what is cut, joined, indented or quoted keeps
 * them, so that a name of an account that went through five helpers is still known to stand in line 12 of values.yaml.
 */
export interface Source {
  at: Place;
  /** The characters stand at `at` one by one. */
  exact: boolean;
  /** Written in a template as text, rather than given by a value: this is where it is, however often it is included. */
  literal: boolean;
  /** Through what it came, nearest to `at` first. */
  via?: readonly Place[];
  /** Its characters only stand for something that is not known, and why. */
  hole?: Why;
}

export interface Piece {
  /** In the text. */
  start: number;
  end: number;
  from?: Source;
}

/** `pieces` cover the value in order; left out where it is of one source, or of none. */
export interface Str {
  kind: 'string';
  value: string;
  from?: Source;
  pieces?: Piece[];
}

/** Chains longer than this tell nobody anything. */
const longestChain = 6;

export const str = (value: string, from?: Source): Str => (from ? { kind: 'string', value, from } : { kind: 'string', value });

function cut(from: Source | undefined, start: number, end: number): Source | undefined {
  if (!from?.exact) return from;
  return { ...from, at: { ...from.at, start: from.at.start + start, end: from.at.start + end } };
}

/** Puts texts together. */
export class TextBuilder {
  #value: string[] = [];
  #length = 0;
  readonly #pieces: Piece[] = [];

  get length(): number {
    return this.#length;
  }

  add(value: string, from?: Source): this {
    if (value === '') return this;
    const start = this.#length;
    this.#length += value.length;
    if (this.#length > mostCharacters) throw tooLarge('a text of this length');
    this.#value.push(value);
    const last = this.#pieces.at(-1);
    if (last && (last.from === from || joins(last.from, from))) {
      if (last.from !== from) last.from = { ...last.from!, at: { ...last.from!.at, end: from!.at.end } };
      last.end = this.#length;
    } else this.#pieces.push(from ? { start, end: this.#length, from } : { start, end: this.#length });
    return this;
  }

  /** The characters [start, end) of a text. */
  addFrom(text: Str, start = 0, end = text.value.length): this {
    if (start >= end) return this;
    if (!text.pieces) return this.add(text.value.slice(start, end), cut(text.from, start, end));
    let index = firstPiece(text.pieces, start);
    for (; index < text.pieces.length; index++) {
      const piece = text.pieces[index]!;
      if (piece.start >= end) break;
      const from = Math.max(start, piece.start);
      const to = Math.min(end, piece.end);
      this.add(text.value.slice(from, to), cut(piece.from, from - piece.start, to - piece.start));
    }
    return this;
  }

  build(): Str {
    const value = this.#value.join('');
    const [first] = this.#pieces;
    if (!first) return { kind: 'string', value };
    if (this.#pieces.length === 1) return str(value, first.from);
    return { kind: 'string', value, pieces: this.#pieces };
  }
}

/** Whether the second goes on where the first ends: two slices of one text, put side by side again. */
const joins = (a: Source | undefined, b: Source | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.exact &&
  b.exact &&
  a.literal === b.literal &&
  a.via === b.via &&
  a.hole === b.hole &&
  a.at.end === b.at.start &&
  a.at.uri === b.at.uri &&
  a.at.segment === b.at.segment;

/** The piece that holds the character at an offset, or the first one after it. */
export function firstPiece(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pieces[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const slice = (text: Str, start: number, end = text.value.length): Str =>
  start === 0 && end === text.value.length ? text : new TextBuilder().addFrom(text, start, end).build();

export const concat = (...texts: (Str | string)[]): Str => {
  const builder = new TextBuilder();
  for (const text of texts) typeof text === 'string' ? builder.add(text) : builder.addFrom(text);
  return builder.build();
};

/** The text with every match put through `change`; `pattern` is global. */
export function replaceAll(text: Str, pattern: RegExp, change: (match: RegExpExecArray) => Str | string): Str {
  const builder = new TextBuilder();
  let at = 0;
  for (const match of text.value.matchAll(pattern)) {
    builder.addFrom(text, at, match.index);
    const made = change(match as RegExpExecArray);
    if (typeof made === 'string') builder.add(made);
    else builder.addFrom(made);
    at = match.index + match[0].length;
  }
  return at === 0 ? text : builder.addFrom(text, at).build();
}

/** A text of the same length, character by character made from another. */
export const likewise = (text: Str, value: string): Str =>
  value.length === text.value.length ? { ...text, value } : str(value, blend(sourcesOf(text)));

export const sourcesOf = (text: Str): Source[] =>
  text.pieces ? text.pieces.flatMap(({ from }) => (from ? [from] : [])) : text.from ? [text.from] : [];

/** Of what is worked out from several: at the first, through the others. A hole in one of them makes it one. */
export function blend(sources: readonly Source[]): Source | undefined {
  const [first] = sources;
  if (!first) return undefined;
  const hole = gravest(sources);
  // A long text has a thousand sources, of which a few say enough.
  const some = sources.length > longestChain ? [...sources.slice(1, longestChain), sources.at(-1)!] : sources.slice(1);
  const via = chain([...(first.via ?? []), ...some.flatMap(({ at, via }) => [at, ...(via ?? [])])]);
  return { at: first.at, exact: false, literal: false, ...(via.length > 0 ? { via } : {}), ...(hole ? { hole } : {}) };
}

/** What decides of several holes: a random value rather than one that whoever installs the chart gives. */
export const gravest = (sources: readonly Source[]): Why | undefined =>
  (sources.find(({ hole }) => hole && hole.code !== 'variable') ?? sources.find(({ hole }) => hole))?.hole;

/**
 * A text as an action writes it: lines that a template writes stay where they are, through the action; a value stands at the action,
 * and so does a name that a helper makes within a line.
 */
export function printed(text: Str, action: Place): Str {
  if (text.value === '') return text;
  const keepsLines = text.value.includes('\n');
  const memo = new Map<Source | undefined, Source>();
  const at = (from: Source | undefined): Source => {
    let made = memo.get(from);
    if (!made) {
      made = through(from, action, keepsLines);
      memo.set(from, made);
    }
    return made;
  };
  if (!text.pieces) return str(text.value, at(text.from));
  return { kind: 'string', value: text.value, pieces: text.pieces.map(({ start, end, from }) => ({ start, end, from: at(from) })) };
}

function through(from: Source | undefined, action: Place, keepsLines: boolean): Source {
  if (!from) return { at: action, exact: false, literal: false };
  if (from.literal && keepsLines) return { ...from, via: chain([...(from.via ?? []), action]) };
  return { ...from, at: action, exact: false, literal: false, via: chain([from.at, ...(from.via ?? [])]) };
}

function chain(places: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const place of places) if (!kept.some(other => other === place || samePlace(other, place))) kept.push(place);
  // The ends of a chain say most: where it is used, and where it is written.
  return kept.length > longestChain ? [...kept.slice(0, longestChain - 1), kept.at(-1)!] : kept;
}
