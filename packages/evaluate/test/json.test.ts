import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hole, member, type StringData } from '../src/index.ts';
import { jsonData, jsonInString } from '../src/json/index.ts';
import { plain, strings, writtenAs } from './plain.ts';

const at = (start: number, end: number) => ({ uri: 'a.json', segment: '', start, end });

describe('JSON', () => {
  test('means what JSON.parse says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(0, 1, 4, '\t', '\r\n'), (value, space) => {
        const text = JSON.stringify(value, null, space as number);
        // A noncharacter that no text contains stands for what is not known.
        fc.pre(!text.includes('\ufdd0'));
        const { data, faults } = jsonData('a.json', text.replaceAll('\n', '\r\n'));
        expect(faults).toEqual([]);
        expect(plain(data)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('knows where each character of a string is written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), list => {
        const text = JSON.stringify(list);
        for (const string of strings(jsonData('a.json', text).data)) {
          const written = writtenAs(string, text);
          expect(written.map(raw => JSON.parse(`"${raw}"`))).toEqual([...string.value]);
          expect(text.slice(string.at.start, string.at.end)).toBe(written.join(''));
        }
      }),
    );
  });

  test('a number keeps how it is written, where JavaScript would change it', () => {
    const { data } = jsonData('a.json', '[1, 1.0, 123456789012345678901]');
    expect(data).toMatchObject({ items: [{ value: 1 }, { value: 1, exact: '1.0' }, { exact: '123456789012345678901' }] });
    expect(data.kind === 'list' && data.items[0]).not.toHaveProperty('exact');
  });

  test('comments and trailing commas are read, and are faults only where the format has none', () => {
    const text = '// policy\n{"a": [1, 2,], /* b */ "b": 3,}';
    const strict = jsonData('a.json', text);
    expect(plain(strict.data)).toEqual({ a: [1, 2], b: 3 });
    expect(strict.faults.map(({ message }) => message)).toEqual([
      'JSON has no comments',
      'a trailing comma',
      'JSON has no comments',
      'a trailing comma',
    ]);
    expect(jsonData('a.json', text, { comments: true }).faults).toEqual([]);
  });

  test.each([
    ['a missing comma', '{"a": 1 "b": 2}', { a: 1, b: 2 }],
    ['a missing value', '{"a": , "b": 2}', { a: { unknown: 'syntax' }, b: 2 }],
    ['a missing colon', '{"a", "b": 2}', { a: { unknown: 'syntax' }, b: 2 }],
    ['a string that breaks off', '{"a": "x\n, "b": 2}', { a: 'x', b: 2 }],
    ['a bracket that is not closed', '{"a": [1, 2, "b": 3}', { a: [1, 2, 'b', 3] }],
    ['an end too early', '{"a": {"b": [1', { a: { b: [1] } }],
    ['a key without quotes', '{a: 1, "b": 2}', { b: 2 }],
    ['an unknown escape', '"a\\qb"', 'a\\qb'],
  ])('%s costs no more than itself', (_, text, value) => {
    const { data, faults } = jsonData('a.json', text);
    expect(plain(data)).toEqual(value);
    expect(faults.length).toBeGreaterThan(0);
  });

  test('what could not be read may hold what seems to be missing', () => {
    for (const text of ['{"a": 1', '{"a": 1, b: 2}']) expect(member(jsonData('a.json', text).data, 'b').kind).toBe('unknown');
    expect(member(jsonData('a.json', '{"a": 1,}').data, 'b').kind).toBe('absent');
  });

  test('no JSON at all is unknown', () => {
    expect(jsonData('a.json', ' ').data).toMatchObject({ kind: 'unknown', why: { code: 'syntax' } });
  });

  test('never throws, however deep or broken', () => {
    for (const text of ['['.repeat(100_000), '{"a":'.repeat(100_000), '{a: '.repeat(100_000), '}]'.repeat(100_000), '"\\'.repeat(100_000)])
      expect(jsonData('a.json', text).faults.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[],:"\\ua1-.e\n/* t', 'null', hole) }), text => void jsonData('a.json', text)),
    );
  });
});

describe('JSON inside of a string', () => {
  test('is exact in the outer file, through escapes of both', () => {
    const policy = { Action: 's3:*', Note: 'tab\there "quoted" ü' };
    const file = JSON.stringify({ policy: JSON.stringify(policy) });
    const outer = member(jsonData('a.json', file).data, 'policy') as StringData;
    const { data, faults } = jsonInString(outer);
    expect(faults).toEqual([]);
    expect(plain(data)).toEqual(policy);
    const [action, note] = strings(data);
    expect(file.slice(action!.at.start, action!.at.end)).toBe('s3:*');
    expect(writtenAs(note!, file)).toContain('\\\\t');
    expect(writtenAs(note!, file).map(raw => JSON.parse(`"${JSON.parse(`"${raw}"`)}"`))).toEqual([...note!.value]);
  });

  // As a heredoc gives it: {"Resource": "arn:${x}/*", "Principal": ${y}, "Action": ["a", ${z}]}
  const template = (pieces: string[]): StringData => {
    const data: StringData = { kind: 'string', value: '', parts: [], at: at(100, 100) };
    let outer = 100;
    pieces.forEach((piece, index) => {
      if (index > 0) {
        const start = data.value.length;
        data.value += hole;
        data.parts!.push({ start, end: start + 1, from: { hole: { code: 'variable', what: `var.${index}` }, at: at(outer, outer + 8) } });
        outer += 8;
      }
      data.parts!.push({ start: data.value.length, end: data.value.length + piece.length, from: { at: at(outer, outer + piece.length) } });
      data.value += piece;
      outer += piece.length;
    });
    data.at = at(100, outer);
    return data;
  };

  test('a hole in a string makes it partly known, with its why', () => {
    const { data, faults } = jsonInString(template(['{"Resource": "arn:', '/*"}']));
    expect(faults).toEqual([]);
    const resource = member(data, 'Resource') as StringData;
    expect(resource.value).toBe(`arn:${hole}/*`);
    expect(resource.at).toEqual(at(114, 128));
    expect(resource.parts?.[1]).toMatchObject({ start: 4, end: 5, from: { hole: { what: 'var.1' } } });
  });

  test('a hole for a value makes an unknown; one among items or members leaves the rest open', () => {
    const { data, faults } = jsonInString(template(['{"Principal": ', ', "Action": ["a", ', '], ', '}']));
    expect(faults).toEqual([]);
    expect(member(data, 'Principal')).toMatchObject({ kind: 'unknown', why: { what: 'var.1' }, at: at(114, 122) });
    expect(member(data, 'Action')).toMatchObject({ items: [{ value: 'a' }], open: { what: 'var.2' } });
    expect(data).toMatchObject({ open: { what: 'var.3' } });
  });

  test('keeps the way by which the string came', () => {
    const via = [at(1, 2)];
    const { data } = jsonInString({ kind: 'string', value: '["a"]', at: at(10, 15), via });
    expect(data).toMatchObject({ via, items: [{ at: at(12, 13), via }] });
  });
});
