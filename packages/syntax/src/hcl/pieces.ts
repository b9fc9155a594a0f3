import type { Interpolation, TemplateLiteral } from './ast.ts';
import { isSpace } from './characters.ts';
import { type Directive, directiveWords } from './directives.ts';
import { parseExpression } from './expression.ts';
import { parseForIntroduction } from './for.ts';
import { literal, trimEnd, trimStart, unescaped } from './literal.ts';
import type { Scanner } from './scanner.ts';
import { Token } from './token.ts';

/**
 * What a template's text is cut into. A literal ends with its line, and at every `$` and `%`, because `~` and `<<-` work on such pieces:
 * `~}` takes the whitespace of one line, never of the next.
 */
export type Piece = TemplateLiteral | Interpolation | Directive;

/** What a template stands in: quotes, a heredoc that `marker` ends, or a file of its own. */
export type Form = { in: 'quotes' } | { in: 'heredoc'; marker: string } | { in: 'file' };

const quote = 34;
const dollar = 36;
const percent = 37;
const backslash = 92;
const openBrace = 123;
const tilde = 126;

/** Cuts the text from `at` on. The current token of the scanner is the one that opened the template. */
export class Cutter {
  readonly pieces: Piece[] = [];
  /** Where the text after the template starts, once it is cut; -1 where nobody closed it. A document offset, as all of them here. */
  end = -1;
  readonly #s: Scanner;
  readonly #form: Form;
  #at: number;
  #height = 0;
  /** `~}` was read last. */
  #trimNext = false;

  constructor(s: Scanner, at: number, form: Form) {
    this.#s = s;
    this.#at = at;
    this.#form = form;
  }

  cut(): void {
    const s = this.#s;
    const { start, end } = s;
    while (!s.broken && !this.#closed()) {
      if (this.#at >= s.limit) {
        s.kind = Token.end;
        s.fail(`never closed${this.#form.in === 'heredoc' ? ': its last word must stand alone on a line' : ''}`, start, end);
      } else if (this.#atSequence()) this.#sequence();
      else if (this.#form.in === 'quotes' && isLineEnd(s.text.charCodeAt(this.#at))) {
        s.start = s.end = this.#at - s.base;
        s.fail('expected `"`: a string ends on the line that it starts on', start, s.end);
      } else this.#literal();
    }
    if (s.broken) {
      s.previousEnd = this.#at - s.base;
      const value = s.missing();
      this.pieces.push({ kind: 'interpolation', start: value.start, end: value.end, value });
    }
    s.height = this.#height + 1;
  }

  /** Sets `end` where the template ends here. */
  #closed(): boolean {
    const { text, limit } = this.#s;
    const form = this.#form;
    if (form.in === 'file') this.end = this.#at >= limit ? limit : -1;
    else if (this.#at >= limit) return false;
    else if (form.in === 'quotes') this.end = text.charCodeAt(this.#at) === quote ? this.#at + 1 : -1;
    else if (text.charCodeAt(this.#at - 1) === 10) this.end = this.#endOfMarker(form.marker);
    return this.end >= 0;
  }

  /** Where this line ends, if the heredoc's marker stands alone on it; else -1. */
  #endOfMarker(marker: string): number {
    const s = this.#s;
    const { text, limit } = s;
    let at = this.#at;
    while (text.charCodeAt(at) !== 10 && isSpace(text.charCodeAt(at))) at++;
    if (!text.startsWith(marker, at)) return -1;
    at += marker.length;
    if (at > limit) return -1;
    for (; at < limit && text.charCodeAt(at) !== 10; at++) if (!isSpace(text.charCodeAt(at))) return -1;
    if (at === limit) s.fault('expected a new line after the end of the heredoc', at - s.base, at - s.base);
    return at < limit && text.charCodeAt(at - 1) === 13 ? at - 1 : at;
  }

  #atSequence(): boolean {
    const { text, limit } = this.#s;
    const code = text.charCodeAt(this.#at);
    return (code === dollar || code === percent) && this.#at + 1 < limit && text.charCodeAt(this.#at + 1) === openBrace;
  }

  /** `${ … }` or `%{ … }`. */
  #sequence(): void {
    const s = this.#s;
    const start = this.#at - s.base;
    const directive = s.text.charCodeAt(this.#at) === percent;
    const trim = s.text.charCodeAt(this.#at + 2) === tilde;
    const last = this.pieces.at(-1);
    if (trim && last?.kind === 'literal') trimEnd(last);

    const outer = s.ignoreNewlines;
    s.ignoreNewlines = true;
    s.resume(this.#at + (trim ? 3 : 2));
    const piece = directive ? parseDirective(s, start) : parseInterpolation(s, start);
    s.ignoreNewlines = outer;
    this.#height = Math.max(this.#height, s.height);
    this.#trimNext = s.kind === Token.trimBrace;
    this.#at = s.broken ? this.#afterBroken() : s.base + s.end;
    if (piece) this.pieces.push({ ...piece, end: this.#at - s.base });
  }

  /**
   * A sequence that can't be read costs no more than its own braces: the template goes on after the next `}` of the line, else, outside
   * of quotes, at the line's end. Where neither can be, it stays broken.
   */
  #afterBroken(): number {
    const s = this.#s;
    const { text, brokenAt } = s;
    if (s.ranOut) return s.base + s.previousEnd;
    const newline = text.indexOf('\n', brokenAt);
    const lineEnd = newline < 0 || newline > s.limit ? s.limit : newline;
    const quoted = this.#form.in === 'quotes';
    const brace = text.slice(brokenAt, lineEnd).indexOf('}');
    if (quoted && brace < 0 && text.charCodeAt(brokenAt) !== quote) return s.base + s.previousEnd;
    s.broken = false;
    if (quoted && text.charCodeAt(brokenAt) === quote) return brokenAt;
    return brace < 0 ? lineEnd : brokenAt + brace + 1;
  }

  #literal(): void {
    const s = this.#s;
    const { base, text } = s;
    const from = this.#at;
    this.#at = this.#endOfLiteral();
    const raw = text.slice(from, this.#at);
    let piece: TemplateLiteral;
    if (raw === '$${' || raw === '%%{') piece = literal(from - base, this.#at - base, raw.slice(1));
    else if (this.#form.in === 'quotes' && raw.includes('\\')) piece = unescaped(from - base, raw, (...fault) => s.fault(...fault));
    else piece = literal(from - base, this.#at - base, raw);
    if (this.#trimNext) trimStart(piece);
    this.#trimNext = false;
    this.pieces.push(piece);
  }

  /** After one `$` or `%`, after an escaped `$${`, after the line, or before the next `$` or `%`. */
  #endOfLiteral(): number {
    const s = this.#s;
    const { text, limit } = s;
    const form = this.#form.in;
    let at = this.#at;
    const first = text.charCodeAt(at);
    if (first === dollar || first === percent) {
      if (at + 2 < limit && text.charCodeAt(at + 1) === first && text.charCodeAt(at + 2) === openBrace) return at + 3;
      return form !== 'quotes' && this.#lastOfLine(at + 1) ? at + 2 : at + 1;
    }
    for (; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code === dollar || code === percent) return at;
      if (form === 'quotes') {
        if (code === quote || isLineEnd(code)) return at;
        if (code === backslash && at + 1 < limit && !isLineEnd(text.charCodeAt(at + 1))) at++;
      } else if (code === 10) return at + 1;
      else if (code === 13 && form === 'heredoc' && text.charCodeAt(at + 1) !== 10) {
        s.fault('a carriage return that is not part of a new line', at - s.base, at + 1 - s.base);
      }
    }
    return limit;
  }

  /** One character before the line's end. hashicorp/hcl keeps it with the `$` before it, and so out of reach of `~`. */
  #lastOfLine(at: number): boolean {
    const { text, limit } = this.#s;
    const code = text.charCodeAt(at);
    if (at + 1 >= limit || code === 10 || code > 127) return false;
    const next = text.charCodeAt(at + 1);
    return next === 10 || (next === 13 && at + 2 < limit && text.charCodeAt(at + 2) === 10);
  }
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** The current token is the first one inside; the closing brace is left as the current token. */
function parseInterpolation(s: Scanner, start: number): Interpolation {
  const value = parseExpression(s);
  closeSequence(s, 'interpolation');
  return { kind: 'interpolation', start, end: s.end, value: s.broken ? s.missing() : value };
}

function parseDirective(s: Scanner, start: number): Directive | undefined {
  const word = directiveWords.find(known => s.isWord(known));
  if (!word) {
    s.fail('expected if, else, endif, for or endfor');
    return undefined;
  }
  s.advance();
  s.height = 1;
  const condition = word === 'if' ? parseExpression(s) : undefined;
  const introduction = word === 'for' ? parseForIntroduction(s) : undefined;
  closeSequence(s, 'directive');
  return {
    kind: 'directive',
    word,
    start,
    end: s.end,
    ...(condition && { condition: s.broken ? s.missing() : condition }),
    ...(introduction && { introduction }),
  };
}

function closeSequence(s: Scanner, what: string): void {
  if (s.kind !== Token.closeBrace && s.kind !== Token.trimBrace) s.fail(`expected \`}\` after the ${what}`);
}
