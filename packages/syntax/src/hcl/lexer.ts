import { identifierEnd, isDigit, startsIdentifier } from './characters.ts';
import { Token } from './token.ts';

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
 * Text to tokens, one at a time. `kind`, `start` and `end` are the current token, counted from `base`, the start of the segment. The
 * scanning itself is done by functions, and knows no state.
 */
export class Lexer {
  readonly text: string;
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
  /** Nothing more is seen but `end`. */
  broken = false;
  readonly #comments: CommentEnds;

  constructor(text: string) {
    this.text = text;
    this.limit = text.length;
    this.#comments = new CommentEnds(text);
  }

  advance(): void {
    if (this.broken) return;
    const { text, limit, base } = this;
    this.previousEnd = this.end;
    let at = base + this.end;
    let code = 0;
    // Spaces and comments are passed over; a line comment ends before its newline, which is a token of its own.
    for (; at < limit; at++) {
      code = text.charCodeAt(at);
      if (code === 32 || code === 9 || (code === 10 && this.ignoreNewlines)) continue;
      if (code !== 35 && code !== 47 && code !== 13) break;
      const past = pastComment(text, at, limit, this.#comments);
      if (past === at && !(code === 13 && this.ignoreNewlines && text.charCodeAt(at + 1) === 10)) break;
      if (past > at) at = past - 1;
    }
    if (at > limit) at = limit;
    this.start = at - base;
    if (at >= limit) {
      this.kind = Token.end;
      this.end = this.start;
    } else if (code < 128 && alone[code]! !== 0) {
      this.kind = alone[code]!;
      this.end = this.start + 1;
    } else if (startsIdentifier(code)) {
      const end = identifierEnd(text, at, limit);
      this.kind = end > at ? Token.identifier : Token.invalid;
      this.end = (end > at ? end : at + String.fromCodePoint(text.codePointAt(at)!).length) - base;
    } else if (isDigit(code)) {
      this.kind = Token.number;
      this.end = numberEnd(text, at, limit) - base;
    } else this.#operator(code, at);
  }

  #operator(code: number, at: number): void {
    const { text, limit } = this;
    const next = at + 1 < limit ? text.charCodeAt(at + 1) : 0;
    const pair = next < 128 ? pairs[(code << 7) | next]! : 0;
    const heredoc = code === 60 && next === 60 ? heredocEnd(text, at, limit) : at;
    if (heredoc > at) {
      this.kind = Token.heredoc;
      this.end = heredoc - this.base;
    } else if (code === 46 && next === 46 && at + 2 < limit && text.charCodeAt(at + 2) === 46) {
      this.kind = Token.ellipsis;
      this.end = this.start + 3;
    } else {
      this.kind = pair || first[code] || Token.invalid;
      this.end = this.start + (pair ? 2 : 1);
    }
  }
}

/** Finds where comments end. Remembers it, so that many unclosed ones do not each look through the whole text. */
class CommentEnds {
  readonly #text: string;
  #from = 0;
  #end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** After the first closing mark from `from` on; infinite where there is none. */
  after(from: number): number {
    if (from < this.#from || from + 2 > this.#end) {
      const close = this.#text.indexOf('*/', from);
      this.#from = from;
      this.#end = close < 0 ? Number.POSITIVE_INFINITY : close + 2;
    }
    return this.#end;
  }
}

/** Where the comment at `at` ends; `at` itself where there is none, or one that is not closed before `limit`. */
function pastComment(text: string, at: number, limit: number, comments: CommentEnds): number {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (code === 35 || (code === 47 && next === 47)) {
    const newline = text.indexOf('\n', at);
    return newline < 0 || newline > limit ? limit : newline;
  }
  if (code !== 47 || next !== 42) return at;
  const end = comments.after(at + 2);
  return end > limit ? at : end;
}

/** Digits, points and exponents, as far as they do not end in a point: whether that is a number is asked when it is used. */
function numberEnd(text: string, at: number, limit: number): number {
  let end = at + 1;
  for (let next = end; next < limit; ) {
    const code = text.charCodeAt(next);
    if (isDigit(code)) end = ++next;
    else if (code === 46) next++;
    else if (code === 69 || code === 101) {
      const sign = text.charCodeAt(next + 1);
      const digits = sign === 43 || sign === 45 ? next + 2 : next + 1;
      if (digits >= limit || !isDigit(text.charCodeAt(digits))) break;
      end = next = digits + 1;
    } else break;
  }
  return end;
}

/** After the line that the heredoc at `at` starts with; `at` itself where none does. */
function heredocEnd(text: string, at: number, limit: number): number {
  const name = text.charCodeAt(at + 2) === 45 ? at + 3 : at + 2;
  let end = identifierEnd(text, name, limit);
  if (end === name) return at;
  if (text.charCodeAt(end) === 13) end++;
  return end < limit && text.charCodeAt(end) === 10 ? end + 1 : at;
}
