import type { Level, Place, Preset, Uri } from '@idlint/model';

/** One rule's settings, worked out for one document. */
export interface RuleSetting {
  /** `off`; `on`, whatever the preset says; or on with a level that replaces the rule's own. Undefined: the preset decides. */
  level?: Level | 'off' | 'on';
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
  /** Whether archives are looked into for secrets; what the file at the workspace's root says. */
  archives: boolean;
  /** Suppressions by path and, where given, by fact key or resource name: for formats without comments. */
  suppressions: ConfiguredSuppression[];
  /** Secrets that are known and allowed. */
  allow: AllowedSecret[];
  /** Micromatch patterns, from the workspace's root, of what is not linted. */
  ignores: string[];
  /** Files of values for Terraform's variables, in the order in which they are given: of several values the last holds. */
  varFiles: Uri[];
  /** Files of values for the parameters of CloudFormation's templates, in the order in which they are given. */
  parameterFiles: Uri[];
  /** Files of values that charts of Helm are installed with, in their order. */
  valueFiles: Uri[];
}

/** Holds for a secret of which all is true that it says. */
export interface AllowedSecret {
  /** Of the value, as it stands there or decoded; hexadecimal, lower case. */
  sha256?: string;
  /** A micromatch pattern, from the workspace's root. */
  path?: string;
  /** A micromatch pattern of the name that the value is given. */
  name?: string;
  reason: string;
}

export interface ConfiguredSuppression {
  /** A rule id or a family. */
  rule: string;
  /** A micromatch pattern, from the workspace's root. */
  path?: string;
  /** A micromatch pattern of the name of the thing. */
  resource?: string;
  reason?: string;
  owner?: string;
  /** The last day on which it holds: `2027-01-31`. */
  until?: string;
  /** Where the configuration says so. */
  at?: Place;
}

/** The configuration of one document. The same object for documents of the same folder chain, so that it can be compared by identity. */
export type ConfigFor = (uri: Uri) => Config;

/** What applies where nothing is configured. */
export const defaultConfig: Config = {
  preset: 'recommended',
  rules: {},
  sensitive: [],
  ownAccounts: [],
  ownerLabels: [],
  requireReason: false,
  archives: false,
  suppressions: [],
  allow: [],
  ignores: [],
  varFiles: [],
  parameterFiles: [],
  valueFiles: [],
};
