/**
 * Asks the real `kubectl kustomize` what cases/* come to, and keeps its answers in answers/*.yaml, against which oracle.test.ts holds the
 * reader where no kubectl is. Run it after changing a case:
 *
 *     npx tsx packages/readers/test/kustomize/record.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cases, here } from './cases.ts';

mkdirSync(`${here}answers`, { recursive: true });
for (const name of cases()) {
  const answer = execFileSync('kubectl', ['kustomize', `${here}cases/${name}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  writeFileSync(`${here}answers/${name}.yaml`, answer);
}
