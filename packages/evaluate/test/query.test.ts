import { describe, expect, test } from 'vitest';
import {
  boolValue,
  type Data,
  hole,
  isWhole,
  itemsOf,
  labelsOf,
  member,
  numberValue,
  placeOfKey,
  type StringData,
  stringValue,
  stringValues,
} from '../src/index.ts';
import { jsonData } from '../src/json/index.ts';

const json = (value: unknown): Data => jsonData('a.json', JSON.stringify(value)).data;
const at = { uri: 'a.tf', segment: '', start: 5, end: 9 };
const why = { code: 'variable' as const, what: 'var.x' };
const unknown: Data = { kind: 'unknown', at, why };
const partly: StringData = {
  kind: 'string',
  value: `a${hole}b${hole}c`,
  at,
  parts: [
    { start: 0, end: 1, from: { at } },
    { start: 1, end: 2, from: { hole: why, at } },
    { start: 2, end: 3, from: { at } },
    { start: 3, end: 4, from: { hole: { code: 'reference', what: 'other' }, at } },
    { start: 4, end: 5, from: { at } },
  ],
};

describe('a member', () => {
  test('is what stands under the keys; what is missing is absent at the map that lacks it', () => {
    const data = json({ a: { b: 'c' }, n: null });
    expect(stringValue(member(data, 'a', 'b'))).toMatchObject({ kind: 'known', value: 'c' });
    expect(member(data, 'a', 'x', 'y')).toEqual({ kind: 'absent', at: (member(data, 'a') as Data).at });
    expect(member(data, 'n').kind).toBe('absent');
    expect(placeOfKey(data, 'a')).toMatchObject({ start: 2, end: 3 });
    expect(placeOfKey(data, 'x')).toEqual(data.at);
  });

  test('is unknown, never absent, where more may follow or the shape is another', () => {
    const open: Data = { kind: 'map', at, entries: new Map(), open: why };
    expect(member(open, 'a')).toMatchObject({ kind: 'unknown', why });
    expect(member(unknown, 'a', 'b')).toBe(unknown);
    expect(member(json('text'), 'a')).toMatchObject({ kind: 'unknown', why: { code: 'syntax', what: 'a map expected, not a string' } });
  });
});

describe('a value', () => {
  test('of a string is its text, of a number and a boolean what is written', () => {
    expect(['x', 1, true].map(value => stringValue(json(value)))).toMatchObject([{ value: 'x' }, { value: '1' }, { value: 'true' }]);
    expect(stringValue(jsonData('a.json', '1.50').data)).toMatchObject({ value: '1.50' });
    expect(stringValue(json([]))).toMatchObject({ kind: 'unknown', why: { code: 'syntax' } });
  });

  test('that is partly known keeps its ends, and why', () => {
    expect(isWhole(partly)).toBe(false);
    expect(stringValue(partly)).toEqual({ kind: 'unknown', at, why, prefix: 'a', suffix: 'c' });
  });

  test('of a boolean or a number may be written as a string', () => {
    expect(['True', false].map(value => boolValue(json(value)))).toMatchObject([{ value: true }, { value: false }]);
    expect(['yes', 1, []].map(value => boolValue(json(value)).kind)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(['12', 3].map(value => numberValue(json(value)))).toMatchObject([{ value: 12 }, { value: 3 }]);
    expect(['', 'x', true].map(value => numberValue(json(value)).kind)).toEqual(['unknown', 'unknown', 'unknown']);
    expect([boolValue(json(null)).kind, numberValue(unknown).kind]).toEqual(['absent', 'unknown']);
  });
});

describe('a list', () => {
  test('may be a single item, or none', () => {
    expect(stringValues(json('a')).items).toMatchObject([{ value: 'a' }]);
    expect(stringValues(json(['a', 1])).items).toMatchObject([{ value: 'a' }, { value: '1' }]);
    expect(stringValues(member(json({}), 'x'))).toEqual({ items: [] });
  });

  test('that is not known is open', () => {
    expect(itemsOf(unknown)).toEqual({ items: [], open: { ...why, at } });
    expect(stringValues({ kind: 'list', at, items: [json('a')], open: why })).toMatchObject({ items: [{ value: 'a' }], open: why });
  });
});

describe('labels', () => {
  test.each([
    ['a map', { Team: 'a', __proto__x: 'b' }],
    [
      'a list of keys and values',
      [
        { Key: 'Team', Value: 'a' },
        { key: '__proto__x', value: 'b' },
      ],
    ],
  ])('are read from %s', (_, value) => {
    const { entries, open } = labelsOf(json(value));
    expect(Object.entries(entries).map(([key, label]) => [key, label.kind === 'known' && label.value])).toEqual([
      ['Team', 'a'],
      ['__proto__x', 'b'],
    ]);
    expect(open).toBeUndefined();
  });

  test('are open where a part is not known', () => {
    expect(labelsOf(unknown)).toMatchObject({ entries: {}, open: why });
    expect(labelsOf(json([{ Value: 'a' }])).open).toMatchObject({ code: 'syntax' });
    expect(labelsOf(jsonData('a.json', '{"__proto__": "a"}').data).entries).toHaveProperty(['__proto__']);
  });
});
