/**
 * Asks the real `terraform` what the expressions of cases/*.txt are worth, and keeps its answers in answers/*.json, against which
 * oracle.test.ts holds the evaluation where no terraform is. Run it after changing a case:
 *
 *     npx tsx packages/evaluate/test/terraform/record.ts [topic…]
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, casesOf, here, type TypeJson, topics } from './cases.ts';

/** The answers of one topic. Each expression is an output in a file of its own, so that a diagnostic says whose it is. */
function record(topic: string): Record<string, Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-answers-'));
  cpSync(join(here, 'files'), join(folder, 'files'), { recursive: true });
  const answers: Record<string, Answer> = {};
  const pending = new Map<string, string>();
  for (const [index, text] of casesOf(topic).entries()) {
    pending.set(`c${index}`, text);
    // In a tuple, so that null and unlike types stay as they are. nonsensitive() takes only what is sensitive.
    writeFileSync(join(folder, `c${index}.tf`), `output "c${index}" {\n  sensitive = true\n  value = [\n${text}\n]\n}\n`);
  }
  while (pending.size > 0) {
    const failed = apply(folder);
    if (failed.size === 0) break;
    for (const name of failed) {
      if (!pending.has(name)) throw new Error(`terraform refuses ${name} of ${topic}, which is no case`);
      answers[pending.get(name)!] = { error: true };
      pending.delete(name);
      rmSync(join(folder, `${name}.tf`));
    }
  }
  if (pending.size > 0) {
    const state = JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')) as {
      outputs: Record<string, { value: unknown[]; type: [string, TypeJson[]] }>;
    };
    // JSON.parse would round numbers: they are taken from the text by jsonencode in the cases that care.
    for (const [name, text] of pending) answers[text] = { value: state.outputs[name]!.value[0], type: state.outputs[name]!.type[1][0]! };
  }
  rmSync(folder, { recursive: true });
  return Object.fromEntries(casesOf(topic).map(text => [text, answers[text]!]));
}

/** The outputs that terraform refused; none when it took them all. */
function apply(folder: string): Set<string> {
  const failed = new Set<string>();
  try {
    execFileSync('terraform', ['apply', '-auto-approve', '-json', '-lock=false'], {
      cwd: folder,
      stdio: 'pipe',
      env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' },
      maxBuffer: 1e9,
    });
  } catch (error) {
    const { stdout } = error as { stdout: Buffer };
    for (const line of stdout.toString().split('\n')) {
      if (!line.startsWith('{')) continue;
      const { diagnostic } = JSON.parse(line) as {
        diagnostic?: { severity: string; summary: string; detail: string; range?: { filename: string } };
      };
      if (diagnostic?.severity !== 'error') continue;
      if (!diagnostic.range) throw new Error(`${diagnostic.summary}: ${diagnostic.detail}`);
      failed.add(diagnostic.range.filename.replace('.tf', ''));
    }
    if (failed.size === 0) throw error;
  }
  return failed;
}

mkdirSync(join(here, 'answers'), { recursive: true });
const wanted = process.argv.slice(2);
for (const topic of wanted.length > 0 ? wanted : topics()) {
  const answers = record(topic);
  writeFileSync(join(here, 'answers', `${topic}.json`), `${JSON.stringify(answers, undefined, 1)}\n`);
  console.log(`${topic}: ${Object.keys(answers).length} answers`);
}
