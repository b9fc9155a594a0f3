/** A reader for the part of ECMAScript's regular expressions that patterns of secrets use: enough to measure them. */

export type Node =
  /** One character out of a set. */
  | { kind: 'set'; has(code: number): boolean }
  | { kind: 'sequence'; items: Node[] }
  | { kind: 'choice'; items: Node[] }
  | { kind: 'repeat'; item: Node; min: number; max: number }
  /** Takes no character: `\b`, `^`, lookaround, with what that looks for. */
  | { kind: 'nothing'; looks?: { for: Node; back: boolean } };

class PatternError extends Error {}

const escapes: Record<string, (code: number) => boolean> = {
  d: code => code >= 48 && code <= 57,
  w: code => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122),
  s: code => code === 32 || (code >= 9 && code <= 13) || code === 160 || code === 0xfeff || code === 0x2028 || code === 0x2029,
};
const controls: Record<string, number> = { n: 10, r: 13, t: 9, f: 12, v: 11, '0': 0 };

/**
 * Throws PatternError for what it does not know (backreferences, flags inside of groups).
 * @param groups is given what each capturing group holds
 */
export function parsePattern(source: string, ignoreCase = false, groups: Node[] = []): Node {
  let at = 0;

  const set = (has: (code: number) => boolean): Node => ({
    kind: 'set',
    has: ignoreCase ? code => has(code) || has(swapCase(code)) : has,
  });

  function choice(): Node {
    const items = [sequence()];
    while (source[at] === '|') {
      at++;
      items.push(sequence());
    }
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  function sequence(): Node {
    const items: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') items.push(quantified());
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  function quantified(): Node {
    const item = atom();
    const counts = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(source.slice(at, at + 24));
    if (!counts) return item;
    at += counts[0].length;
    const [, sign, least, comma, most] = counts;
    if (sign) return { kind: 'repeat', item, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    const min = Number(least);
    return { kind: 'repeat', item, min, max: comma ? (most ? Number(most) : Infinity) : min };
  }

  function atom(): Node {
    const character = source[at++]!;
    if (character === '(') return group();
    if (character === '[') return characterClass();
    if (character === '.') return set(code => code !== 10 && code !== 13);
    if (character === '^' || character === '$') return { kind: 'nothing' };
    if (character === '\\') {
      const next = source[at]!;
      if (next === 'b' || next === 'B') {
        at++;
        return { kind: 'nothing' };
      }
      return set(escaped());
    }
    if (character === '*' || character === '+' || character === '?') throw new PatternError(`nothing to repeat at ${at - 1}`);
    const code = character.charCodeAt(0);
    return set(each => each === code);
  }

  function group(): Node {
    const head = /^\?(?:(<?[=!])|:|<[A-Za-z]\w*>)/.exec(source.slice(at, at + 64));
    if (source[at] === '?' && !head) throw new PatternError(`a group that is not known at ${at}`);
    at += head?.[0].length ?? 0;
    const inner = choice();
    if (source[at++] !== ')') throw new PatternError('a group without an end');
    if (head?.[1]) return { kind: 'nothing', looks: { for: inner, back: head[1].startsWith('<') } };
    if (head?.[0] !== '?:') groups.push(inner);
    return inner;
  }

  /** After the backslash. */
  function escaped(): (code: number) => boolean {
    const letter = source[at++]!;
    const lower = letter.toLowerCase();
    const known = escapes[lower];
    if (known) return letter === lower ? known : code => !known(code);
    if (letter === 'x' || letter === 'u') {
      const digits = letter === 'x' ? 2 : 4;
      const code = Number.parseInt(source.slice(at, at + digits), 16);
      at += digits;
      return each => each === code;
    }
    if (/[1-9kpPc]/.test(letter)) throw new PatternError(`\\${letter} is not known`);
    const code = controls[letter] ?? letter.charCodeAt(0);
    return each => each === code;
  }

  function characterClass(): Node {
    const negated = source[at] === '^';
    if (negated) at++;
    const parts: ((code: number) => boolean)[] = [];
    while (source[at] !== ']') {
      if (at >= source.length) throw new PatternError('a class without an end');
      parts.push(classItem());
    }
    at++;
    const inside = (code: number): boolean => parts.some(part => part(code));
    return set(negated ? code => !inside(code) : inside);
  }

  function classItem(): (code: number) => boolean {
    const from = classCharacter();
    if (typeof from === 'function' || source[at] !== '-' || source[at + 1] === ']')
      return typeof from === 'function' ? from : code => code === from;
    at++;
    const to = classCharacter();
    if (typeof to === 'function') throw new PatternError('a range to a class');
    return code => code >= from && code <= to;
  }

  function classCharacter(): number | ((code: number) => boolean) {
    const character = source[at++]!;
    if (character !== '\\') return character.charCodeAt(0);
    if (/[dwsDWS]/.test(source[at]!)) return escaped();
    const has = escaped();
    for (let code = 0; code < 65536; code++) if (has(code)) return code;
    return 0;
  }

  const node = choice();
  if (at < source.length) throw new PatternError(`a bracket without its beginning at ${at}`);
  return node;
}

function swapCase(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  return code >= 97 && code <= 122 ? code - 32 : code;
}
