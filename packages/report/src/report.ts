import type { Coverage, Masked } from '@idlint/engine';
import type { Finding, Level, RuleMeta, SourceDocument, Uri } from '@idlint/model';

/** Everything that a run has to say, before it has a form. */
export interface Report {
  /** Sorted by uri, then place. Suppressed ones are among them and say so. */
  findings: Finding[];
  coverage: Coverage;
  /** How many files were asked about, where that was not the whole workspace. */
  asked?: number;
  /** Where every secret stands: no line of a document is shown before these are masked. */
  secrets: Masked[];
  /** What the findings are of, where that is no folder: `38910 commits`. */
  among?: string;
  rules: readonly RuleMeta[];
  /** The text that the findings' places count in. */
  document(uri: Uri): SourceDocument | undefined;
  /** How a uri is written for the person who ran idlint: from the folder that they stand in. */
  path(uri: Uri): string;
  /** What the workspace held and idlint did not look into, a few words each: `3 binary files`. */
  passedOver: string[];
  /** What makes the run fail. */
  failOn: Level | 'never';
  version: string;
  /** Where a rule's page stands, as an address; for links in a terminal. */
  link?(rule: string): string | undefined;
  /** A rule's page as Markdown; for SARIF, which carries it along. */
  page?(rule: string): string | undefined;
  /** Left out where the output must be the same every time. */
  milliseconds?: number;
  /** Commands that help from here. */
  next?: string[];
  /** Only what fails the run, and no summary. */
  quiet?: boolean;
  /** The findings' `secret` is made with a salt that is kept, so that it means the same in another run. */
  salted?: boolean;
}

export interface Terminal {
  color: boolean;
  /** Whether it understands OSC 8 hyperlinks. */
  links: boolean;
  columns: number;
}

export const plainTerminal: Terminal = { color: false, links: false, columns: 120 };
