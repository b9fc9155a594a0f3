param name string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  tags: { owner: 'team-platform' }
}

output principal string = identity.properties.principalId
