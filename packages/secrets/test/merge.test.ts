import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Candidate } from '../src/candidate.ts';
import { merge } from '../src/merge.ts';
import { host } from './host.ts';

const candidate = fc.record({
  start: fc.integer({ min: 0, max: 60 }),
  length: fc.integer({ min: 1, max: 20 }),
  score: fc.constantFrom(30, 50, 70, 90, 100),
});
const made = ({ start, length, score }: { start: number; length: number; score: number }): Candidate => ({
  start,
  end: start + length,
  value: 'x'.repeat(length),
  rule: 'r',
  name: 'n',
  confidence: 'high',
  known: [],
  score,
});

it('keeps no two that overlap, in order, and drops none but for a better one', () => {
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 12 }), all => {
      const candidates = all.map(made);
      const kept = merge([...candidates], host);
      for (const [index, each] of kept.entries()) if (index > 0) expect(each.start).toBeGreaterThanOrEqual(kept[index - 1]!.end);
      for (const each of candidates)
        expect(kept.some(other => other === each || (other.start < each.end && each.start < other.end && other.score >= each.score))).toBe(
          true,
        );
    }),
  );
});

it('takes a hundred thousand', () => {
  const many = Array.from({ length: 100_000 }, (_, at) => made({ start: at * 10, length: 12, score: 90 }));
  expect(
    merge(
      many.filter((_, at) => at % 2 === 0),
      host,
    ),
  ).toHaveLength(50_000);
});
