import { describe, expect, it } from 'vitest';
import { azure } from '../../src/azure/index.ts';
import { told } from '../facts.ts';
import { workspace } from '../workspace.ts';
import { lines, owner, reader } from './templates.ts';

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
