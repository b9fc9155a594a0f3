import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expression, parse, type Statement } from '../src/bicep/index.ts';

const valid = `targetScope = 'resourceGroup'
@description('Who deploys')
@secure()
param principal string?
param sizes ('a' | 'b')[] = [ 'a', 'b' ]
type mode =
  | 'fast'
  | 'slow'
var name = 'id-\${toLower(principal ?? 'x')}-\\u{e9}'
var text = '''
first
  "second" \${untouched}'''
var dollars = $$'''all of $\${this} and $$\${name}'''
import { roles as given } from '../shared.bicep'
func double(n int, by int) int => n * by
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (true && !empty(name)) {
  name: name
  resource ci 'federatedIdentityCredentials' = [for (branch, i) in ['main', 'next']: {
    name: '\${branch}\${i}'
  }]
}
module app 'app.bicep' = {
  params: { id: identity.id, first: sizes[?0], last: sizes[^1], key: identity.?properties.principalId!, ...given }
}
output size string = length(sizes) > 1
  ? map(sizes, (s, i) => '\${s}\${i}')[0]
  : app.outputs.?size ?? identity::ci[0].name
`;

const statement = <K extends Statement['kind']>(text: string, kind: K): Extract<Statement, { kind: K }> => {
  const { statements, faults } = parse(text);
  expect(faults).toEqual([]);
  return statements.find(one => one.kind === kind) as Extract<Statement, { kind: K }>;
};

const value = (expression: string): Expression => {
  const { statements, faults } = parse(`var x = ${expression}`);
  expect(faults).toEqual([]);
  return (statements[0] as { value: Expression }).value;
};

describe('what is read', () => {
  it('reads every kind of statement', () => {
    const { statements, faults } = parse(valid);
    expect(faults).toEqual([]);
    expect(statements.map(({ kind }) => kind).join(' ')).toBe(
      'targetScope param param type var var var import func resource module output',
    );
  });

  it('binds operators as Bicep does', () => {
    const shape = (node: Expression): string =>
      node.kind === 'binary' ? `(${shape(node.left)} ${node.operator} ${shape(node.right)})` : node.kind === 'name' ? node.name : node.kind;
    expect(shape(value('a || b && c == d + e * f'))).toBe('(a || (b && (c == (d + (e * f)))))');
    expect(shape(value('a ?? b || c'))).toBe('(a ?? (b || c))');
    expect(shape(value('a - b - c'))).toBe('((a - b) - c)');
  });

  it('tells a loop, a list and a lambda apart', () => {
    expect(value('[for x in y: x]').kind).toBe('for');
    expect(value('[\n  for (x, i) in y: x\n]').kind).toBe('for');
    expect(value('[\n  a\n  b\n]')).toMatchObject({ kind: 'array', items: [{ name: 'a' }, { name: 'b' }] });
    expect(value('reduce(x, 0, (\n  a,\n  b\n) => a)')).toMatchObject({ arguments: [{}, {}, { kind: 'lambda', parameters: ['a', 'b'] }] });
    expect(value('(a)')).toMatchObject({ kind: 'name', start: 8, end: 11 });
  });

  it('finds the resources inside of a resource, and not a property called resource', () => {
    const { value: body } = statement("resource a 'X/y@1' = {\n  resource: 1\n  resource b 'z' = {\n    name: 'n'\n  }\n}", 'resource');
    expect(body).toMatchObject({ kind: 'object', entries: [{ key: { name: 'resource' } }], resources: [{ id: { name: 'b' } }] });
  });
});

describe('strings', () => {
  const parts = (expression: string) => {
    const node = value(expression);
    return node.kind === 'string' ? node.parts.map(part => (part.kind === 'text' ? part.value : part.kind)) : node.kind;
  };

  it('resolves escapes, and keeps where each character stands', () => {
    expect(parts(String.raw`'a\n\\\'\${b}\u{1F600}'`)).toEqual(["a\n\\'${b}\u{1F600}"]);
    const node = value(String.raw`'x\u{e9}y'`);
    expect(node).toMatchObject({
      parts: [
        {
          value: 'xéy',
          runs: [
            { inner: 0, outer: 9, innerLength: 1, outerLength: 1 },
            { inner: 1, outer: 10, innerLength: 1, outerLength: 6 },
            { inner: 2, outer: 16, innerLength: 1, outerLength: 1 },
          ],
        },
      ],
    });
  });

  it('interpolates, also strings in strings', () => {
    expect(parts("'a${b}c'")).toEqual(['a', 'name', 'c']);
    expect(parts("'${f('x${y}')}'")).toEqual(['call']);
  });

  it('takes three quotes as they stand, but for as many dollars as stand before them', () => {
    expect(parts("'''\na ${b} 'c'''''")).toEqual(["a ${b} 'c''"]);
    expect(parts("$'''a ${b} c'''")).toEqual(['a ', 'name', ' c']);
    expect(parts("$$'''a ${b} $${c}'''")).toEqual(['a ${b} ', 'name']);
  });
});

describe('what can not be read', () => {
  it('costs its line, and not what follows', () => {
    const { statements, faults } = parse(
      "var a =\nvar b = 1\nparam\nresource x 'T@1' = {\n  name: 'x'\n  half\n  kind: 'k'\n}\noutput y string = 'unclosed\nvar c = 2",
    );
    expect(statements.map(one => ('id' in one ? one.id.name : one.kind))).toEqual(['a', 'b', '', 'x', 'y', 'c']);
    expect(statements[3]).toMatchObject({ value: { broken: true, entries: [{ key: { name: 'name' } }, { key: { name: 'kind' } }] } });
    expect(faults.map(({ message }) => message)).toEqual([
      'expected a value',
      'expected a name',
      'expected : after the key',
      'this string is not closed',
    ]);
  });

  it('ends an object that is not closed where the next statement begins', () => {
    const { statements } = parse("resource x 'T@1' = {\n  properties: {\n    a: 1\nvar next = 1\n");
    expect(statements).toMatchObject([
      { value: { entries: [{ value: { entries: [{ key: { name: 'a' } }] } }] } },
      { id: { name: 'next' } },
    ]);
  });

  it('does not overflow however deep it goes', () => {
    for (const open of ['(', '[', '{ a: ', '!', '-', 'f(', "'${", 'a ? '])
      expect(
        parse(`var x = ${open.repeat(20_000)}\nvar y = 1`).statements.some(one => 'id' in one && one.id.name === 'y' && one.kind === 'var'),
      ).toBe(true);
  });

  it('never throws, and stays inside of the text', () => {
    const pieces = fc.constantFrom(...valid.split(/(?<=\W)/), "'", "'''", '${', '}', '{', '[', '(', '\n', '@', '=>', '::', '\\u{', '/*');
    const damaged = fc.array(pieces, { maxLength: 60 }).map(all => all.join(''));
    const cut = fc.tuple(fc.nat(valid.length), fc.nat(valid.length)).map(([a, b]) => valid.slice(0, a) + valid.slice(b));
    fc.assert(
      fc.property(fc.oneof(damaged, cut, fc.string({ unit: 'binary' })), text => {
        const { statements, faults } = parse(text);
        for (const { start, end } of [...statements, ...faults]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(Math.max(text.length, 0) + 1);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
