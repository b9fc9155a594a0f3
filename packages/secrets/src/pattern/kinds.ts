/** The kinds of all rules as one list, with the prefilter's literals that lead to them. Regular expressions are compiled when first needed. */
import type { SecretKind, SecretRule } from '@idlint/model';
import { type Literal, literalOf } from '../prefilter/index.ts';
import { searchOf } from './search.ts';

/** How a kind is looked for once one of its literals is there. */
export type Way =
  /** the match begins where the keyword does */
  | 'leads'
  /** the match holds the keyword somewhere */
  | 'holds'
  /** the match follows the word on its line */
  | 'near';

export class Kind {
  readonly rule: SecretRule;
  readonly kind: SecretKind;
  readonly way: Way;
  /** How far a match can reach, in UTF-16 units. */
  readonly reach: number;
  readonly window: boolean;
  #regex: RegExp | undefined;
  #placing: RegExp | undefined;
  #near: RegExp | undefined;

  constructor(rule: SecretRule, kind: SecretKind) {
    const search = searchOf(kind);
    this.rule = rule;
    this.kind = kind;
    this.reach = search.reach;
    this.window = search.window;
    this.way = kind.keywords.length === 0 ? 'near' : search.leads ? 'leads' : 'holds';
  }

  /** Sticky where it leads, else global. */
  get regex(): RegExp {
    this.#regex ??= this.#compile(this.way === 'leads' ? 'y' : 'g');
    return this.#regex;
  }

  /** The same with the places of its groups, for a match that is there already. */
  get placing(): RegExp {
    this.#placing ??= this.#compile('dy');
    return this.#placing;
  }

  /** Words of which one must stand before it on its line, beside a keyword. */
  get near(): RegExp | undefined {
    const { near } = this.kind;
    if (this.way === 'near' || !near) return undefined;
    this.#near ??= new RegExp(near.map(escaped).join('|'), 'i');
    return this.#near;
  }

  /** It is an identifier itself (a client id), so that a name such as `…_id` is right for it. */
  get identifies(): boolean {
    return /\b(?:id|name|address)\b/i.test(this.kind.name);
  }

  #compile(flags: string): RegExp {
    return new RegExp(sourceOf(this.kind, this.way), this.kind.ignoreCase ? `${flags}i` : flags);
  }
}

export interface KindTable {
  literals: Literal[];
  /** Kinds by number of the literal that leads to them. */
  byLiteral: Kind[][];
}

export function tableOf(rules: SecretRule[]): KindTable {
  const table: KindTable = { literals: [], byLiteral: [] };
  const numbers = { anywhere: new Map<string, number>(), window: new Map<string, number>() };
  const lead = (text: string, where: Literal['where'], kind: Kind): void => {
    const number = numbers[where].get(text);
    if (number !== undefined) {
      table.byLiteral[number]!.push(kind);
      return;
    }
    numbers[where].set(text, table.literals.push(literalOf(text, where)) - 1);
    table.byLiteral.push([kind]);
  };
  for (const rule of rules)
    for (const secret of rule.secrets) {
      const kind = new Kind(rule, secret);
      if (kind.way === 'near') for (const word of secret.near ?? []) lead(word.toLowerCase(), 'window', kind);
      else for (const keyword of secret.keywords) lead(keyword, kind.window ? 'window' : 'anywhere', kind);
    }
  return table;
}

/** A form in program text may follow an escape (`"\nghp_…"`), whose letter would otherwise count as its neighbour. */
const wordStart = '(?:(?<![A-Za-z0-9_])|(?<=\\\\[nrt]))';

/** A pattern without groups must be a whole word; beside a name only, a whole value. */
function sourceOf(kind: SecretKind, way: Way): string {
  if (/(?<!\\)\((?!\?[:=!]|\?<[=!])/.test(kind.pattern)) return kind.pattern;
  return way === 'near' ? `(?<![\\w+/@.%-])(${kind.pattern})(?![\\w+/=-]|\\.\\w)` : `${wordStart}(${kind.pattern})(?![A-Za-z0-9_])`;
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
