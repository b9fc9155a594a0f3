/** The prefilter in plain JavaScript: slow, short and plain, so that it is also what the fast one is held against. */
import { encodedIn } from './encoded.ts';
import { type Asked, allows, suits } from './guard.ts';
import {
  countUnits,
  type FoundPairs,
  inPieces,
  isTokenByte,
  type Literal,
  lookBack,
  lookBackPlain,
  type Prefilter,
  shortestPlainRun,
  shortestRun,
} from './literals.ts';
import { type NeedOf, needs } from './value.ts';

/** @param needOf by default, every name is a password's */
export function createFallback(literals: Literal[], needOf: NeedOf = () => needs.some): Prefilter {
  const anywhere = byFirstByte(literals, 'anywhere');
  const window = byFirstByte(literals, 'window');
  const digits = byFirstByte(literals, 'digits');
  return {
    room: undefined,
    units: countUnits,
    find: (bytes, code) => {
      const asked = { code, needOf };
      return inPieces(bytes.length, (start, end, found) => {
        const piece = bytes.subarray(start, end);
        for (let at = 0; at < piece.length; at++) lookUp(anywhere, piece, at, found.anywhere, asked);
        const wanted = beside(piece, found.encoded);
        for (let at = 0; at < piece.length; at++) {
          if (wanted[at]! > 0) lookUp(window, piece, at, found.window, asked);
          if (wanted[at]! > 1) lookUp(digits, piece, at, found.window, asked);
        }
        found.ascii = piece.every(byte => byte < 128);
        return true;
      });
    },
  };
}

type Table = { literal: Literal; number: number }[][];

function byFirstByte(literals: Literal[], where: Literal['where']): Table {
  const table: Table = Array.from({ length: 256 }, () => []);
  literals.forEach((literal, number) => {
    if (literal.where !== where) return;
    const firsts = new Set(literal.caseless ? [literal.text[0]!, literal.text[0]!.toUpperCase()] : [literal.text[0]!]);
    for (const first of firsts) table[first.charCodeAt(0)]!.push({ literal, number });
  });
  return table;
}

function lookUp(table: Table, bytes: Uint8Array, at: number, out: FoundPairs, asked: Asked): void {
  for (const { literal, number } of table[bytes[at]!]!)
    if (standsAt(literal, bytes, at) && allows(literal.guard, bytes, at, asked) && suits(literal.place, bytes, at)) out.push(number, at);
}

function standsAt({ text, caseless }: Literal, bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const byte = bytes[at + i]!;
    const folded = caseless && byte >= 65 && byte <= 90 ? byte | 32 : byte;
    if (folded !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** Which bytes lie in a window (1), and in one of a run with a digit (2), see `Literal.where`; and where the runs hold an encoded text. */
function beside(bytes: Uint8Array, encoded: number[]): Uint8Array {
  const wanted = new Uint8Array(bytes.length);
  for (let start = 0; start < bytes.length; start++) {
    let end = start;
    let digit = false;
    for (; end < bytes.length && isTokenByte(bytes[end]!); end++) digit ||= bytes[end]! >= 48 && bytes[end]! <= 57;
    if (end - start >= (digit ? shortestRun : shortestPlainRun)) {
      const lines = bytes.subarray(Math.max(0, start - (digit ? lookBack : lookBackPlain)), start);
      const above = lines.lastIndexOf(10);
      const second = above > 0 ? lines.lastIndexOf(10, above - 1) : -1;
      for (let at = start - lines.length + second + 1; at < end; at++) if (digit || wanted[at] === 0) wanted[at] = digit ? 2 : 1;
      const at = encodedIn(bytes, start, end);
      if (at !== undefined) encoded.push(at);
    }
    start = end;
  }
  return wanted;
}
