/** How a comment is written. */
export type CommentForm = { line: string } | { open: string; close: string; nests?: true };

/**
 * How a string is written.
 * - `escape`: what keeps its end from ending it: a backslash (`kept`: one that stays part of the value), the end doubled, PowerShell's
 *   backtick, or nothing
 * - `lines`: it may go over the end of a line
 * - `drops`: a backslash before a letter without a meaning is dropped
 * - `holes`: what begins a part that is worked out while the program runs
 */
export interface StringForm {
  open: string;
  close: string;
  escape: 'backslash' | 'kept' | 'doubled' | 'backtick' | 'none';
  lines?: true;
  drops?: true;
  holes?: Hole[];
}
/** `${x}`, `$x`, `#{x}`, `{x}` with `{{` for a brace, Swift's `\(x)`. */
export type Hole = '${' | '$' | '#{' | '{' | '\\(' | '$(';

/** Forms that no table says: each has its own scanner. */
export type SpecialForm =
  | 'shell-heredoc'
  | 'ruby-heredoc'
  | 'php-heredoc'
  | 'percent-literal'
  | 'perl-quote'
  | 'lua-long'
  | 'rust-raw'
  | 'cpp-raw'
  | 'csharp'
  | 'sql-dollar'
  | 'elixir-sigil'
  | 'swift-raw'
  | 'character';

/** What idlint knows of a language without parsing it: enough to tell names, operators, strings and comments apart. */
export interface Language {
  /** As its makers write it. */
  name: string;
  /** The first is the one to write. Empty where the format has none. */
  comments: CommentForm[];
  /** Longer openings first. Empty where the language is only known by its comments. */
  strings: StringForm[];
  special?: SpecialForm[];
  /** Letters that may stand right before a quote, and what they make of the string. */
  prefixes?: Record<string, 'plain' | 'raw' | 'holes' | 'raw-holes'>;
  /** Any name right before a quote makes holes of `$` (Scala). */
  anyPrefix?: true;
  /** Characters, besides letters, digits and `_`, that a name may begin with, or go on with. */
  nameStart?: string;
  namePart?: string;
  /** Where a declaration writes the type: `x: T = …`, `x T = …`; before the name otherwise. */
  types?: 'after-colon' | 'after-name';
  /** A regular expression may be written between slashes. */
  regex?: true;
  /** What begins program text; what stands before it is text (PHP). */
  island?: { open: string; close: string };
  /** Commands and words instead of expressions. */
  shell?: true;
}
