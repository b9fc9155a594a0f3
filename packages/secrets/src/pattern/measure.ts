/** How long a pattern's matches are, what they begin with, and whether the prefilter sees a token in them: where to look, and how far. */
import type { SolidRun } from '@idlint/model';
import { probability as probabilityOf } from '../prefilter/anchors.ts';
import { byteClasses, classes } from '../prefilter/classes.ts';
import { isTokenByte, lookBack, lookBackPlain, shortestPlainRun, shortestRun } from '../prefilter/literals.ts';
import { type Node, parsePattern } from './parse.ts';

export interface Measure {
  /** The longest match, in UTF-16 units; Infinity where it has no limit. */
  longest: number;
  /** Every match begins with one of the keywords. */
  leads: boolean;
  /** Every match, but one in a thousand, has a run of token characters for whose sake the prefilter looks at the match's beginning. */
  run: boolean;
  /** Undefined where matches need not hold one that is worth looking for. */
  solid: SolidRun | undefined;
  /** What every match holds, in any case, and is none of the keywords' own; undefined where nothing rare is. */
  farther: { text: string; within: number } | undefined;
}

export function measure(pattern: string, keywords: string[], ignoreCase = false): Measure {
  const node = parsePattern(pattern, ignoreCase);
  return {
    longest: longest(node),
    leads: leadsWith(node, keywords),
    run: seenFromStart(flat(node)),
    solid: namesBeyondAscii(pattern) ? undefined : solidIn(flat(node)),
    farther: namesBeyondAscii(pattern) ? undefined : fartherIn(flat(node), keywords),
  };
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

function seenFromStart(items: Node[]): boolean {
  let skipped = 0;
  for (let i = 0; i < items.length && skipped <= lookBack; i++) {
    const run = leadingRun({ kind: 'sequence', items: items.slice(i) });
    if (run.length >= shortestPlainRun && skipped <= lookBackPlain) return true;
    if (run.length >= shortestRun && run.digitless < 0.001) return true;
    skipped += longest(items[i]!);
  }
  return false;
}

/** Shorter runs stand everywhere, and farther ones are not looked for. */
const shortestSolid = 14;
const farthestSolid = 1000;

/** The longest run of one class that every match holds; of a narrower class where that is nearly as long. */
function solidIn(items: Node[]): SolidRun | undefined {
  let best: (SolidRun & { weight: number }) | undefined;
  let within = 0;
  for (let i = 0; i < items.length && within <= farthestSolid; i++) {
    for (const of of ['alphanumeric', 'word', 'token'] as const) {
      const bit = classes[of];
      const { length } = leadingRun({ kind: 'sequence', items: items.slice(i) }, code => (byteClasses[code]! & bit) !== 0);
      const weight = Math.min(length, 64) * (of === 'alphanumeric' ? 1.3 : of === 'word' ? 1.2 : 1) - within / 64;
      if (length >= shortestSolid && weight > (best?.weight ?? 0)) best = { least: Math.min(length, farthestSolid), within, of, weight };
    }
    within += longestInBytes(items[i]!);
  }
  return best && { least: best.least, within: best.within, of: best.of };
}

/** A sign such as `@`, or a word: whatever stands less often. */
const rare = 0.015;
/** The prefilter's tables have room for no longer one. */
const longestText = 31;

function fartherIn(items: Node[], keywords: string[]): Measure['farther'] {
  let best: (NonNullable<Measure['farther']> & { probability: number }) | undefined;
  let [least, within] = [0, 0];
  let text = '';
  for (let i = 0; i <= items.length && within <= farthestSolid; i++) {
    const next = i < items.length ? onlyOne(items[i]!) : undefined;
    if (next) text += next;
    else if (text) {
      const probability = probabilityOf(text);
      // What the match begins with is found with its keyword.
      const own = least === text.length || keywords.some(keyword => keyword.toLowerCase().includes(text));
      if (!own && probability < (best?.probability ?? rare)) best = { text, within: within - text.length, probability };
      text = '';
    }
    if (i === items.length) break;
    least += shortest(items[i]!);
    within += longestInBytes(items[i]!);
  }
  return best && { text: best.text.slice(0, longestText), within: best.within };
}

function shortest(node: Node): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'nothing':
      return 0;
    case 'repeat':
      return shortest(node.item) * node.min;
    case 'choice':
      return Math.min(...node.items.map(shortest));
    case 'sequence':
      return node.items.reduce((sum, item) => sum + shortest(item), 0);
  }
}

/** The only character of a set, in lower case; of a letter both cases may be in it. */
function onlyOne(node: Node): string | undefined {
  if (node.kind !== 'set' || !isOfAscii(node)) return undefined;
  let only: string | undefined;
  for (let code = 0; code < 128; code++) {
    if (!node.has(code)) continue;
    const character = String.fromCharCode(code).toLowerCase();
    if (only !== undefined && only !== character) return undefined;
    only = character;
  }
  return only;
}

/** At most, in UTF-8. */
function longestInBytes(node: Node): number {
  switch (node.kind) {
    case 'set':
      return isOfAscii(node) ? 1 : 3;
    case 'nothing':
      return 0;
    case 'repeat': {
      const each = longestInBytes(node.item);
      return each === 0 ? 0 : each * node.max;
    }
    case 'choice':
      return Math.max(...node.items.map(longestInBytes));
    case 'sequence':
      return node.items.reduce((sum, item) => sum + longestInBytes(item), 0);
  }
}

/** Without a character beyond ASCII in its source, a pattern has such only by what its classes leave out, and the blanks among them. */
const isOfAscii = (set: Node & { kind: 'set' }): boolean => !set.has(0x4e00) && !set.has(0xfeff);
const namesBeyondAscii = (pattern: string): boolean => /[^\0-\x7f]|\\[ux]/.test(pattern);

interface Run {
  /** At the beginning; of the shortest match. */
  length: number;
  /** How probable it is that random characters give no digit in it. */
  digitless: number;
  /** The match may be no more than that. */
  through: boolean;
}

const noRun: Run = { length: 0, digitless: 1, through: false };

function leadingRun(node: Node, isOne = isTokenByte): Run {
  switch (node.kind) {
    case 'nothing':
      return { length: 0, digitless: 1, through: true };
    case 'set':
      return ofSet(node, isOne);
    case 'repeat': {
      const each = leadingRun(node.item, isOne);
      if (!each.through) return node.min > 0 ? each : noRun;
      return { length: each.length * node.min, digitless: each.digitless ** node.min, through: true };
    }
    case 'choice': {
      const all = node.items.map(item => leadingRun(item, isOne));
      return {
        length: Math.min(...all.map(each => each.length)),
        digitless: Math.max(...all.map(each => each.digitless)),
        through: all.every(each => each.through),
      };
    }
    case 'sequence': {
      let { length, digitless } = noRun;
      for (const item of node.items) {
        const next = leadingRun(item, isOne);
        length += next.length;
        digitless *= next.digitless;
        if (!next.through) return { length, digitless, through: false };
      }
      return { length, digitless, through: true };
    }
  }
}

function ofSet(node: Node & { kind: 'set' }, isOne: (code: number) => boolean): Run {
  let all = 0;
  let digits = 0;
  for (let code = 0; code < 256; code++) {
    if (!node.has(code)) continue;
    if (!isOne(code)) return noRun;
    all++;
    if (code >= 48 && code <= 57) digits++;
  }
  return { length: 1, digitless: 1 - digits / all, through: true };
}

/** Sets with more characters than that begin no keyword. */
const fewest = 20;

/** Follows the beginnings of the pattern beside each keyword, one character at a time. */
function leadsWith(node: Node, keywords: string[]): boolean {
  // Where every keyword is for any case, a letter stands for both of its cases.
  const caseless = keywords.every(keyword => keyword === keyword.toLowerCase());
  const limit = Math.max(0, ...keywords.map(keyword => keyword.length));
  const covers = (text: string, rest: Node[]): boolean =>
    keywords.some(keyword => (keyword === keyword.toLowerCase() ? text.toLowerCase() : text).startsWith(keyword)) || step(text, rest);
  function step(text: string, [first, ...rest]: Node[]): boolean {
    if (!first || text.length > limit) return false;
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
        for (let code = 0; code < 128 && codes.length <= fewest; code++) {
          const twin = caseless && code >= 65 && code <= 90 && first.has(code + 32);
          if (first.has(code) && !twin) codes.push(code);
        }
        return codes.length <= fewest && codes.every(code => covers(text + String.fromCharCode(code), rest));
      }
    }
  }
  return step('', [node]);
}
