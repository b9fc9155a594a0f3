import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contains } from './bytes.ts';

it('finds what indexOf finds', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'ab', 'c', '\n', 'ä'), { maxLength: 40 }).map(parts => parts.join(''));
  const needle = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(text, needle, (text, needle) => {
      expect(contains(new TextEncoder().encode(text), needle)).toBe(text.includes(needle));
    }),
    { numRuns: 3000 },
  );
});
