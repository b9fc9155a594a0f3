import type { Level, Preset, Uri } from '@idlint/model';

/** One rule's settings, worked out for one document. */
export interface RuleSetting {
  /** `off`, or a level that replaces the rule's own; undefined: the preset decides. */
  level?: Level | 'off';
  options?: Record<string, number | string[]>;
}

/** What applies to one document: `idlint.yaml` files nearest first, `extends`, overrides by path and the command line already merged. */
export interface Config {
  preset: Preset;
  /** By rule id or family; an id wins over its family. */
  rules: Record<string, RuleSetting>;
  /** Ids and families from `--select`; when set, nothing else runs. */
  select?: string[];
  /** Ids and families from `--ignore`. */
  ignore?: string[];
  /** Micromatch patterns of names and paths whose findings are raised by a level. */
  sensitive: string[];
  /** Accounts, projects, subscriptions, organisations of one's own. */
  ownAccounts: string[];
  /** Labels that name an owner, in order; besides the usual ones. */
  ownerLabels: string[];
  /** Whether a suppression must give a reason. */
  requireReason: boolean;
  /** Suppressions by path and, where given, by fact key or resource name: for formats without comments. */
  suppressions: { rule: string; path?: string; resource?: string; reason?: string; owner?: string; until?: string }[];
  /** Parts of the workspace that are not linted. */
  ignores: string[];
}

/** The configuration of one document. The same object for documents of the same folder chain, so that it can be compared by identity. */
export type ConfigFor = (uri: Uri) => Config;
