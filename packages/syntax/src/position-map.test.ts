import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compose, outerRange, type PositionMap } from './position-map.ts';

/** A text in which some characters are written as escapes of several, after some that are left out: what it means, how it is written. */
function written(meaning: string, escapes: boolean[], prefix: string): { text: string; map: PositionMap } {
  const map: PositionMap = [];
  let text = prefix;
  [...meaning].forEach((character, index) => {
    const how = escapes[index % escapes.length] ? `\\u{${character.codePointAt(0)!.toString(16)}}` : character;
    const inner = map.reduce((sum, run) => sum + run.innerLength, 0);
    map.push({ inner, innerLength: character.length, outer: text.length, outerLength: how.length });
    text += how;
  });
  return { text, map };
}

describe('position map', () => {
  const map: PositionMap = [
    { inner: 0, innerLength: 3, outer: 10, outerLength: 3 },
    { inner: 3, innerLength: 1, outer: 13, outerLength: 6 },
    { inner: 4, innerLength: 2, outer: 25, outerLength: 2 },
  ];

  test.each([
    [0, 3, 10, 13],
    [1, 2, 11, 12],
    [3, 4, 13, 19],
    [2, 5, 12, 26],
    [4, 6, 25, 27],
    [6, 6, 27, 27],
    [1, 1, 11, 11],
  ])('[%i, %i) stands at [%i, %i)', (start, end, outerStart, outerEnd) => {
    expect(outerRange(map, start, end)).toEqual({ start: outerStart, end: outerEnd });
  });

  test('a text in a text: each character stands where both say', () => {
    const flags = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), flags, flags, (meaning, innerEscapes, outerEscapes) => {
        const inner = written(meaning, innerEscapes, '"');
        const outer = written(inner.text, outerEscapes, '<<');
        const both = compose(outer.map, inner.map);
        for (const { inner: at, innerLength } of inner.map) {
          const { start, end } = outerRange(both, at, at + innerLength);
          const middle = outerRange(inner.map, at, at + innerLength);
          expect({ start, end }).toEqual(outerRange(outer.map, middle.start, middle.end));
        }
      }),
    );
  });
});
