/** Which bytes of each literal the Teddy matcher looks for: rare ones, few different ones in all, in buckets that let little else in. */
import type { Literal } from './literals.ts';

export interface Anchor {
  /** Lower case; four characters, or the whole literal where it has three. */
  text: string;
  members: { number: number; offset: number }[];
}

/** How often each byte stands in program text, roughly. Letters as in English, most frequent first. */
const frequency = (() => {
  const bytes = new Float64Array(256).fill(0.0005);
  [...'etaoinsrlcdumpfhgbyvwkxjqz'].forEach((letter, rank) => {
    bytes[letter.charCodeAt(0)] = 0.07 / (1 + rank * 0.28);
    bytes[letter.charCodeAt(0) - 32] = 0.007 / (1 + rank * 0.2);
  });
  for (const sign of '0123456789') bytes[sign.charCodeAt(0)] = 0.008;
  for (const sign of '\n"\'()*,-./:;=_{}<>') bytes[sign.charCodeAt(0)] = 0.012;
  bytes[32] = 0.18;
  return bytes;
})();

const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;

/** Both cases of a letter; the character itself otherwise. Anchors are lower case. */
export function casesOf(character: string): number[] {
  const byte = character.charCodeAt(0);
  return isLower(byte) ? [byte, byte - 32] : [byte];
}

/** How probable it is that a text, in lower case, stands at some place, in whatever case. */
export function probability(text: string): number {
  // Rows of one sign are drawn as lines everywhere.
  if (/([^a-z])\1/.test(text)) return 0.05;
  let product = 1;
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at);
    product *= frequency[byte]! + (isLower(byte) ? frequency[byte - 32]! : 0);
  }
  return product;
}

/** Greedy: short literals first, whose anchors are given; one that others have already wherever that is not much worse. */
export function anchorsOf(literals: Literal[]): Anchor[] {
  const anchors = new Map<string, Anchor>();
  const wanted = literals.map((literal, number) => ({ literal, number })).filter(({ literal }) => literal.where === 'anywhere');
  wanted.sort((a, b) => a.literal.text.length - b.literal.text.length || (a.literal.text < b.literal.text ? -1 : 1));
  for (const { literal, number } of wanted) {
    const size = Math.min(4, literal.text.length);
    let best = '';
    let bestPrice = Infinity;
    let bestOffset = 0;
    for (let offset = 0; offset + size <= literal.text.length; offset++) {
      const text = literal.text.slice(offset, offset + size).toLowerCase();
      const price = probability(text) * (anchors.has(text) ? 0.1 : 1);
      if (price < bestPrice) [best, bestPrice, bestOffset] = [text, price, offset];
    }
    const anchor = anchors.get(best) ?? { text: best, members: [] };
    anchor.members.push({ number, offset: bestOffset });
    anchors.set(best, anchor);
  }
  return [...anchors.values()];
}

/** The bytes that a bucket lets in at one place: those with one of these lower and one of these upper halves. */
interface Mask {
  lower: number;
  upper: number;
}
type Bucket = Mask[];

/** What stands at each of the four places; an anchor of three lets anything in at the last. */
const masksOf = (text: string): Bucket =>
  Array.from({ length: 4 }, (_, place) => {
    if (place >= text.length) return { lower: 0xffff, upper: 0xffff };
    const bytes = casesOf(text[place]!);
    return {
      lower: bytes.reduce((mask, byte) => mask | (1 << (byte & 15)), 0),
      upper: bytes.reduce((mask, byte) => mask | (1 << (byte >> 4)), 0),
    };
  });

const union = (a: Bucket, b: Bucket): Bucket =>
  a.map(({ lower, upper }, place) => ({ lower: lower | b[place]!.lower, upper: upper | b[place]!.upper }));

/** How often two buckets made one would raise an alarm. */
function alarms(a: Bucket, b: Bucket): number {
  let product = 1;
  for (let place = 0; place < 4; place++) {
    const lower = a[place]!.lower | b[place]!.lower;
    const upper = a[place]!.upper | b[place]!.upper;
    if (upper === 0xffff) continue;
    let sum = 0;
    for (let high = 0; high < 8; high++)
      if ((upper >> high) & 1) for (let low = 0; low < 16; low++) if ((lower >> low) & 1) sum += frequency[high * 16 + low]!;
    product *= sum;
  }
  return product;
}

/** Eight buckets; each anchor, the most frequent first, goes where it adds the fewest alarms. */
export function bucketsOf(anchors: Anchor[]): Anchor[][] {
  const empty: Bucket = Array.from({ length: 4 }, () => ({ lower: 0, upper: 0 }));
  const buckets = Array.from({ length: 8 }, () => ({ anchors: [] as Anchor[], masks: empty, alarms: 0 }));
  const sorted = anchors.map(anchor => ({ anchor, probability: probability(anchor.text) })).sort((a, b) => b.probability - a.probability);
  for (const { anchor } of sorted) {
    const own = masksOf(anchor.text);
    let best = buckets[0]!;
    let least = Infinity;
    for (const bucket of buckets) {
      const added = alarms(bucket.masks, own) - bucket.alarms;
      if (added < least) [best, least] = [bucket, added];
    }
    best.masks = union(best.masks, own);
    best.alarms += least;
    best.anchors.push(anchor);
  }
  return buckets.map(bucket => bucket.anchors);
}
