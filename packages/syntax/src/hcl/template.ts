import type { Interpolation, Missing, Template, TemplateLiteral } from './ast.ts';
import { identifierEnd, isSpace } from './characters.ts';
import { assemble, type Directive, directiveWords } from './directives.ts';
import { parseExpression } from './expression.ts';
import { type ForIntroduction, parseForIntroduction } from './for.ts';
import { append, dropStart, leadingSpaces, literal, trimEnd, trimStart, unescaped } from './literal.ts';
import type { Scanner } from './scanner.ts';
import { Token } from './token.ts';

/**
 * Strings, heredocs and template files. Their text is first cut into pieces (a literal ends at its line's end, and at every `$` and `%`), because
 * `~` and `<<-` work on pieces: `~}` takes the whitespace of one line, never of the next. Then literals that touch are joined.
 */
type Piece = TemplateLiteral | Interpolation | Directive;

/** What a template stands in. `marker` ends a heredoc. */
interface Form {
  quoted: boolean;
  marker?: string;
}

/** The current token is a quote or the head of a heredoc. */
export function parseString(s: Scanner): Template | Missing {
  const template = s.enter() ? (s.kind === Token.quote ? parseQuoted(s) : parseHeredoc(s)) : s.missing();
  s.leave();
  return template;
}

function parseHeredoc(s: Scanner): Template {
  const { start, end } = s;
  const flush = s.text.charCodeAt(s.base + start + 2) === 45;
  const name = s.base + start + (flush ? 3 : 2);
  const marker = s.text.slice(name, identifierEnd(s.text, name, s.limit));
  const { pieces, closed } = cut(s, s.base + end, { quoted: false, marker });
  if (flush) takeIndentation(pieces);
  const parts = assemble(s, join(pieces));
  if (closed >= 0) s.resume(closed);
  return { kind: 'template', start, end: s.previousEnd, parts, heredoc: { marker, flush } };
}

function parseQuoted(s: Scanner): Template {
  const { start, end } = s;
  const from = s.base + end;
  const plain = plainEnd(s, from);
  if (plain >= 0) {
    s.resume(plain + 1);
    return {
      kind: 'template',
      start,
      end: s.previousEnd,
      parts: plain === from ? [] : [literal(end, plain - s.base, s.text.slice(from, plain))],
    };
  }
  const { pieces, closed } = cut(s, from, { quoted: true });
  const parts = assemble(s, join(pieces));
  if (closed >= 0) s.resume(closed);
  return { kind: 'template', start, end: s.previousEnd, parts };
}

/** Where the string that starts at `from` is closed, if there is nothing but plain text in it; else -1. */
function plainEnd(s: Scanner, from: number): number {
  const { text, limit } = s;
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === 36 || code === 37 || code === 92 || code === 10 || code === 13) return -1;
  }
  return -1;
}

/** A whole text as a template: what templatefile() reads. */
export function parseBare(s: Scanner): Template {
  const { pieces } = cut(s, s.base, { quoted: false });
  return { kind: 'template', start: 0, end: s.text.length - s.base, parts: assemble(s, join(pieces)) };
}

/**
 * The pieces from `from` on, and where the text after the template starts (document offsets); -1 where it is not closed, which is
 * then a failure already told.
 */
function cut(s: Scanner, from: number, form: Form): { pieces: Piece[]; closed: number } {
  const pieces: Piece[] = [];
  const opener = { start: s.start, end: s.end };
  const outer = s.ignoreNewlines;
  let height = 1;
  let trimNext = false;
  let lineStart = true;
  let at = from;
  for (;;) {
    if (at >= s.limit) {
      if (!form.quoted && form.marker === undefined) break;
      s.kind = Token.end;
      s.fail(
        form.quoted ? 'a string that is never closed' : 'a heredoc that is never closed: its last word must stand alone on a line',
        opener.start,
        opener.end,
      );
      at = -1;
      break;
    }
    if (lineStart && form.marker !== undefined) {
      const end = markerEnd(s, at, form.marker);
      if (end >= 0) {
        at = end;
        break;
      }
    }
    lineStart = false;
    const code = s.text.charCodeAt(at);
    if (form.quoted && code === 34) {
      at++;
      break;
    }
    if ((code === 36 || code === 37) && at + 1 < s.limit && s.text.charCodeAt(at + 1) === 123) {
      const trim = s.text.charCodeAt(at + 2) === 126;
      const last = pieces.at(-1);
      if (trim && last?.kind === 'literal') trimEnd(last);
      s.ignoreNewlines = true;
      s.start = at - s.base;
      s.end = s.start + 2;
      s.resume(at + (trim ? 3 : 2));
      const piece = code === 36 ? parseInterpolation(s, at - s.base) : parseDirective(s, at - s.base);
      height = Math.max(height, s.height);
      trimNext = s.kind === Token.trimBrace;
      at = s.broken ? afterBroken(s, form) : s.base + s.end;
      s.ignoreNewlines = outer;
      if (piece) pieces.push(at < 0 ? { ...piece, end: s.previousEnd } : { ...piece, end: at - s.base });
      if (at < 0) break;
      continue;
    }
    if (form.quoted && (code === 10 || code === 13)) {
      s.previousEnd = at - s.base;
      s.start = s.end = at - s.base;
      s.fail('a string ends on the line it starts on: expected `"`', opener.start, at - s.base);
      at = -1;
      break;
    }
    const end = literalEnd(s, at, form);
    const piece = form.quoted ? quotedLiteral(s, at, end) : escapedLiteral(s, at, end);
    lineStart = !form.quoted && s.text.charCodeAt(end - 1) === 10;
    if (trimNext) trimStart(piece);
    trimNext = false;
    pieces.push(piece);
    at = end;
  }
  if (at < 0) pieces.push({ kind: 'interpolation', start: s.previousEnd, end: s.previousEnd, value: s.missing() });
  s.height = height + 1;
  return { pieces, closed: at };
}

/** Where the line from `at` on ends, if it is the heredoc's last: nothing but its marker. Else -1. */
function markerEnd(s: Scanner, at: number, marker: string): number {
  const { text, limit } = s;
  let start = at;
  while (start < limit && text.charCodeAt(start) !== 10 && isSpace(text.charCodeAt(start))) start++;
  if (!text.startsWith(marker, start)) return -1;
  let end = start + marker.length;
  while (end < limit && text.charCodeAt(end) !== 10) if (!isSpace(text.charCodeAt(end++))) return -1;
  if (end > limit) return -1;
  if (end === limit) s.fault('expected a new line after the end of the heredoc', end - s.base, end - s.base);
  return end < limit && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** Where the piece of literal text that starts at `at` ends: after one `$` or `%`, an escaped `$${`, or before the next of them. */
function literalEnd(s: Scanner, at: number, form: Form): number {
  const { text, limit } = s;
  const first = text.charCodeAt(at);
  if (first === 36 || first === 37) {
    const escaped = at + 2 < limit && text.charCodeAt(at + 1) === first && text.charCodeAt(at + 2) === 123;
    return escaped ? at + 3 : at + 1;
  }
  for (let end = at; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (code === 36 || code === 37) return end;
    if (form.quoted) {
      if (code === 34 || code === 10 || code === 13) return end;
      if (code === 92 && end + 1 < limit && text.charCodeAt(end + 1) !== 10 && text.charCodeAt(end + 1) !== 13) end++;
    } else if (code === 10) return end + 1;
  }
  return limit;
}

function quotedLiteral(s: Scanner, at: number, end: number): TemplateLiteral {
  const raw = s.text.slice(at, end);
  if (raw.includes('\\')) return unescaped(at - s.base, raw, (message, from, to) => s.fault(message, from, to));
  return escapedLiteral(s, at, end);
}

/** `$${` means `${`. */
function escapedLiteral(s: Scanner, at: number, end: number): TemplateLiteral {
  const text = s.text.slice(at, end);
  const escaped = text === '$${' || text === '%%{';
  return literal(at - s.base, end - s.base, escaped ? text.slice(1) : text);
}

/** The current token is the first one inside. Leaves the closing brace as the current token. */
function parseInterpolation(s: Scanner, start: number): Interpolation {
  const value = parseExpression(s);
  if (s.kind !== Token.closeBrace && s.kind !== Token.trimBrace) s.fail('expected `}` after the interpolation');
  return { kind: 'interpolation', start, end: s.end, value: s.broken && value.kind !== 'missing' ? s.missing() : value };
}

function parseDirective(s: Scanner, start: number): Directive | undefined {
  const word = directiveWords.find(known => s.isWord(known));
  if (!word) {
    s.fail('expected if, else, endif, for or endfor');
    return undefined;
  }
  s.advance();
  s.height = 1;
  let condition = word === 'if' ? parseExpression(s) : undefined;
  const introduction: ForIntroduction | undefined = word === 'for' ? parseForIntroduction(s) : undefined;
  if (s.kind !== Token.closeBrace && s.kind !== Token.trimBrace) s.fail('expected `}` after the directive');
  if (s.broken && condition) condition = s.missing();
  return { kind: 'directive', word, start, end: s.end, ...(condition && { condition }), ...(introduction && { introduction }) };
}

/**
 * An interpolation that can't be read costs no more than its own braces: the template goes on after the next `}` of the line, or
 * else, where lines do not matter, at the line's end. Where it goes on; -1 where that can't be said.
 */
function afterBroken(s: Scanner, form: Form): number {
  if (s.ranOut) return -1;
  const { text, brokenAt: from } = s;
  if (form.quoted && text.charCodeAt(from) === 34) return recovered(s, from);
  const newline = text.indexOf('\n', from);
  const lineEnd = newline < 0 || newline > s.limit ? s.limit : newline;
  const brace = text.slice(from, lineEnd).indexOf('}');
  if (brace >= 0) return recovered(s, from + brace + 1);
  return form.quoted ? -1 : recovered(s, lineEnd);
}

function recovered(s: Scanner, at: number): number {
  s.broken = false;
  return at;
}

/** Takes from every line the indentation that all of them have. Lines of nothing but spaces do not count, and keep theirs. */
function takeIndentation(pieces: Piece[]): void {
  let least = Number.POSITIVE_INFINITY;
  let lineStart = true;
  const indented: TemplateLiteral[] = [];
  for (const piece of pieces) {
    const text = piece.kind === 'literal' ? piece.text : '';
    const ends = text.endsWith('\n');
    if (lineStart) {
      const spaces = leadingSpaces(text);
      if (spaces < text.length || !ends) {
        least = Math.min(least, spaces);
        if (piece.kind === 'literal') indented.push(piece);
      }
    }
    lineStart = ends;
  }
  for (const line of indented) {
    dropStart(line, least);
    line.start += least;
  }
}

function join(pieces: Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'literal' && last?.kind === 'literal') append(last, piece);
    else joined.push(piece);
  }
  return joined;
}
