import type { Fact } from './facts.ts';
import type { TextEdit } from './finding.ts';
import type { Segment } from './place.ts';
import type { Intent } from './rule.ts';
import type { SourceDocument, Uri } from './source.ts';
import type { Why } from './value.ts';

/** What decides whether a reader wants a document, without making a string of all of it. */
export interface DocumentHead {
  uri: Uri;
  /** The last part of the path. */
  name: string;
  /** Lower case, without the dot: `tf`, `yaml`; empty where there is none. */
  extension: string;
  /** Whether the bytes contain this ASCII text. */
  contains(ascii: string): boolean;
}

/** What reading one document, alone, gives. Plain data: equal parts are equal by structure. */
export interface Part {
  /** Where each segment starts now, in UTF-16 code units. The whole file, '', is always 0. */
  segments: Record<Segment, number>;
  /** What is not as its format allows. The rest of the document is still read. */
  faults: { segment: Segment; start: number; end: number; message: string }[];
}

/**
 * What is evaluated at once: a root module with its calls, a chart with its values; otherwise a document. `at` is the Uri of the
 * document, or of the folder.
 */
export interface Unit {
  reader: string;
  at: Uri;
}

/** A call of one unit by another, with values: memoised on both. Plain data. */
export interface Call {
  unit: Unit;
  inputs: unknown;
}

/** How a unit sees the rest of the workspace. Every answer is recorded, absences included; the unit runs again only when one has changed. */
export interface Ask<P extends Part> {
  part(uri: Uri): P | undefined;
  text(uri: Uri): string | undefined;
  /** Uris of the workspace that match a glob (micromatch), sorted. `*.tf` is the root's own; `**` crosses folders. */
  list(glob: string): Uri[];
  /** Another unit of the same reader, evaluated with these inputs. A call that depends on itself gives undefined: a cycle. */
  call(call: Call): unknown;
  /** As the reader's `outline` and `segment` have it; undefined where there is no such document. */
  outline?(uri: Uri): unknown;
  segment?(uri: Uri, segment: Segment): unknown;
  /** What the workspace's configuration says of a document; nothing where nobody configures. */
  settings?(uri: Uri): ReaderSettings;
}

/** What the configuration tells readers. Plain data. */
export interface ReaderSettings {
  /** Files of values for Terraform's variables, in the order in which they are given. */
  varFiles: readonly Uri[];
  /** Files of values for the parameters of CloudFormation's templates, in the order in which they are given. */
  parameterFiles?: readonly Uri[];
  /** Files of values that charts of Helm are installed with, in the order in which they are given. */
  valueFiles?: readonly Uri[];
}

export interface Reader<P extends Part = Part> {
  /** Short and stable: `terraform`, `kubernetes`. Counted and shown as `title`. */
  name: string;
  /** How people call a document of it in a sentence: `Terraform`, `Kubernetes`, `workflow`. */
  title: string;
  claims(head: DocumentHead): boolean;
  /** Loads what reading needs (a parser, a catalogue), once, when the first document is claimed. */
  load?(): Promise<void>;
  /** Pure: never throws, whatever the text. */
  read(document: SourceDocument): P;
  /**
   * What shows of a document before anybody looks into one of its segments, and what stands in one, both without offsets of segments. Units of
   * a reader that has these ask for them, and run again only when what they looked into changed.
   */
  outline?(part: P): unknown;
  segment?(part: P, segment: Segment): unknown;
  /** The units that the claimed documents make up. Without it, each document is one. */
  units?(claimed: Uri[], ask: Ask<P>): Unit[];
  /** Pure but for `ask`. */
  evaluate(unit: Unit, ask: Ask<P>): Fact[];
  /** Answers `ask.call`: outputs as plain data. */
  call?(call: Call, ask: Ask<P>): unknown;
  /** A rule's fix, written in this syntax; undefined where it can't be done safely. */
  edit?(intent: Intent, document: SourceDocument, part: P): TextEdit[] | undefined;
  /** How comments are written in a document of it; undefined where the format has none (JSON). */
  comment?: CommentForm | readonly CommentForm[];
}

type CommentForm = { line: string } | { open: string; close: string };

/** What the host lends: from model to engine nothing imports `node:*`, so that it also runs in a browser worker. */
export interface Host {
  /** HMAC-SHA-256, hexadecimal, with a key that lives as long as the process or, where known findings are kept, as they do. */
  hmac(text: string): string;
  /** SHA-256, hexadecimal. */
  sha256(text: string): string;
  now(): Date;
  /** What base64 (RFC 4648) means, faster than a program's own loop. */
  bytes?(base64: string): Uint8Array;
  /** The text that bytes of ASCII are, faster than a decoder. */
  ascii?(bytes: Uint8Array): string;
}

export const whyNot = (code: Why['code'], what: string): Why => ({ code, what });
