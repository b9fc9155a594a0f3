import type { Fact, Intent } from '@idlint/model';
import { expect, test } from 'vitest';
import { terraform } from '../../src/terraform/index.ts';
import { of } from './terraform.ts';

/** The document after what a rule asks for of its facts. */
async function after(text: string, intent: (facts: Fact[]) => Intent): Promise<string | undefined> {
  const { facts, document, part, after } = await of(text);
  return after('main.tf', terraform.edit!(intent(facts), document('main.tf'), part('main.tf')));
}

const identity = (facts: Fact[]): Fact => facts.find(fact => fact.kind === 'identity')!;
const owner = (facts: Fact[]): Intent => ({ do: 'setLabel', fact: identity(facts), label: 'owner', value: 'team-shop' });

test('a label becomes a tag: in a new map', async () => {
  expect(await after('resource "aws_iam_role" "ci" {\n  name = "ci"\n}\n', owner)).toBe(
    'resource "aws_iam_role" "ci" {\n  name = "ci"\n  tags = {\n    owner = "team-shop"\n  }\n}\n',
  );
});

test('in the map that is there, on its line or on one of its own', async () => {
  expect(await after('resource "aws_iam_role" "ci" {\n  tags = { env = "prod" }\n}\n', owner)).toBe(
    'resource "aws_iam_role" "ci" {\n  tags = { env = "prod", owner = "team-shop" }\n}\n',
  );
  expect(await after('resource "aws_iam_role" "ci" {\n\ttags = {\n\t\tenv = "prod",\n\t}\n}\n', owner)).toBe(
    'resource "aws_iam_role" "ci" {\n\ttags = {\n\t\tenv = "prod",\n\t\towner = "team-shop",\n\t}\n}\n',
  );
  expect(await after('resource "aws_iam_role" "ci" {\n  tags = {}\n}\n', owner)).toBe(
    'resource "aws_iam_role" "ci" {\n  tags = { owner = "team-shop" }\n}\n',
  );
});

test('beside a map that comes from elsewhere', async () => {
  expect(await after('resource "aws_iam_role" "ci" {\n  tags = var.tags\n}\n', owner)).toBe(
    'resource "aws_iam_role" "ci" {\n  tags = merge(var.tags, { owner = "team-shop" })\n}\n',
  );
  expect(await after('resource "aws_iam_role" "ci" {\n  tags = merge(var.tags, { env = "prod" })\n}\n', owner)).toBe(
    'resource "aws_iam_role" "ci" {\n  tags = merge(var.tags, { env = "prod", owner = "team-shop" })\n}\n',
  );
});

test('not where it would have to be guessed', async () => {
  expect(await after('resource "aws_iam_role" "ci" {\n  tags = lookup(var.all, "x")\n}\n', owner)).toBeUndefined();
  expect(await after('resource "aws_iam_role" "ci" { name = "ci" }\n', owner)).toBeUndefined();
  expect(await after('resource "aws_iam_group" "ci" {\n  name = "ci"\n}\n', owner)).toBeUndefined();
});

const policy = `resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*", "sqs:*"], Resource = "*" }] })
}
`;
const action = (facts: Fact[], index: number) => {
  const grant = facts.find(fact => fact.kind === 'grant');
  return grant!.actions.items[index]!.at;
};

test('a string is replaced between its quotes, with what means something to Terraform escaped', async () => {
  expect(await after(policy, facts => ({ do: 'replace', at: action(facts, 0), with: 's3:Get${x}"' }))).toBe(
    policy.replace('"s3:*"', '"s3:Get$${x}\\""'),
  );
});

test('an item of a list goes with its comma', async () => {
  expect(await after(policy, facts => ({ do: 'remove', at: action(facts, 0) }))).toBe(policy.replace('"s3:*", ', ''));
  expect(await after(policy, facts => ({ do: 'remove', at: action(facts, 1) }))).toBe(policy.replace(', "sqs:*"', ''));
});

test('a value in JSON in a heredoc', async () => {
  const text =
    'resource "aws_iam_policy" "p" {\n  policy = <<EOT\n{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}\nEOT\n}\n';
  expect(await after(text, facts => ({ do: 'replace', at: action(facts, 0), with: 's3:GetObject' }))).toBe(
    text.replace('s3:*', 's3:GetObject'),
  );
  expect(await after(text, facts => ({ do: 'replace', at: action(facts, 0), with: 'a"b' }))).toBeUndefined();
});

test('a boolean', async () => {
  const text = 'resource "aws_s3_bucket_public_access_block" "b" {\n  block_public_acls = false\n}\n';
  expect(
    await after(text, facts => {
      const block = facts.find(fact => fact.kind === 'resource')!;
      return { do: 'replace', at: block.settings.blockPublicAcls!.at, with: 'true' };
    }),
  ).toBe(text.replace('false', 'true'));
});

test('what another file or a variable brought is edited where it stands, or not at all', async () => {
  const text = `variable "action" { default = "s3:*" }
resource "aws_iam_policy" "p" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.action, Resource = upper("x") }] }) }
`;
  expect(await after(text, facts => ({ do: 'replace', at: action(facts, 0), with: 's3:GetObject' }))).toBe(
    text.replace('s3:*', 's3:GetObject'),
  );
  const resource = (facts: Fact[]) => facts.find(fact => fact.kind === 'grant')!.resources.items[0]!.at;
  expect(
    await after(text.replace('upper("x")', 'join("/", ["a", "b"])'), facts => ({ do: 'replace', at: resource(facts), with: 'x' })),
  ).toBeUndefined();
});
