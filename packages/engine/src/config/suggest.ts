import { distance } from 'fastest-levenshtein';

/** The word that was probably meant; undefined where none is near. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = (word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3))) + 1;
  for (const other of words) {
    const far = distance(word.toLowerCase(), other.toLowerCase());
    if (far < least) {
      least = far;
      best = other;
    }
  }
  return best;
}
