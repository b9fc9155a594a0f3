path "sys/policies/acl/*" {
  capabilities = ["read", "update"]
#                          ^^^^^^ error[privilege-escalation]: whoever gets policy "vault-policy" can write policies, its own too
}

path "sys/policies/acl/*" {
  capabilities = ["read", "list"]
}

path "sys/policies/password/*" {
  capabilities = ["update"]
}

path "auth/token/lookup-self" {
  capabilities = ["read"]
}
