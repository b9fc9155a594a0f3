import { nearest } from '@idlint/engine';

/** `; did you mean wildcard-action?`, or nothing where no word is near. */
export function didYouMean(written: string, words: readonly string[]): string {
  const near = nearest(written, words);
  return near === undefined ? '' : `; did you mean ${near}?`;
}
