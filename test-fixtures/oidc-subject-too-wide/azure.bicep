resource deploy 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'deploy'
  tags: { owner: 'team-shop' }

  resource pulls 'federatedIdentityCredentials' = {
    name: 'pull-requests'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      subject: 'repo:acme/shop:pull_request'
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[oidc-subject-too-wide]: any pull request in acme/shop can become service account "deploy"
      audiences: [ 'api://AzureADTokenExchange' ]
    }
  }

  resource main 'federatedIdentityCredentials' = {
    name: 'main'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      subject: 'repo:acme/shop:ref:refs/heads/main'
      audiences: [ 'api://AzureADTokenExchange' ]
    }
  }
}
