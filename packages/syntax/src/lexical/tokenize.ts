import type { Language, StringForm } from './language.ts';
import { special } from './special.ts';
import { scanString } from './string.ts';
import type { PlainToken, StringShape, Token } from './token.ts';

/** Longer ones first. No language has them all; what one has not does not stand in its programs. */
const operators = (
  '<<<= >>>= === !== ||= &&= ??= //= **= <=> ... ..= >>= <<= |>> := == != <= >= => -> <- ~> =~ !~ ?. ?? ?: ?= :: .. += -= *= /= %= .= |= &= ^= ' +
  '++ -- && || << >> |> <| <> ** ~='
).split(' ');
const byFirst = new Map<string, string[]>();
for (const operator of operators) byFirst.set(operator[0]!, [...(byFirst.get(operator[0]!) ?? []), operator]);

const space = new Set([...' \t\r\n\f\v\ufeff\u00a0']);
const punctuation = new Set([...'()[]{},;']);
const nameCharacter = /[\p{L}\p{N}\p{M}_]/u;
const isAsciiName = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
const isDigit = (code: number) => code >= 48 && code <= 57;

/** Words after which a slash begins a regular expression. */
const beforeRegex = new Set('return if unless when while until and or not in case split match elsif else then do puts typeof'.split(' '));

/**
 * Tells names, operators, strings, comments and punctuation apart, from `start` to `end`, which may be a window of lines out of the middle
 * of a file: then what seems to be program text up to the end of a block comment is taken for the comment that it is. Never throws.
 */
export function tokenize(text: string, language: Language, start = 0, end = text.length): Token[] {
  return new Tokenizer(text, language, start, Math.min(end, text.length)).run();
}

class Tokenizer {
  readonly #text: string;
  readonly #language: Language;
  readonly #end: number;
  readonly #tokens: Token[] = [];
  readonly #line: string[];
  readonly #block: { open: string; close: string; nests?: true }[];
  #at: number;
  #first = true;
  /** Heredocs of this line: their content begins after it. */
  #pending: StringShape | undefined;
  /** How often what seems to open a heredoc may turn out not to: each time the rest of the text is searched. */
  #heredocs = 50;

  constructor(text: string, language: Language, start: number, end: number) {
    this.#text = text;
    this.#language = language;
    this.#at = start;
    this.#end = end;
    this.#line = language.comments.flatMap(form => ('line' in form ? [form.line] : []));
    this.#block = language.comments.flatMap(form => ('open' in form ? [form] : []));
  }

  run(): Token[] {
    this.#resume();
    while (this.#at < this.#end) this.#step();
    return this.#tokens;
  }

  /** At the start of a file's window: the rest of a comment, or of what is no program. */
  #resume(): void {
    const { island } = this.#language;
    if (island) {
      const open = this.#text.indexOf(island.open, this.#at);
      const close = this.#text.indexOf(island.close, this.#at);
      if (this.#at === 0 || (open >= 0 && (close < 0 || open < close))) this.#outside(this.#at);
      return;
    }
    if (this.#at === 0) return;
    for (const { open, close } of this.#block) {
      const closed = this.#text.indexOf(close, this.#at);
      if (closed < 0 || closed >= this.#end) continue;
      const opened = this.#text.indexOf(open, this.#at);
      if (opened < 0 || opened > closed) this.#push('comment', closed + close.length);
    }
  }

  #step(): void {
    const text = this.#text;
    const char = text[this.#at]!;
    if (space.has(char)) {
      if (char === '\n') this.#newline();
      else this.#at++;
      return;
    }
    const { island, nameStart, regex } = this.#language;
    const code = text.charCodeAt(this.#at);
    if (island && text.startsWith(island.close, this.#at)) this.#outside(this.#at + island.close.length);
    else if (this.#comment(char) || this.#string(char)) return;
    else if (isDigit(code)) this.#push('number', this.#nameEnd(this.#at, '.'));
    else if (this.#isNameAt(this.#at) || (nameStart?.includes(char) && this.#isNameAt(this.#at + 1))) this.#name();
    else if (punctuation.has(char)) this.#push('punctuation', this.#at + 1);
    else if (!(char === '/' && regex && this.#regex())) {
      const operator = byFirst.get(char)?.find(known => text.startsWith(known, this.#at)) ?? char;
      this.#push('operator', Math.min(this.#end, this.#at + operator.length));
    }
  }

  #newline(): void {
    this.#first = true;
    this.#at++;
    if (!this.#pending) return;
    // The heredoc's content stands on the lines that follow its opening.
    this.#at = Math.max(this.#at, Math.min(this.#end, this.#pending.end));
    this.#pending = undefined;
  }

  #push(kind: PlainToken['kind'], end: number): void {
    this.#tokens.push({ kind, start: this.#at, end, first: this.#first });
    this.#first = false;
    this.#at = end;
  }

  #outside(from: number): void {
    const { island } = this.#language;
    const open = island ? this.#text.indexOf(island.open, from) : -1;
    if (from > this.#at) this.#push('punctuation', Math.min(from, this.#end));
    const end = open < 0 ? this.#end : Math.min(open, this.#end);
    if (end > this.#at) this.#push('text', end);
    if (open >= 0 && open < this.#end) {
      const opening = /^<\?(?:php|=)?/i.exec(this.#text.slice(open, open + 5))?.[0].length ?? 2;
      this.#push('punctuation', open + opening);
    }
    this.#first = true;
  }

  #comment(char: string): boolean {
    const text = this.#text;
    for (const form of this.#block) {
      const open = form.open[0] === '\n' ? form.open.slice(1) : form.open;
      if (open[0] !== char || !text.startsWith(open, this.#at) || (open !== form.open && !this.#first)) continue;
      this.#push('comment', this.#blockEnd(this.#at + open.length, form));
      return true;
    }
    for (const line of this.#line) {
      if (line[0] !== char || !text.startsWith(line, this.#at)) continue;
      // In a shell `a#b` is a word and `$#` a variable; in PHP `#[` opens an attribute; a letter begins a comment only with its line (REM).
      if (this.#language.shell && !this.#first && !space.has(text[this.#at - 1] ?? ' ') && !';|&('.includes(text[this.#at - 1]!)) continue;
      if (this.#language.island && text[this.#at + 1] === '[') continue;
      const found = text.indexOf('\n', this.#at);
      const end = found < 0 || found > this.#end ? this.#end : found;
      // The line of a comment may end the program's part (PHP).
      const close = this.#language.island ? text.indexOf(this.#language.island.close, this.#at) : -1;
      this.#push('comment', close >= 0 && close < end ? close : end);
      return true;
    }
    return false;
  }

  #blockEnd(from: number, form: { open: string; close: string; nests?: true }): number {
    let depth = 1;
    let at = from;
    while (depth > 0) {
      const close = this.#text.indexOf(form.close, at);
      if (close < 0 || close >= this.#end) return this.#end;
      const open = form.nests ? this.#text.indexOf(form.open, at) : -1;
      if (open >= 0 && open < close) {
        depth++;
        at = open + form.open.length;
      } else {
        depth--;
        at = close + form.close.length;
      }
    }
    return at;
  }

  #string(char: string): boolean {
    for (const name of this.#language.special ?? []) {
      const heredoc = name.endsWith('heredoc');
      if (heredoc && (char !== '<' || this.#heredocs === 0)) continue;
      const shape = special[name](this.#text, this.#at, this.#end);
      if (shape) return this.#found(shape, heredoc);
      if (heredoc && /^<<<?[-~]?["'A-Za-z_]/.test(this.#text.slice(this.#at, this.#at + 5))) this.#heredocs--;
    }
    for (const form of this.#language.strings) {
      if (form.open[0] !== char || !this.#text.startsWith(form.open, this.#at)) continue;
      return this.#found(scanString(this.#text, this.#at, this.#end, form), false);
    }
    return false;
  }

  #found(form: StringShape, later: boolean): true {
    this.#tokens.push({ kind: 'string', start: this.#at, end: form.end, first: this.#first, form });
    this.#first = false;
    if (later) {
      // What stands after the opening on its line is still program text.
      this.#pending = form;
      const line = this.#text.slice(this.#at, this.#at + 80);
      this.#at += /^<<<?[-~]?[ \t]*\\?["']?\w+["']?/.exec(line)?.[0].length ?? 2;
    } else this.#at = Math.max(this.#at + 1, form.end);
    return true;
  }

  #isNameAt(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return isAsciiName(code) || (code > 127 && nameCharacter.test(this.#text[at]!));
  }

  #name(): void {
    const start = this.#at;
    const end = Math.max(start + 1, this.#nameEnd(start + 1, this.#language.namePart ?? ''));
    const quote = this.#text[end];
    const { prefixes, anyPrefix } = this.#language;
    if ((quote === '"' || quote === "'") && (prefixes || anyPrefix)) {
      const effect =
        prefixes?.[this.#text.slice(start, end)] ??
        prefixes?.[this.#text.slice(start, end).toLowerCase()] ??
        (anyPrefix ? 'scala' : undefined);
      const form = effect && this.#language.strings.find(({ open }) => this.#text.startsWith(open, end));
      if (form) {
        this.#found(scanString(this.#text, end, this.#end, prefixed(form, effect)), false);
        this.#tokens.at(-1)!.start = start;
        return;
      }
    }
    this.#push('name', end);
  }

  #nameEnd(from: number, also: string): number {
    const text = this.#text;
    let end = from;
    while (end < this.#end) {
      if (!this.#isNameAt(end) && !also.includes(text[end]!)) break;
      end++;
    }
    // What may stand in a name does not end it: `a-` is `a` and an operator, and Ruby's `a?` is one name.
    while (end > from && also.includes(text[end - 1]!) && !'?!'.includes(text[end - 1]!)) end--;
    return end;
  }

  #regex(): boolean {
    const previous = this.#tokens.findLast(({ kind }) => kind !== 'comment');
    const word = previous ? this.#text.slice(previous.start, previous.end) : '';
    const may =
      !previous ||
      previous.kind === 'operator' ||
      (previous.kind === 'punctuation' && !')]}'.includes(word)) ||
      (previous.kind === 'name' && beforeRegex.has(word));
    const found = may
      ? /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/.exec(this.#text.slice(this.#at, Math.min(this.#end, this.#at + 1_000)))
      : null;
    if (found) this.#push('regex', this.#at + found[0].length);
    return found !== null;
  }
}

function prefixed(form: StringForm, effect: 'plain' | 'raw' | 'holes' | 'raw-holes' | 'scala'): StringForm {
  if (effect === 'plain') return form;
  if (effect === 'scala') return { ...form, holes: ['${', '$'] };
  return {
    ...form,
    // A raw string keeps its backslashes; still a quote after one does not end it.
    escape: effect === 'holes' ? form.escape : 'kept',
    holes: effect === 'raw' ? [] : ['{'],
  };
}
