import type { Hole, StringForm } from './language.ts';

/**
 * One piece of program text. Offsets are UTF-16 code units of the whole text. `first`: nothing but blanks stands before it on its line.
 * `regex` is a regular expression between slashes; `text` is what stands outside of the program (HTML around PHP).
 */
export type Token = PlainToken | StringToken;

export interface PlainToken {
  kind: 'name' | 'operator' | 'number' | 'comment' | 'punctuation' | 'regex' | 'text';
  start: number;
  end: number;
  first: boolean;
}

export interface StringToken {
  kind: 'string';
  /** With its quotes and prefix. */
  start: number;
  end: number;
  first: boolean;
  form: StringShape;
}

/** Where a string's content stands and how it is to be understood. */
export interface StringShape {
  contentStart: number;
  contentEnd: number;
  /** After the closing quote; equal to `contentEnd` where it is missing. */
  end: number;
  escape: StringForm['escape'];
  /** The quote that is doubled. */
  quote?: string;
  holes?: readonly Hole[];
  /** A backslash before a letter without a meaning is dropped. */
  drops?: true;
  /** No text: a single character in quotes, a pattern. */
  minor?: true;
}
