import { expect, test } from 'vitest';
import { vault } from '../src/vault/index.ts';
import { factsOf, told } from './facts.ts';
import { workspace } from './workspace.ts';

test('a policy in a file of its own is called as the file is', async () => {
  const facts = await factsOf(
    vault,
    'policies/shop-policy.hcl',
    `# What the shop reads.
path "secret/data/shop/*" {
  capabilities = ["read", "list"]
}
path "sys/*"
{
  policy = "sudo"
}
path "secret/data/shop/root" { capabilities = ["deny"] }
path "secret/data/shop/*" { capabilities = ["update"] }
`,
  );
  expect(facts.map(told)).toEqual([
    'policy shop-policy identity',
    'allow read list on secret/data/shop/*',
    'allow sudo on sys/*',
    'deny deny on secret/data/shop/root',
    'allow update on secret/data/shop/*',
  ]);
  expect(facts[0]!.names).toEqual(['vault:policy/shop-policy', 'vault:policy/shop', 'fact:policies/shop-policy.hcl#policy']);
  expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length);
});

test('what is broken is said, and the rest is read', async () => {
  const { facts, faults } = await workspace(vault, {
    'a.hcl': 'path "a/*" {\n  capabilities = ["read"\n}\npath "b/*" {\n  capabilities = ["list"]\n}\n',
  });
  expect(faults.length).toBeGreaterThan(0);
  expect(facts.map(told)).toContain('allow list on b/*');
});

test('other HCL is none of ours', () => {
  const claims = (name: string, text: string): boolean =>
    vault.claims({ uri: name, name, extension: 'hcl', contains: ascii => text.includes(ascii) });
  expect(claims('packer.pkr.hcl', 'source "amazon-ebs" "x" {}')).toBe(false);
  expect(claims('terragrunt.hcl', 'path "x" { capabilities = [] }')).toBe(false);
  expect(claims('app.hcl', 'path "x" { capabilities = [] }')).toBe(true);
});
