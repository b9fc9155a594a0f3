import { placeOf } from '@idlint/model';
import { parse } from '@idlint/syntax/bicep';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArmScope, canonical, evaluate, isExpression, opaque, parseExpression } from '../src/arm/index.ts';
import type { Data } from '../src/data.ts';
import { newWork } from '../src/hcl/index.ts';
import { placeWithin, stringValue } from '../src/index.ts';
import { plain } from './plain.ts';

/** `group` is something that only the cloud knows; `location` a parameter without a value. */
const scopeOf = (text: string, values: Record<string, Data> = {}): ArmScope => ({
  work: newWork(1_000_000),
  source: { kind: 'string', value: text, at: placeOf('main', 0, text.length) },
  variable: name => values[name] ?? (name === 'group' ? opaque('resourceGroup()') : undefined),
  call: (name, _, use) =>
    name === 'location'
      ? { kind: 'unknown', at: use, why: { code: 'variable', what: 'the parameter location', at: use } }
      : name === 'resourceGroup' || name === 'subscription'
        ? opaque(`${name}()`)
        : undefined,
});

const bicep = (text: string, values?: Record<string, Data>): Data => {
  const [statement] = parse(`var x = ${text}`).statements;
  return evaluate((statement as { value: Parameters<typeof evaluate>[0] }).value, scopeOf(`var x = ${text}`, values));
};
const arm = (text: string): Data => {
  const parsed = parseExpression(text);
  if (!parsed) throw new Error(`no expression: ${text}`);
  return evaluate(parsed, scopeOf(text));
};

/** Examples of Microsoft's own documentation of the functions, and what it says that they give. */
describe.each<[string, unknown]>([
  ["[concat('prefix', '-', 'x')]", 'prefix-x'],
  ["[concat(createArray('1-1', '1-2'), createArray('2-1'))]", ['1-1', '1-2', '2-1']],
  ["[contains('OneTwoThree', 'e')]", true],
  ["[contains(createArray('one', 'two'), 'Two')]", false],
  ["[contains(createObject('one', 'a'), 'ONE')]", true],
  ["[createObject('a', 1, 'b', createArray(true()))]", { a: 1, b: [true] }],
  ["[empty('')]", true],
  ['[empty(createArray())]', true],
  ["[first('One Two')]", 'O'],
  ["[last(createArray('one', 'two'))]", 'two'],
  ["[format('{0}, {1}. Formatted number: {2:D4}', 'Hello', 'User', 42)]", 'Hello, User. Formatted number: 0042'],
  ["[format('{{{0}}}', 'x')]", '{x}'],
  ["[intersection(createArray('one', 'two', 'three'), createArray('two', 'three'))]", ['two', 'three']],
  ["[union(createObject('a', createObject('b', 1)), createObject('a', createObject('c', 2)))]", { a: { b: 1, c: 2 } }],
  ["[union(createArray('one', 'two'), createArray('two', 'four'))]", ['one', 'two', 'four']],
  ["[join(createArray('one', 'two'), ',')]", 'one,two'],
  ["[split('one;two,three', createArray(';', ','))]", ['one', 'two', 'three']],
  ["[replace('123-123-1234', '-', '')]", '1231231234'],
  ["[substring('one two three', 4, 3)]", 'two'],
  ["[padLeft('123', 10, '0')]", '0000000123'],
  ["[startsWith('abcdef', 'AB')]", true],
  ["[endsWith('abcdef', 'F')]", true],
  ["[indexOf('test', 't')]", 0],
  ["[lastIndexOf('abcdef', 'AB')]", 0],
  ["[take('one two three', 2)]", 'on'],
  ["[skip(createArray('one', 'two', 'three'), 2)]", ['three']],
  ['[range(5, 3)]', [5, 6, 7]],
  ["[toUpper('One')]", 'ONE'],
  ["[trim(' x ')]", 'x'],
  ["[base64('one, two, three')]", 'b25lLCB0d28sIHRocmVl'],
  ["[base64ToString('b25lLCB0d28sIHRocmVl')]", 'one, two, three'],
  [`[json('{"a":[1,null]}').a]`, [1, null]],
  ["[string(createObject('a', 1))]", '{"a":1}'],
  ["[uri('http://contoso.org/firstpath', 'myscript.sh')]", 'http://contoso.org/myscript.sh'],
  ["[uriComponent('http://contoso.com/a b')]", 'http%3A%2F%2Fcontoso.com%2Fa%20b'],
  ["[dataUri('Hello')]", 'data:text/plain;charset=utf8;base64,SGVsbG8='],
  ["[int('4')]", 4],
  ["[bool('TRUE')]", true],
  ['[add(5, mul(2, sub(7, div(9, 4))))]', 15],
  ['[mod(7, 3)]', 1],
  ['[min(createArray(0, 3, 2))]', 0],
  ['[max(0, 3, 2)]', 3],
  ["[if(equals('a', 'a'), 'yes', 'no')]", 'yes'],
  ["[and(true(), not(false()), or(false(), greater(2, 1)), lessOrEquals('a', 'b'))]", true],
  ["[coalesce(null(), 'x')]", 'x'],
  ["[length(createObject('a', 1))]", 1],
  ["[items(createObject('b', 2, 'a', 1))[0].key]", 'a'],
  ["[tryGet(createObject('a', createArray('x')), 'a', 0)]", 'x'],
  ["[tryGet(createObject('a', 1), 'b')]", null],
  ["[map(createArray(1, 2), lambda('n', mul(lambdaVariables('n'), 2)))]", [2, 4]],
  ["[filter(createArray(1, 2), lambda('n', greater(lambdaVariables('n'), 1)))]", [2]],
  ["[reduce(createArray(1, 2), 0, lambda('a', 'b', add(lambdaVariables('a'), lambdaVariables('b'))))]", 3],
  ["['it''s']", "it's"],
])('%s', (text, expected) => {
  it('is what the documentation says', () => expect(plain(arm(text))).toEqual(expected));
});

describe('Bicep', () => {
  it.each<[string, unknown]>([
    ["'a${1}-${true}'", 'a1-True'],
    ["[for (n, i) in [5, 6]: '${n}:${i}']", ['5:0', '6:1']],
    ['[for n in range(0, 4): if (n % 2 == 0) n]', [0, 2]],
    ["{ a: 1, ...{ b: 2 }, 'c d': 3 }", { a: 1, b: 2, 'c d': 3 }],
    ['[1, ...[2, 3]]', [1, 2, 3]],
    ["toObject(['a', 'b'], k => k, k => '${k}!')", { a: 'a!', b: 'b!' }],
    ["groupBy(['ab', 'ac', 'b'], s => substring(s, 0, 1))", { a: ['ab', 'ac'], b: ['b'] }],
    ['sort([3, 1, 2], (a, b) => a < b)', [1, 2, 3]],
    ["null ?? 'x'", 'x'],
    ['{ a: { b: 1 } }.?c.d', null],
    ['[1, 2, 3][^1]', 3],
    ["'ABC' =~ 'abc' && 'a' != 'A' && !('a' !~ 'A')", true],
    ['7 / 2 - -1', 4],
    ["sys.concat('a', 'b')", 'ab'],
    ["any('x')", 'x'],
    ["'''\n  as ${it} stands'''", '  as ${it} stands'],
  ])('works out %s', (text, expected) => expect(plain(bicep(text))).toEqual(expected));
});

describe('what is not known', () => {
  it('bears the name of what would have to be known, the same for the same', () => {
    expect(canonical(bicep("'id-${uniqueString(group.id)}'"))).toBe('id-${uniqueString(${resourceGroup().id})}');
    expect(canonical(arm("[concat('id-', uniqueString(resourceGroup().id))]"))).toBe('id-${uniqueString(${resourceGroup().id})}');
  });

  it('keeps what stands before and behind it', () => {
    expect(stringValue(bicep("'/subscriptions/${group.name}/x'"))).toMatchObject({
      kind: 'unknown',
      prefix: '/subscriptions/',
      suffix: '/x',
    });
  });

  it('says no more than it knows', () => {
    for (const text of [
      'length(location())',
      'empty(location())',
      "contains('a-${location()}', 'z')",
      "location() == 'x'",
      "replace('a/${location()}', '/', '')",
    ])
      expect(bicep(text).kind, text).toBe('unknown');
    expect(plain(bicep("empty('a${location()}')"))).toBe(false);
    expect(plain(bicep("contains('a-${location()}', 'a-')"))).toBe(true);
    expect(plain(bicep("contains('/x/${location()}/y', '/${location()}/')"))).toBe(true);
    expect(plain(bicep("location() == 'x' && false"))).toBe(false);
    const roles = "{ Owner: 'o', '/x/Reader': 'r' }";
    expect(plain(bicep(`${roles}[?'/providers/\${location()}'] ?? 'none'`))).toBe('none');
    expect(bicep(`${roles}[?'/x/\${location()}'] ?? 'none'`).kind).toBe('unknown');
    expect(canonical(bicep("replace('/subscriptions/${subscription().subscriptionId}/a/b', '/b', '')"))).toBe(
      '/subscriptions/${subscription().subscriptionId}/a',
    );
    expect(bicep('[for x in location(): 1]')).toMatchObject({ kind: 'list', items: [], open: { code: 'variable' } });
    expect(bicep("concat(['a'], location())")).toMatchObject({ items: [{ value: 'a' }], open: { code: 'variable' } });
  });

  it('is the one of two where both are the same', () => {
    expect(plain(bicep("location() == 'x' ? 'same' : 'same'"))).toBe('same');
  });
});

describe('places', () => {
  it('points at the very characters, whatever lies between', () => {
    const text = "var x = replace(toLower(concat('Own', 'er')), 'z', '')";
    const [statement] = parse(text).statements;
    const data = evaluate((statement as { value: Parameters<typeof evaluate>[0] }).value, scopeOf(text));
    if (data.kind !== 'string') throw new Error('a string was expected');
    const at = placeWithin(data, 3, 5);
    expect(text.slice(at.start, at.end)).toBe('er');
  });
});

describe('hostile input', () => {
  it('ends, and says why', () => {
    const deep = `${'concat('.repeat(5_000)}'x'${')'.repeat(5_000)}`;
    expect(parseExpression(`[${deep}]`)).toBeUndefined();
    const doubled = `[for a in range(0, 3000): [for b in range(0, 3000): [for c in range(0, 3000): a]]]`;
    expect(bicep(doubled).kind).toBe('list');
    expect(bicep('range(0, 2000000000)')).toMatchObject({ kind: 'unknown', why: { code: 'limit' } });
    expect(bicep("padLeft('x', 2000000000)").kind).toBe('unknown');
  });

  it('never throws', () => {
    const words = ['concat', 'format', 'split', 'json', 'union', 'map', 'lambda', 'substring', 'items', 'take', 'if', 'toObject'];
    const piece = fc.constantFrom(
      ...words.map(word => `${word}(`),
      ')',
      ',',
      "'a'",
      "'{0}'",
      '1',
      '-1',
      '.x',
      '[0]',
      'createArray(',
      'null()',
      'x()',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), pieces => {
        const text = `[${pieces.join('')}]`;
        if (isExpression(text) && parseExpression(text)) arm(text);
        parseExpression(text.slice(0, -2));
      }),
      { numRuns: 3000 },
    );
  });
});
