targetScope = 'subscription'

module identity 'modules/identity.bicep' = {
  scope: resourceGroup('shop')
  params: { name: 'ci' }
}

module grants 'modules/grants.bicep' = {
  params: {
    principal: identity.outputs.principal
    roles: {
      Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c'
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[administrator-access]: service account "ci" gets the right to change everything but rights
      Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
    }
  }
}
