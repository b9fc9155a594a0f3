import { azure } from '../../src/azure/index.ts';
import { told } from '../facts.ts';
import { workspace } from '../workspace.ts';

/** The facts of a file in Bicep, or of several, a line each. */
export const lines = async (files: Record<string, string> | string): Promise<string[]> =>
  (await workspace(azure, typeof files === 'string' ? { 'main.bicep': files } : files)).facts.map(told);

export const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
export const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
export const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
export const template = (parts: Record<string, unknown>): string =>
  JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', ...parts }, null, 2);

/** What the compiler makes of a Bicep file, and the file itself. */
export const identity = {
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
