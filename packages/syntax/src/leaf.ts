import type { PositionMap } from './position-map.ts';

/**
 * One value of a configuration file under its key, whatever the format: what YAML, JSON, TOML, XML, dotenv, INI, properties and Dockerfiles
 * have in common. Offsets are UTF-16 code units of the text.
 */
export interface Leaf {
  /** The keys that lead to it, outermost first, the last one its own; an item of a list has its list's keys. */
  path: string[];
  /** Where its own key is written; undefined where the value has none (an item of a list at the top). */
  key?: { start: number; end: number };
  /** What it means as a string: quotes, escapes and folding undone; of a number or a word, as written. */
  value: string;
  /** Inside of quotes. */
  start: number;
  end: number;
  /** Where each character of `value` stands; left out where it is the text from `start` to `end`. */
  runs?: PositionMap;
  /** Written as a string, as text, or in quotes; otherwise it is a number, a boolean or null. */
  string: boolean;
  /** A tag, directive or instruction that says what is done with it: `!vault`, `ENV`, `ARG`. */
  tag?: string;
}

/** How entries of a list are often written: `{ name: X, value: Y }` means Y under X. The first of a pair names the second. */
const pairs: [name: string, value: string][] = [
  ['name', 'value'],
  ['key', 'value'],
  ['id', 'value'],
  ['parameterkey', 'parametervalue'],
  ['variable', 'value'],
];

/** Of the entries of one map, which names which: the index of the value by that of its name. */
export function namedBySibling(keys: readonly string[]): Map<number, number> {
  const lower = keys.map(key => key.toLowerCase());
  for (const [name, value] of pairs) {
    const [at, of] = [lower.indexOf(value), lower.indexOf(name)];
    if (at >= 0 && of >= 0) return new Map([[at, of]]);
  }
  return new Map();
}
