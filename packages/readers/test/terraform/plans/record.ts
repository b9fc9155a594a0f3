/** Asks the real `terraform` for the plan and the state of the configuration below: npx tsx packages/readers/test/terraform/plans/record.ts */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = `
locals { id = terraform_data.a.id }
resource "terraform_data" "a" { input = { name = "a", list = [1, 2] } }
resource "terraform_data" "b" {
  for_each         = toset(["eu", "us"])
  input            = { id = terraform_data.a.id, pair = [terraform_data.a.id, each.key] }
  triggers_replace = "for \${terraform_data.a.id}"
}
module "m" {
  source   = "./m"
  for_each = toset(["p"])
  x        = terraform_data.b["eu"].id
  y        = local.id
}
resource "terraform_data" "c" {
  input            = module.m["p"].o
  triggers_replace = sensitive("hush")
}
resource "terraform_data" "d" {
  for_each = terraform_data.b
  input    = terraform_data.b[each.key].id
}
resource "terraform_data" "e" { input = module.m["p"].first }
`;
const module = `
variable "x" {}
variable "y" {}
resource "terraform_data" "inner" {
  count = 2
  input = var.x
}
resource "terraform_data" "n" { input = var.y }
output "o" { value = terraform_data.inner[1].id }
output "first" { value = terraform_data.inner[0].input }
`;

const folder = mkdtempSync(join(tmpdir(), 'terraform-plans-'));
mkdirSync(join(folder, 'm'));
writeFileSync(join(folder, 'main.tf'), root);
writeFileSync(join(folder, 'm/main.tf'), module);
const terraform = (...args: string[]) =>
  execFileSync('terraform', args, { cwd: folder, env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' }, encoding: 'utf8' });
const keep = (name: string, text: string) =>
  writeFileSync(join(fileURLToPath(new URL('.', import.meta.url)), name), `${JSON.stringify(JSON.parse(text), undefined, 1)}\n`);
terraform('init', '-no-color');
terraform('plan', '-no-color', '-out', 'plan');
keep('plan.json', terraform('show', '-json', 'plan'));
terraform('apply', '-no-color', 'plan');
keep('state.json', terraform('show', '-json'));
rmSync(folder, { recursive: true });
