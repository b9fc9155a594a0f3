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

export interface Kind {
  rule: SecretRule;
  kind: SecretKind;
  way: Way;
  /** How far a match can reach, in UTF-16 units. */
  reach: number;
  /** Sticky where it leads, else global. */
  regex(): RegExp;
  /** The same with the places of its groups, for a match that is there already. */
  placing(): RegExp;
  /** It is an identifier itself (a client id), so that a name such as `…_id` is right for it. */
  identifies: boolean;
  /** Words of which one must stand before it on its line, beside a keyword. */
  near?: RegExp;
}

export interface KindTable {
  literals: Literal[];
  /** Kinds by number of the literal that leads to them. */
  byLiteral: Kind[][];
}

export function tableOf(rules: SecretRule[]): KindTable {
  const numbers = new Map<string, number>();
  const table: KindTable = { literals: [], byLiteral: [] };
  const lead = (text: string, where: Literal['where'], kind: Kind): void => {
    const literal = literalOf(text, where);
    const key = `${where} ${text}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = table.literals.push(literal) - 1;
      numbers.set(key, number);
      table.byLiteral.push([]);
    }
    table.byLiteral[number]!.push(kind);
  };
  for (const rule of rules)
    for (const secret of rule.secrets) {
      const kind = kindOf(rule, secret);
      if (kind.way === 'near') for (const word of secret.near ?? []) lead(word.toLowerCase(), 'window', kind);
      else for (const keyword of secret.keywords) lead(keyword, searchOf(secret).window ? 'window' : 'anywhere', kind);
    }
  return table;
}

function kindOf(rule: SecretRule, kind: SecretKind): Kind {
  const search = searchOf(kind);
  const way: Way = kind.keywords.length === 0 ? 'near' : search.leads ? 'leads' : 'holds';
  const compiled = new Map<string, RegExp>();
  const compile = (flags: string): RegExp => {
    const all = flags + (kind.ignoreCase ? 'i' : '');
    let regex = compiled.get(all);
    if (!regex) {
      regex = new RegExp(sourceOf(kind, way), all);
      compiled.set(all, regex);
    }
    return regex;
  };
  return {
    rule,
    kind,
    way,
    reach: search.reach,
    regex: () => compile(way === 'leads' ? 'y' : 'g'),
    placing: () => compile('dy'),
    identifies: /\b(?:id|name|address)\b/i.test(kind.name),
    ...(way !== 'near' && kind.near ? { near: new RegExp(kind.near.map(escaped).join('|'), 'i') } : {}),
  };
}

/** A form in program text may follow an escape (`"\nghp_…"`), whose letter would otherwise count as its neighbour. */
const wordStart = '(?:(?<![A-Za-z0-9_])|(?<=\\\\[nrt]))';

/** A pattern without groups must be a whole word; beside a name only, a whole value. */
function sourceOf(kind: SecretKind, way: Way): string {
  if (/(?<!\\)\((?!\?[:=!]|\?<[=!])/.test(kind.pattern)) return kind.pattern;
  return way === 'near' ? `(?<![\\w+/@.%-])(${kind.pattern})(?![\\w+/=-]|\\.\\w)` : `${wordStart}(${kind.pattern})(?![A-Za-z0-9_])`;
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
