import type { Fact } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { azure } from '../../src/azure/index.ts';
import { told } from '../facts.ts';
import { workspace } from '../workspace.ts';
import { identity, owner, reader } from './templates.ts';

/** Names without the file that they stand in. */
const said = (facts: Fact[], root: string): string[] => facts.map(fact => told(fact).replaceAll(`azure:${root}#`, 'azure:#'));

describe('one vocabulary for Bicep and JSON', () => {
  it('makes the same facts of both', async () => {
    const bicep = said((await workspace(azure, { 'main.bicep': identity.bicep })).facts, 'main.bicep');
    const json = said((await workspace(azure, { 'main.json': identity.json })).facts, 'main.json');
    expect(json).toEqual(bicep.map(line => line.replace('service-account id-…', 'service-account id-…')));
    const name =
      'azure:#microsoft.managedidentity/userassignedidentities/id-${uniquestring(/subscriptions/${subscription().subscriptionid}/resourcegroups/${resourcegroup().name})}';
    expect(bicep).toEqual([
      'service-account id-… (machine)',
      `trust allow ${name} <- federated:https://token.actions.githubusercontent.com if StringEquals token.actions.githubusercontent.com:sub repo:acme/shop:ref:refs/heads/main & StringEquals token.actions.githubusercontent.com:aud api://AzureADTokenExchange`,
      `binding azure:${owner} -> ${name}`,
      'workload shop (machine)',
      'use',
    ]);
  });

  it('points at the characters of the value, and says the way that it came', async () => {
    const { facts, textAt } = await workspace(azure, { 'main.bicep': identity.bicep });
    const binding = facts.find(fact => fact.kind === 'binding')!;
    expect(binding.kind === 'binding' && textAt(binding.policy.at)).toBe(owner);
    expect(textAt(binding.at)).toBe(owner);
  });
});

describe('fixes', () => {
  it('tags a resource, and replaces a value in its quotes', async () => {
    const { facts, document, part, after } = await workspace(azure, {
      'main.bicep': identity.bicep.replace("  tags: { owner: 'team-shop' }\n", ''),
    });
    const [fact] = facts;
    const tagged = azure.edit!(
      { do: 'setLabel', fact: fact!, label: 'owner', value: "o'brien" },
      document('main.bicep'),
      part('main.bicep'),
    );
    expect(after('main.bicep', tagged)).toContain("= {\n  tags: {\n    owner: 'o\\'brien'\n  }\n  name: 'id-");
    const binding = facts.find(({ kind }) => kind === 'binding')!;
    const replaced = azure.edit!({ do: 'replace', at: binding.at, with: reader }, document('main.bicep'), part('main.bicep'));
    expect(after('main.bicep', replaced)).toContain(`param role string = '${reader}'`);
  });
});
