import { expect, test } from 'vitest';
import { lines, of } from './terraform.ts';

test('policies: paths with their capabilities, in HCL, in JSON and by the data source', async () => {
  expect(
    await lines({
      'main.tf': `
variable "team" {}
data "http" "policy" { url = "https://policies.acme.example/app" }
locals { mount = "secret" }
resource "vault_policy" "hcl" {
  name   = "app"
  policy = <<-EOT
    # What the app reads.
    path "\${local.mount}/data/app/*" {
      capabilities = ["read", "list"]
    }
    path "secret/data/\${var.team}/*" { capabilities = ["create", "update"] }
    path "sys/*" { policy = "sudo" }
    path "secret/data/app/root" { capabilities = ["deny"] }
  EOT
}
resource "vault_policy" "json" {
  name   = "json"
  policy = jsonencode({ path = { "kv/*" = { capabilities = ["read"] } } })
}
resource "vault_policy" "file" {
  name   = "file"
  policy = file("\${path.module}/file.hcl")
}
resource "vault_policy" "elsewhere" {
  name   = "elsewhere"
  policy = data.http.policy.body
}
data "vault_policy_document" "ops" {
  rule {
    path         = "*"
    capabilities = ["sudo", "read"]
  }
  rule {
    path         = "\${local.mount}/data/x"
    capabilities = ["read"]
  }
}
resource "vault_policy" "ops" {
  name   = "ops"
  policy = data.vault_policy_document.ops.hcl
}
`,
      'file.hcl': 'path "transit/sign/app" {\n  capabilities = ["update"]\n}\n',
    }),
  ).toEqual([
    'policy app identity',
    'allow read list on secret/data/app/*',
    'allow create update on ?secret/data/…/*',
    'allow sudo on sys/*',
    'deny deny on secret/data/app/root',
    'policy json identity',
    'allow read on kv/*',
    'policy file identity',
    'allow update on transit/sign/app',
    'policy elsewhere identity',
    'gap reference #data.http.policy.body',
    'policy ops identity',
    'allow sudo read on *',
    'allow read on secret/data/x',
  ]);
});

test('a capability is pointed at where it is written', async () => {
  const { facts, textAt } = await of(`
resource "vault_policy" "app" {
  name   = "app"
  policy = <<EOT
path "auth/*" {
  capabilities = ["read", "sudo"]
}
EOT
}`);
  const grant = facts.find(fact => fact.kind === 'grant')!;
  expect(grant.actions.items.map(({ at }) => textAt(at))).toEqual(['read', 'sudo']);
  expect(grant.resources.items.map(({ at }) => textAt(at))).toEqual(['auth/*']);
  expect(textAt(grant.at)).toBe('auth/*');
});

test('who signs in: tokens, accounts of a cluster, principals of clouds, app roles', async () => {
  expect(
    await lines(`
resource "vault_jwt_auth_backend" "github" {
  path               = "github"
  oidc_discovery_url = "https://token.actions.githubusercontent.com"
  bound_issuer       = "https://token.actions.githubusercontent.com"
}
resource "vault_jwt_auth_backend_role" "deploy" {
  backend           = vault_jwt_auth_backend.github.path
  role_name         = "deploy"
  role_type         = "jwt"
  bound_audiences   = ["https://vault.acme.example"]
  bound_claims_type = "glob"
  bound_claims      = { repository = "acme/shop,acme/web", sub = "repo:acme/*" }
  user_claim        = "actor"
  token_policies    = ["default", vault_policy.deploy.name]
}
resource "vault_policy" "deploy" {
  name   = "deploy"
  policy = ""
}
resource "vault_jwt_auth_backend_role" "people" {
  role_name      = "people"
  user_claim     = "email"
  token_policies = ["reader"]
}
resource "vault_kubernetes_auth_backend_role" "shop" {
  role_name                        = "shop"
  bound_service_account_names      = ["*"]
  bound_service_account_namespaces = ["shop", "shop-test"]
  token_policies                   = ["shop"]
}
resource "vault_aws_auth_backend_role" "lambda" {
  role                     = "lambda"
  bound_iam_principal_arns = ["arn:aws:iam::123456789012:role/shop", "*"]
  token_policies           = ["shop"]
}
resource "vault_gcp_auth_backend_role" "run" {
  role                   = "run"
  type                   = "iam"
  bound_service_accounts = ["run@acme.iam.gserviceaccount.com"]
}
resource "vault_approle_auth_backend_role" "ci" {
  role_name      = "ci"
  token_policies = ["root"]
}
resource "vault_approle_auth_backend_role_secret_id" "ci" { role_name = vault_approle_auth_backend_role.ci.role_name }
`),
  ).toEqual([
    'oidc-provider github url=https://token.actions.githubusercontent.com',
    'role deploy (machine)',
    'trust allow terraform:#vault_jwt_auth_backend_role.deploy <- federated:github if StringLike …:repository acme/shop acme/web & StringLike …:sub repo:acme/* & StringEquals …:aud https://vault.acme.example',
    'binding vault:policy/default -> terraform:#vault_jwt_auth_backend_role.deploy',
    'binding terraform:#vault_policy.deploy -> terraform:#vault_jwt_auth_backend_role.deploy',
    'policy deploy identity',
    'role people (human)',
    'trust allow terraform:#vault_jwt_auth_backend_role.people <- account:jwt',
    'binding vault:policy/reader -> terraform:#vault_jwt_auth_backend_role.people',
    'role shop (machine)',
    'trust allow terraform:#vault_kubernetes_auth_backend_role.shop <- federated:kubernetes if StringLike …:sub system:serviceaccount:shop:* system:serviceaccount:shop-test:*',
    'binding vault:policy/shop -> terraform:#vault_kubernetes_auth_backend_role.shop',
    'role lambda (machine)',
    'trust allow terraform:#vault_aws_auth_backend_role.lambda <- identity:arn:aws:iam::123456789012:role/shop everyone:*',
    'binding vault:policy/shop -> terraform:#vault_aws_auth_backend_role.lambda',
    'role run (machine)',
    'trust allow terraform:#vault_gcp_auth_backend_role.run <- identity:run@acme.iam.gserviceaccount.com',
    'role ci (machine)',
    'binding vault:policy/root -> terraform:#vault_approle_auth_backend_role.ci',
    'password of terraform:#vault_approle_auth_backend_role.ci',
  ]);
});

test('users, groups, tokens, and what the API takes', async () => {
  expect(
    await lines(`
resource "vault_identity_group" "ops" {
  name     = "ops"
  policies = ["ops"]
  metadata = { owner = "team-ops" }
}
resource "vault_identity_entity" "ana" { name = "ana" }
resource "vault_identity_entity_policies" "ana" {
  entity_id = vault_identity_entity.ana.id
  policies  = ["admin"]
}
resource "vault_ldap_auth_backend_group" "dba" {
  groupname = "dba"
  policies  = ["db"]
}
resource "vault_token" "job" {
  display_name = "job"
  policies     = ["job"]
  ttl          = "24h"
}
resource "vault_generic_endpoint" "ana" {
  path      = "auth/userpass/users/ana"
  data_json = jsonencode({ policies = ["admin", "default"] })
}
resource "vault_generic_endpoint" "config" {
  path      = "transit/config"
  data_json = "{}"
}
`),
  ).toEqual([
    'group ops (unknown)',
    'binding vault:policy/ops -> terraform:#vault_identity_group.ops',
    'user ana (unknown)',
    'binding vault:policy/admin -> terraform:#vault_identity_entity.ana',
    'group dba (unknown)',
    'binding vault:policy/db -> terraform:#vault_ldap_auth_backend_group.dba',
    'token of terraform:#vault_token.job',
    'service-account job (machine)',
    'binding vault:policy/job -> terraform:#vault_token.job',
    'user ana (unknown)',
    'binding vault:policy/admin -> terraform:#vault_generic_endpoint.ana',
    'binding vault:policy/default -> terraform:#vault_generic_endpoint.ana',
  ]);
});

test('the rights that Vault hands out in AWS', async () => {
  expect(
    await lines(`
resource "vault_aws_secret_backend_role" "deploy" {
  name            = "deploy"
  credential_type = "iam_user"
  policy_arns     = ["arn:aws:iam::aws:policy/AdministratorAccess"]
  policy_document = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}`),
  ).toEqual([
    'role deploy (machine)',
    'policy deploy identity',
    'allow s3:* on *',
    'binding terraform:#vault_aws_secret_backend_role.deploy/policy_document -> terraform:#vault_aws_secret_backend_role.deploy',
    'binding aws:arn:aws:iam::aws:policy/AdministratorAccess -> terraform:#vault_aws_secret_backend_role.deploy',
  ]);
});

test('users of databases that Vault makes have what its statements say', async () => {
  expect(
    await lines(`
resource "vault_database_secret_backend_role" "app" {
  name    = "app"
  backend = "database"
  db_name = "shop"
  creation_statements = [
    "CREATE ROLE \\"{{name}}\\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';",
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \\"{{name}}\\"; GRANT rds_superuser TO \\"{{name}}\\";",
    "ALTER ROLE \\"{{name}}\\" SUPERUSER;",
  ]
}
resource "vault_database_secret_backend_static_role" "legacy" {
  name            = "legacy"
  backend         = "database"
  db_name         = "shop"
  username        = "legacy"
  rotation_period = 3600
}
`),
  ).toEqual([
    'role app (machine)',
    'policy app identity',
    'allow SELECT on ALL TABLES IN SCHEMA public',
    'binding fact:main.tf#vault_database_secret_backend_role.app/creation/1/0/policy -> terraform:#vault_database_secret_backend_role.app',
    'binding sql:rds_superuser -> terraform:#vault_database_secret_backend_role.app',
    'binding sql:superuser -> terraform:#vault_database_secret_backend_role.app',
    'password of sql:user/legacy',
  ]);
});
