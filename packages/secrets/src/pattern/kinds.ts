/** The kinds of all rules as one list, with the prefilter's literals that lead to them. Regular expressions are compiled when first needed. */
import type { SecretKind, SecretRule } from '@idlint/model';
import { type Literal, literalOf, type PlaceOfLiteral } from '../prefilter/index.ts';
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

/** The literals that the kinds of all rules are looked for by. */
export interface KindTable {
  literals: Literal[];
  /** Kinds by number of the literal that leads to them. */
  byLiteral: Kind[][];
}

/** How far a value may stand from the word that names it. */
export const nearReach = 128;

/** Where a literal must stand to lead to this kind; undefined where nothing can be said. */
function placeOf(kind: Kind, literal: string): PlaceOfLiteral | undefined {
  const { solid, farther } = kind.kind.search ?? {};
  if (kind.way === 'holds') return undefined;
  if (kind.way === 'leads')
    return { whole: !hasGroups(kind.kind.pattern), ...(solid && { run: { ...solid, lines: false } }), ...(farther && { farther }) };
  return {
    whole: false,
    named: literal.length,
    ...(solid && { run: { ...solid, within: solid.within + literal.length + nearReach, lines: true } }),
  };
}

/** What both need. */
function both(a: PlaceOfLiteral | undefined, b: PlaceOfLiteral | undefined): PlaceOfLiteral | undefined {
  if (!a || !b) return undefined;
  const common = {
    whole: a.whole && b.whole,
    ...(a.named && b.named && { named: a.named }),
    ...(a.farther &&
      a.farther.text === b.farther?.text && { farther: { text: a.farther.text, within: Math.max(a.farther.within, b.farther.within) } }),
  };
  if (!a.run || !b.run) return common;
  const of = (['token', 'word', 'alphanumeric'] as const).find(each => each === a.run!.of || each === b.run!.of)!;
  const [least, within] = [Math.min(a.run.least, b.run.least), Math.max(a.run.within, b.run.within)];
  return { ...common, run: { least, within, of, lines: a.run.lines && b.run.lines } };
}

export function tableOf(rules: SecretRule[]): KindTable {
  const table: KindTable = { literals: [], byLiteral: [] };
  const numbers = { anywhere: new Map<string, number>(), window: new Map<string, number>(), digits: new Map<string, number>() };
  const lead = (text: string, where: Literal['where'], kind: Kind): void => {
    const number = numbers[where].get(text);
    const place = placeOf(kind, text);
    if (number !== undefined) {
      table.byLiteral[number]!.push(kind);
      const literal = table.literals[number]!;
      table.literals[number] = withPlace(literal, both(literal.place, place));
      return;
    }
    numbers[where].set(text, table.literals.push(withPlace(literalOf(text, where), place)) - 1);
    table.byLiteral.push([kind]);
  };
  for (const rule of rules)
    for (const secret of rule.secrets) {
      if (secret.files) continue;
      const kind = new Kind(rule, secret);
      if (kind.way === 'near')
        for (const word of secret.near ?? []) lead(word.toLowerCase(), kind.kind.search?.solid ? 'digits' : 'window', kind);
      else for (const keyword of secret.keywords) lead(keyword, kind.window ? 'window' : 'anywhere', kind);
    }
  return table;
}

function withPlace({ place: _, ...literal }: Literal, place: PlaceOfLiteral | undefined): Literal {
  return place ? { ...literal, place } : literal;
}

/** A form in program text may follow an escape (`"\nghp_…"`), whose letter would otherwise count as its neighbour. */
const wordStart = '(?:(?<![A-Za-z0-9_])|(?<=\\\\[nrt]))';

const hasGroups = (pattern: string): boolean => /(?<!\\)\((?!\?[:=!]|\?<[=!])/.test(pattern);

/** A pattern without groups must be a whole word; beside a name only, a whole value. */
function sourceOf(kind: SecretKind, way: Way): string {
  if (hasGroups(kind.pattern)) return kind.pattern;
  return way === 'near' ? `(?<![\\w+/@.%-])(${kind.pattern})(?![\\w+/=-]|\\.\\w)` : `${wordStart}(${kind.pattern})(?![A-Za-z0-9_])`;
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
