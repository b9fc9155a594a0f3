param open bool = true
                  ^^^^ warning[public-access]: containers of "acmesite" may be opened to anyone

resource site 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'acmesite'
  properties: {
    allowBlobPublicAccess: open
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource assets 'containers' = {
      name: 'assets'
      properties: { publicAccess: 'Container' }
                                   ^^^^^^^^^ error[public-access]: anyone can read and list every blob of "assets"
    }

    resource orders 'containers' = {
      name: 'orders'
      properties: { publicAccess: 'None' }
    }
  }
}

resource logs 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'acmelogs'
  properties: {
    allowBlobPublicAccess: false
  }
}
