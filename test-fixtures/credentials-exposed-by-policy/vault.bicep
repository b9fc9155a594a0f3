param principalId string

resource vault 'Microsoft.KeyVault/vaults@2022-07-01' = {
  name: 'kv-shop'
  location: 'westeurope'
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    accessPolicies: [
      {
        objectId: principalId
        tenantId: subscription().tenantId
        permissions: { secrets: [ 'get', 'list' ] }
                                   ^^^ note[credentials-exposed-by-policy]: whoever the parameter principalId names can read every secret of vault "kv-shop"
      }
    ]
  }
}

resource readers 'Microsoft.KeyVault/vaults/accessPolicies@2022-07-01' = {
  parent: vault
  name: 'add'
  properties: {
    accessPolicies: [
      {
        objectId: principalId
        tenantId: subscription().tenantId
        permissions: { secrets: [ 'get' ] }
                                   ^^^ note[credentials-exposed-by-policy]: whoever the parameter principalId names can read every secret of its vault
      }
    ]
  }
}
