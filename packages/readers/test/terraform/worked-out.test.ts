import { describe, expect, test } from 'vitest';
import { told } from '../facts.ts';
import { lines, of } from './terraform.ts';

const toldWith = async (files: Record<string, string>, varFiles: string[]) => (await of(files, varFiles)).facts.map(told);

describe('files of values that the configuration names', () => {
  const main = 'variable "who" {}\nresource "aws_iam_user" "u" { name = var.who }\n';
  test('hold, the last most of all', async () => {
    const files = {
      'infra/main.tf': main,
      'infra/a.auto.tfvars': 'who = "auto"',
      'env/prod.tfvars': 'who = "prod"',
      'env/eu.tfvars.json': '{"who":"eu"}',
    };
    expect(await toldWith(files, ['env/eu.tfvars.json', 'env/prod.tfvars'])).toEqual(['user prod (unknown)']);
    expect(await toldWith(files, ['env/prod.tfvars', 'env/eu.tfvars.json'])).toEqual(['user eu (unknown)']);
  });
  test('that are not there are said', async () => {
    expect(await toldWith({ 'main.tf': main }, ['prod.tfvars'])).toEqual(['user u (unknown)', 'gap variable prod.tfvars']);
  });
});

describe('the provider of a resource', () => {
  const roles = (provider: string) => `
provider "aws" {
  alias = "eu"
  default_tags { tags = { owner = "team-eu" } }
}
module "inner" {
  source    = "./inner"
  providers = { aws = ${provider} }
}`;
  const inner = 'resource "aws_iam_user" "u" { name = "u" }';
  const owner = async (files: Record<string, string>) => {
    const [fact] = (await of(files)).facts;
    const label = fact?.kind === 'identity' ? fact.labels.entries.owner : undefined;
    return label?.kind === 'known' ? label.value : label?.kind;
  };
  test.each(['aws.eu', 'aws.eu["a"]', '"aws.eu"'])('is %s, and its labels are on what the module makes', async provider => {
    expect(await owner({ 'main.tf': roles(provider), 'inner/main.tf': inner })).toBe('team-eu');
  });
  test('is changed by an override file, argument by argument', async () => {
    const main = 'provider "aws" {\n  region = "eu-west-1"\n  default_tags { tags = { owner = "main" } }\n}\n';
    const user = 'data "aws_region" "r" {}\nresource "aws_iam_user" "u" { name = data.aws_region.r.name }\n';
    const override = 'provider "aws" {\n  default_tags { tags = { owner = "override" } }\n}\n';
    const files = { 'main.tf': main + user, 'x_override.tf': override };
    expect(await owner(files)).toBe('override');
    expect(await lines(files)).toEqual(['user eu-west-1 (unknown)']);
  });
  test('is named by a string in JSON', async () => {
    const json = JSON.stringify({
      provider: { aws: [{ alias: 'eu', default_tags: [{ tags: { owner: 'team-json' } }] }] },
      resource: { aws_iam_user: { u: { name: 'u', provider: 'aws.eu' } } },
    });
    expect(await owner({ 'main.tf.json': json })).toBe('team-json');
  });
});

test('a source that is worked out, as OpenTofu allows', async () => {
  expect(
    await lines({
      'main.tofu': 'locals { folder = "users" }\nmodule "m" {\n  source = "./modules/${local.folder}"\n  name = "a"\n}\n',
      'modules/users/main.tf': 'variable "name" { default = "unused" }\nresource "aws_iam_user" "u" { name = var.name }\n',
    }),
  ).toContain('user a (unknown)');
});

test('attributes that are made of what is written', async () => {
  expect(
    await lines(`
resource "aws_s3_bucket" "b" { bucket = "logs" }
resource "aws_iam_role" "r" {
  name               = "reader"
  assume_role_policy = jsonencode({ Statement = [] })
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.b.arn}/*" }] })
}
resource "google_service_account" "sa" {
  project    = "acme"
  account_id = "ci"
}
resource "google_project_iam_member" "m" {
  project = google_service_account.sa.project
  role    = "roles/viewer"
  member  = google_service_account.sa.member
}
data "aws_iam_policy" "admin" { name = "AdministratorAccess" }
data "aws_iam_policy" "own" { name = "acme-deploy" }
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = data.aws_iam_policy.admin.arn
}
resource "terraform_data" "d" { input = "from-input" }
resource "aws_iam_user" "u" { name = terraform_data.d.output }
data "azurerm_role_definition" "owner" { name = "Owner" }
resource "azurerm_role_assignment" "o" {
  scope              = "/subscriptions/1"
  principal_id       = "2"
  role_definition_id = data.azurerm_role_definition.owner.id
}
`),
  ).toEqual(
    expect.arrayContaining([
      'allow s3:GetObject on arn:aws:s3:::logs/*',
      'binding terraform:#aws_iam_role_policy.p -> terraform:#aws_iam_role.r',
      'binding aws:arn:aws:iam::aws:policy/AdministratorAccess -> terraform:#aws_iam_role.r',
      'binding gcp:roles/viewer -> terraform:#google_service_account.sa',
      'user from-input (unknown)',
      'binding azure:owner -> azure:principal/2',
    ]),
  );
});

test('a template file of old is rendered, each character at its place in the file', async () => {
  const policy = '{"Statement":[{"Effect":"Allow","Action":["${action}","sqs:*"],"Resource":"*"}]}';
  const workspace = await of({
    'main.tf': `
data "template_file" "policy" {
  template = file("\${path.module}/policy.json")
  vars     = { action = "s3:*" }
}
resource "aws_iam_policy" "p" { policy = data.template_file.policy.rendered }
`,
    'policy.json': policy,
  });
  const grant = workspace.facts.find(fact => fact.kind === 'grant');
  const [variable, literal] = grant?.kind === 'grant' ? grant.actions.items : [];
  expect([variable, literal].map(item => item?.kind === 'known' && item.value)).toEqual(['s3:*', 'sqs:*']);
  expect(workspace.textAt(variable!.at)).toBe('s3:*');
  expect([literal!.at.uri, literal!.at.start]).toEqual(['policy.json', policy.indexOf('sqs')]);
});
