/**
 * Asks the real `helm` what it makes of the templates of cases/*.txt, and keeps its answers in answers/*.json, against which
 * oracle.test.ts holds the evaluation where no helm is. Run it after changing a case; $HELM says where helm is, if not on the PATH:
 *
 *     npx tsx packages/evaluate/test/go-template/record.ts [topic…]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { casesOf, here, topics } from './cases.ts';
import { answers } from './helm.ts';

mkdirSync(join(here, 'answers'), { recursive: true });
const wanted = process.argv.slice(2);
for (const topic of wanted.length > 0 ? wanted : topics()) {
  const given = answers(casesOf(topic));
  writeFileSync(join(here, 'answers', `${topic}.json`), `${JSON.stringify(given, undefined, 1)}\n`);
  console.log(`${topic}: ${Object.keys(given).length} answers`);
}
