import type { Missing, Template, TemplateLiteral } from './ast.ts';
import { identifierEnd } from './characters.ts';
import { assemble } from './directives.ts';
import { append, dropStart, leadingSpaces, literal } from './literal.ts';
import { Cutter, type Piece } from './pieces.ts';
import type { Scanner } from './scanner.ts';
import { Token } from './token.ts';

/** Strings, heredocs and template files: their text is cut into pieces, literals that touch are joined, directives are nested. */

/** The current token is a quote or the head of a heredoc. */
export function parseString(s: Scanner): Template | Missing {
  const template = s.enter() ? (s.kind === Token.quote ? parseQuoted(s) : parseHeredoc(s)) : s.missing();
  s.leave();
  return template;
}

function parseQuoted(s: Scanner): Template {
  const { start, end } = s;
  const from = s.base + end;
  const plain = plainEnd(s, from);
  if (plain < 0) {
    const cutter = new Cutter(s, from, { in: 'quotes' });
    cutter.cut();
    const parts = assemble(s, joined(cutter.pieces));
    if (cutter.end >= 0) s.resume(cutter.end);
    return { kind: 'template', start, end: s.previousEnd, parts };
  }
  s.resume(plain + 1);
  const parts = plain === from ? [] : [literal(end, plain - s.base, s.text.slice(from, plain))];
  return { kind: 'template', start, end: s.previousEnd, parts };
}

/** Where the string that starts at `from` is closed, if there is nothing but plain text in it; else -1. */
function plainEnd({ text, limit }: Scanner, from: number): number {
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === 36 || code === 37 || code === 92 || code === 10 || code === 13) return -1;
  }
  return -1;
}

function parseHeredoc(s: Scanner): Template {
  const { start, end, base, text } = s;
  const flush = text.charAt(base + start + 2) === '-';
  const name = base + start + (flush ? 3 : 2);
  const marker = text.slice(name, identifierEnd(text, name, s.limit));
  const cutter = new Cutter(s, base + end, { in: 'heredoc', marker });
  cutter.cut();
  if (flush) takeIndentation(cutter.pieces);
  const parts = assemble(s, joined(cutter.pieces));
  if (cutter.end >= 0) s.resume(cutter.end);
  return { kind: 'template', start, end: s.previousEnd, parts, heredoc: { marker, flush } };
}

/** A whole text as a template: what templatefile() reads. */
export function parseBare(s: Scanner): Template {
  const cutter = new Cutter(s, 0, { in: 'file' });
  cutter.cut();
  return { kind: 'template', start: 0, end: s.text.length, parts: assemble(s, joined(cutter.pieces)) };
}

/** Takes from every line the indentation that all of them have. Lines of nothing but spaces do not count, and keep theirs. */
function takeIndentation(pieces: Piece[]): void {
  let least = Number.POSITIVE_INFINITY;
  let lineStart = true;
  const indented: TemplateLiteral[] = [];
  for (const piece of pieces) {
    const text = piece.kind === 'literal' ? piece.text : '';
    const ends = text.endsWith('\n');
    const spaces = lineStart ? leadingSpaces(text) : 0;
    if (lineStart && !(ends && spaces === text.length)) {
      least = Math.min(least, spaces);
      if (piece.kind === 'literal') indented.push(piece);
    }
    lineStart = ends;
  }
  for (const line of indented) {
    dropStart(line, least);
    line.start += least;
  }
}

function joined(pieces: Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'literal' && last?.kind === 'literal') append(last, piece);
    else joined.push(piece);
  }
  return joined;
}
