import type { Language } from './language.ts';
import type { StringToken, Token } from './token.ts';

/** A name that something is given to, `at` where it is written, `first` the token that its expression begins with. */
export interface Target {
  name: string;
  at: number;
  first: number;
}

export const assignments = new Set('= := += .= ||= &&= ??= //= ?= <- <<='.split(' '));
const chainers = new Set('. ?. :: -> \\'.split(' '));
const groups = new Set(
  'if while for foreach switch return catch until unless elif elsif match and or not in case when yield using lock else then assert throw raise await new const var import type ='.split(
    ' ',
  ),
);
const openOf: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
/** How far to the left an expression is followed. */
const farthest = 64;

/** Tokens with their brackets matched: what roles are worked out on. Comments are left out. */
export class Program {
  readonly text: string;
  readonly language: Language;
  readonly tokens: Token[];
  /** For each token, the bracket that it stands in, or -1; for a bracket, the one around it. */
  readonly frame: Int32Array;
  /** For a closing bracket, the one it closes, or -1. */
  readonly match: Int32Array;
  /** How many commas stand before the token in its bracket. */
  readonly ordinal: Int32Array;

  constructor(text: string, language: Language, tokens: Token[]) {
    this.text = text;
    this.language = language;
    this.tokens = tokens.filter(({ kind }) => kind !== 'comment' && kind !== 'text');
    const length = this.tokens.length;
    this.frame = new Int32Array(length).fill(-1);
    this.match = new Int32Array(length).fill(-1);
    this.ordinal = new Int32Array(length);
    this.#matchBrackets();
  }

  #matchBrackets(): void {
    const stack: { open: number; ordinal: number }[] = [];
    this.tokens.forEach((token, index) => {
      const word = token.kind === 'punctuation' ? this.text[token.start]! : '';
      const opener = openOf[word];
      if (opener) {
        const open = stack.findLastIndex(({ open }) => this.word(open) === opener);
        // A bracket that closes nothing here was opened before the window.
        if (open >= 0) {
          this.match[index] = stack[open]!.open;
          stack.length = open;
        }
      }
      const top = stack.at(-1);
      this.frame[index] = top?.open ?? -1;
      this.ordinal[index] = top?.ordinal ?? 0;
      if (word === ',' && top) top.ordinal++;
      if (word === '(' || word === '[' || word === '{') stack.push({ open: index, ordinal: 0 });
    });
  }

  /** The text of a token; empty outside of the list. */
  word(index: number): string {
    const token = this.tokens[index];
    return token ? this.text.slice(token.start, token.end) : '';
  }

  kind(index: number): Token['kind'] | undefined {
    return this.tokens[index]?.kind;
  }

  isName(index: number): boolean {
    return this.kind(index) === 'name';
  }

  /** A string's content as it is written, short ones only: a key. */
  content(index: number): string | undefined {
    const token = this.tokens[index];
    if (token?.kind !== 'string') return undefined;
    const { contentStart, contentEnd } = (token as StringToken).form;
    return this.text.slice(contentStart, Math.min(contentEnd, contentStart + 200));
  }

  /** Whether a statement ends between a token and the one before it. */
  breaksBefore(index: number): boolean {
    const token = this.tokens[index];
    if (!token?.first) return false;
    const kind = this.kind(index - 1);
    if (kind === undefined) return true;
    if (kind === 'operator' || kind === 'string') return false;
    return !'([{,'.includes(this.word(index - 1)) && !(token.kind === 'operator' && !['-', '&', '*', '@', '!'].includes(this.word(index)));
  }

  /** What is called by the bracket at `open`: its name, and the token that it begins with; undefined for one that only groups. */
  callee(open: number): { name: string; first: number } | undefined {
    let at = open - 1;
    if (this.word(at) === '!' && this.isName(at - 1)) at--;
    if (this.word(at) === '>') at = this.#beforeGenerics(at);
    if (this.kind(at) === 'name') {
      const chain = this.chain(at);
      return groups.has(chain.name) ? undefined : chain;
    }
    // The result of a call, called, or a subscript.
    if ((this.word(at) === ')' || this.word(at) === ']') && this.match[at]! >= 0) return { name: '', first: this.beforeOperand(at) + 1 };
    return undefined;
  }

  /** The last token of the dotted name that begins at `at`. */
  chainEnd(at: number): number {
    let end = at;
    while (chainers.has(this.word(end + 1)) && this.isName(end + 2)) end += 2;
    return end;
  }

  #beforeGenerics(close: number): number {
    let depth = 0;
    for (let at = close; at > close - 20 && at >= 0; at--) {
      const word = this.word(at);
      if (word === '>') depth++;
      else if (word === '>>') depth += 2;
      else if (word === '<' && --depth === 0) return at - 1;
      else if (this.kind(at) === 'string') break;
    }
    return close;
  }

  /** The dotted name that ends at `at`: `os.getenv`; calls and subscripts within it are left out of the name. */
  chain(at: number): { name: string; first: number } {
    const names = [this.word(at)];
    let first = at;
    for (let steps = 0; steps < 8 && chainers.has(this.word(first - 1)); steps++) {
      let before = first - 2;
      while ((this.word(before) === ')' || this.word(before) === ']') && this.match[before]! >= 0) before = this.match[before]! - 1;
      if (this.kind(before) !== 'name') {
        first = before + 1;
        break;
      }
      names.unshift(this.word(before));
      first = before;
    }
    return { name: names.join('.'), first };
  }

  /** The token before the operand that ends at `at`. */
  beforeOperand(at: number): number {
    let before = at;
    for (let steps = 0; steps < farthest; steps++) {
      while (this.match[before]! >= 0) before = this.match[before]! - 1;
      if (this.isName(before) || this.kind(before) === 'string' || this.kind(before) === 'number') before--;
      else if (before === at) before--;
      if (!chainers.has(this.word(before)) || this.breaksBefore(before + 1)) break;
      before--;
    }
    return before;
  }

  /** Where `expression to the left of at` is given to something: the assignment's operator, the bracket or comma around, or -1. */
  outward(at: number): number {
    let before = at;
    for (let steps = 0; steps < farthest && before >= 0; steps++) {
      if (this.match[before]! >= 0) {
        before = this.match[before]! - 1;
        continue;
      }
      const word = this.word(before);
      if (this.kind(before) === 'operator' && assignments.has(word)) return before;
      if (this.kind(before) === 'punctuation') return word === ';' || word === '}' ? -1 : before;
      if (this.breaksBefore(before)) return -1;
      before--;
    }
    return -1;
  }

  /** What stands to the left of an assignment or a colon that ends at `at`. */
  target(at: number): Target | undefined {
    const token = this.tokens[at];
    if (!token) return undefined;
    if (token.kind === 'string') return { name: this.content(at)!, at: (token as StringToken).form.contentStart, first: at };
    if (token.kind === 'name') return this.#declared(at);
    const open = this.match[at]!;
    if (open >= 0 && '[{'.includes(this.word(open))) {
      const inner = open + 1 === at - 1 ? open + 1 : -1;
      const key = inner >= 0 ? this.content(inner) : undefined;
      if (key !== undefined) return { name: key, at: this.tokens[inner]!.start + 1, first: this.beforeOperand(at) + 1 };
      // Perl's $h{password}, where the name is the key.
      if (this.word(open) === '{' && inner >= 0)
        return { name: this.word(inner), at: this.tokens[inner]!.start, first: this.beforeOperand(at) + 1 };
      if (this.isName(open - 1)) return this.#declared(open - 1);
      return this.#beforeType(at);
    }
    return token.kind === 'operator' && '>?*]!'.includes(this.word(at)) ? this.#beforeType(at) : undefined;
  }

  /** The name at `at` is what is declared, unless it is a type that stands after it. */
  #declared(at: number): Target {
    const typed = this.#beforeType(at);
    if (typed) return typed;
    const { first } = this.chain(at);
    if (
      this.language.types === 'after-name' &&
      first === at &&
      this.isName(at - 1) &&
      !this.tokens[at]!.first &&
      !groups.has(this.word(at - 1))
    ) {
      const before = this.word(at - 1);
      if (before !== 'var' && before !== 'const') return { name: before, at: this.tokens[at - 1]!.start, first: at - 1 };
    }
    return { name: this.word(at).replace(/^[$@%]+/, ''), at: this.tokens[at]!.start, first };
  }

  /** `name: Type = …`, `name []string = …` */
  #beforeType(at: number): Target | undefined {
    const { types } = this.language;
    if (!types) return undefined;
    for (let before = at; before > at - 14 && before > 0; before--) {
      const word = this.word(before);
      if (types === 'after-colon' && word === ':' && this.isName(before - 1))
        return { name: this.word(before - 1).replace(/^[$@]+/, ''), at: this.tokens[before - 1]!.start, first: before - 1 };
      if (
        types === 'after-name' &&
        before < at &&
        (word === ']' || word === '[' || word === '*') === false &&
        this.isName(before) &&
        '[*'.includes(this.word(before + 1))
      )
        return { name: word, at: this.tokens[before]!.start, first: before };
      if (this.kind(before) === 'string' || (this.kind(before) === 'punctuation' && !'[]'.includes(word)) || assignments.has(word))
        return undefined;
      if (this.breaksBefore(before)) return undefined;
    }
    return undefined;
  }
}
