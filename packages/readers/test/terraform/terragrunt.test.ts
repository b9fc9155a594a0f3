import { describe, expect, test } from 'vitest';
import { lines, of } from './terraform.ts';

const role = `
variable "name" {}
variable "actions" { default = ["s3:GetObject"] }
variable "policy" { default = null }
variable "tags" { default = {} }
resource "aws_iam_policy" "p" {
  name   = var.name
  policy = var.policy != null ? file(var.policy) : jsonencode({ Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] })
}
`;
const grants = async (files: Record<string, string>) => (await lines(files)).filter(line => /^(?:allow|policy|gap)/.test(line));

describe('a unit', () => {
  test('runs a module with its inputs, and what it includes has others', async () => {
    const { facts, textAt } = await of({
      'modules/role/main.tf': role,
      'live/root.hcl': `
locals { team = "platform" }
inputs = {
  name    = "from-root"
  actions = ["ec2:*"]
}
`,
      'live/prod/role/terragrunt.hcl': `
include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
locals { env = basename(dirname(get_terragrunt_dir())) }
terraform { source = "\${get_repo_root()}/modules//role" }
inputs = { name = "\${local.env}-\${include.root.locals.team}" }
`,
    });
    const policy = facts.find(fact => fact.kind === 'policy');
    expect(policy?.kind === 'policy' && policy.name).toMatchObject({ kind: 'known', value: 'prod-platform' });
    const grant = facts.find(fact => fact.kind === 'grant');
    const [action] = grant?.kind === 'grant' ? grant.actions.items : [];
    expect(action).toMatchObject({ kind: 'known', value: 'ec2:*', at: { uri: 'live/root.hcl' } });
    expect(textAt(action!.at)).toBe('ec2:*');
    expect(facts.every(({ through }) => through?.length === 1 && textAt(through[0]!).includes('modules//role'))).toBe(true);
  });

  test('is one of several that run the same module, which is no root any more', async () => {
    const unit = (name: string) => `terraform { source = "../../modules/role" }\ninputs = { name = "${name}" }\n`;
    const { facts } = await of({ 'modules/role/main.tf': role, 'live/a/terragrunt.hcl': unit('a'), 'live/b/terragrunt.hcl': unit('b') });
    expect(facts.flatMap(fact => (fact.kind === 'policy' && fact.name.kind === 'known' ? [fact.name.value] : []))).toEqual(['a', 'b']);
    expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length);
  });

  test('may be a module itself', async () => {
    expect(await grants({ 'live/a/main.tf': role, 'live/a/terragrunt.hcl': 'inputs = { name = "own", actions = ["sqs:*"] }' })).toEqual([
      'policy own identity',
      'allow sqs:* on *',
    ]);
  });

  test('reads files by absolute paths within the workspace, and none outside', async () => {
    const files = {
      'modules/role/main.tf': role,
      'live/a/terragrunt.hcl':
        'terraform { source = "../..//modules/role" }\ninputs = { name = "n", policy = "${get_terragrunt_dir()}/policy.json" }',
      'live/a/policy.json': '{"Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}',
    };
    expect(await grants(files)).toEqual(['policy n identity', 'allow kms:* on *']);
    const outside = { ...files, 'live/a/terragrunt.hcl': 'terraform { source = "../../../modules/role" }' };
    expect(await grants(outside)).toContain('gap module ../../../modules/role');
  });

  test('takes configuration of other files, values of files, flags and what the environment has by default', async () => {
    expect(
      await grants({
        'modules/role/main.tf': role,
        'common/common.hcl': 'locals { service = "kms", depth = 1 }',
        'common/more.tfvars': 'who = "tfvars"',
        'live/a/given.tfvars': 'name = "given"',
        'live/a/terragrunt.hcl': `
locals {
  common = read_terragrunt_config("../../common/common.hcl")
  more   = jsondecode(read_tfvars_file("../../common/more.tfvars"))
}
feature "verb" { default = "Get" }
terraform {
  source = "../../modules/role"
  extra_arguments "values" {
    commands           = ["plan"]
    required_var_files = ["\${get_terragrunt_dir()}/given.tfvars"]
  }
}
inputs = {
  name    = "loses"
  actions = ["\${local.common.locals.service}:\${feature.verb.value}*", "\${local.more.who}:\${get_env("VERB", "List")}"]
}
`,
      }),
    ).toEqual(['policy given identity', 'allow kms:Get* tfvars:List on *']);
  });

  test('merges as deeply as it says', async () => {
    const files = (strategy: string) => ({
      'main.hcl': 'inputs = { name = "x", actions = ["a:*"], tags = { a = "1" } }',
      'u/terragrunt.hcl': `include { \n path = "../main.hcl"\n merge_strategy = "${strategy}"\n}\nterraform { source = "../role" }\ninputs = { actions = ["b:*"] }`,
      'role/main.tf': role,
    });
    expect(await grants(files('shallow'))).toEqual(['policy x identity', 'allow b:* on *']);
    expect(await grants(files('deep'))).toEqual(['policy x identity', 'allow a:* b:* on *']);
    expect(await grants(files('no_merge'))).toEqual(['policy p identity', 'allow b:* on *']);
  });

  test('does not know what other units give, whatever is mocked', async () => {
    expect(
      await grants({
        'role/main.tf': role,
        'u/terragrunt.hcl': `
dependency "kms" {
  config_path  = "../kms"
  mock_outputs = { actions = ["*"] }
}
terraform { source = "../role" }
inputs = { name = "n", actions = dependency.kms.outputs.actions }
`,
      }),
    ).toEqual(['policy n identity', 'allow … on *']);
  });

  test('whose module is elsewhere is said once', async () => {
    expect(
      await grants({ 'u/terragrunt.hcl': 'terraform { source = "tfr:///terraform-aws-modules/iam/aws?version=5.0.0" }', 'root.hcl': '' }),
    ).toEqual(['gap module tfr:///terraform-aws-modules/iam/aws?version=5.0.0']);
  });

  test('has labels that nobody knows where a provider with labels is generated', async () => {
    const { facts } = await of({
      'm/main.tf': 'resource "aws_iam_role" "r" { assume_role_policy = "" }',
      'u/terragrunt.hcl':
        'terraform { source = "../m" }\ngenerate "provider" {\n  path = "p.tf"\n  contents = <<E\nprovider "aws" { default_tags {} }\nE\n}\n',
    });
    expect(facts[0]?.kind === 'identity' && facts[0].labels.open?.what).toBe('a generated provider');
  });
});

test.each([
  'include { path = find_in_parent_folders() }\nterraform { source = "." }',
  'locals {\n a = local.b\n b = local.a\n}\nterraform { source = local.a }',
  'locals { me = read_terragrunt_config("terragrunt.hcl") }\ninputs = local.me.inputs\nterraform { source = "../u" }',
  'include "a" { path = "terragrunt.hcl" }\ninputs = include.a.inputs',
  'terraform { source = 3 }\ninputs = 4',
  'include = 1\nterraform = 2\n}}}{',
])('hostile: %s', async text => {
  await expect(lines({ 'u/terragrunt.hcl': text, 'u/main.tf': 'resource "aws_iam_user" "u" {}' })).resolves.toBeDefined();
});
