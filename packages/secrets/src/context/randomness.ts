import { letterSurprise } from './letters.ts';

/** Bits of surprise of a letter in a random text; English words stay under four. */
const usual = 3.3;
const random = 5.6;

/**
 * How little a value reads like words, from 0 (words, identifiers) to 1 (drawn at random). Letters are weighed by a model of words; digits among
 * letters, changes of case inside of a word and a wealth of different characters count for random.
 */
export function randomness(value: string): number {
  const letters = surprise(value);
  const mixed = mixture(value);
  return Math.max(0, Math.min(1, 0.62 * letters + 0.55 * mixed + lengthBonus(value)));
}

function lengthBonus(value: string): number {
  return value.length >= 24 && !/[\s]/.test(value) ? 0.08 : 0;
}

/** 0 for the letters of words, 1 for letters at random; a half where there are too few letters to tell. */
function surprise(value: string): number {
  let bits = 0;
  let count = 0;
  let a = 0;
  let b = 0;
  let upperBefore = false;
  for (let at = 0; at <= value.length; at++) {
    const code = at < value.length ? value.charCodeAt(at) : 0;
    const lower = code | 32;
    const letter = lower >= 97 && lower <= 122 ? lower - 96 : 0;
    const upper = letter > 0 && (code & 32) === 0;
    if (!letter) {
      if (b) [bits, count] = [bits + cost(a, b, 0) * 0.5, count + 0.5];
      [a, b] = [0, 0];
    } else {
      // `apiToken` is two words.
      if (upper && !upperBefore) [a, b] = [0, 0];
      bits += cost(a, b, letter);
      count++;
      [a, b] = [b, letter];
    }
    upperBefore = upper;
  }
  if (count < 3) return 0.5;
  const mean = bits / count;
  // A few letters may surprise by chance: the fewer there are, the nearer to a half.
  const trust = Math.min(1, count / 8);
  const score = Math.max(0, Math.min(1, (mean - usual) / (random - usual)));
  return 0.5 + (score - 0.5) * trust;
}

const cost = (a: number, b: number, c: number): number => (letterSurprise.charCodeAt((a * 27 + b) * 27 + c) - 48) / 2;

/** How often the class of the characters changes in ways that names do not: `a8F3k`, not `Version2`. */
function mixture(value: string): number {
  let changes = 0;
  let before = '';
  let classes = 0;
  for (let at = 0; at < value.length; at++) {
    const kind = classOf(value.charCodeAt(at));
    classes |= kind === 'l' ? 1 : kind === 'u' ? 2 : kind === 'd' ? 4 : 8;
    if (before && kind !== before && !(before === 'u' && kind === 'l')) changes += kind === 's' || before === 's' ? 0.6 : 1;
    before = kind;
  }
  const kinds = (classes & 1) + ((classes >> 1) & 1) + ((classes >> 2) & 1);
  if (kinds < 2) return classes & 8 && changes > 1 ? 0.1 : 0;
  return Math.min(1, (changes / Math.max(6, value.length)) * 2.6 + (kinds === 3 ? 0.15 : 0));
}

function classOf(code: number): 'l' | 'u' | 'd' | 's' {
  if (code >= 97 && code <= 122) return 'l';
  if (code >= 65 && code <= 90) return 'u';
  return code >= 48 && code <= 57 ? 'd' : 's';
}
