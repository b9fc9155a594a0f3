import type { Fact } from '@idlint/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { azure } from '../src/azure/index.ts';
import { told } from './facts.ts';
import { workspace } from './workspace.ts';

const lines = async (files: Record<string, string> | string): Promise<string[]> =>
  (await workspace(azure, typeof files === 'string' ? { 'main.bicep': files } : files)).facts.map(told);

const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const template = (parts: Record<string, unknown>): string =>
  JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', ...parts }, null, 2);

/** What the compiler makes of a Bicep file, and the file itself. */
const identity = {
  bicep: `
param role string = '${owner}'
resource deploy 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-\${uniqueString(resourceGroup().id)}'
  tags: { owner: 'team-shop' }
  resource ci 'federatedIdentityCredentials' = {
    name: 'ci'
    properties: { issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:acme/shop:ref:refs/heads/main', audiences: ['api://AzureADTokenExchange'] }
  }
}
resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deploy.id, role)
  properties: {
    principalId: deploy.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}
resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'shop'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '\${deploy.id}': {} } }
}
`,
  json: template({
    parameters: { role: { type: 'string', defaultValue: owner } },
    variables: { name: "[format('id-{0}', uniqueString(resourceGroup().id))]" },
    resources: [
      {
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
        apiVersion: '2023-01-31',
        name: "[variables('name')]",
        tags: { owner: 'team-shop' },
      },
      {
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
        name: "[format('{0}/{1}', variables('name'), 'ci')]",
        properties: {
          issuer: 'https://token.actions.githubusercontent.com',
          subject: 'repo:acme/shop:ref:refs/heads/main',
          audiences: ['api://AzureADTokenExchange'],
        },
      },
      {
        type: 'Microsoft.Authorization/roleAssignments',
        name: "[guid(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', variables('name')), parameters('role'))]",
        properties: {
          principalId:
            "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', variables('name')), '2023-01-31').principalId]",
          roleDefinitionId: "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', parameters('role'))]",
        },
      },
      {
        type: 'Microsoft.Web/sites',
        name: 'shop',
        identity: {
          type: 'UserAssigned',
          userAssignedIdentities: {
            "[format('{0}', resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', variables('name')))]": {},
          },
        },
      },
    ],
  }),
};

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

describe('Bicep', () => {
  it('unrolls loops, and says of the rest that it may be', async () => {
    expect(
      await lines(`
param more array
param on bool
param off bool = false
resource stores 'Microsoft.Storage/storageAccounts@2023-01-01' = [for (name, i) in ['a', 'b']: {
  name: '\${name}\${i}'
  properties: { allowBlobPublicAccess: i == 0 }
}]
resource others 'Microsoft.Storage/storageAccounts@2023-01-01' = [for name in more: { name: name }]
resource never 'Microsoft.Storage/storageAccounts@2023-01-01' = if (false) { name: 'never' }
resource perhaps 'Microsoft.Storage/storageAccounts@2023-01-01' = if (on) { name: 'perhaps' }
resource not 'Microsoft.Storage/storageAccounts@2023-01-01' = if (off) { name: 'not' }
resource there 'Microsoft.Storage/storageAccounts@2023-01-01' existing = { name: 'there' }
`),
    ).toEqual([
      'storage-account a0 publicAccess=true sharedKey=-',
      'storage-account b1 publicAccess=false sharedKey=-',
      'storage-account others publicAccess=- sharedKey=- maybe',
      'storage-account perhaps publicAccess=- sharedKey=- maybe',
    ]);
  });

  it('follows values through modules, into them and out of them', async () => {
    const files = {
      'main.bicep': `
module identity 'modules/identity.bicep' = { params: { name: 'deploy' } }
module grants 'modules/grants.bicep' = [for role in ['${owner}', '${reader}']: {
  scope: resourceGroup('shared')
  params: { principal: identity.outputs.principal, role: role }
}]
`,
      'modules/identity.bicep': `
param name string
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: name }
output principal string = id.properties.principalId
`,
      'modules/grants.bicep': `
param principal string
param role string
resource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(principal, role)
  properties: { principalId: principal, roleDefinitionId: resourceId('Microsoft.Authorization/roleDefinitions', role) }
}
`,
    };
    const { facts, textAt } = await workspace(azure, files);
    expect(facts.map(told)).toEqual([
      'service-account deploy (machine)',
      `binding azure:${owner} -> azure:main.bicep#microsoft.managedidentity/userassignedidentities/deploy`,
      `binding azure:${reader} -> azure:main.bicep#microsoft.managedidentity/userassignedidentities/deploy`,
    ]);
    const [, first, second] = facts;
    expect(first!.key).toBe('modules/grants.bicep#main.bicep:grants[0].one');
    expect(second!.at.uri).toBe('main.bicep');
    expect(textAt(second!.at)).toBe(reader);
    expect(first!.through?.map(textAt)).toEqual(['grants']);
    expect(first!.kind === 'binding' && first!.scope).toMatchObject({
      level: 'resource-group',
      name: { suffix: '/resourceGroups/shared' },
    });
  });

  it('takes what is defined elsewhere: imports, functions, files', async () => {
    expect(
      await lines({
        'main.bicep': `
import { roles as given, idOf } from 'shared.bicep'
import * as shared from 'shared.bicep'
var extra = loadJsonContent('extra.json')
resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'a'
  properties: { principalId: extra.who, roleDefinitionId: idOf(given.owner) }
}
resource b 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'b'
  properties: { principalId: loadTextContent('../outside.txt'), roleDefinitionId: shared.idOf(shared.roles.reader) }
}
`,
        'shared.bicep': `
@export()
var roles = { owner: '${owner}', reader: '${reader}' }
@export()
func idOf(role string) string => '/providers/Microsoft.Authorization/roleDefinitions/\${role}'
`,
        'extra.json': '{ "who": "AAAA" }',
      }),
    ).toEqual([`binding azure:${owner} -> azure:principal/aaaa`, `binding azure:${reader} -> ?`]);
  });

  it('is deployed with each file of parameters that is made for it', async () => {
    const main = `
param roles array
resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: {
  name: guid(role)
  properties: { principalId: 'p', roleDefinitionId: role }
}]
`;
    expect(
      await lines({
        'main.bicep': main,
        'env/dev.bicepparam': `using '../main.bicep'\nvar role = '${reader}'\nparam roles = [role]`,
        'env/prod.bicepparam': `using '../main.bicep'\nparam roles = ['${owner}', readEnvironmentVariable('MORE')]`,
      }),
    ).toEqual([
      `binding azure:${reader} -> azure:principal/p`,
      `binding azure:${owner} -> azure:principal/p`,
      'binding ? -> azure:principal/p',
    ]);
    expect(
      await lines({ 'main.bicep': main, 'main.parameters.json': JSON.stringify({ parameters: { roles: { value: [owner, '${MORE}'] } } }) }),
    ).toEqual([`binding azure:${owner} -> azure:principal/p`, expect.stringMatching(/^binding .* -> azure:principal\/p$/)]);
  });

  it('is judged by itself as well where it is a module and has parameters', async () => {
    const facts = await lines({
      'main.bicep':
        "param open bool\nresource s 'Microsoft.Storage/storageAccounts@1' = { name: 's', properties: { allowBlobPublicAccess: open } }",
      'prod.bicepparam': "using 'main.bicep'\nparam open = true",
      'test.bicep': "module tested 'main.bicep' = { params: { open: false } }",
    });
    expect(facts).toEqual(['storage-account s publicAccess=true sharedKey=-', 'storage-account s publicAccess=false sharedKey=-']);
  });

  it("links a role of one's own with who is given it", async () => {
    const { facts } = await workspace(azure, {
      'main.bicep': `
targetScope = 'subscription'
resource own 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'operator')
  properties: {
    roleName: 'Operator'
    permissions: [{ actions: ['Microsoft.Compute/*'], notActions: ['Microsoft.Compute/disks/delete'], dataActions: ['Microsoft.Storage/*/read'] }]
  }
}
resource given 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'x'
  properties: { principalId: 'p', roleDefinitionId: own.id }
}
`,
    });
    expect(facts.map(told)).toEqual([
      'policy Operator identity',
      expect.any(String),
      'binding azure:main.bicep#microsoft.authorization/roledefinitions/${guid(/subscriptions/${subscription().subscriptionid}, operator)} -> azure:principal/p',
    ]);
    const [role, grant, binding] = facts;
    expect(grant).toMatchObject({
      actions: { items: [{ value: 'Microsoft.Compute/*' }, { value: 'Microsoft.Storage/*/read' }] },
      notActions: { items: [{ value: 'Microsoft.Compute/disks/delete' }] },
      policy: role!.key,
    });
    expect(role!.names).toContain(binding!.kind === 'binding' && binding!.policy.kind === 'known' && binding!.policy.value);
  });

  it('takes what Privileged Identity Management assigns for an assignment, and an eligibility for none', async () => {
    const request = (kind: string) => `resource ${kind} 'Microsoft.Authorization/${kind}ScheduleRequests@2022-04-01-preview' = {
  name: guid('${kind}')
  properties: { principalId: 'p', requestType: 'AdminAssign', roleDefinitionId: '${owner}' }
}`;
    expect(await lines(`${request('roleAssignment')}\n${request('roleEligibility')}`)).toEqual([
      `binding azure:${owner} -> azure:principal/p`,
    ]);
  });

  it('knows of an empty id that it is still to come', async () => {
    const text = `param who string = ''
resource a 'Microsoft.Authorization/roleAssignments@2022-04-01' = { name: 'a', properties: { principalId: who, roleDefinitionId: '${owner}' } }`;
    expect(await lines(text)).toEqual([`binding azure:${owner} -> ?`]);
  });

  it('reads who may do what with a vault, as long as it has no roles', async () => {
    const vault = (rest: string) => `
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'keys'
  properties: {
    ${rest}
    accessPolicies: [{ tenantId: 't', objectId: 'AAA', permissions: { secrets: ['get', 'All'], keys: ['Get'] } }]
  }
}`;
    expect(await lines(vault('enableRbacAuthorization: true'))).toEqual([]);
    const [policy, grant, binding] = (await workspace(azure, { 'main.bicep': vault('') })).facts;
    expect(grant).toMatchObject({
      policy: policy!.key,
      actions: {
        items: [
          { value: 'Microsoft.KeyVault/vaults/keys/read' },
          { value: 'Microsoft.KeyVault/vaults/secrets/getSecret/action' },
          { value: 'Microsoft.KeyVault/vaults/secrets/*' },
        ],
      },
    });
    expect(binding).toMatchObject({ policy: { value: policy!.names[0] }, subjects: { items: [{ name: 'azure:principal/aaa' }] } });
  });

  it('says what it can not see, once', async () => {
    expect(
      await lines(`
module a 'br/public:avm/res/storage:1.0' = { params: {} }
module b 'br/public:avm/res/storage:1.0' = { params: {} }
module c '../outside.bicep' = {}
module d 'main.bicep' = {}
`),
    ).toEqual(['gap module br/public:avm/res/storage:1.0', 'gap module ../outside.bicep', 'gap cycle main.bicep']);
  });
});

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
