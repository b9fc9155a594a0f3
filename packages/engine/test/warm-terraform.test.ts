import { readers } from '@idlint/readers';
import { rules } from '@idlint/rules';
import { expect, it } from 'vitest';
import { workspaceOf } from './workspace.ts';

const files = {
  'main.tf': `variable "actions" { default = ["s3:*"] }
locals {
  actions = var.actions
}
resource "aws_vpc" "net" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = local.actions, Resource = "*" }] })
}
output "net" { value = aws_vpc.net.id }
`,
  'terraform.tfvars': 'actions = ["ec2:*"]\nelse = 1\n',
};

/** How often facts were worked out after a change, and where the findings stand. */
async function changed(change: (text: string) => string, uri: keyof typeof files = 'main.tf'): Promise<[runs: number, lines: string[]]> {
  const { session, map } = workspaceOf(files, { readers, rules });
  await session.load();
  session.lint();
  const before = session.work.facts ?? 0;
  map.set(uri, change(files[uri]));
  session.refresh([uri]);
  const { findings } = session.lint();
  const { findings: cold } = await fresh(map);
  const places = (all: typeof findings) => all.map(({ location, message }) => `${location.uri}:${location.range.start.line} ${message}`);
  expect(places(findings)).toEqual(places(cold));
  return [(session.work.facts ?? 0) - before, places(findings)];
}

async function fresh(map: Map<string, string>) {
  const { session } = workspaceOf(Object.fromEntries(map), { readers, rules });
  await session.load();
  return session.lint();
}

it.each([
  ['a line above', (text: string) => `# a comment\n${text}`],
  ['a block that no identity needs', (text: string) => text.replace('10.0.0.0', '10.1.0.0')],
  ['an output of the root', (text: string) => text.replace('net.id', 'net.arn')],
])('%s makes nothing be worked out again', async (_, change) => {
  const [runs, lines] = await changed(change);
  expect(runs).toBe(0);
  expect(lines).toHaveLength(1);
});

it('a value that nobody reads makes nothing be worked out again', async () => {
  expect((await changed(text => text.replace('else = 1', 'else = 22'), 'terraform.tfvars'))[0]).toBe(0);
});

it.each([
  ['the block itself', (text: string) => text.replace('local.actions', '["*"]')],
  ['the local that it reads', (text: string) => text.replace('= var.actions', '= ["s3:GetObject"]')],
  ['a block that comes', (text: string) => `${text}resource "aws_iam_user" "u" {}\n`],
  ['a block that goes', (text: string) => text.replace(/resource "aws_iam_policy"[\s\S]*?\n}\n/, '')],
  ['a type that becomes another', (text: string) => text.replace('aws_vpc" "net"', 'aws_iam_user" "net"')],
])('%s does', async (_, change) => {
  const [runs] = await changed(change);
  expect(runs).toBeGreaterThan(0);
});
