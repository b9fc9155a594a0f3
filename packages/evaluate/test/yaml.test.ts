import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import { type Data, hole, member, type StringData } from '../src/index.ts';
import { jsonInString } from '../src/json/index.ts';
import { yamlDocuments, yamlInString } from '../src/yaml/index.ts';
import { plain, strings, writtenAs } from './plain.ts';

const only = (text: string): Data => {
  const [document] = yamlDocuments('a.yaml', text);
  expect(document?.faults).toEqual([]);
  return document!.data;
};

describe('YAML', () => {
  test('means what the library says', () => {
    const value = fc.jsonValue({ stringUnit: fc.constantFrom('a', ' ', '\n', ':', '#', "'", '"', '\\', '-', '1', 'ü', '😀') });
    fc.assert(
      fc.property(value, fc.constantFrom(0, 40), fc.boolean(), (value, lineWidth, collapse) => {
        const text = stringify(value, { lineWidth, collectionStyle: collapse ? 'flow' : 'any' });
        // The library can write flow collections that it does not read.
        fc.pre(parseDocument(text).errors.length === 0);
        const documents = yamlDocuments('a.yaml', text);
        expect(documents.map(({ faults }) => faults)).toEqual(documents.map(() => []));
        expect(plain(documents[0]!.data)).toEqual(parse(text) ?? null);
      }),
      { numRuns: 300 },
    );
  });

  test('each document is a segment, with places of its own', () => {
    const text = 'a: x\n---\n# nothing\n---\nb: y\n';
    const documents = yamlDocuments('a.yaml', text);
    expect(documents.map(({ segment, offset }) => [segment, offset])).toEqual([
      ['0', 0],
      ['1', text.lastIndexOf('---')],
    ]);
    const y = member(documents[1]!.data, 'b');
    expect(y.at).toMatchObject({ segment: '1' });
    expect(text.slice(documents[1]!.offset + y.at.start, documents[1]!.offset + y.at.end)).toBe('y');
    expect(yamlDocuments('a.yaml', '# c\n---\na: x\n')).toMatchObject([{ segment: '', offset: 0 }]);
  });

  test('documents whose text is of no interest are passed over, and the others keep their segments', () => {
    const documents = yamlDocuments('a.yaml', 'kind: A\n---\nkind: Role\n', { worth: raw => raw.includes('Role') });
    expect(documents.map(({ segment, data }) => [segment, plain(data)])).toEqual([['1', { kind: 'Role' }]]);
  });

  test('keys are strings, as written', () => {
    expect(plain(only('on: push\n1: a\ntrue: b\n? c\n: d\n'))).toEqual({ on: 'push', 1: 'a', true: 'b', c: 'd' });
  });

  test('numbers keep how they are written: an account has leading zeros', () => {
    expect(member(only('a: 012345678901'), 'a')).toMatchObject({ kind: 'number', exact: '012345678901' });
  });

  test('a policy in a block scalar is exact in the file', () => {
    const text = 'Policy: |\n  {\n    "Action": "s3:*",\n    "Note": "a\\u0062"\n  }\nOther: "[\\"x\\"]"\n';
    const data = only(text);
    const policy = jsonInString(member(data, 'Policy') as StringData);
    expect(policy.faults).toEqual([]);
    const [action, note] = strings(policy.data);
    expect(text.slice(action!.at.start, action!.at.end)).toBe('s3:*');
    expect(writtenAs(note!, text)).toEqual(['a', '\\u0062']);
    const [x] = strings(jsonInString(member(data, 'Other') as StringData).data);
    expect(text.slice(x!.at.start, x!.at.end)).toBe('x');
  });
});

describe('aliases', () => {
  test('are followed, and remember the way', () => {
    const text = 'a: &a {k: v}\nb: *a\n';
    const value = member(only(text), 'b', 'k');
    expect(value).toMatchObject({ value: 'v', at: { start: 10 } });
    expect(value.kind !== 'absent' && value.via?.map(({ start, end }) => text.slice(start, end))).toEqual(['*a']);
    expect(member(only(text), 'a', 'k')).not.toHaveProperty('via');
  });

  test('merge keys: what is written wins, then the first', () => {
    const text = 'x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 0\n';
    expect(plain(member(only(text), 'z') as Data)).toEqual({ a: 0, b: 1, c: 2 });
    expect(plain(only('a: &a {k: 1}\n<<: *a\n'))).toEqual({ a: { k: 1 }, k: 1 });
  });

  test('what is not there, or depends on itself, is unknown', () => {
    expect(yamlDocuments('a.yaml', 'a: *b\n')[0]!.data).toMatchObject({ kind: 'map' });
    expect(plain(yamlDocuments('a.yaml', 'a: *b\n')[0]!.data)).toEqual({ a: { unknown: 'reference' } });
    expect(plain(only('a: &a [x, *a]\n'))).toEqual({ a: ['x', { unknown: 'cycle' }] });
    expect(only('a: &a\n  <<: *a\n')).toMatchObject({ entries: new Map([['a', { value: { open: { code: 'cycle' } } }]]) });
  });

  test('those that would explode stop growing', () => {
    const levels = Array.from({ length: 20 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]\n`);
    const data = only(`a0: &a0 x\n${levels.join('')}`);
    const count = (data: Data): number =>
      data.kind === 'list'
        ? data.items.reduce((sum, item) => sum + count(item), 1)
        : data.kind === 'map'
          ? [...data.entries.values()].reduce((sum, { value }) => sum + count(value), 1)
          : 1;
    expect(count(data)).toBeLessThan(100_000);
    expect(JSON.stringify(plain(data))).toContain('{"unknown":"limit"}');
  });
});

describe('tags', () => {
  test("CloudFormation's short forms become the long ones", () => {
    const text = 'a: !Sub "x${y}"\nb: !GetAtt A.B.C\nc: !If [X, !Ref Y, !GetAtt [A, B]]\nd: !Condition Z\ne: !Join\n  - ","\n  - [a]\n';
    expect(plain(only(text))).toEqual({
      a: { 'Fn::Sub': 'x${y}' },
      b: { 'Fn::GetAtt': ['A', 'B.C'] },
      c: { 'Fn::If': ['X', { Ref: 'Y' }, { 'Fn::GetAtt': ['A', 'B'] }] },
      d: { Condition: 'Z' },
      e: { 'Fn::Join': [',', ['a']] },
    });
  });

  test('with exact places', () => {
    const text = 'b: !GetAtt "A.\\x42"\n';
    const found = member(only(text), 'b') as Data;
    expect(text.slice(found.at.start, found.at.end)).toBe('!GetAtt "A.\\x42');
    const [a, b] = strings(found);
    expect([a, b].map(item => text.slice(item!.at.start, item!.at.end))).toEqual(['A', '\\x42']);
    expect(found.kind === 'map' && found.entries.get('Fn::GetAtt')?.key).toMatchObject({ start: 3, end: 10 });
  });

  test('what another tag makes of its node is not known; those of YAML itself are applied', () => {
    expect(plain(only('a: !secret b\nc: !!str 1\nd: !reference [x, y]\n'))).toEqual({
      a: { unknown: 'function' },
      c: '1',
      d: { unknown: 'function' },
    });
  });
});

describe('broken and hostile text', () => {
  test('what the fault may have swallowed is unknown, not absent', () => {
    const [document] = yamlDocuments('a.yaml', 'ok:\n  a: 1\nrules:\n  - x: ]\n    y: 2\n');
    expect(document!.faults.length).toBeGreaterThan(0);
    expect(member(document!.data, 'metadata').kind).toBe('unknown');
    expect(member(document!.data, 'ok', 'b').kind).toBe('absent');
  });

  test('a broken document does not touch the next', () => {
    const documents = yamlDocuments('a.yaml', 'a: [\n---\nb: 1\n');
    expect(documents.map(({ faults }) => faults.length > 0)).toEqual([true, false]);
    expect(plain(documents[1]!.data)).toEqual({ b: 1 });
  });

  test('any text is read without throwing', () => {
    const unit = fc.constantFrom(
      'a',
      'b: ',
      '- ',
      '? ',
      '\n',
      '\n  ',
      '"',
      "'",
      '|',
      '>',
      '&a ',
      '*a',
      '!Sub ',
      '!GetAtt ',
      ' #',
      '{',
      ']',
      ',',
      '---\n',
      '<<: ',
      hole,
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), text => void yamlDocuments('a.yaml', text)),
      { numRuns: 1000 },
    );
  });
});

test('YAML in a string is exact in the outer file, and keeps the holes', () => {
  const value = `a: x\n---\nb: ${hole}\nc: k-${hole}\n`;
  const at = (start: number, end: number) => ({ uri: 'main.tf', segment: 'r', start, end });
  const holes = [...value.matchAll(new RegExp(hole, 'g'))].map(({ index }) => index);
  const why = { code: 'variable' as const, what: 'var.x' };
  const [first, second] = holes as [number, number];
  const documents = yamlInString({
    kind: 'string',
    value,
    at: at(50, 90),
    parts: [
      { start: 0, end: first, from: { at: at(50, 50 + first) } },
      { start: first, end: first + 1, from: { hole: why, at: at(70, 78) } },
      { start: first + 1, end: second, from: { at: at(78, 78 + second - first - 1) } },
      { start: second, end: second + 1, from: { hole: why, at: at(85, 89) } },
      { start: second + 1, end: value.length, from: { at: at(89, 90) } },
    ],
  });
  expect(documents).toHaveLength(2);
  expect(member(documents[0]!.data, 'a').at).toEqual(at(53, 54));
  expect(member(documents[1]!.data, 'b')).toMatchObject({ kind: 'unknown', why, at: at(70, 78) });
  expect(member(documents[1]!.data, 'c')).toMatchObject({ kind: 'string', value: `k-${hole}` });
});
