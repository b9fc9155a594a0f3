import { type Node, parsePattern } from '../src/pattern/parse.ts';

/** More steps than this for one attempt at one place would be a pattern that can hang. */
export const limit = 60_000;

/**
 * How many characters a backtracking matcher looks at when it tries a pattern at the beginning of a text; `limit` where it is more. Greedy
 * and without any of an engine's short cuts, so that it is an upper bound for one. Lookaround takes nothing here.
 */
export function stepsOf(pattern: string, text: string, ignoreCase = false): number {
  let steps = 0;
  type Next = (at: number) => boolean;
  const run = (node: Node, at: number, next: Next): boolean => {
    if (steps >= limit) return true;
    switch (node.kind) {
      case 'nothing':
        return next(at);
      case 'set':
        steps++;
        return at < text.length && node.has(text.charCodeAt(at)) && next(at + 1);
      case 'choice':
        return node.items.some(item => run(item, at, next));
      case 'sequence': {
        const from = (index: number, here: number): boolean =>
          index === node.items.length ? next(here) : run(node.items[index]!, here, after => from(index + 1, after));
        return from(0, at);
      }
      case 'repeat':
        return node.item.kind === 'set' ? runs(node.item, node.min, node.max, at, next) : repeats(node, 0, at, next);
    }
  };
  /** A repeated set, without a call for each character. */
  const runs = (set: Node & { kind: 'set' }, min: number, max: number, at: number, next: Next): boolean => {
    let end = at;
    while (end < text.length && end - at < max && set.has(text.charCodeAt(end))) end++;
    steps += end - at + 1;
    for (let here = end; here - at >= min; here--) {
      if (steps >= limit || next(here)) return true;
      steps++;
    }
    return false;
  };
  const repeats = (node: Node & { kind: 'repeat' }, count: number, at: number, next: Next): boolean => {
    const more = count < node.max && run(node.item, at, after => (after > at || count < node.min) && repeats(node, count + 1, after, next));
    return more || (count >= node.min && next(at));
  };
  run(parsePattern(pattern, ignoreCase), 0, () => false);
  return Math.min(steps, limit);
}
