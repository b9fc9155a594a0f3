import type { Missing, SyntaxFault } from './ast.ts';
import { identifierEnd, isDigit } from './characters.ts';
import { Token } from './token.ts';

/** Brackets, blocks and templates inside of each other; what is deeper is a fault. Real modules stay under thirty. */
const deepest = 200;
/** Operands of one chain (`a + b + …`, `a.b.…`), each of which makes the tree one node deeper: those who walk it recurse. */
const highest = 1000;

/** Kinds by character: of those that are a token whatever follows, and of those that may be the first of two. */
const alone = new Uint8Array(128);
const first = new Uint8Array(128);
/** Kinds by both characters, seven bits each. */
const pairs = new Uint8Array(128 * 128);

const kinds: [table: Uint8Array, tokens: Record<string, Token>][] = [
  [
    alone,
    {
      '"': Token.quote,
      '{': Token.openBrace,
      '}': Token.closeBrace,
      '[': Token.openBracket,
      ']': Token.closeBracket,
      '(': Token.openParen,
      ')': Token.closeParen,
      ',': Token.comma,
      '?': Token.question,
      '+': Token.plus,
      '-': Token.minus,
      '*': Token.star,
      '%': Token.percent,
      '\n': Token.newline,
    },
  ],
  [
    first,
    {
      '=': Token.assign,
      '!': Token.bang,
      '<': Token.less,
      '>': Token.greater,
      ':': Token.colon,
      '.': Token.dot,
      '/': Token.slash,
    },
  ],
  [
    pairs,
    {
      '==': Token.equal,
      '=>': Token.arrow,
      '!=': Token.notEqual,
      '&&': Token.and,
      '||': Token.or,
      '<=': Token.lessOrEqual,
      '>=': Token.greaterOrEqual,
      '::': Token.doubleColon,
      '~}': Token.trimBrace,
      // A comment that is never closed.
      '/*': Token.invalid,
      '\r\n': Token.newline,
    },
  ],
];
for (const [table, tokens] of kinds)
  for (const [text, kind] of Object.entries(tokens))
    table[text.length === 1 ? text.charCodeAt(0) : (text.charCodeAt(0) << 7) | text.charCodeAt(1)] = kind;

/**
 * Text to tokens, one at a time, and the state of a parse. `kind`, `start` and `end` are the current token; offsets count from
 * `base`, the start of the segment.
 *
 * After a fault that leaves the parser without a place to go on from (`fail`), only `end` tokens are seen: everything that is open
 * returns with what it has, up to whoever knows where to go on and calls `resume`.
 */
export class Scanner {
  readonly text: string;
  readonly faults: SyntaxFault[] = [];
  base = 0;
  /** Nothing from here on is seen. A document offset. */
  limit: number;

  kind: Token = Token.end;
  start = 0;
  end = 0;
  /** Where the token before the current one ended. */
  previousEnd = 0;
  /** Inside of brackets and interpolations. Set it before advancing over the bracket. */
  ignoreNewlines = false;

  broken = false;
  /** Where it broke. A document offset. */
  brokenAt = 0;
  /** Something was still open at the end of the text. */
  ranOut = false;
  /** Recovery went on at an item of a body further out, so that no new line is expected before it: how far that line is indented. */
  outdent = Number.POSITIVE_INFINITY;
  depth = 0;
  /** How deep the tree of the expression is that was parsed last. */
  height = 0;
  #commentFrom = 0;
  #commentEnd = 0;

  constructor(text: string) {
    this.text = text;
    this.limit = text.length;
  }

  /** Goes on at a document offset, whatever happened before. */
  resume(at: number): void {
    this.broken = false;
    this.end = at - this.base;
    this.advance();
  }

  /** The current token becomes the first of a segment. */
  startSegment(): void {
    this.base += this.start;
    this.end -= this.start;
    this.start = 0;
    this.previousEnd = 0;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.base + start, this.base + end);
  }

  isWord(word: string): boolean {
    return this.kind === Token.identifier && this.end - this.start === word.length && this.text.startsWith(word, this.base + this.start);
  }

  /** Newlines are ignored from the current token on. */
  skipNewlines(): void {
    this.ignoreNewlines = true;
    if (this.kind === Token.newline) this.advance();
  }

  /** One level down; false, and a fault, where it is too deep. Every call needs its `leave`. */
  enter(): boolean {
    this.depth++;
    if (this.depth <= deepest) return true;
    this.fail('nested too deeply');
    return false;
  }
  leave(): void {
    this.depth--;
  }

  /** The expression that was parsed last became an operand, beside one of height `other`. */
  climb(other = 0): void {
    this.height = Math.max(this.height, other) + 1;
    if (this.height > highest) this.fail('an expression of too many parts');
  }

  /** A fault after which the parser can go on. Two at one place are one. */
  fault(message: string, start = this.start, end = this.end): void {
    if (this.broken) return;
    const at = this.base + start;
    if (this.faults.at(-1)?.start !== at) this.faults.push({ start: at, end: this.base + end, message });
  }

  /** A fault after which it can't, until somebody recovers. */
  fail(message: string, start = this.start, end = this.end): void {
    if (this.broken) return;
    this.fault(message, start, end);
    if (this.kind === Token.end) this.ranOut = true;
    this.brokenAt = this.base + this.start;
    this.broken = true;
    this.kind = Token.end;
  }

  missing(): Missing {
    this.height = 1;
    return { kind: 'missing', start: this.previousEnd, end: this.previousEnd };
  }

  advance(): void {
    if (this.broken) return;
    this.previousEnd = this.end;
    const at = this.#tokenStart(this.base + this.end);
    this.start = at - this.base;
    this.kind = at < this.limit ? this.#token(this.text.charCodeAt(at), at) : this.#take(Token.end, 0);
  }

  /** Spaces and comments are passed over; a line comment ends before its newline, which is a token of its own. */
  #tokenStart(from: number): number {
    const { text, limit } = this;
    let at = from;
    while (at < limit) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 9 || (code === 10 && this.ignoreNewlines)) at++;
      else if (code === 13 && text.charCodeAt(at + 1) === 10) {
        if (!this.ignoreNewlines) break;
        at++;
      } else if (code === 35 || (code === 47 && text.charCodeAt(at + 1) === 47)) at = this.#lineEnd(at);
      else if (code === 47 && text.charCodeAt(at + 1) === 42) {
        const end = this.#endOfComment(at + 2);
        if (end > limit) break;
        at = end;
      } else break;
    }
    return Math.min(at, limit);
  }

  #lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 || end > this.limit ? this.limit : end;
  }

  /** Remembered, so that many unclosed comments do not each look through the whole text. */
  #endOfComment(from: number): number {
    if (from < this.#commentFrom || from + 2 > this.#commentEnd) {
      this.#commentFrom = from;
      const close = this.text.indexOf('*/', from);
      this.#commentEnd = close < 0 ? Number.POSITIVE_INFINITY : close + 2;
    }
    return this.#commentEnd;
  }

  /** The kind of the token at `at`; sets its end. */
  #token(code: number, at: number): Token {
    const { text, limit } = this;
    const single = code < 128 ? alone[code]! : 0;
    if (single) return this.#take(single, 1);
    const end = identifierEnd(text, at, limit);
    if (end > at) return this.#take(Token.identifier, end - at);
    if (isDigit(code)) return this.#take(Token.number, this.#numberEnd(at) - at);
    if (code > 127) return this.#take(Token.invalid, String.fromCodePoint(text.codePointAt(at)!).length);
    const next = at + 1 < limit ? text.charCodeAt(at + 1) : 0;
    if (code === 60 && next === 60) return this.#heredoc(at);
    if (code === 46 && next === 46 && at + 2 < limit && text.charCodeAt(at + 2) === 46) return this.#take(Token.ellipsis, 3);
    const pair = next < 128 ? pairs[(code << 7) | next]! : 0;
    return pair ? this.#take(pair, 2) : this.#take(first[code] || Token.invalid, 1);
  }

  #take(kind: Token, length: number): Token {
    this.end = this.start + length;
    return kind;
  }

  /** Digits, points and exponents, as far as they do not end in a point: whether that is a number is asked when it is used. */
  #numberEnd(at: number): number {
    let end = at + 1;
    for (let next = end; next < this.limit; ) {
      const code = this.text.charCodeAt(next);
      if (isDigit(code)) end = ++next;
      else if (code === 46) next++;
      else if (code === 69 || code === 101) {
        const sign = this.text.charCodeAt(next + 1);
        const digits = sign === 43 || sign === 45 ? next + 2 : next + 1;
        if (digits >= this.limit || !isDigit(this.text.charCodeAt(digits))) break;
        end = next = digits + 1;
      } else break;
    }
    return end;
  }

  #heredoc(at: number): Token {
    const { text, limit } = this;
    const name = text.charCodeAt(at + 2) === 45 ? at + 3 : at + 2;
    let end = identifierEnd(text, name, limit);
    if (end > name) {
      if (text.charCodeAt(end) === 13) end++;
      if (end < limit && text.charCodeAt(end) === 10) return this.#take(Token.heredoc, end + 1 - at);
    }
    return this.#take(Token.less, 1);
  }
}
