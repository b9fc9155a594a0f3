/**
 * RE2's syntax, which Terraform's regular expressions are written in (github.com/google/re2/wiki/Syntax), as a tree. JavaScript's own
 * engine would differ in syntax, and can take forever.
 */
export type Node =
  | { kind: 'set'; matches: (code: number) => boolean }
  | { kind: 'assertion'; holds: (text: number[], at: number) => boolean }
  | { kind: 'sequence'; nodes: Node[] }
  | { kind: 'choice'; nodes: Node[] }
  | { kind: 'repeat'; node: Node; least: number; most: number; greedy: boolean }
  | { kind: 'capture'; node: Node; group: number };

export interface Pattern {
  node: Node;
  /** The names of the groups from the first on; undefined for those without one. */
  groups: (string | undefined)[];
}

interface Flags {
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
  ungreedy: boolean;
}

class Unreadable extends Error {}

const isWord = (code: number | undefined): boolean =>
  code !== undefined && ((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95);
const atBoundary = (text: number[], at: number): boolean => isWord(text[at - 1]) !== isWord(text[at]);

const perl: Record<string, (code: number) => boolean> = {
  d: code => code >= 48 && code <= 57,
  s: code => code === 32 || (code >= 9 && code <= 13 && code !== 11),
  w: isWord,
};
const posix: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const escapes: Record<string, number> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
/** RE2's own limit. */
const mostRepeats = 1000;

/** Undefined where RE2 would refuse the pattern. */
export function parsePattern(source: string): Pattern | undefined {
  try {
    return new Parser(source).pattern();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Parser {
  readonly #text: string[];
  #at = 0;
  #depth = 0;
  #flags: Flags = { ignoreCase: false, multiline: false, dotAll: false, ungreedy: false };
  readonly #groups: (string | undefined)[] = [];

  constructor(source: string) {
    this.#text = [...source];
  }

  pattern(): Pattern {
    const node = this.#choice();
    if (this.#at < this.#text.length) throw new Unreadable();
    return { node, groups: this.#groups };
  }

  #eat(expected: string): boolean {
    if (
      !this.#text
        .slice(this.#at, this.#at + expected.length)
        .join('')
        .startsWith(expected)
    )
      return false;
    this.#at += expected.length;
    return true;
  }

  #next(): string {
    const character = this.#text[this.#at++];
    if (character === undefined) throw new Unreadable();
    return character;
  }

  #choice(): Node {
    if (++this.#depth > 200) throw new Unreadable();
    const nodes = [this.#sequence()];
    while (this.#eat('|')) nodes.push(this.#sequence());
    this.#depth--;
    return nodes.length === 1 ? nodes[0]! : { kind: 'choice', nodes };
  }

  #sequence(): Node {
    const nodes: Node[] = [];
    for (let next = this.#text[this.#at]; next !== undefined && next !== '|' && next !== ')'; next = this.#text[this.#at]) {
      const node = this.#atom();
      if (node) nodes.push(this.#repeated(node));
    }
    return { kind: 'sequence', nodes };
  }

  #repeated(atom: Node): Node {
    let node = atom;
    for (;;) {
      const bounds = this.#bounds();
      if (!bounds) return node;
      const lazy = this.#eat('?');
      node = { kind: 'repeat', node, ...bounds, greedy: lazy === this.#flags.ungreedy };
      // `a**` is refused by RE2.
      if (/[*+?]/.test(this.#text[this.#at] ?? '')) throw new Unreadable();
    }
  }

  #bounds(): { least: number; most: number } | undefined {
    if (this.#eat('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.#eat('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.#eat('?')) return { least: 0, most: 1 };
    if (this.#text[this.#at] !== '{') return undefined;
    const braces = /^\{(\d+)(,?)(\d*)\}/.exec(this.#text.slice(this.#at, this.#at + 12).join(''));
    if (!braces) return undefined;
    this.#at += braces[0].length;
    const least = Number(braces[1]);
    const most = braces[2] === '' ? least : braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3]);
    if (least > mostRepeats || (most !== Number.POSITIVE_INFINITY && most > mostRepeats) || most < least) throw new Unreadable();
    return { least, most };
  }

  #atom(): Node | undefined {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#class();
      case '.': {
        const { dotAll } = this.#flags;
        return { kind: 'set', matches: code => dotAll || code !== 10 };
      }
      case '^':
        return this.#flags.multiline ? assertion((text, at) => at === 0 || text[at - 1] === 10) : assertion((_, at) => at === 0);
      case '$':
        return this.#flags.multiline
          ? assertion((text, at) => at === text.length || text[at] === 10)
          : assertion((text, at) => at === text.length);
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new Unreadable();
      default:
        // A brace that begins no repetition means itself.
        if (character === '{' && this.#text.length > this.#at && /^\d+(,\d*)?\}/.test(this.#text.slice(this.#at, this.#at + 12).join('')))
          throw new Unreadable();
        return this.#one(character.codePointAt(0)!);
    }
  }

  #one(code: number): Node {
    if (!this.#flags.ignoreCase) return { kind: 'set', matches: other => other === code };
    const folded = fold(code);
    return { kind: 'set', matches: other => other === code || fold(other) === folded };
  }

  #group(): Node | undefined {
    const before = this.#flags;
    if (this.#eat('?P<') || this.#eat('?<')) {
      let name = '';
      for (let next = this.#next(); next !== '>'; next = this.#next()) name += next;
      if (!/^\w+$/.test(name) || this.#groups.includes(name)) throw new Unreadable();
      return this.#captured(name, before);
    }
    if (!this.#eat('?')) return this.#captured(undefined, before);
    let on = true;
    const flags = { ...before };
    for (let next = this.#next(); ; next = this.#next()) {
      if (next === 'i') flags.ignoreCase = on;
      else if (next === 'm') flags.multiline = on;
      else if (next === 's') flags.dotAll = on;
      else if (next === 'U') flags.ungreedy = on;
      else if (next === '-' && on) on = false;
      else if (next === ')') {
        this.#flags = flags;
        return undefined;
      } else if (next === ':') break;
      else throw new Unreadable();
    }
    this.#flags = flags;
    return this.#closed(before);
  }

  #captured(name: string | undefined, before: Flags): Node {
    this.#groups.push(name);
    const group = this.#groups.length;
    return { kind: 'capture', node: this.#closed(before), group };
  }

  #closed(before: Flags): Node {
    const node = this.#choice();
    if (!this.#eat(')')) throw new Unreadable();
    this.#flags = before;
    return node;
  }

  #escape(): Node {
    const character = this.#next();
    switch (character) {
      case 'A':
        return assertion((_, at) => at === 0);
      case 'z':
        return assertion((text, at) => at === text.length);
      case 'b':
        return assertion(atBoundary);
      case 'B':
        return assertion((text, at) => !atBoundary(text, at));
      case 'Q': {
        const nodes: Node[] = [];
        while (this.#at < this.#text.length && !this.#eat('\\E')) nodes.push(this.#one(this.#next().codePointAt(0)!));
        return { kind: 'sequence', nodes };
      }
      default: {
        const set = this.#namedSet(character);
        return set ? { kind: 'set', matches: set } : this.#one(this.#escapedCode(character));
      }
    }
  }

  /** `\d`, `\W`, `\pL`, `\P{Greek}`. */
  #namedSet(character: string): ((code: number) => boolean) | undefined {
    const known = perl[character.toLowerCase()];
    if (known) return character === character.toLowerCase() ? known : code => !known(code);
    if (character !== 'p' && character !== 'P') return undefined;
    let name = this.#next();
    if (name === '{') {
      name = '';
      for (let next = this.#next(); next !== '}'; next = this.#next()) name += next;
    }
    const negated = (character === 'P') !== name.startsWith('^');
    const property = unicodeProperty(name.replace(/^\^/, ''));
    return code => property.test(String.fromCodePoint(code)) !== negated;
  }

  #escapedCode(character: string): number {
    const known = escapes[character];
    if (known !== undefined) return known;
    if (character === 'x') {
      if (this.#eat('{')) {
        let digits = '';
        for (let next = this.#next(); next !== '}'; next = this.#next()) digits += next;
        return hexadecimal(digits, 8);
      }
      return hexadecimal(this.#next() + this.#next(), 2);
    }
    if (/[0-7]/.test(character)) {
      // One digit alone would be a back reference, which RE2 has not.
      let digits = character;
      while (digits.length < 3 && /[0-7]/.test(this.#text[this.#at] ?? '')) digits += this.#next();
      if (character !== '0' && digits.length < 2) throw new Unreadable();
      return Number.parseInt(digits, 8);
    }
    if (/[\w]/.test(character) || character.codePointAt(0)! > 127) throw new Unreadable();
    return character.codePointAt(0)!;
  }

  #class(): Node {
    const negated = this.#eat('^');
    const sets: ((code: number) => boolean)[] = [];
    for (let first = true; ; first = false) {
      if (!first && this.#eat(']')) break;
      sets.push(this.#classItem());
    }
    const { ignoreCase } = this.#flags;
    const inside = (code: number): boolean => sets.some(set => set(code));
    const matches = (code: number): boolean =>
      inside(code) || (ignoreCase && (inside(other(code, 'toLowerCase')) || inside(other(code, 'toUpperCase'))));
    return { kind: 'set', matches: negated ? code => !matches(code) : matches };
  }

  #classItem(): (code: number) => boolean {
    if (this.#eat('[:')) {
      const negated = this.#eat('^');
      let name = '';
      for (let next = this.#next(); next !== ':'; next = this.#next()) name += next;
      const ranges = posix[name];
      if (!this.#eat(']') || ranges === undefined) throw new Unreadable();
      const set = new RegExp(`^[${ranges}]$`, 'u');
      return code => set.test(String.fromCodePoint(code)) !== negated;
    }
    const character = this.#next();
    let low = character.codePointAt(0)!;
    if (character === '\\') {
      const escaped = this.#next();
      const set = this.#namedSet(escaped);
      if (set) return set;
      low = this.#escapedCode(escaped);
    }
    if (this.#text[this.#at] !== '-' || this.#text[this.#at + 1] === ']' || this.#text[this.#at + 1] === undefined)
      return code => code === low;
    this.#at++;
    const end = this.#next();
    const high = end === '\\' ? this.#escapedCode(this.#next()) : end.codePointAt(0)!;
    if (high < low) throw new Unreadable();
    return code => code >= low && code <= high;
  }
}

const assertion = (holds: (text: number[], at: number) => boolean): Node => ({ kind: 'assertion', holds });
const other = (code: number, change: 'toLowerCase' | 'toUpperCase'): number => String.fromCodePoint(code)[change]().codePointAt(0)!;
const fold = (code: number): number => other(other(code, 'toUpperCase'), 'toLowerCase');

function hexadecimal(digits: string, longest: number): number {
  const code = /^[0-9A-Fa-f]+$/.test(digits) && digits.length <= longest ? Number.parseInt(digits, 16) : Number.POSITIVE_INFINITY;
  if (code > 0x10ffff) throw new Unreadable();
  return code;
}

function unicodeProperty(name: string): RegExp {
  for (const property of [name, `Script=${name}`]) {
    try {
      return new RegExp(`^\\p{${property}}$`, 'u');
    } catch {
      // Not a general category; a script, or nothing.
    }
  }
  throw new Unreadable();
}
