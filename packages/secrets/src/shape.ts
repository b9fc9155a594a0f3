/** What providers' own forms say against a value that only its name speaks for. */
import type { SecretRule } from '@idlint/model';
import { wordsOf } from './context/names.ts';

export interface Shapes {
  /** What providers' tokens begin with. */
  prefixes: ReadonlySet<string>;
  /** Providers all of whose forms are known, each as the letters of its name without blanks. */
  complete: ReadonlySet<string>;
}

export function shapesOf(rules: SecretRule[]): Shapes {
  const prefixes = new Set<string>();
  const complete = new Set<string>();
  for (const { id, complete: all, secrets } of rules) {
    for (const { keywords } of secrets) for (const word of keywords) if (word.length >= 4 && telling.test(word)) prefixes.add(word);
    for (const name of all === true ? [id.slice(0, id.lastIndexOf('-'))] : (all ?? [])) complete.add(letters(name));
  }
  return { prefixes, complete };
}

/** A beginning that words do not have: with a mark at its end, or capitals or digits among its letters. */
const telling = /[-_.]$|^(?=.*[A-Z\d])[\w.-]+$/;
const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * Whether a value that was given to a name is of a form that its provider does not have. What fits a provider's form has been found by it, which
 * says more; what is left is cut short, made up or masked.
 */
export function misshapen(name: string | undefined, value: string, { prefixes, complete }: Shapes): boolean {
  const head = value.slice(0, 32);
  for (let end = 4; end <= head.length; end++) if (prefixes.has(head.slice(0, end))) return true;
  // Forms that only a name tells from words are looked for where a digit is.
  return name !== undefined && /\d/.test(value) && issuedBy(name, complete);
}

/** Whether a name speaks of what such a provider hands out: `BITLY_ACCESS_TOKEN`. What a user chooses or an application is given is not it. */
function issuedBy(name: string, providers: ReadonlySet<string>): boolean {
  const words = wordsOf(name);
  if (!issued.test(words.at(-1) ?? '') || words.some(word => chosen.has(word))) return false;
  for (let from = 0; from < words.length; from++) {
    let joined = '';
    for (let to = from; to < words.length && to - from < 4; to++) {
      joined += words[to];
      if (providers.has(joined)) return true;
    }
  }
  return false;
}

const issued = /^(?:token|key|apikey|authtoken|apitoken|pat)$/;
const chosen = new Set(
  'client oauth consumer webhook hook signing sign signature session jwt encryption cookie shared hmac master license'.split(' '),
);
