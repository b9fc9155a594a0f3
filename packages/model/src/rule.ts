import type { Confidence, Fact, FactKind, FactOf } from './facts.ts';
import type { Family, Level, Preset } from './finding.ts';
import type { Inventory } from './inventory.ts';
import type { Place } from './place.ts';
import type { Value } from './value.ts';

/** OWASP Non-Human Identities Top 10 (2025), CWE, and others by their own numbers. */
export interface Standards {
  owaspNhi?: `NHI${number}:2025`;
  cwe?: number;
}

/** What a rule says about itself. Pages, configuration schema, SARIF metadata and hovers are made from it. */
export interface RuleMeta {
  /** Flat, kebab-case, permanent; says the fault. */
  id: string;
  /** Former ids, which configuration and suppressions still understand. */
  aliases?: string[];
  family: Family;
  level: Level;
  confidence: Confidence;
  preset: Preset;
  /** One sentence: the fault, and what it lets happen. */
  summary: string;
  /** One sentence: what to do. */
  remedy: string;
  standards: Standards;
  /** Ids for which this rule speaks at the same place. */
  covers?: string[];
  /** Numbers and lists that users may set, with their defaults. */
  options?: Record<string, number | string[]>;
}

/** An edit that a rule asks for; the fact's reader turns it into text. */
export type Intent =
  | { do: 'replace'; at: Place; with: string }
  | { do: 'remove'; at: Place }
  /** Adds a tag, label or annotation to the thing that the fact stands for. */
  | { do: 'setLabel'; fact: Fact; label: string; value: string };

export interface ReportOptions {
  level?: Level;
  /** Said only from this preset upwards: what the rule's own preset would be too loud with. */
  preset?: Preset;
  /** A few words for under the carets. */
  label?: string;
  code?: string;
  /** Replaces the rule's remedy where the place says more exactly what to do. */
  remedy?: string;
  related?: { at: Place; message: string }[];
  fix?: { title: string; safety: 'safe' | 'suggested'; intents: Intent[] };
}

export interface RuleContext {
  inventory: Inventory;
  /** `now` is the date that the user gave with `--now`, or today's; date-dependent rules take it from here. */
  now: Date;
  options: Record<string, number | string[]>;
  /** The accounts, projects and subscriptions that the configuration calls one's own. */
  ownAccounts: string[];
  /**
   * Reports at a value, or at a place. Where the value came through a module's input, the engine chooses which end of the chain to
   * point at, and merges instances of one fault. The message is one sentence without a full stop.
   */
  report(at: Value<unknown> | Place, message: string, options?: ReportOptions): void;
}

export interface Rule<K extends FactKind = FactKind> extends RuleMeta {
  looksAt: K | readonly K[];
  check(fact: FactOf<K>, context: RuleContext): void;
}

/** `looksAt` types the fact that `check` is given. */
export const defineRule = <const K extends FactKind>(rule: Rule<K>): Rule => rule as unknown as Rule;
