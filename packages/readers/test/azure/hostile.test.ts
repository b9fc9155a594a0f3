import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { azure } from '../../src/azure/index.ts';
import { told } from '../facts.ts';
import { workspace } from '../workspace.ts';
import { identity, lines, template } from './templates.ts';

describe('hostile input', () => {
  it('is bounded, and said', async () => {
    const many = `resource a 'Microsoft.Storage/storageAccounts@1' = [for i in range(0, 90000): { name: 'x\${i}' }]`;
    const { facts } = await workspace(azure, { 'main.bicep': many });
    expect(facts.length).toBeLessThan(11_000);
    expect(facts.map(told)).toContain('gap limit a deployment of this size');
    expect(await lines("var a = b\nvar b = a\nresource x 'Microsoft.Storage/storageAccounts@1' = { name: a }")).toEqual([
      'storage-account x publicAccess=- sharedKey=-',
    ]);
    const pair = {
      'a.bicep': "module b 'b.bicep' = { params: {} }",
      'b.bicep': "module a 'a.bicep' = { params: {} }",
      'main.bicep': "module a 'a.bicep' = { params: {} }",
    };
    expect((await lines(pair)).some(line => line.startsWith('gap limit'))).toBe(true);
  });

  it('does not grow without end', async () => {
    const twice = (name: string, first: string, again: (before: string) => string): string =>
      [`var ${name}0 = ${first}`, ...Array.from({ length: 40 }, (_, at) => `var ${name}${at + 1} = ${again(`${name}${at}`)}`)].join('\n');
    const text = `${twice('s', "'aaaaaaaa'", before => `'\${${before}}\${${before}}'`)}
${twice('l', "['a']", before => `concat(${before}, ${before})`)}
${twice('o', '{ a: 1 }', before => `{ x: ${before}, y: ${before} }`)}
var loops = [for a in range(0, 9000): [for b in range(0, 9000): [for c in range(0, 9000): a]]]
resource store 'Microsoft.Storage/storageAccounts@1' = {
  name: '\${s40}\${length(l40)}\${length(loops)}'
  tags: o40
  properties: { allowBlobPublicAccess: string(o40) == replace(s10, 'a', s10) }
}`;
    expect(await lines(text)).toEqual(['storage-account store publicAccess=? sharedKey=-']);
    const copy = { copy: [{ name: 'x', count: 9000, input: { copy: [{ name: 'y', count: 9000, input: '[copyIndex()]' }] } }] };
    const many = {
      type: 'Microsoft.Storage/storageAccounts',
      name: "[string(variables('x')[0])]",
      copy: { name: 'z', count: 1_000_000_000 },
    };
    expect(await lines({ 'main.json': template({ variables: copy, resources: [many] }) })).toEqual([
      expect.stringContaining('storage-account'),
      'gap limit a loop of this many',
    ]);
  });

  it('never throws', async () => {
    const text = `${identity.bicep}\n${identity.json}`;
    await azure.load?.();
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(text.length), fc.boolean(), async (a, b, bicep) => {
        const source = bicep ? identity.bicep : identity.json;
        const cut = source.slice(0, a % source.length) + source.slice(b % source.length);
        await workspace(azure, { [bicep ? 'main.bicep' : 'main.json']: cut });
      }),
      { numRuns: 150 },
    );
  });
});
