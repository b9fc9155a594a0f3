import type { SyntaxFault } from './ast.ts';

/** What a token is: a punctuation mark stands for itself. `string` is the opening of one; whoever parses it reads on from its start. */
export type TokenKind = 'end' | 'newline' | 'name' | 'number' | 'string' | 'stray' | (typeof marks)[number];

const marks = [
  '...',
  '=>',
  '==',
  '!=',
  '=~',
  '!~',
  '<=',
  '>=',
  '&&',
  '||',
  '??',
  '::',
  '.?',
  '[?',
  '[^',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ',',
  ':',
  '.',
  '?',
  '@',
  '=',
  '!',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '|',
] as const;

const byFirst = new Map<string, (typeof marks)[number][]>();
for (const mark of marks) byFirst.set(mark[0]!, [...(byFirst.get(mark[0]!) ?? []), mark]);

const space = /(?:[\t\v\f \u00a0\ufeff]+|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|#[^\r\n]*)+/y;
const newline = /(?:\r\n?|\n)/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /[0-9]+/y;
const string = /'|\$+'''/y;
/** A line that begins a statement, whatever stood open before. */
const statement =
  /(?:@[A-Za-z]|(?:param|var|resource|module|output|func|type|import|metadata|provider|extension|using|extends|assert|test)[ \t]+[\w'{*]|targetScope[ \t]*=)/y;

/** One token at a time, from the text itself; blanks and comments are between them, newlines are tokens. */
export class Scanner {
  readonly text: string;
  readonly faults: SyntaxFault[] = [];
  kind: TokenKind = 'end';
  start = 0;
  end = 0;
  /** Where the token before ended. */
  before = 0;
  depth = 0;

  constructor(text: string) {
    this.text = text;
    this.goTo(0);
  }

  get word(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Reads the token at or after an offset. */
  goTo(offset: number): void {
    const at = this.#after(space, offset);
    this.start = at;
    if (at >= this.text.length) {
      this.#token('end', at);
      return;
    }
    const character = this.text[at]!;
    if (character === '\n' || character === '\r') this.#token('newline', this.#after(newline, at));
    else if (this.#after(name, at) > at) this.#token('name', this.#after(name, at));
    else if (this.#after(number, at) > at) this.#token('number', this.#after(number, at));
    else if (this.#after(string, at) > at) this.#token('string', this.#after(string, at));
    else {
      const mark = byFirst.get(character)?.find(mark => this.text.startsWith(mark, at));
      this.#token(mark ?? 'stray', at + (mark?.length ?? 1));
    }
  }

  next(): void {
    this.before = this.end;
    this.goTo(this.end);
  }

  is(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** Moves on where the token is this one. */
  take(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  takeWord(word: string): boolean {
    if (this.kind !== 'name' || this.word !== word) return false;
    this.next();
    return true;
  }

  newlines(): void {
    while (this.kind === 'newline') this.next();
  }

  /** The kind of the first token that is no newline, without moving on. */
  beyondNewlines(): TokenKind {
    const { kind, start, end, before } = this;
    this.newlines();
    const found = this.kind;
    Object.assign(this, { kind, start, end, before });
    return found;
  }

  /** The kind of the token after this one. */
  following(): TokenKind {
    const { kind, start, end, before } = this;
    this.next();
    const found = this.kind;
    Object.assign(this, { kind, start, end, before });
    return found;
  }

  fault(message: string, start = this.start, end = Math.max(this.end, start)): void {
    if (this.faults.length < mostFaults) this.faults.push({ start, end, message });
  }

  /** Whether the token stands at the beginning of a line and begins a statement. */
  beginsStatement(): boolean {
    const previous = this.text.charCodeAt(this.start - 1);
    if (this.start > 0 && previous !== 10 && previous !== 13) return false;
    statement.lastIndex = this.start;
    return statement.test(this.text);
  }

  /** To the end of the line. */
  skipLine(): void {
    const rest = /[^\r\n]*/y;
    rest.lastIndex = this.start;
    rest.test(this.text);
    this.goTo(rest.lastIndex);
  }

  /** To the next line that begins a statement. */
  skipToStatement(): void {
    do {
      this.skipLine();
      this.newlines();
    } while (this.kind !== 'end' && !this.beginsStatement());
  }

  #token(kind: TokenKind, end: number): void {
    this.kind = kind;
    this.end = end;
  }

  #after(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.text) ? pattern.lastIndex : at;
  }
}

const mostFaults = 100;
