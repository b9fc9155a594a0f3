/** Asks the real `terraform` for the outputs of random configurations: npx tsx packages/readers/test/terraform/random/record.ts [HOW MANY] */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { outputsByTerraform } from './answers.ts';
import { configuration } from './generate.ts';

const many = Number(process.argv[2] ?? 60);
const answers: Record<string, unknown> = {};
for (let seed = 1; seed <= many; seed++) {
  const outputs = outputsByTerraform(configuration(seed));
  if (outputs) answers[seed] = outputs;
  else console.log(`terraform refuses ${seed}`);
}
writeFileSync(fileURLToPath(new URL('answers.json', import.meta.url)), `${JSON.stringify(answers, undefined, 1)}\n`);
