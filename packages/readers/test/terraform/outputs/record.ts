/** Asks the real `terraform` for the outputs of the cases beside this: npx tsx packages/readers/test/terraform/outputs/record.ts */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cases } from './cases.ts';

const answers: Record<string, Record<string, unknown>> = {};
for (const [name, files] of Object.entries(cases)) {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-outputs-'));
  for (const [uri, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, uri)), { recursive: true });
    writeFileSync(join(folder, uri), text);
  }
  const terraform = (...args: string[]) =>
    execFileSync('terraform', args, { cwd: folder, env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' }, encoding: 'utf8' });
  terraform('init', '-no-color');
  terraform('apply', '-auto-approve', '-no-color', '-input=false');
  const outputs = JSON.parse(terraform('output', '-json')) as Record<string, { value: unknown }>;
  answers[name] = Object.fromEntries(Object.entries(outputs).map(([output, { value }]) => [output, value]));
  rmSync(folder, { recursive: true });
}
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), 'answers.json'), `${JSON.stringify(answers, undefined, 1)}\n`);
