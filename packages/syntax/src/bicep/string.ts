import type { Run } from '../position-map.ts';
import type { Expression, Piece, Text } from './ast.ts';
import type { Scanner } from './scanner.ts';

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", $: '$' };

/** The string that the current token opens; `inner` parses an expression between `${` and `}`. */
export function parseString(s: Scanner, inner: () => Expression): Text {
  const opening = s.text.slice(s.start, s.end);
  if (opening !== "'") return multiLine(s, opening.length - 3, inner);
  return s.text.startsWith("'''", s.start) ? multiLine(s, 0, inner) : singleLine(s, inner);
}

class Pieces {
  readonly parts: Text['parts'] = [];
  #value = '';
  #runs: Run[] = [];
  #start: number;

  constructor(start: number) {
    this.#start = start;
  }

  /** Characters as they stand. */
  plain(text: string, outer: number): void {
    this.escaped(text, outer, text.length);
  }

  escaped(value: string, outer: number, outerLength: number): void {
    if (value === '') return;
    const last = this.#runs.at(-1);
    const straight = value.length === outerLength;
    if (straight && last && last.innerLength === last.outerLength && last.outer + last.outerLength === outer) {
      last.innerLength += outerLength;
      last.outerLength += outerLength;
    } else this.#runs.push({ inner: this.#value.length, innerLength: value.length, outer, outerLength });
    this.#value += value;
  }

  /** An expression that begins at `at` and ends before `end`. */
  add(expression: Expression, at: number, end: number): void {
    this.close(at);
    this.parts.push(expression);
    this.#start = end;
  }

  close(end: number): void {
    if (this.#value !== '') {
      const [run] = this.#runs;
      const same = this.#runs.length === 1 && run!.innerLength === run!.outerLength && run!.outer === this.#start;
      const piece: Piece = { kind: 'text', value: this.#value, start: this.#start, end };
      this.parts.push(same ? piece : { ...piece, runs: this.#runs });
    }
    this.#value = '';
    this.#runs = [];
    this.#start = end;
  }
}

/** `'… \n … ${expression} …'`, which ends with its line. */
function singleLine(s: Scanner, inner: () => Expression): Text {
  const { text, start } = s;
  let at = start + 1;
  const pieces = new Pieces(at);
  for (;;) {
    const character = text[at];
    if (character === undefined || character === '\n' || character === '\r') {
      s.fault('this string is not closed', start, at);
      return finish(s, pieces, start, at, at);
    }
    if (character === "'") return finish(s, pieces, start, at, at + 1);
    if (character === '$' && text[at + 1] === '{') at = interpolation(s, pieces, at, at + 2, inner);
    else if (character === '\\') at = escaped(s, pieces, at);
    else {
      const plain = /[^\\'$\r\n]+|\$/y;
      plain.lastIndex = at;
      const [run] = plain.exec(text)!;
      pieces.plain(run, at);
      at += run.length;
    }
  }
}

function escaped(s: Scanner, pieces: Pieces, at: number): number {
  const code = /\\u\{([0-9A-Fa-f]{1,8})\}/y;
  code.lastIndex = at;
  const hex = code.exec(s.text);
  if (hex) {
    const point = Number.parseInt(hex[1]!, 16);
    pieces.escaped(point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd', at, hex[0].length);
    return at + hex[0].length;
  }
  const character = s.text[at + 1];
  const meant = character === undefined ? undefined : escapes[character];
  if (meant === undefined) {
    s.fault('no escape begins like this', at, at + 2);
    pieces.plain('\\', at);
    return at + 1;
  }
  pieces.escaped(meant, at, 2);
  return at + 2;
}

/** `'''…'''`; with dollars before it, `$${expression}` of as many dollars are expressions. The first newline is not part of it. */
function multiLine(s: Scanner, dollars: number, inner: () => Expression): Text {
  const { text, start } = s;
  let at = start + dollars + 3;
  if (text[at] === '\r') at++;
  if (text[at] === '\n') at++;
  const pieces = new Pieces(at);
  const opening = `${'$'.repeat(dollars)}{`;
  for (;;) {
    const close = text.indexOf("'''", at);
    const open = dollars > 0 ? text.indexOf(opening, at) : -1;
    if (open >= 0 && (close < 0 || open < close)) {
      pieces.plain(text.slice(at, open), at);
      at = interpolation(s, pieces, open, open + opening.length, inner);
      continue;
    }
    if (close < 0) {
      s.fault('this string is not closed', start, text.length);
      pieces.plain(text.slice(at), at);
      return finish(s, pieces, start, text.length, text.length);
    }
    // Quotes before the last three are the string's own.
    let end = close;
    while (text[end + 3] === "'") end++;
    pieces.plain(text.slice(at, end), at);
    return finish(s, pieces, start, end, end + 3);
  }
}

/** From `${` to after `}`. */
function interpolation(s: Scanner, pieces: Pieces, at: number, from: number, inner: () => Expression): number {
  s.end = from;
  s.next();
  const expression = inner();
  // The text goes on right behind the brace: no token is read there.
  const end = s.is('}') ? s.end : s.before;
  if (!s.is('}')) s.fault('expected } after the expression in this string', at, Math.max(at + 2, s.before));
  pieces.add(expression, at, Math.max(end, from));
  return Math.max(end, from);
}

function finish(s: Scanner, pieces: Pieces, start: number, close: number, end: number): Text {
  pieces.close(close);
  s.end = end;
  s.next();
  return { kind: 'string', parts: pieces.parts, start, end };
}
