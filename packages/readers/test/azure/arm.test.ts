import { describe, expect, it } from 'vitest';
import { azure } from '../../src/azure/index.ts';
import { told } from '../facts.ts';
import { workspace } from '../workspace.ts';
import { identity, lines, owner, reader, schema, template } from './templates.ts';

describe('ARM templates', () => {
  it('works out parameters, variables, loops and functions of its own', async () => {
    expect(
      await lines({
        'main.json': template({
          functions: [
            {
              namespace: 'acme',
              members: {
                role: {
                  parameters: [{ name: 'id', type: 'string' }],
                  output: { type: 'string', value: "[concat('/x/roleDefinitions/', parameters('id'))]" },
                },
              },
            },
          ],
          parameters: { Roles: { type: 'array', defaultValue: [owner, reader] } },
          variables: {
            copy: [{ name: 'ids', count: "[length(parameters('roles'))]", input: "[acme.role(parameters('roles')[copyIndex('ids')])]" }],
          },
          resources: [
            {
              type: 'Microsoft.Storage/storageAccounts/providers/roleAssignments',
              name: "[concat('logs/Microsoft.Authorization/', guid(string(copyIndex())))]",
              copy: { name: 'grants', count: "[length(variables('ids'))]" },
              properties: { principalId: "[concat('p', copyIndex(1))]", roleDefinitionId: "[variables('ids')[copyIndex()]]" },
            },
          ],
        }),
      }),
    ).toEqual([`binding azure:${owner} -> azure:principal/p1`, `binding azure:${reader} -> azure:principal/p2`]);
  });

  it('follows nested templates, of the inner and of the outer scope, and linked ones', async () => {
    const account = {
      type: 'Microsoft.Storage/storageAccounts',
      name: "[parameters('name')]",
      properties: { allowBlobPublicAccess: true },
    };
    const nested = (scope: string) => ({
      type: 'Microsoft.Resources/deployments',
      name: scope,
      properties: {
        expressionEvaluationOptions: { scope },
        parameters: { name: { value: `[concat(parameters('name'), '-inner')]` } },
        template: { parameters: { name: { type: 'string' } }, resources: [account] },
      },
    });
    const link = {
      type: 'Microsoft.Resources/deployments',
      name: 'linked',
      properties: { templateLink: { relativePath: 'nested/store.json' }, parameters: { name: { value: 'linked' } } },
    };
    expect(
      await lines({
        'main.json': template({
          parameters: { name: { type: 'string', defaultValue: 'shop' } },
          resources: [nested('inner'), nested('outer'), link],
        }),
        'nested/store.json': template({ parameters: { name: { type: 'string' } }, resources: [account] }),
      }),
    ).toEqual([
      'storage-account shop-inner publicAccess=true sharedKey=-',
      'storage-account shop publicAccess=true sharedKey=-',
      'storage-account linked publicAccess=true sharedKey=-',
    ]);
  });

  it('reads symbolic names, and what nested templates give back', async () => {
    expect(
      await lines({
        'main.json': template({
          languageVersion: '2.0',
          resources: {
            id: {
              type: 'Microsoft.Resources/deployments',
              name: 'id',
              properties: {
                expressionEvaluationOptions: { scope: 'inner' },
                template: {
                  resources: [{ type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name: 'deploy' }],
                  outputs: {
                    who: {
                      type: 'string',
                      value: "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'deploy')).principalId]",
                    },
                  },
                },
              },
            },
            grant: {
              type: 'Microsoft.Authorization/roleAssignments',
              name: 'x',
              properties: { principalId: "[reference('id').outputs.who.value]", roleDefinitionId: owner },
            },
          },
        }),
      }),
    ).toEqual([
      'service-account deploy (machine)',
      `binding azure:${owner} -> azure:main.json#microsoft.managedidentity/userassignedidentities/deploy`,
    ]);
  });

  it('leaves out what Bicep has made of a file that is there', async () => {
    const compiled = identity.json.replace('"contentVersion"', '"metadata": { "_generator": { "name": "bicep" } }, "contentVersion"');
    const { facts } = await workspace(azure, { 'main.bicep': identity.bicep, 'main.json': compiled });
    expect(new Set(facts.map(({ at }) => at.uri))).toEqual(new Set(['main.bicep']));
    expect((await workspace(azure, { 'main.json': compiled })).facts).toHaveLength(5);
  });

  it('takes comments and strings over several lines', async () => {
    const text = `{ // a template
  "$schema": "${schema}",
  "resources": [{ "type": "Microsoft.Storage/storageAccounts", "name": "[concat('a',
      'b')]", }],
}`;
    const { facts, faults } = await workspace(azure, { 'main.json': text });
    expect(faults).toEqual([]);
    expect(facts.map(told)).toEqual(['storage-account ab publicAccess=- sharedKey=-']);
  });
});
