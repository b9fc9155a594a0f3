/** How long a pattern's matches are, and what they begin with: where to look for it, and how far. */
import { isTokenByte, lookBackPlain } from '../prefilter/literals.ts';
import { type Node, parsePattern } from './parse.ts';

export interface Measure {
  /** The longest match, in UTF-16 units; Infinity where it has no limit. */
  longest: number;
  /** Every match begins with one of the keywords. */
  leads: boolean;
  /** Every match has a run of token characters at least this long, at most `lookBackPlain` characters after its beginning. */
  run: number;
}

export function measure(pattern: string, keywords: string[], ignoreCase = false): Measure {
  const node = parsePattern(pattern, ignoreCase);
  return { longest: longest(node), leads: leadsWith(node, keywords), run: runNearStart(flat(node)) };
}

function longest(node: Node): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'nothing':
      return 0;
    case 'repeat': {
      const each = longest(node.item);
      return each === 0 ? 0 : each * node.max;
    }
    case 'choice':
      return Math.max(...node.items.map(longest));
    case 'sequence':
      return node.items.reduce((sum, item) => sum + longest(item), 0);
  }
}

function flat(node: Node): Node[] {
  return node.kind === 'sequence' ? node.items.flatMap(flat) : [node];
}

function runNearStart(items: Node[]): number {
  let best = 0;
  let skipped = 0;
  for (let i = 0; i < items.length && skipped <= lookBackPlain; i++) {
    best = Math.max(best, leadingRun({ kind: 'sequence', items: items.slice(i) }).length);
    skipped += longest(items[i]!);
  }
  return best;
}

/** The run at the beginning, and whether the match may be no more than that. */
function leadingRun(node: Node): { length: number; through: boolean } {
  switch (node.kind) {
    case 'nothing':
      return { length: 0, through: true };
    case 'set': {
      const token = onlyTokens(node);
      return { length: token ? 1 : 0, through: token };
    }
    case 'repeat': {
      const each = leadingRun(node.item);
      if (!each.through) return node.min > 0 ? each : { length: 0, through: false };
      return { length: each.length * node.min, through: true };
    }
    case 'choice': {
      const all = node.items.map(leadingRun);
      return { length: Math.min(...all.map(each => each.length)), through: all.every(each => each.through) };
    }
    case 'sequence': {
      let length = 0;
      for (const item of node.items) {
        const next = leadingRun(item);
        length += next.length;
        if (!next.through) return { length, through: false };
      }
      return { length, through: true };
    }
  }
}

function onlyTokens(node: Node & { kind: 'set' }): boolean {
  for (let code = 0; code < 256; code++) if (node.has(code) && !isTokenByte(code)) return false;
  return true;
}

/** Follows the beginnings of the pattern beside each keyword, one character at a time. */
function leadsWith(node: Node, keywords: string[]): boolean {
  // Where every keyword is for any case, a letter stands for both of its cases.
  const caseless = keywords.every(keyword => keyword === keyword.toLowerCase());
  const covers = (text: string, rest: Node[]): boolean =>
    keywords.some(keyword => (keyword === keyword.toLowerCase() ? text.toLowerCase() : text).startsWith(keyword)) || step(text, rest);
  function step(text: string, [first, ...rest]: Node[]): boolean {
    if (!first || text.length > 40) return false;
    switch (first.kind) {
      case 'nothing':
        return step(text, rest);
      case 'sequence':
        return step(text, [...first.items, ...rest]);
      case 'choice':
        return first.items.every(item => step(text, [item, ...rest]));
      case 'repeat': {
        if (first.min > 64 || first.max > 64) return first.min > 0 && step(text, [first.item]);
        if (first.min === 0) return step(text, rest) && (first.max === 0 || step(text, [first.item, ...rest]));
        return step(text, [...Array.from({ length: first.min }, () => first.item), ...rest]);
      }
      case 'set': {
        const codes: number[] = [];
        for (let code = 0; code < 128 && codes.length <= 8; code++) {
          const twin = caseless && code >= 65 && code <= 90 && first.has(code + 32);
          if (first.has(code) && !twin) codes.push(code);
        }
        return codes.length <= 8 && codes.every(code => covers(text + String.fromCharCode(code), rest));
      }
    }
  }
  return step('', [node]);
}
