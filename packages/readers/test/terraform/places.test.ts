import type { Place, Value } from '@idlint/model';
import { expect, test } from 'vitest';
import { of } from './terraform.ts';

/** The texts that the values of all grants stand at, and those of the places that they came through. */
async function ways(files: Record<string, string>, pick: 'actions' | 'resources' = 'actions'): Promise<string[]> {
  const { facts, part } = await of(files);
  const textAt = ({ uri, segment, start, end }: Place): string => {
    const offset = part(uri)?.segments[segment] ?? 0;
    return files[uri]!.slice(offset + start, offset + end);
  };
  const way = (value: Value<string>): string =>
    value.kind === 'absent' ? '-' : [value.at, ...(value.via ?? [])].map(place => `${place.uri}: ${textAt(place)}`).join(' <- ');
  return facts.flatMap(fact => (fact.kind === 'grant' ? fact[pick].items.map(way) : []));
}

test('a value stands where it is written, without its quotes', async () => {
  const text = 'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Action = "s3:*" }] })\n}\n';
  expect(await ways({ 'main.tf': text })).toEqual(['main.tf: s3:*']);
  expect(await ways({ 'main.tf': text.replace('"s3:*"', '["s3:\\u002a", "a"]') })).toEqual(['main.tf: s3:\\u002a', 'main.tf: a']);
});

test('and knows its way through locals, tfvars, modules, loops and functions', async () => {
  expect(
    await ways({
      'infra/main.tf': `
locals { base = ["s3:GetObject"] }
variable "extra" {}
module "ci" {
  source  = "../modules/ci"
  actions = concat(local.base, var.extra)
}
`,
      'infra/terraform.tfvars': 'extra = ["sqs:*"]\n',
      'modules/ci/main.tf': `
variable "actions" { type = list(string) }
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [for a in sort(distinct(var.actions)) : { Action = lower(trimspace(a)) }] })
}
`,
    }),
  ).toEqual([
    'infra/main.tf: s3:GetObject <- infra/main.tf: local.base <- modules/ci/main.tf: var.actions',
    'infra/terraform.tfvars: sqs:* <- infra/main.tf: var.extra <- modules/ci/main.tf: var.actions',
  ]);
});

test('in heredocs, templates of files, and documents of the provider', async () => {
  expect(
    await ways({
      'main.tf': `
resource "aws_iam_policy" "heredoc" {
  policy = <<-EOT
    {
      "Statement": [{ "Action": ["s3:\\u002a", "\${local.a}:*"] }]
    }
    EOT
}
locals { a = "kms" }
resource "aws_iam_policy" "file" { policy = templatefile("p.json", { action = local.a }) }
resource "aws_iam_policy" "document" { policy = data.aws_iam_policy_document.d.json }
data "aws_iam_policy_document" "d" {
  source_policy_documents = [file("s.json")]
  dynamic "statement" {
    for_each = ["ec2:*"]
    content { actions = [statement.value] }
  }
}
`,
      'p.json': '{ "Statement": { "Action": ["iam:*", "${action}:Put*"] } }',
      's.json': '{ "Statement": { "Action": "sns:*" } }',
    }),
  ).toEqual([
    'main.tf: s3:\\u002a',
    'main.tf: :*',
    'p.json: iam:*',
    'p.json: :Put*',
    's.json: sns:* <- main.tf: file("s.json") <- main.tf: data.aws_iam_policy_document.d.json',
    'main.tf: ec2:* <- main.tf: data.aws_iam_policy_document.d.json',
  ]);
});
