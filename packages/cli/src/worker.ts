import { parentPort, workerData } from 'node:worker_threads';
import { lookAt } from '@idlint/engine';
import { createScanner } from '@idlint/secrets';
import { DiskFiles, nodeHost, PassedOver } from '@idlint/workspace';
import { catalogueOf } from './catalogue.ts';
import { readersHere } from './readers.ts';
import { type Answer, parts, type WorkerOrder } from './threads.ts';

/** A worker beside the run: looks at files, part by part, until there are none left. */
const { root, key, now, own, secretsOnly, uris, next }: WorkerOrder = workerData;
const { secretRules, secretTables } = catalogueOf(own);
const scanner = createScanner(
  secretRules,
  nodeHost(now, () => key),
  secretTables,
);
const readers = secretsOnly ? [] : readersHere;

for (const { from, uris: some } of parts(uris, next)) {
  const passed = new PassedOver();
  const share = lookAt(some, from, { files: new DiskFiles(root, some, passed), readers, scanner });
  parentPort?.postMessage({ share, passed } satisfies Answer);
}
