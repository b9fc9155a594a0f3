import fc from 'fast-check';
import { expect, test } from 'vitest';
import { directoryMappers } from '../../src/terraform/directory/index.ts';
import { entraMappers } from '../../src/terraform/entra/index.ts';
import { githubMappers } from '../../src/terraform/github/index.ts';
import { gitlabMappers } from '../../src/terraform/gitlab/index.ts';
import { oktaMappers } from '../../src/terraform/okta/index.ts';
import { serviceMappers } from '../../src/terraform/services/index.ts';
import { sqlMappers } from '../../src/terraform/sql/index.ts';
import { vaultMappers } from '../../src/terraform/vault/index.ts';
import { facts } from './terraform.ts';

const types = Object.keys({
  ...directoryMappers,
  ...entraMappers,
  ...githubMappers,
  ...gitlabMappers,
  ...oktaMappers,
  ...serviceMappers,
  ...sqlMappers,
  ...vaultMappers,
}).sort();

/** What any of the mappers asks for. */
const names =
  'name role role_name roles role_names policies policy permissions permission_groups grant privileges database schema on_account on_schema on_schema_object on_account_object user user_name users user_id group_id group_members team_id username backend bound_claims bound_service_account_names bound_service_account_namespaces token_policies creation_statements statements policy_document document data_json path expires_at expiry seconds_to_live access_level scopes scope read_only can_push owner principal operation acl_operation resource_type app_role_id claim_values members admin_roles type ttl'.split(
    ' ',
  );

const values = [
  'null',
  'true',
  '0',
  '-1',
  '""',
  '"*"',
  '"x"',
  '"${var.unknown}"',
  '"a${var.unknown}b"',
  'var.unknown',
  '[]',
  '["*", "x", null]',
  '[[1]]',
  '{}',
  '{ a = "*", b = [var.unknown] }',
  '{ "${var.unknown}" = 1 }',
  '[{ name = var.unknown, privileges = "ALL", id = 1 }]',
  'jsonencode({ path = { "*" = { capabilities = "sudo" } }, Statement = "x" })',
  '"path \\"*\\" {"',
  '"Allow group ${var.unknown} to manage all-resources in tenancy"',
  '"GRANT ALL ON *.* TO \\"${var.unknown}\\""',
  'data.missing.one.id',
];

const written = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)), {
  maxLength: 12,
  selector: ([name]) => name,
});

test('whatever the arguments are, every resource is read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...types), written, async (type, args) => {
      const body = args.map(([name, value]) => `  ${name} = ${value}\n`).join('');
      const found = await facts(`variable "unknown" {}\nresource "${type}" "x" {\n${body}}\n`);
      expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
    }),
    { numRuns: 600, seed: 7 },
  );
});

test('a resource of which nothing is written is read', async () => {
  for (const type of types) await facts(`resource "${type}" "x" {}\n`);
});

test('a policy of Vault of any size ends', async () => {
  const paths = Array.from({ length: 5_000 }, (_, index) => `path \\"secret/${index}\\" { capabilities = [\\"read\\"] }`).join('\\n');
  const begin = performance.now();
  const found = await facts(`resource "vault_policy" "x" {\n  name   = "x"\n  policy = "${paths}"\n}\n`);
  expect(found.filter(({ kind }) => kind === 'grant')).toHaveLength(5_000);
  expect(performance.now() - begin).toBeLessThan(10_000);
});
