resource "vault_jwt_auth_backend" "github" {
  path               = "github"
  oidc_discovery_url = "https://token.actions.githubusercontent.com"
  bound_issuer       = "https://token.actions.githubusercontent.com"
}

resource "vault_jwt_auth_backend_role" "anybody" {
#                                      ^^^^^^^^^ error[oidc-subject-missing]: anyone who uses GitHub Actions can become role "anybody"
  backend         = vault_jwt_auth_backend.github.path
  role_name       = "anybody"
  role_type       = "jwt"
  bound_audiences = ["https://vault.acme.example"]
  user_claim      = "actor"
  token_policies  = ["deploy"]
}

resource "vault_jwt_auth_backend_role" "shop" {
  backend         = vault_jwt_auth_backend.github.path
  role_name       = "shop"
  role_type       = "jwt"
  bound_audiences = ["https://vault.acme.example"]
  bound_claims    = { repository = "acme/shop" }
  user_claim      = "actor"
  token_policies  = ["deploy"]
}

# People sign in with their browser.
resource "vault_jwt_auth_backend_role" "people" {
  backend               = vault_jwt_auth_backend.github.path
  role_name             = "people"
  role_type             = "oidc"
  allowed_redirect_uris = ["https://vault.acme.example/ui/vault/auth/oidc/oidc/callback"]
  user_claim            = "email"
  token_policies        = ["reader"]
}

resource "vault_jwt_auth_backend" "own" {
  path         = "own"
  bound_issuer = "https://ci.acme.example"
}

resource "vault_jwt_auth_backend_role" "team" {
  backend        = vault_jwt_auth_backend.own.path
  role_name      = "team"
  role_type      = "jwt"
  bound_claims   = { team = "shop" }
  user_claim     = "sub"
  token_policies = ["deploy"]
}

resource "vault_jwt_auth_backend_role" "every_team" {
#                                      ^^^^^^^^^^^^ warning[oidc-subject-missing]: whatever runs in ci.acme.example can become role "every-team"
  backend         = vault_jwt_auth_backend.own.path
  role_name       = "every-team"
  role_type       = "jwt"
  bound_audiences = ["vault"]
  user_claim      = "sub"
  token_policies  = ["deploy"]
}
