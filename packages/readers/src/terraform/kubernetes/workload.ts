import { boolValue, type Found, itemsOf, member } from '@idlint/evaluate';
import { absent, type Fact, type Identity, keyName, type Name, type Use } from '@idlint/model';
import { kubernetesName } from '../../kubernetes/names.ts';
import { argumentOf, baseOf, keyOf, type Mapper, spokenOf, type TerraformResource } from '../resource.ts';
import { labels, nameIn, namespaceOf } from './metadata.ts';

/** Where each kind holds the specification of its pods; blocks are lists of one. */
const podSpecs: Record<string, string[]> = {
  pod: ['spec'],
  deployment: ['spec', 'template', 'spec'],
  stateful_set: ['spec', 'template', 'spec'],
  daemonset: ['spec', 'template', 'spec'],
  daemon_set: ['spec', 'template', 'spec'],
  replication_controller: ['spec', 'template', 'spec'],
  job: ['spec', 'template', 'spec'],
  cron_job: ['spec', 'job_template', 'spec', 'template', 'spec'],
};

/** Workloads of the Kubernetes provider: whom they run as, and the secrets that they are given. */
export const kubernetesWorkloadMappers: Record<string, Mapper> = Object.fromEntries(
  Object.entries(podSpecs).flatMap(([kind, path]) =>
    ['', '_v1'].map((version): [string, Mapper] => [`kubernetes_${kind}${version}`, resource => workloadFacts(resource, path)]),
  ),
);

function within(found: Found, path: string[]): Found {
  const [first, ...rest] = path;
  const [block] = found.kind === 'list' ? found.items : [];
  const one = found.kind === 'list' ? (block ?? absent(found.at)) : found;
  return first === undefined ? one : within(member(one, first), rest);
}

function workloadFacts(resource: TerraformResource, [first = '', ...path]: string[]): Fact[] {
  const base = baseOf(resource, 'kubernetes');
  const spec = within(argumentOf(resource, first), path);
  const namespace = namespaceOf(resource);
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...base.names, kubernetesName('Workload', namespace, '*'), keyName(base.key)],
    type: 'workload',
    actor: 'machine',
    name: nameIn(resource),
    labels: labels(resource),
  };
  const account = member(spec, 'service_account_name');
  const used = spokenOf(account, name => kubernetesName('ServiceAccount', namespace, name));
  const use: Use = {
    kind: 'use',
    ...baseOf(resource, 'kubernetes', 'runs-as'),
    at: used.kind === 'absent' ? resource.at : used.at,
    how: 'runs-as',
    user: base.key,
    used: used.kind === 'absent' ? absent(resource.at) : used,
    fallback: kubernetesName('ServiceAccount', namespace, 'default'),
    mountsToken: boolValue(member(spec, 'automount_service_account_token')),
  };
  return [identity, use, ...secretUses(resource, spec, namespace)];
}

function secretUses(resource: TerraformResource, spec: Found, namespace: string): Use[] {
  const blocks = (found: Found, name: string): Found[] => itemsOf(member(found, name)).items;
  const containers = [...blocks(spec, 'container'), ...blocks(spec, 'init_container')];
  const names = [
    ...containers.flatMap(container => [
      ...blocks(container, 'env').map(variable => within(member(variable, 'value_from'), ['secret_key_ref', 'name'])),
      ...blocks(container, 'env_from').map(source => within(member(source, 'secret_ref'), ['name'])),
    ]),
    ...blocks(spec, 'image_pull_secrets').map(secret => member(secret, 'name')),
    ...blocks(spec, 'volume').map(volume => within(member(volume, 'secret'), ['secret_name'])),
  ];
  const taken = new Set<Name>();
  return names.flatMap((found): Use[] => {
    const used = spokenOf(found, name => kubernetesName('Secret', namespace, name));
    if (used.kind !== 'known' || taken.has(used.value)) return [];
    taken.add(used.value);
    const base = baseOf(resource, 'kubernetes', `reads-secret/${used.value}`);
    return [{ kind: 'use', ...base, at: used.at, how: 'reads-secret', user: keyOf(resource), used }];
  });
}
