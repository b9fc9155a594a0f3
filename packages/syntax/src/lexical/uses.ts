import type { StringUse } from '../string-use.ts';
import type { Language } from './language.ts';
import { stringUses } from './roles.ts';
import { shellUses } from './shell.ts';
import { tokenize } from './tokenize.ts';

/**
 * The strings of program text from `start` to `end`, which may be a window of whole lines, each with what it is there for, as far as
 * that shows without a parser. Never throws.
 */
export function lexicalUses(text: string, language: Language, start = 0, end = text.length): StringUse[] {
  return language.shell ? shellUses(text, start, end) : stringUses(text, language, tokenize(text, language, start, end));
}
