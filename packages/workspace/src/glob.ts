/** Globs as git's ignore files have them. Whatever the pattern, matching takes a step for each of its pieces and each character at most. */

/** `any`: one character; `star`: some, within a part of the path; `folders`: whole parts with their slashes, or none; `rest`: all there is. */
type Piece = string | Bracket | 'any' | 'star' | 'folders' | 'rest';
interface Bracket {
  not: boolean;
  /** First and last characters. */
  ranges: [string, string][];
}

export interface Glob {
  /** What every match begins with, and ends with. */
  prefix: string;
  suffix: string;
  pieces: Piece[];
}

/** Undefined for what can match nothing. */
export function parseGlob(text: string): Glob | undefined {
  let prefix = '';
  let suffix = '';
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text[at]!;
    if (character === '*') {
      const from = at;
      while (text[at] === '*') at++;
      // Two or more are more than one only where they are a whole part.
      const whole = at - from > 1 && (from === 0 || text[from - 1] === '/') && (at === text.length || text[at] === '/');
      pieces.push(!whole ? 'star' : at === text.length ? 'rest' : 'folders');
      if (whole) at++;
    } else if (character === '[') {
      const bracket = bracketAt(text, at);
      if (!bracket) return undefined;
      pieces.push(bracket.bracket);
      at = bracket.end;
    } else if (character === '?') {
      pieces.push('any');
      at++;
    } else {
      if (character === '\\' && ++at === text.length) return undefined;
      if (pieces.length === 0) prefix += text[at];
      else {
        pieces.push(`=${text[at]}`);
        suffix += text[at];
      }
      at++;
      continue;
    }
    suffix = '';
  }
  return { prefix, suffix, pieces };
}

/** Classes of POSIX, in ASCII. */
const classes: Record<string, [string, string][]> = {
  alnum: [
    ['0', '9'],
    ['A', 'Z'],
    ['a', 'z'],
  ],
  alpha: [
    ['A', 'Z'],
    ['a', 'z'],
  ],
  blank: [
    ['\t', '\t'],
    [' ', ' '],
  ],
  digit: [['0', '9']],
  lower: [['a', 'z']],
  punct: [
    ['!', '/'],
    [':', '@'],
    ['[', '`'],
    ['{', '~'],
  ],
  space: [
    ['\t', '\r'],
    [' ', ' '],
  ],
  upper: [['A', 'Z']],
  xdigit: [
    ['0', '9'],
    ['A', 'F'],
    ['a', 'f'],
  ],
};

function bracketAt(text: string, from: number): { bracket: Bracket; end: number } | undefined {
  const bracket: Bracket = { not: text[from + 1] === '!' || text[from + 1] === '^', ranges: [] };
  const first = from + (bracket.not ? 2 : 1);
  for (let at = first; at < text.length; at++) {
    if (text[at] === ']' && at > first) return { bracket, end: at + 1 };
    const name = /^\[:(\w+):\]/.exec(text.slice(at, at + 12))?.[1];
    if (name) {
      bracket.ranges.push(...(classes[name] ?? []));
      at += name.length + 3;
      continue;
    }
    if (text[at] === '\\') at++;
    const low = text[at] ?? '';
    let high = low;
    if (text[at + 1] === '-' && at + 2 < text.length && text[at + 2] !== ']') {
      at += text[at + 2] === '\\' ? 3 : 2;
      high = text[at] ?? '';
    }
    bracket.ranges.push([low, high]);
  }
  return undefined;
}

/** All the pieces at which a match may have arrived, and where the next character leads. Of many names few have a pattern tried on them. */
let now = new Uint8Array(64);
let next = new Uint8Array(64);

export function matches({ prefix, suffix, pieces }: Glob, text: string): boolean {
  if (!text.startsWith(prefix) || !text.endsWith(suffix)) return false;
  if (pieces.length >= now.length) [now, next] = [new Uint8Array(pieces.length * 2), new Uint8Array(pieces.length * 2)];
  now.fill(0, 0, pieces.length + 1);
  arrive(0, pieces, now);
  for (let at = prefix.length; at < text.length; at++) {
    next.fill(0, 0, pieces.length + 1);
    let any = false;
    for (let number = 0; number < pieces.length; number++) if (now[number] && step(number, text[at]!, pieces, next)) any = true;
    if (!any) return false;
    [now, next] = [next, now];
  }
  return now[pieces.length] === 1;
}

/** Some pieces may stand for nothing. */
function arrive(number: number, pieces: Piece[], at: Uint8Array): true {
  at[number] = 1;
  return pieces[number] === 'star' || pieces[number] === 'folders' ? arrive(number + 1, pieces, at) : true;
}

/** @returns whether it leads on */
function step(number: number, character: string, pieces: Piece[], to: Uint8Array): boolean {
  const piece = pieces[number]!;
  if (piece === 'rest') {
    to[number] = 1;
    return arrive(number + 1, pieces, to);
  }
  if (piece === 'folders') {
    to[number] = 1;
    return character === '/' ? arrive(number + 1, pieces, to) : true;
  }
  if (piece === 'star') return character !== '/' && arrive(number, pieces, to);
  return stands(piece, character) && arrive(number + 1, pieces, to);
}

function stands(piece: Exclude<Piece, 'star' | 'folders' | 'rest'>, character: string): boolean {
  if (typeof piece === 'string') return piece === 'any' ? character !== '/' : piece === `=${character}`;
  return character !== '/' && piece.ranges.some(([low, high]) => low <= character && character <= high) !== piece.not;
}
