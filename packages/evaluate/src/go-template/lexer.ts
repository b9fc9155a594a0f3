/** The words of an action, `{{` and `}}` left out. https://pkg.go.dev/text/template#hdr-Actions */
export interface Token {
  kind:
    | 'identifier'
    | 'field'
    | 'variable'
    | 'string'
    | 'number'
    | 'dot'
    | 'pipe'
    | 'declare'
    | 'assign'
    | 'comma'
    | 'open'
    | 'close'
    | 'space';
  start: number;
  end: number;
  /** Of a string, its meaning; of a number, its value; otherwise the word. */
  text: string;
  float?: boolean;
}

export class SyntaxFault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const space = /[ \t\r\n]+/y;
const identifier = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const number =
  /[+-]?(?:0[xX][0-9a-fA-F_]+(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?\d+)?|0[bB][01_]+|0[oO][0-7_]+|(?:[\d_]*\.?[\d_]*)(?:[eE][+-]?[\d_]+)?)/y;

/** From `start` to the `}}` that ends the action; gives the offset of that, which may stand behind ` -`. */
export function tokensOf(text: string, start: number): { tokens: Token[]; end: number } {
  const tokens: Token[] = [];
  let at = start;
  let depth = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (kind: Token['kind'], end: number, meaning = text.slice(at, end)): void => {
    tokens.push({ kind, start: at, end, text: meaning });
    at = end;
  };
  for (;;) {
    const character = text[at];
    if (character === undefined) throw new SyntaxFault(start, 'an action that is not closed');
    if (character === '}' && text[at + 1] === '}') {
      if (depth > 0) throw new SyntaxFault(at, 'a parenthesis that is not closed');
      return { tokens, end: at };
    }
    const blank = take(space);
    if (blank !== undefined) {
      if (text.startsWith('-}}', at + blank.length)) {
        at += blank.length;
        return { tokens, end: at };
      }
      push('space', at + blank.length);
    } else if (character === '"') push('string', ...quoted(text, at));
    else if (character === '`') {
      const close = text.indexOf('`', at + 1);
      if (close < 0) throw new SyntaxFault(at, 'a string that is not closed');
      push('string', close + 1, text.slice(at + 1, close).replaceAll('\r', ''));
    } else if (character === "'") {
      const [end, meaning] = quoted(text, at);
      if ([...meaning].length !== 1) throw new SyntaxFault(at, 'a character constant of more than one character');
      push('number', end, String(meaning.codePointAt(0)));
    } else if (character === '$') {
      at++;
      const name = take(identifier) ?? '';
      at--;
      push('variable', at + 1 + name.length);
    } else if (character === '.' && !/\d/.test(text[at + 1] ?? '')) {
      at++;
      const name = take(identifier);
      at--;
      if (name === undefined) push('dot', at + 1);
      else push('field', at + 1 + name.length, name);
    } else if (/[\d.+-]/.test(character)) pushNumber();
    else if (character === '(' || character === ')') {
      depth += character === '(' ? 1 : -1;
      if (depth < 0) throw new SyntaxFault(at, 'a parenthesis that was not opened');
      push(character === '(' ? 'open' : 'close', at + 1);
    } else if (character === '|') push('pipe', at + 1);
    else if (character === ',') push('comma', at + 1);
    else if (character === '=') push('assign', at + 1);
    else if (text.startsWith(':=', at)) push('declare', at + 2);
    else {
      const word = take(identifier);
      if (word === undefined) throw new SyntaxFault(at, `an unexpected ${JSON.stringify(character)}`);
      push('identifier', at + word.length);
    }
  }

  function pushNumber(): void {
    const written = take(number) ?? '';
    const meaning = numberOf(written);
    if (meaning === undefined || /[\p{L}\p{Nd}_]/u.test(text[at + written.length] ?? '')) throw new SyntaxFault(at, 'a bad number');
    push('number', at + written.length, Object.is(meaning.value, -0) ? '-0' : String(meaning.value));
    if (meaning.float) tokens.at(-1)!.float = true;
  }
}

function numberOf(written: string): { value: number; float: boolean } | undefined {
  const plain = written.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[+-]/, '');
  if (!/\d/.test(digits)) return undefined;
  const hex = /^0[xX]([\da-fA-F]*)(?:\.([\da-fA-F]*))?[pP]([+-]?\d+)$/.exec(digits);
  if (hex) {
    const [, whole = '', part = '', power] = hex;
    const value = sign * Number.parseInt(whole + part || '0', 16) * 2 ** (Number(power) - 4 * part.length);
    return Number.isFinite(value) ? { value, float: true } : undefined;
  }
  const octal = /^0[0-7]+$/.test(digits);
  const value = sign * Number(octal ? `0o${digits.slice(1)}` : digits);
  if (!Number.isFinite(value)) return undefined;
  return { value, float: !/^0[xXbBoO]/.test(digits) && /[.eE]/.test(digits) };
}

const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** Where the string that starts at `at` ends, and what it means, by Go's rules for interpreted strings. */
function quoted(text: string, at: number): [end: number, meaning: string] {
  const quote = text[at]!;
  const bytes: (string | number)[] = [];
  for (let next = at + 1; ; ) {
    const character = text[next];
    if (character === undefined || character === '\n') throw new SyntaxFault(at, 'a string that is not closed');
    if (character === quote) return [next + 1, joined(bytes)];
    if (character !== '\\') {
      bytes.push(character);
      next++;
      continue;
    }
    const letter = text[next + 1] ?? '';
    const numeric = /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3})/.exec(text.slice(next, next + 10))?.[0];
    if (numeric !== undefined) {
      const isByte = numeric[1] === 'x' || /\d/.test(numeric[1]!);
      const code = /\d/.test(numeric[1]!) ? Number.parseInt(numeric.slice(1), 8) : Number.parseInt(numeric.slice(2), 16);
      if (code > 0x10ffff || (isByte && code > 255)) throw new SyntaxFault(next, 'a bad escape');
      bytes.push(isByte && code > 127 ? code : String.fromCodePoint(code));
      next += numeric.length;
    } else if (escapes[letter] !== undefined && !(letter === '"' && quote === "'") && !(letter === "'" && quote === '"')) {
      bytes.push(escapes[letter]!);
      next += 2;
    } else throw new SyntaxFault(next, 'a bad escape');
  }
}

/** Bytes of escapes may make up a character of UTF-8 together. */
function joined(parts: (string | number)[]): string {
  if (parts.every(part => typeof part === 'string')) return parts.join('');
  const encoder = new TextEncoder();
  const bytes = parts.flatMap(part => (typeof part === 'number' ? [part] : [...encoder.encode(part)]));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
