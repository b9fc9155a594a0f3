/**
 * Asks the real `helm` what it makes of the charts in charts/, and keeps its answers in answers/*.yaml, against which oracle.test.ts
 * holds ours. Run it after changing a chart; $HELM says where helm is, if not on the PATH:
 *
 *     npx tsx packages/readers/test/helm/record.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { here, names, rendered } from './charts.ts';

mkdirSync(join(here, 'answers'), { recursive: true });
for (const name of names) writeFileSync(join(here, 'answers', `${name}.yaml`), rendered(name));
