resource "vault_jwt_auth_backend" "github" {
  path         = "github"
  bound_issuer = "https://token.actions.githubusercontent.com"
}

resource "vault_jwt_auth_backend_role" "organisation" {
  backend           = vault_jwt_auth_backend.github.path
  role_name         = "organisation"
  role_type         = "jwt"
  bound_claims_type = "glob"
  bound_claims      = { sub = "repo:acme/*" }
#                              ^^^^^^^^^^^ error[oidc-subject-too-wide]: any repository of acme can become role "organisation"
  user_claim        = "actor"
  token_policies    = ["deploy"]
}

resource "vault_jwt_auth_backend_role" "main" {
  backend        = vault_jwt_auth_backend.github.path
  role_name      = "main"
  role_type      = "jwt"
  bound_subject  = "repo:acme/shop:ref:refs/heads/main"
  user_claim     = "actor"
  token_policies = ["deploy"]
}
