/**
 * How long a pattern can take at one place, whatever the text: an upper bound for an engine that tries everything. What a pattern costs
 * from a place on depends on the next character, so the bound is kept for each of them: alternatives that begin differently do not add up,
 * and where a run ends is settled when what follows begins with something else.
 */
import { type Node, parsePattern } from './parse.ts';

/** Codes under 128 count each for itself, all others together. */
const others = 128;

/** Steps by the character that comes next. */
type Steps = Float64Array;

/** An attempt at one place may take so many: those of idlint's own rules, and those that somebody brings. */
export const stepLimit = 100_000;

/** A pattern that is larger than this, its repetitions written out, is not worked out. */
const largest = 20_000;

/** The most characters that are looked at, and the most choices made, in one attempt; Infinity where that is past telling. */
export function mostSteps(pattern: string, ignoreCase = false): number {
  const beyond = codesBeyond(pattern);
  const sets = new Map<Node, boolean[]>();
  let left = largest;

  const membersOf = (set: Node & { kind: 'set' }): boolean[] => {
    let members = sets.get(set);
    if (!members) {
      members = Array.from({ length: others }, (_, code) => set.has(code));
      members.push(beyond.some(code => set.has(code)));
      sets.set(set, members);
    }
    return members;
  };

  /** The steps of a node and of the rest of the pattern behind it. */
  const before = (node: Node, rest: Steps): Steps => {
    if (left-- <= 0) return new Float64Array(others + 1).fill(Infinity);
    switch (node.kind) {
      case 'nothing': {
        const own = node.looks ? looking(node.looks) + 1 : 1;
        return rest.map(steps => steps + own);
      }
      case 'set': {
        const most = Math.max(...rest);
        return Float64Array.from(membersOf(node), has => (has ? most + 1 : 1));
      }
      case 'sequence':
        return node.items.reduceRight((steps, item) => before(item, steps), rest);
      case 'choice':
        return node.items.map(item => before(item, rest)).reduce(sum);
      case 'repeat': {
        if (node.max > largest) return new Float64Array(others + 1).fill(Infinity);
        let steps = rest;
        for (let time = node.max; time > 0; time--) {
          const again = before(node.item, steps);
          steps = time > node.min ? sum(again, rest) : again;
        }
        return steps;
      }
    }
  };
  const looking = (looks: { for: Node; back: boolean }): number =>
    Math.max(...before(looks.back ? reversed(looks.for) : looks.for, new Float64Array(others + 1)));

  return Math.max(...before(parsePattern(pattern, ignoreCase), new Float64Array(others + 1)));
}

const sum = (a: Steps, b: Steps): Steps => a.map((steps, next) => steps + b[next]! + 1);

/** As an engine goes through what it looks for behind itself. */
function reversed(node: Node): Node {
  switch (node.kind) {
    case 'sequence':
    case 'choice': {
      const items = node.items.map(reversed);
      return { kind: node.kind, items: node.kind === 'sequence' ? items.reverse() : items };
    }
    case 'repeat':
      return { ...node, item: reversed(node.item) };
    default:
      return node;
  }
}

/** Codes from 128 on, one at least between any two at which a set of this pattern may begin or end. */
function codesBeyond(pattern: string): number[] {
  const written = [...pattern.matchAll(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))|[^\0-\x7f]/g)].map(([character, wide, narrow]) =>
    wide || narrow ? Number.parseInt((wide ?? narrow)!, 16) : character.charCodeAt(0),
  );
  const known = [160, 0x2028, 0xfeff, ...written];
  return [...new Set([128, 0xffff, ...known.flatMap(code => [code - 1, code, code + 1])])].filter(code => code >= 128 && code <= 0xffff);
}
