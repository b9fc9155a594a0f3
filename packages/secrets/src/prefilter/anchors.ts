/** Which three bytes of each literal the Teddy matcher looks for: rare ones, and few different ones in all. */
import type { Literal } from './literals.ts';

export interface Anchor {
  /** Lower case where the literal is caseless; three characters. */
  text: string;
  members: { number: number; offset: number }[];
}

/** Letters of English and of program text, most frequent first. What is not among them is rare. */
const frequent = ' etaoinsrlcdumpfhg_bvyw=.kxj';

const cost = (text: string): number => {
  let sum = 0;
  for (const character of text.toLowerCase()) {
    const rank = frequent.indexOf(character);
    sum += rank < 0 ? 0 : frequent.length - rank;
  }
  return sum;
};

/** Greedy: rare anchors first, one that other literals have already wherever that is not much worse. */
export function anchorsOf(literals: Literal[]): Anchor[] {
  const anchors = new Map<string, Anchor>();
  const wanted = literals.map((literal, number) => ({ literal, number })).filter(({ literal }) => literal.where === 'anywhere');
  wanted.sort((a, b) => a.literal.text.length - b.literal.text.length || (a.literal.text < b.literal.text ? -1 : 1));
  for (const { literal, number } of wanted) {
    let best = '';
    let bestCost = Infinity;
    let bestOffset = 0;
    for (let offset = 0; offset + 3 <= literal.text.length; offset++) {
      const text = literal.text.slice(offset, offset + 3).toLowerCase();
      const price = anchors.has(text) ? cost(text) - 15 : cost(text);
      if (price < bestCost) [best, bestCost, bestOffset] = [text, price, offset];
    }
    const anchor = anchors.get(best) ?? { text: best, members: [] };
    anchor.members.push({ number, offset: bestOffset });
    anchors.set(best, anchor);
  }
  return [...anchors.values()];
}

/** Eight buckets of anchors that begin alike: the fewer bytes a bucket lets in, the fewer false alarms. */
export function buckets(anchors: Anchor[]): Anchor[][] {
  const sorted = [...anchors].sort((a, b) => (a.text < b.text ? -1 : 1));
  const size = Math.max(1, Math.ceil(sorted.length / 8));
  return Array.from({ length: 8 }, (_, i) => sorted.slice(i * size, (i + 1) * size));
}
