import { type Found, member, stringValue } from '@idlint/evaluate';
import type { Fact, Identity, Use, Value } from '@idlint/model';
import { keyName } from '@idlint/model';
import { below, type KubernetesObject, nameOf } from './object.ts';

/** How deep the specification of a custom resource is searched for the account that its pods run as. */
const deepest = 20;

/**
 * Operators run workloads of kinds of their own (Prometheus, Rollout, Workflow, Knative's Service), and nearly all of them call the
 * account `serviceAccountName`. What they run as where it is left out, only the operator knows.
 */
export function customResourceFacts(resource: KubernetesObject): Fact[] {
  const { kind, root, name, namespace, id, labels, base, names } = resource;
  const accounts = accountsIn(member(root, 'spec'));
  if (accounts.length === 0) return [];
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...names.of(kind, id), keyName(base.key)],
    type: 'workload',
    actor: 'machine',
    name,
    ...(namespace.kind === 'absent' ? {} : { scope: namespace }),
    labels,
  };
  const uses = accounts.map(
    (account, index): Use => ({
      kind: 'use',
      ...below(resource, `runs-as/${index}`),
      at: account.at,
      names: [],
      how: 'runs-as',
      user: base.key,
      used: nameOf('ServiceAccount', account, resource),
    }),
  );
  return [identity, ...uses];
}

/** Each account once, in the order of the text. */
function accountsIn(spec: Found): Value<string>[] {
  const accounts = new Map<string, Value<string>>();
  visit(spec, 0);
  return [...accounts.values()];

  function visit(data: Found, depth: number): void {
    if (depth > deepest) return;
    if (data.kind === 'list') for (const item of data.items) visit(item, depth + 1);
    if (data.kind !== 'map') return;
    for (const [key, { value }] of data.entries) {
      if (key !== 'serviceAccountName' || value.kind !== 'string') visit(value, depth + 1);
      else if (value.value !== '' && !accounts.has(value.value)) accounts.set(value.value, stringValue(value));
    }
  }
}
