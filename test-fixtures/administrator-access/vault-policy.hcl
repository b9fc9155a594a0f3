# Everything, also what needs sudo.
path "*" {
  capabilities = ["create", "read", "update", "delete", "list", "sudo"]
#                                                                ^^^^ error[administrator-access]: whoever gets policy "vault-policy" may do everything in Vault
}

path "secret/data/shop/*" {
  capabilities = ["read"]
}
