/** What the prefilter is asked for, and what it answers; said here once for both ways of doing it. */
import type { SolidRun } from '@idlint/model';
import type { Guard } from './guard.ts';

export interface Literal {
  /** ASCII, three characters or more. */
  text: string;
  /** Any case: `text` is lower case then. */
  caseless: boolean;
  /**
   * `window`: wanted only beside what looks like a token. A run of 12 or more token characters (`isTokenByte`) with a digit, with up to 128
   * bytes before it on its line and the one above; or a run of 16 or more without a digit, with up to 8 bytes before it. The literal's first
   * character stands in there. `digits`: only beside the former.
   */
  where: 'anywhere' | 'window' | 'digits';
  /** For those that stand anywhere: what must stand beside them. */
  guard?: Guard;
  /** What else must be true of its place. */
  place?: PlaceOfLiteral;
}

/** What every match of every pattern to which a literal leads needs. */
export interface PlaceOfLiteral {
  /** No letter, digit or underscore before it; the letter of an escape (`\\nghp_…`) is none. */
  whole: boolean;
  /** A name may begin and end with it, which has so many characters. */
  named?: number;
  /** What every match holds farther on, in lower case, and how many bytes behind the literal's first it begins at most. */
  farther?: { text: string; within: number };
  /** So many bytes of one class in a row that begin so many bytes behind the literal's first at most; with `lines`, on its line or the next. */
  run?: SolidRun & { lines: boolean };
}

/** Pairs: number of the literal, offset in bytes of its first character. Ascending by offset, then by literal. */
export type FoundPairs = number[];

export interface Found {
  anywhere: FoundPairs;
  window: FoundPairs;
  /** Offsets in bytes at which an encoded text begins, ascending; see `encoded.ts`. */
  encoded: number[];
  /** Bytes and UTF-16 units count alike. */
  ascii: boolean;
}

export interface Prefilter {
  /** @param code whether it is program text, in which values stand in quotes */
  find(bytes: Uint8Array, code: boolean): Found;
  /** Memory for a file's bytes, where `find` need not copy them, if there is such. */
  readonly room: Uint8Array | undefined;
  /** UTF-16 units that `bytes` takes from one offset to another; valid UTF-8, and the bytes that `find` looked at last. */
  units(bytes: Uint8Array, from: number, to: number): number;
}

/** Continuation bytes count nothing, four-byte characters are pairs. */
export function countUnits(bytes: Uint8Array, from: number, to: number): number {
  let units = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** What a provider's name may be continued with where neither case nor a sign ends it: `algoliakey`. */
export const suffixes =
  'api app key token secret auth access acc client pass pwd user id bot oauth org private public prod live test dev db sdk'.split(' ');

/** The first two letters of each, in a table of all pairs. */
export const continuations = (() => {
  const table = new Uint8Array(26 * 26);
  for (const suffix of suffixes) table[(suffix.charCodeAt(0) - 97) * 26 + suffix.charCodeAt(1) - 97] = 1;
  return table;
})();

export const shortestRun = 12;
export const shortestPlainRun = 16;
export const lookBack = 128;
export const lookBackPlain = 8;

/** Letters, digits and `_ - + / =`. */
export const isTokenByte = (byte: number): boolean =>
  (byte >= 97 && byte <= 122) ||
  (byte >= 65 && byte <= 90) ||
  (byte >= 48 && byte <= 57) ||
  byte === 95 ||
  byte === 45 ||
  byte === 43 ||
  byte === 47 ||
  byte === 61;

/** A keyword of a rule: lower case means any case. */
export const literalOf = (keyword: string, where: Literal['where']): Literal => ({
  text: keyword,
  caseless: keyword === keyword.toLowerCase(),
  where,
});

/** Texts are looked at in pieces, so that memory stays small whatever the file. Pieces share some bytes, of which each sees enough. */
export const pieceSize = 1 << 20;
const overlap = 4096;
const lead = 256;

/** Looks at one piece. `false`: it held more hits than there is room for, and they are not all there. */
export type LookAtPiece = (start: number, end: number, found: Found) => boolean;

/** A hit is told once: by the first piece that sees enough behind it. */
export function inPieces(length: number, look: LookAtPiece): Found {
  const all: Found = { anywhere: [], window: [], encoded: [], ascii: true };
  let size = pieceSize;
  let since = 0;
  for (let start = 0; start < length || start === 0; ) {
    const end = Math.min(length, start + size);
    const piece: Found = { anywhere: [], window: [], encoded: [], ascii: true };
    if (!look(start, end, piece) && end - start > 2 * overlap) {
      size >>= 1;
      continue;
    }
    const until = end === length ? length : end - overlap;
    append(piece.anywhere, all.anywhere, start, since, until);
    append(piece.window, all.window, start, since, until);
    for (const at of piece.encoded) if (start + at >= since && start + at < until) all.encoded.push(start + at);
    all.ascii &&= piece.ascii;
    if (end === length) break;
    since = until;
    start = until - lead;
    size = pieceSize;
  }
  return all;
}

function append(pairs: FoundPairs, to: FoundPairs, start: number, since: number, until: number): void {
  if (pairs.length === 0) return;
  const order: number[] = [];
  let sorted = true;
  for (let i = 0; i < pairs.length; i += 2) {
    // Literals are far fewer than 4096, pieces at most 2^20 bytes.
    const key = pairs[i + 1]! * 4096 + pairs[i]!;
    if (i > 0 && key < order[order.length - 1]!) sorted = false;
    order.push(key);
  }
  if (!sorted) order.sort((a, b) => a - b);
  for (const key of order) {
    const at = start + Math.floor(key / 4096);
    if (at >= since && at < until) to.push(key % 4096, at);
  }
}
