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
