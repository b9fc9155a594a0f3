import { SourceDocument } from '@idlint/model';
import { writingOf } from '../src/context/form.ts';
import { findInContext } from '../src/context/index.ts';
import { needOf } from '../src/context/needs.ts';
import { contextWords } from '../src/context/words.ts';
import { wordLiteral } from '../src/machine.ts';
import { createPrefilter, type Prefilter } from '../src/prefilter/index.ts';
import { expandTemplates } from '../src/templates.ts';

let prefilter: Prefilter | undefined;

/** What the context finds at the places that the prefilter tells, in a text with templates for what is secret. */
export function found(uri: string, template: string) {
  prefilter ??= createPrefilter(contextWords.map(wordLiteral), needOf);
  const document = new SourceDocument(uri, expandTemplates(template));
  const { anywhere } = prefilter.find(document.bytes, writingOf(uri) === 'code');
  const hits = Array.from({ length: anywhere.length / 2 }, (_, i) => ({ word: contextWords[anywhere[2 * i]!]!, at: anywhere[2 * i + 1]! }));
  return findInContext(document, hits).candidates;
}

export const rulesIn = (uri: string, template: string): string[] => found(uri, template).map(({ rule }) => rule);
