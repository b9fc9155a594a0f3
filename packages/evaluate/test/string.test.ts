import { describe, expect, test } from 'vitest';
import { hole, placeWithin, type StringData, sliceString } from '../src/index.ts';
import { jsonInString } from '../src/json/index.ts';

const at = (start: number, end: number, uri = 'main.tf') => ({ uri, segment: '', start, end });
const why = { code: 'variable' as const, what: 'var.x' };

/** `"ab${var.name}\tc${var.x}"` at 10, where var.name is "xyz" in another file. */
const mixed: StringData = {
  kind: 'string',
  value: `abxyz\tc${hole}`,
  at: at(10, 38),
  parts: [
    { start: 0, end: 2, from: { at: at(10, 12) } },
    { start: 2, end: 5, from: { at: at(50, 53, 'variables.tf') } },
    {
      start: 5,
      end: 7,
      from: {
        at: at(23, 26),
        map: [
          { inner: 0, innerLength: 1, outer: 23, outerLength: 2 },
          { inner: 1, innerLength: 1, outer: 25, outerLength: 1 },
        ],
      },
    },
    { start: 7, end: 8, from: { hole: why, at: at(26, 34) } },
  ],
};

describe('a range of a string', () => {
  test.each([
    ['within a part', 0, 1, at(10, 11)],
    ['that came from elsewhere', 3, 5, at(51, 53, 'variables.tf')],
    ['across: where the string stands', 1, 6, at(11, 25)],
    ['an escape', 5, 6, at(23, 25)],
    ['a hole', 7, 8, at(26, 34)],
    ['empty', 6, 6, at(25, 25)],
  ])('%s', (_, start, end, place) => {
    expect(placeWithin(mixed, start, end)).toEqual(place);
  });

  test('of a string whose characters have no places is all of it', () => {
    expect(placeWithin({ kind: 'string', value: 'abc', at: at(0, 20) }, 1, 2)).toEqual(at(0, 20));
  });
});

describe('a piece of a string', () => {
  test('keeps places, origins and holes', () => {
    const piece = sliceString(mixed, 4, 8);
    expect(piece.value).toBe(`z\tc${hole}`);
    expect([0, 1, 2, 3].map(index => placeWithin(piece, index, index + 1))).toEqual([
      at(52, 53, 'variables.tf'),
      at(23, 25),
      at(25, 26),
      at(26, 34),
    ]);
    expect(piece.parts?.at(-1)?.from).toEqual({ hole: why, at: at(26, 34) });
  });

  test('of a plain string is plain', () => {
    expect(sliceString({ kind: 'string', value: 'abcdef', at: at(10, 16) }, 2, 4)).toEqual({ kind: 'string', value: 'cd', at: at(12, 14) });
  });

  test('of a string without places has none', () => {
    const piece = sliceString({ kind: 'string', value: 'abc', at: at(0, 20) }, 1, 3);
    expect(piece).toMatchObject({ value: 'bc', at: at(0, 20) });
    expect(placeWithin(piece, 0, 1)).toEqual(at(0, 20));
  });
});

test('JSON put together from several files: each value where it was written', () => {
  const json: StringData = {
    kind: 'string',
    value: '["*", "a-b"]',
    at: at(100, 120),
    parts: [
      { start: 0, end: 2, from: { at: at(100, 102) } },
      { start: 2, end: 3, from: { at: at(7, 8, 'variables.tf') } },
      { start: 3, end: 9, from: { at: at(110, 116) } },
      { start: 9, end: 10, from: { at: at(3, 4, 'variables.tf') } },
      { start: 10, end: 12, from: { at: at(118, 120) } },
    ],
  };
  const { data } = jsonInString(json);
  expect(data).toMatchObject({
    items: [
      { value: '*', at: at(7, 8, 'variables.tf') },
      { value: 'a-b', at: at(114, 116) },
    ],
  });
});
