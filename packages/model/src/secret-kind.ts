import type { Confidence, Secret } from './facts.ts';
import type { Level } from './finding.ts';
import type { RuleMeta } from './rule.ts';
import type { SourceDocument } from './source.ts';

/** One pattern of a secret, as data in `rules/secrets/*.yaml`. */
export interface SecretKind {
  /** In the provider's words: `GitHub personal access token (classic)`. */
  name: string;
  /**
   * One of these stands in every text that the pattern matches; three characters or more. Lower case means: any case. They decide which
   * windows are looked at. Empty where the form begins with nothing of its own: then `near` decides.
   */
  keywords: string[];
  /**
   * An ECMAScript regular expression (no flags but `i` when `ignoreCase`). Its first group, or the group named `secret`, is the secret.
   * Without groups the whole match is, and it must be a whole word: no letter, digit or underscore beside it.
   */
  pattern: string;
  ignoreCase?: boolean;
  /** How far the pattern can reach from a keyword, in UTF-16 units to either side; worked out from the pattern where left out. */
  reach?: number;
  /** How it is looked for; worked out from pattern and keywords where left out. */
  search?: {
    /** Every match begins with a keyword. */
    leads: boolean;
    /** Every match stands in or right after a run of token characters: its keywords elsewhere need no look. */
    window: boolean;
    /** What every match holds. */
    solid?: SolidRun;
    /** What every match that begins with a keyword holds behind it: a text in lower case, so many bytes behind its start at most. */
    farther?: { text: string; within: number };
  };
  /** Shannon entropy in bits per character that the secret must have; 0 where the form is proof enough. */
  minEntropy?: number;
  /** A checksum or structure that the provider builds in, verified offline; its name in packages/secrets. */
  check?: string;
  /** What the name or the text around must say, where the form alone is not proof: one of these words (any case) on the same line, before the secret. */
  near?: string[];
  /**
   * A regular expression over the path: a file of credentials, such as `.pgpass`. There, and nowhere else, the pattern is tried all over the
   * text (`^` and `$` are those of a line), and what it finds is in use: even a weak word is one. Needs neither keywords nor `near`.
   */
  files?: string;
  /** How the file writes the secret. */
  encoding?: 'base64';
  /** A program wrote the file, so nothing in it is there to be filled in. */
  saved?: true;
  level?: Level;
  confidence?: Confidence;
}

/** So many ASCII characters of one class in a row: letters and digits; those and `_ -`; those and `+ / =`. */
export interface SolidRun {
  least: number;
  /** How many bytes behind a match's beginning it begins at most. */
  within: number;
  of: 'alphanumeric' | 'word' | 'token';
}

/** Examples of one kind, as templates (`{alnum:36}`), that are the pattern's tests. Kept apart: a run that shows no page needs none. */
export interface SecretExamples {
  finds: string[];
  passes: string[];
  /** The path of the file that they stand in, where the kind is one of files. */
  file?: string;
}

/**
 * A question to a provider that changes nothing, and what its answers mean; `verify` in `rules/secrets/*.yaml`. Asked only where the user wants it in
 * that call (`--verify`). `{secret}` stands for the secret, `{basic}` for `secret:` in base64 (RFC 7617), in headers, the path and the body, never in the
 * host: a secret goes to nobody but its provider.
 */
export interface SecretVerification {
  /** What the secrets begin with that this question is for; all of the rule's where left out. */
  begins?: string[];
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** AWS Signature Version 4, with the access key id that stands beside the secret. */
  sign?: { service: string; region: string };
  /** HTTP statuses (RFC 9110) of an answer to a secret that is good. */
  alive: number[];
  /** What the JSON of such an answer must hold, by dotted path. */
  where?: Record<string, boolean | string>;
  /** Statuses of an answer to one that is not. All others say nothing. */
  dead: number[];
  /** Where the JSON, by dotted path, says whose it is. */
  account?: string;
}

/** What a provider said of a secret. */
export interface Verified {
  state: 'active' | 'inactive' | 'unknown';
  /** Whose the provider says it is. */
  account?: string;
  /** Why nothing is known: `no answer within 10 s`. */
  why?: string;
}

/** One file of `rules/secrets/`: a rule, and the kinds of secrets that it speaks of. */
export interface SecretRule extends RuleMeta {
  /** Those that idlint brings are read when they are asked for. */
  secrets: SecretKind[];
  /**
   * The provider hands out nothing but these kinds: what a name calls its token or key and is of none of them is none. What such names call the
   * provider; `true` for what the rule's id begins with.
   */
  complete?: true | string[];
  /** Its level in files of tests and samples, where such secrets are made to be thrown away. */
  inTests?: Level;
  /** Where to revoke it, for the remedy. */
  revoke?: string;
}

/** What a scanner of these rules and no others begins with, made when idlint is built: to make it takes as long as many small files. */
export interface SecretTables {
  /** Every literal that it looks for, by number. */
  literals: string[];
  /** By number of the literal, the kinds that it leads to: each as the place of its rule and, there, its own. */
  kinds: [rule: number, kind: number][][];
  /** The kinds that are looked for in certain files. */
  inFiles: [rule: number, kind: number][];
  /** What stands in the prefilter's memory, from one address on each, in base64. */
  memory: [address: number, bytes: string][];
  /** What providers' tokens begin with. */
  prefixes: string[];
  /** Providers all of whose forms are known, each as the letters of its name without blanks. */
  complete: string[];
}

/** What one document's bytes hold, judged. Pure: the same document gives the same facts. */
export interface SecretScan {
  secrets: Secret[];
  /** Whether `idlint-` stands in it, with which a comment speaks to idlint; undefined where that was not looked for. */
  directives?: boolean;
  /** Set where a parser that is not loaded yet would judge better: await it and scan again. Without it the lexical judgement stands. */
  load?: () => Promise<void>;
  /** Where it stopped, and what it did not look at; each message once. */
  limits?: ScanLimit[];
}

export interface ScanLimit {
  /** A UTF-16 offset in the document. */
  at: number;
  /** What was left out, as a sentence without its full stop. */
  message: string;
}

/** Finds secrets in any document, whatever its format; makes no string of a document in which there is no candidate. */
export interface SecretScanner {
  /** What the findings' rules say of themselves. */
  readonly rules: RuleMeta[];
  scan(document: SourceDocument): SecretScan;
  /**
   * Memory in which the scanner looks without a copy, where it has such: a document that is made of the first bytes of it is good until the next
   * one is.
   */
  room?(): Uint8Array | undefined;
}
