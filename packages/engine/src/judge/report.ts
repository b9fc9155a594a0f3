import type { Fact, Level, Place, Reader, ReportOptions, RuleMeta, Value } from '@idlint/model';

/** What a rule said about a fact, before it is known where it stands in a text and what else speaks of the same. */
export interface Report {
  rule: RuleMeta;
  fact: Fact;
  /** Whose syntax a fix is to be written in. */
  reader: Reader | undefined;
  at: Place;
  /** The places that the value came through on its way to `at`'s use, nearest first. */
  via: readonly Place[];
  message: string;
  level: Level;
  options: ReportOptions;
}

/** What one rule made of one fact. */
export interface Verdict {
  reports: readonly Report[];
  /** Why values that it reported on were not known: codes of Why. */
  unknown: readonly string[];
  /** Set where it could not be judged. */
  failed?: string;
}

export const nothingSaid: Verdict = { reports: [], unknown: [] };

export const isValue = (at: Value<unknown> | Place): at is Value<unknown> => 'kind' in at;
