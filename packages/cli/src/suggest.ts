import { closest, distance } from 'fastest-levenshtein';

/** `; did you mean wildcard-action?`, or nothing where no word is near. */
export function didYouMean(written: string, words: readonly string[]): string {
  if (!words.length) return '';
  const near = closest(written, words);
  return distance(written, near) <= Math.max(2, Math.floor(written.length / 3)) ? `; did you mean ${near}?` : '';
}
