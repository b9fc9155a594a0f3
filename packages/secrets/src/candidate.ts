/**
 * What the two ways of finding have in common. The prefilter's pass over the bytes ends in hits; patterns (this folder) and context
 * (`context/`) turn the hits into candidates; merging keeps one candidate for one secret and makes the facts.
 *
 * The contract with `context/`:
 * - `context/words.ts` exports `contextWords`: the words, in any case, whose places it wants to be told (three characters or more).
 *   `prefilter/guard.ts` passes over places where no value can follow the word; `test/guard.test.ts` holds it to what the context makes of them.
 * - `context/index.ts` exports `findInContext(document, hits)`: called once for each document that has at least one such hit, with the
 *   hits in order. It looks at `document.text` around them and returns candidates, pure and bounded, whatever the text.
 * - Candidates may overlap with a pattern's: the greater score wins, see `scores`.
 */
import type { Confidence, Level } from '@idlint/model';

/** Where one of the context's words stands. */
export interface Hit {
  /** As it stands in `contextWords`. */
  word: string;
  /** Its first character, a UTF-16 offset in `document.text`. */
  at: number;
}

export interface Candidate {
  /** UTF-16 offsets in `document.text` of the secret itself, without quotes. */
  start: number;
  end: number;
  /** What is secret, decoded where the place encodes it (escapes, base64 in a manifest). Never leaves this package. */
  value: string;
  /** Id of the rule that judges it. */
  rule: string;
  name: string;
  confidence: Confidence;
  /** Where its kind is less grave than its rule. */
  level?: Level;
  known: string[];
  harmless?: string;
  called?: string;
  related?: { start: number; end: number; message: string }[];
  /** How exactly its kind is known; see `scores`. */
  score: number;
}

/** Where two candidates overlap, the greater score stays; of equal ones the longer. */
export const scores = {
  /** A provider's form whose checksum or structure is right. */
  proven: 100,
  /** A provider's form: prefix, length and alphabet. */
  form: 90,
  /** A form that only the provider's name beside it tells from others. */
  named: 70,
  /** A place that takes nothing but a secret: a URL's password, an Authorization header, a line of .pgpass. */
  place: 50,
  /** A literal given to a credential's name. */
  assigned: 30,
} as const;
