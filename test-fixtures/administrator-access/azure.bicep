targetScope = 'subscription'

@description('Owner')
param role string = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[administrator-access]: "deploy" gets everything, rights included
param readers array = [
  'acdd72a7-3385-48ef-bd42-f606fba81ae7'
]

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' existing = {
  name: 'shop'
}

resource deploy 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  scope: group
  name: 'deploy'
}

resource everything 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, deploy.id, role)
  properties: {
    principalId: deploy.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}

resource reading 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for reader in readers: {
  name: guid(subscription().id, deploy.id, reader)
  properties: {
    principalId: deploy.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', reader)
  }
}]

resource own 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'all')
  properties: {
    roleName: 'All'
    assignableScopes: [ subscription().id ]
    permissions: [
      { actions: [ '*' ] }
    ]
  }
}

resource all 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, own.id)
  properties: {
    principalId: deploy.properties.principalId
    roleDefinitionId: own.id
  }
}
