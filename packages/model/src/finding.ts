import type { Confidence, FactKey } from './facts.ts';
import type { Place } from './place.ts';
import type { Verified } from './secret-kind.ts';
import type { Range, Uri } from './source.ts';

/** SARIF 2.1.0 result levels. */
export type Level = 'error' | 'warning' | 'note';
/** Greater is graver. */
export const gravity: Record<Level, number> = { note: 0, warning: 1, error: 2 };

export type Preset = 'recommended' | 'strict' | 'all';

export const families = ['secrets', 'permissions', 'trust', 'lifecycle', 'ownership', 'pipelines', 'agents', 'linter'] as const;
export type Family = (typeof families)[number];

/** One replacement in one document (LSP TextEdit, with offsets of the document's text). */
export interface TextEdit {
  uri: Uri;
  start: number;
  end: number;
  text: string;
}

/** `safe`: the meaning stays what the author wanted. `suggested`: a person must look at it. */
export interface Fix {
  title: string;
  safety: 'safe' | 'suggested';
  edits: TextEdit[];
}

export interface Location {
  uri: Uri;
  place: Place;
  range: Range;
}

export interface Commit {
  id: string;
  author: string;
  /** ISO 8601, by the author's clock. */
  date: string;
}

export interface Finding {
  ruleId: string;
  family: Family;
  level: Level;
  confidence: Confidence;
  /** The value at fault. */
  location: Location;
  /** The consequence, in the words of the workspace, one sentence without a full stop. */
  message: string;
  /** A few words for under the carets: `every repository on GitHub`. */
  label?: string;
  remedy: string;
  /** What exactly, where one rule has many checks (an Access Analyzer code). */
  code?: string;
  /** `same`: another place of the same secret, at which a finding of its own may stand. */
  related: (Location & { message: string; same?: true })[];
  fix?: Fix;
  /** Ids of rules that this finding speaks for as well. */
  also: string[];
  /** The fact that it is about. */
  fact: FactKey;
  /** SARIF partialFingerprints: rule, fact key, ordinal, hashed. The same after lines move; nothing of a secret is in it. */
  fingerprint: string;
  /** Of a token that a provider issued: its HMAC with the host's key, the same wherever the token stands. Passwords have none. */
  secret?: string;
  /** Of any secret: equal wherever the same one stands, in this run and in no other. No form of a report holds it. */
  same?: string;
  /** Since when it stands in git, where somebody asked. */
  history?: {
    since: Commit;
    /** Whether the commit that is checked out has it. */
    inHead: boolean;
    /** The newest commit of HEAD's history that took it away. */
    gone?: Commit;
    /** The commits and tags in whose messages it stands. */
    messages?: Commit[];
  };
  /** What its provider said of the secret, where somebody asked. */
  verified?: Verified;
  suppressed?: { by: 'comment' | 'configuration' | 'baseline'; reason?: string; at?: Location };
}
