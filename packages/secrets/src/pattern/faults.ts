/** What is wrong with a pattern that somebody else wrote: said before it is run over a whole repository. */
import type { SecretKind } from '@idlint/model';
import { mostSteps, stepLimit } from './bound.ts';
import { measure } from './measure.ts';
import { type Node, parsePattern } from './parse.ts';
import { farthest } from './search.ts';

export interface PatternFault {
  /** Begins with what it is about, as a sentence: `The pattern can match an empty text`. */
  message: string;
  suggestion?: string;
}

/** The first thing that is wrong with a pattern; undefined for one that is fine. Never throws. */
export function faultOf({
  pattern,
  keywords,
  ignoreCase = false,
}: Pick<SecretKind, 'pattern' | 'keywords' | 'ignoreCase'>): PatternFault | undefined {
  try {
    new RegExp(pattern, 'd');
  } catch (error) {
    return { message: `The pattern is no regular expression${reason(error)}` };
  }
  const groups: Node[] = [];
  let node: Node;
  try {
    if (/\\(?:u(?![0-9a-fA-F]{4})|x(?![0-9a-fA-F]{2}))/.test(pattern)) throw new Error('an escape that is not finished');
    node = parsePattern(pattern, ignoreCase, groups);
  } catch (error) {
    return {
      message: `The pattern holds what idlint can't work out: ${(error as Error).message}`,
      suggestion: 'Backreferences, \\p{…} and flags inside of groups are not known here',
    };
  }
  const { longest, leads } = measure(pattern, keywords, ignoreCase);
  if (longest === Infinity)
    return { message: 'The pattern has no end', suggestion: 'Say how many at most: {1,80} in place of +, {0,80} in place of *' };
  if (shortest(node) === 0) return { message: 'The pattern can match an empty text' };
  if (groups.some(group => shortest(group) === 0))
    return {
      message: 'A group of the pattern can match an empty text, and a group is what the secret is',
      suggestion: '(?:…) groups without that',
    };
  const most = leads ? 5 * farthest : farthest;
  if (longest > most)
    return {
      message: `The pattern can match ${longest} characters; ${most} are the most${leads ? '' : ' where it does not begin with a keyword'}`,
    };
  return mostSteps(pattern, ignoreCase) > stepLimit
    ? {
        message: 'The pattern can take very long on some texts: parts of it can divide the same characters among them in many ways',
        suggestion: 'Let what follows a repetition begin with a character that the repetition does not take',
      }
    : undefined;
}

/** `Invalid regular expression: /(/d: Unterminated group` -> `: unterminated group`. */
function reason(error: unknown): string {
  const told = /: ([A-Z][^:]*)$/.exec((error as Error).message)?.[1];
  return told ? `: ${told[0]!.toLowerCase()}${told.slice(1)}` : '';
}

function shortest(node: Node): number {
  switch (node.kind) {
    case 'nothing':
      return 0;
    case 'set':
      return 1;
    case 'sequence':
      return node.items.reduce((length, item) => length + shortest(item), 0);
    case 'choice':
      return Math.min(...node.items.map(shortest));
    case 'repeat':
      return node.min === 0 ? 0 : node.min * shortest(node.item);
  }
}
