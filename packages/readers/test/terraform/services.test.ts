import { expect, test } from 'vitest';
import { lines } from './terraform.ts';

test('Datadog, MongoDB Atlas and Elasticsearch', async () => {
  expect(
    await lines(`
resource "datadog_user" "ana" { email = "ana@acme.example" }
data "datadog_role" "admin" { filter = "Datadog Admin Role" }
resource "datadog_service_account" "ci" {
  name  = "ci"
  email = "ci@acme.example"
  roles = [data.datadog_role.admin.id]
}
resource "datadog_api_key" "agents" { name = "agents" }
resource "datadog_service_account_application_key" "ci" {
  service_account_id = datadog_service_account.ci.id
  name               = "ci"
}
resource "mongodbatlas_database_user" "app" {
  username           = "app"
  project_id         = "1"
  auth_database_name = "admin"
  roles {
    role_name     = "atlasAdmin"
    database_name = "admin"
  }
  roles {
    role_name     = "readWrite"
    database_name = "shop"
  }
}
resource "mongodbatlas_project_api_key" "ci" {
  description = "ci"
  project_assignment {
    project_id = "1"
    role_names = ["GROUP_OWNER"]
  }
}
resource "elasticstack_elasticsearch_security_user" "app" {
  username = "app"
  roles    = ["superuser", "writer"]
}
resource "elasticstack_elasticsearch_security_role" "writer" {
  name    = "writer"
  cluster = ["monitor"]
  indices {
    names      = ["*"]
    privileges = ["all"]
  }
}
resource "elasticstack_elasticsearch_security_api_key" "app" { name = "app" }
`),
  ).toEqual([
    'user ana@acme.example (human)',
    'service-account ci (machine)',
    'binding saas:datadog/datadog admin role -> terraform:#datadog_service_account.ci',
    'access-key of -',
    'access-key of terraform:#datadog_service_account.ci',
    'user app (unknown)',
    'binding saas:mongodb/atlasadmin -> terraform:#mongodbatlas_database_user.app',
    'binding saas:mongodb/readwrite -> terraform:#mongodbatlas_database_user.app',
    'service-account ci (machine)',
    'binding saas:mongodb/group_owner -> terraform:#mongodbatlas_project_api_key.ci',
    'user app (unknown)',
    'binding saas:elastic/superuser -> terraform:#elasticstack_elasticsearch_security_user.app',
    'binding terraform:#elasticstack_elasticsearch_security_role.writer -> terraform:#elasticstack_elasticsearch_security_user.app',
    'policy writer identity',
    'allow monitor on the cluster',
    'allow all on *',
    'access-key of -',
  ]);
});

test('Confluent and Kafka: service accounts, keys, roles, access lists', async () => {
  expect(
    await lines(`
resource "confluent_service_account" "app" { display_name = "app" }
resource "confluent_api_key" "app" {
  display_name = "app"
  owner {
    id          = confluent_service_account.app.id
    api_version = "iam/v2"
    kind        = "ServiceAccount"
  }
}
resource "confluent_role_binding" "app" {
  principal   = "User:\${confluent_service_account.app.id}"
  role_name   = "EnvironmentAdmin"
  crn_pattern = "crn://confluent.cloud/organization=1/environment=env-1"
}
resource "confluent_kafka_acl" "everybody" {
  resource_type = "TOPIC"
  resource_name = "orders"
  pattern_type  = "LITERAL"
  principal     = "User:*"
  host          = "*"
  operation     = "READ"
  permission    = "ALLOW"
}
resource "kafka_acl" "all" {
  resource_name       = "kafka-cluster"
  resource_type       = "Cluster"
  acl_principal       = "User:app"
  acl_host            = "*"
  acl_operation       = "All"
  acl_permission_type = "Allow"
}
`),
  ).toEqual([
    'service-account app (machine)',
    'access-key of terraform:#confluent_service_account.app',
    'binding saas:confluent/environmentadmin -> terraform:#confluent_service_account.app',
    'policy everybody resource',
    'allow READ on topic orders to authenticated:User:*',
    'policy all identity',
    'allow * on *',
    'binding fact:main.tf#kafka_acl.all/acl/policy -> terraform:#confluent_service_account.app',
  ]);
});

test('Databricks: principals, tokens, grants, administrators', async () => {
  expect(
    await lines(`
resource "databricks_service_principal" "etl" { display_name = "etl" }
resource "databricks_token" "forever" { comment = "ci" }
resource "databricks_obo_token" "etl" {
  application_id   = databricks_service_principal.etl.application_id
  lifetime_seconds = 3600
}
resource "databricks_service_principal_role" "etl" {
  service_principal_id = databricks_service_principal.etl.id
  role                 = "account_admin"
}
data "databricks_group" "everything" { display_name = "admins" }
resource "databricks_permissions" "job" {
  job_id = "1"
  access_control {
    group_name       = "users"
    permission_level = "CAN_MANAGE"
  }
  access_control {
    group_name       = "users"
    permission_level = "CAN_VIEW"
  }
  access_control {
    user_name        = "ana@acme.example"
    permission_level = "IS_OWNER"
  }
}
resource "databricks_group_member" "etl" {
  group_id  = data.databricks_group.everything.id
  member_id = databricks_service_principal.etl.id
}
resource "databricks_grants" "shop" {
  catalog = "shop"
  grant {
    principal  = "etl"
    privileges = ["ALL_PRIVILEGES"]
  }
  grant {
    principal  = "analysts"
    privileges = ["USE_CATALOG", "SELECT"]
  }
}
`),
  ).toEqual([
    'service-account etl (machine)',
    'token of -',
    'token of terraform:#databricks_service_principal.etl',
    'binding saas:databricks/account_admin -> terraform:#databricks_service_principal.etl',
    'binding saas:databricks/can_manage -> users',
    'binding saas:databricks/is_owner -> databricks:principal/ana@acme.example',
    'binding saas:databricks/admins -> terraform:#databricks_service_principal.etl',
    'policy shop identity',
    'allow ALL PRIVILEGES on catalog shop',
    'binding fact:main.tf#databricks_grants.shop/grant/0/policy -> terraform:#databricks_service_principal.etl',
    'policy shop identity',
    'allow USE CATALOG SELECT on catalog shop',
    'binding fact:main.tf#databricks_grants.shop/grant/1/policy -> databricks:principal/analysts',
  ]);
});

test('Cloudflare, Grafana, Tailscale', async () => {
  expect(
    await lines(`
resource "cloudflare_api_token" "dns" {
  name = "dns"
  policy {
    permission_groups = ["1", "2"]
    resources         = { "com.cloudflare.api.account.zone.*" = "*" }
  }
}
resource "cloudflare_api_token" "new" {
  name       = "new"
  expires_on = "2027-01-31T00:00:00Z"
  policies = [{
    effect            = "allow"
    permission_groups = [{ id = "1" }]
    resources         = { "com.cloudflare.api.account.zone.x" = "*" }
  }]
}
resource "cloudflare_zero_trust_access_service_token" "forever" {
  name     = "forever"
  duration = "forever"
}
resource "grafana_service_account" "ci" {
  name = "ci"
  role = "Admin"
}
resource "grafana_service_account_token" "ci" {
  name               = "ci"
  service_account_id = grafana_service_account.ci.id
}
resource "grafana_api_key" "old" {
  name            = "old"
  role            = "Viewer"
  seconds_to_live = 3600
}
resource "tailscale_tailnet_key" "ci" {
  reusable = true
  expiry   = 3600
}
resource "tailscale_oauth_client" "ops" {
  description = "ops"
  scopes      = ["all"]
}
`),
  ).toEqual([
    'policy dns identity',
    'allow 1 2 on com.cloudflare.api.account.zone.*',
    'token of -',
    'policy new identity',
    'allow 1 on com.cloudflare.api.account.zone.x',
    'token of -',
    'service-account forever (machine)',
    'token of terraform:#cloudflare_zero_trust_access_service_token.forever',
    'service-account ci (machine)',
    'binding saas:grafana/admin -> terraform:#grafana_service_account.ci',
    'token of terraform:#grafana_service_account.ci',
    'service-account old (machine)',
    'binding saas:grafana/viewer -> terraform:#grafana_api_key.old',
    'access-key of terraform:#grafana_api_key.old',
    'access-key of -',
    'application ops (machine)',
    'binding saas:tailscale/all -> terraform:#tailscale_oauth_client.ops',
  ]);
});

test('HCP Terraform, Consul, Nomad', async () => {
  expect(
    await lines(`
resource "tfe_team" "ops" { name = "ops" }
resource "tfe_team_token" "ops" { team_id = tfe_team.ops.id }
resource "tfe_organization_token" "acme" { organization = "acme" }
resource "tfe_team_access" "ops" {
  team_id      = tfe_team.ops.id
  workspace_id = "ws-1"
  access       = "admin"
}
resource "consul_acl_token" "agent" {
  description = "agent"
  policies    = ["global-management", "agents"]
}
resource "consul_acl_role" "agents" {
  name     = "agents"
  policies = ["agents"]
}
resource "nomad_acl_token" "ci" {
  name           = "ci"
  type           = "management"
  expiration_ttl = "24h0m0s"
}
`),
  ).toEqual([
    'group ops (unknown)',
    'token of terraform:#tfe_team.ops',
    'token of -',
    'binding saas:tfe/organization -> acme',
    'binding saas:tfe/workspace-admin -> terraform:#tfe_team.ops',
    'service-account agent (machine)',
    'token of terraform:#consul_acl_token.agent',
    'binding saas:consul/global-management -> terraform:#consul_acl_token.agent',
    'binding consul:policy/agents -> terraform:#consul_acl_token.agent',
    'role agents (unknown)',
    'binding consul:policy/agents -> terraform:#consul_acl_role.agents',
    'service-account ci (machine)',
    'token of terraform:#nomad_acl_token.ci',
    'binding saas:nomad/management -> terraform:#nomad_acl_token.ci',
  ]);
});

test('Auth0 and Keycloak', async () => {
  expect(
    await lines(`
resource "auth0_client" "sync" { name = "sync" }
resource "auth0_client_grant" "sync" {
  client_id = auth0_client.sync.id
  audience  = "https://acme.auth0.example/api/v2/"
  scopes    = ["delete:users"]
}
resource "keycloak_openid_client" "ops" { client_id = "ops" }
resource "keycloak_openid_client_service_account_role" "ops" {
  service_account_user_id = keycloak_openid_client.ops.service_account_user_id
  client_id               = "realm-management"
  role                    = "realm-admin"
}
`),
  ).toEqual([
    'application sync (machine)',
    'policy sync identity',
    'allow delete:users on https://acme.auth0.example/api/v2/',
    'binding fact:main.tf#auth0_client_grant.sync/scopes/policy -> terraform:#auth0_client.sync',
    'application ops (machine)',
    'binding keycloak:realm-management/realm-admin -> terraform:#keycloak_openid_client.ops',
  ]);
});

test('Oracle Cloud: policies are sentences', async () => {
  expect(
    await lines(`
resource "oci_identity_user" "ana" { name = "ana" }
resource "oci_identity_group" "Admins" { name = "Admins" }
resource "oci_identity_api_key" "ana" { user_id = oci_identity_user.ana.id }
resource "oci_identity_policy" "all" {
  name = "all"
  statements = [
    "Allow group Admins, 'Default'/'Ops' to manage all-resources in tenancy",
    "Allow dynamic-group \${var.group} to read buckets in compartment shop",
    "allow any-user to use functions-family in compartment id ocid1.x where request.principal.type = 'ApiGateway'",
    "Allow any-user to manage objects in tenancy",
    "Allow service blockstorage to use keys in tenancy",
    "Define tenancy x as ocid1.tenancy",
  ]
}
`),
  ).toEqual([
    'user ana (unknown)',
    'group Admins (unknown)',
    'access-key of terraform:#oci_identity_user.ana',
    'binding saas:oci/manage all-resources -> terraform:#oci_identity_group.Admins oci:group/ops',
    'binding saas:oci/read buckets -> ?',
    'binding saas:oci/use functions-family -> any-user',
    'binding saas:oci/manage objects -> any-user',
    'binding saas:oci/use keys -> blockstorage',
  ]);
});

test('Alibaba Cloud: policies and what is attached', async () => {
  expect(
    await lines(`
resource "alicloud_ram_user" "ci" { name = "ci" }
resource "alicloud_ram_access_key" "ci" { user_name = alicloud_ram_user.ci.name }
resource "alicloud_ram_policy" "all" {
  policy_name     = "all"
  policy_document = jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Action = ["ecs:*", "*"], Resource = "*" }] })
}
resource "alicloud_ram_user_policy_attachment" "own" {
  user_name   = "ci"
  policy_name = alicloud_ram_policy.all.policy_name
  policy_type = "Custom"
}
resource "alicloud_ram_user_policy_attachment" "system" {
  user_name   = "ci"
  policy_name = "AdministratorAccess"
  policy_type = "System"
}
`),
  ).toEqual([
    'user ci (unknown)',
    'access-key of terraform:#alicloud_ram_user.ci',
    'policy all identity',
    'allow ecs:* * on *',
    'binding terraform:#alicloud_ram_policy.all -> terraform:#alicloud_ram_user.ci',
    'binding saas:alibaba/administratoraccess -> terraform:#alicloud_ram_user.ci',
  ]);
});

test('IBM Cloud: service ids, keys, groups and the roles of policies', async () => {
  expect(
    await lines(`
resource "ibm_iam_service_id" "ci" { name = "ci" }
resource "ibm_iam_service_api_key" "ci" {
  name           = "ci"
  iam_service_id = ibm_iam_service_id.ci.iam_id
}
resource "ibm_iam_service_policy" "ci" {
  iam_service_id = ibm_iam_service_id.ci.iam_id
  roles          = ["Administrator", "Manager"]
}
resource "ibm_iam_access_group" "ops" { name = "ops" }
resource "ibm_iam_access_group_policy" "ops" {
  access_group_id = ibm_iam_access_group.ops.id
  roles           = ["Viewer"]
  resources { service = "kms" }
}
resource "ibm_iam_access_group_members" "ops" {
  access_group_id = ibm_iam_access_group.ops.id
  ibm_ids         = ["ana@acme.example"]
  iam_service_ids = [ibm_iam_service_id.ci.id]
}
`),
  ).toEqual([
    'service-account ci (machine)',
    'access-key of terraform:#ibm_iam_service_id.ci',
    'binding saas:ibm/administrator -> terraform:#ibm_iam_service_id.ci',
    'binding saas:ibm/manager -> terraform:#ibm_iam_service_id.ci',
    'group ops (unknown)',
    'binding saas:ibm/viewer -> terraform:#ibm_iam_access_group.ops',
    'binding terraform:#ibm_iam_access_group.ops -> ibm:user/ana@acme.example terraform:#ibm_iam_service_id.ci',
  ]);
});

test('rules of Consul, and teams that may set what teams may', async () => {
  expect(
    await lines(`
resource "consul_acl_policy" "ops" {
  name  = "ops"
  rules = <<-EOT
    acl      = "write"
    operator = "read"
    key_prefix "shop/" {
      policy = "write"
    }
    node_prefix "" { policy = "read" }
  EOT
}
resource "tfe_team" "admins" {
  name = "admins"
  organization_access {
    manage_organization_access = true
    manage_workspaces          = true
  }
}
resource "tfe_team" "others" {
  name = "others"
  organization_access { manage_workspaces = true }
}
`),
  ).toEqual([
    'policy ops identity',
    'allow acl:write on acl',
    'allow read on operator',
    'allow write on key_prefix "shop/"',
    'allow read on node_prefix ""',
    'group admins (unknown)',
    'binding saas:tfe/manage_organization_access -> terraform:#tfe_team.admins',
    'group others (unknown)',
  ]);
});
