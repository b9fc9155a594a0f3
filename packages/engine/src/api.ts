import type { Access, Finding, Host, Location, Reader, Rule, SecretScanner, Uri } from '@idlint/model';
import type { ConfigFor } from './config/config.ts';
import type { Share } from './session/ahead.ts';
import type { KnownFindings } from './suppress/baseline.ts';

/** The workspace as the engine sees it: names and bytes. The host does the reading (files, the index of git, an editor's buffers). */
export interface Files {
  /** Every document that is to be known, ignore rules already applied; sorted. */
  list(): Uri[];
  /**
   * Undefined where it can't be read (gone, no permission).
   * @param room memory of which the beginning may be filled and returned, where that is enough: the caller is done with it before the next file
   */
  read(uri: Uri, room?: Uint8Array): Uint8Array | undefined;
  /** Whether a file is there, listed or not. */
  stands?(uri: Uri): boolean;
}

export interface SessionOptions {
  files: Files;
  rules: Rule[];
  scanner: SecretScanner;
  readers: Reader[];
  host: Host;
  configFor: ConfigFor;
  /** The path by which a configuration names a document, where its uri says more: a file as some commit has it. */
  pathOf?: (uri: Uri) => Uri;
  /** Findings that were known before, which are suppressed by 'baseline'. */
  baseline?: KnownFindings;
  /** The catalogue of actions and roles; loaded when a document first holds a policy. By default that of @idlint/access. */
  loadAccess?: () => Promise<Access>;
  /**
   * Looks at documents before the session does (`lookAt`), where there are so many that several threads pay. Asked once, when it first
   * loads, for all of them; what it leaves out the session looks at itself.
   */
  lookAhead?: (uris: readonly Uri[]) => Promise<Share[]>;
  /** Told of every error that a reader, a rule or the scanner threw. The session goes on without what failed, and says so. */
  onBug?: (error: unknown, what: string) => void;
}

/** What was looked at and what was not: never left out of a report. */
export interface Coverage {
  files: number;
  bytes: number;
  /** Documents by the title of the reader that claimed them first, most first. */
  read: Record<string, number>;
  identities: number;
  grants: number;
  /** What was not analysed: broken documents, modules that are not here, values that rules asked for and nobody could work out. */
  gaps: Gapped[];
  /** Values that a rule asked for and that were unknown, by why. */
  unknown: Record<string, number>;
}
export interface Gapped {
  uri: Uri;
  /** Zero-based; undefined where it is about the whole file. */
  line?: number;
  message: string;
  severity: 'broken' | 'limit';
}

export interface LintResult {
  /** Sorted by uri, then place. Suppressed ones are among them and say so. */
  findings: Finding[];
  coverage: Coverage;
  /** Where every secret stands, reported or not: whoever shows a line of a document masks these first. */
  secrets: Masked[];
}
export interface Masked extends Location {
  /** What may be shown in its place. */
  mask: string;
}

/** Keeps everything warm: one document changes, only what depended on it runs again. */
export interface Session {
  /** Loads the parsers that the documents of the workspace need. Await it before `lint` when documents were added. */
  load(): Promise<void>;
  /** An editor's buffer takes the place of the file, until `undefined` gives it back. */
  overlay(uri: Uri, text: string | undefined): void;
  /** Files changed, came or went on the disk. Without uris: anything may have. */
  refresh(uris?: Uri[]): void;
  /** The configuration was written anew. */
  configure(configFor: ConfigFor): void;
  /** Findings of the whole workspace, or of these documents only (the inventory is always of the whole). */
  lint(only?: Iterable<Uri>): LintResult;
  /** Counts work, for tests and traces: how often each kind of query ran since the session began. */
  readonly work: Record<string, number>;
}
