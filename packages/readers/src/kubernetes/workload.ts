import { boolValue, type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Credential, type Fact, type Identity, keyName, known, type Use } from '@idlint/model';
import { kubernetesName } from './names.ts';
import { below, type KubernetesObject, nameOf, textOf, unique } from './object.ts';

/** Where each kind holds the specification of its pods. */
const podSpecs: Record<string, string[]> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

export const isWorkload = (kind: string): boolean => Object.hasOwn(podSpecs, kind);

/** The workload, whom it runs as, and the secrets that it is given. */
export function workloadFacts(workload: KubernetesObject): Fact[] {
  const { kind, root, name, namespace, id, labels, base, names } = workload;
  const spec = member(root, ...podSpecs[kind]!);
  if (isPatch(workload, spec)) return [];
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...names.of(kind, id), kubernetesName('Workload', id.namespace, '*'), keyName(base.key)],
    type: 'workload',
    actor: 'machine',
    name,
    ...(namespace.kind === 'absent' ? {} : { scope: namespace }),
    labels,
  };
  const runs = kind === 'Pod' && isControlPlane(spec) ? [] : [runsAs(workload, spec)];
  return [identity, ...runs, ...secretUses(workload, spec), ...projectedTokens(workload, spec)];
}

/**
 * Without an image in any container, or without the selector that `apps/v1` demands, it is no workload but a change to one, which Kustomize
 * lays over it.
 */
function isPatch({ root, complete }: KubernetesObject, spec: Found): boolean {
  if (complete) return false;
  if (spec.kind === 'absent') return true;
  if (spec.kind !== 'map' || spec.open) return false;
  const version = stringValue(member(root, 'apiVersion'));
  const inApps = version.kind === 'known' && version.value === 'apps/v1';
  if (inApps && member(root, 'spec', 'selector').kind === 'absent') return true;
  const containers = member(spec, 'containers');
  const { items, open } = itemsOf(containers);
  return containers.kind !== 'unknown' && !open && items.every(item => member(item, 'image').kind === 'absent');
}

const controlPlane = new Set(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd']);

/** The kubelet runs these from files of its node; such a pod has no account. */
const isControlPlane = (spec: Found): boolean =>
  itemsOf(member(spec, 'containers')).items.some(container => {
    const command = stringValue(itemsOf(member(container, 'command')).items[0] ?? member(container, 'command'));
    return command.kind === 'known' && controlPlane.has(command.value.slice(command.value.lastIndexOf('/') + 1));
  });

function runsAs(workload: KubernetesObject, spec: Found): Use {
  const current = stringValue(member(spec, 'serviceAccountName'));
  // The name until Kubernetes 1.1, which is still accepted.
  const written = current.kind === 'absent' ? stringValue(member(spec, 'serviceAccount')) : current;
  const isDefault = written.kind === 'absent' || (written.kind === 'known' && written.value === '');
  return {
    kind: 'use',
    ...below(workload, 'runs-as'),
    names: [],
    how: 'runs-as',
    user: workload.base.key,
    used: isDefault ? { kind: 'absent', at: workload.base.at } : nameOf('ServiceAccount', written, workload),
    fallback: workload.names.to('ServiceAccount', workload.id.namespace, 'default'),
    mountsToken: boolValue(member(spec, 'automountServiceAccountToken')),
  };
}

function secretUses(workload: KubernetesObject, spec: Found): Use[] {
  const taken = new Set<string>();
  return secretNames(spec).flatMap(found => {
    const name = stringValue(found);
    if (name.kind === 'absent') return [];
    const used = nameOf('Secret', name, workload);
    const key = unique(`${workload.base.key}/reads-secret/${textOf(name, workload.scope)}`, taken);
    return [{ kind: 'use', ...workload.base, key, at: name.at, names: [], how: 'reads-secret', user: workload.base.key, used }];
  });
}

function secretNames(spec: Found): Found[] {
  const containers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap(list => itemsOf(member(spec, list)).items);
  return [
    ...containers.flatMap(container => [
      ...itemsOf(member(container, 'env')).items.map(variable => member(variable, 'valueFrom', 'secretKeyRef', 'name')),
      ...itemsOf(member(container, 'envFrom')).items.map(source => member(source, 'secretRef', 'name')),
    ]),
    ...itemsOf(member(spec, 'imagePullSecrets')).items.map(secret => member(secret, 'name')),
    ...volumesOf(spec).map(volume => member(volume, 'secret', 'secretName')),
    ...projected(spec).map(source => member(source, 'secret', 'name')),
  ];
}

const volumesOf = (spec: Found) => itemsOf(member(spec, 'volumes')).items;
const projected = (spec: Found) => volumesOf(spec).flatMap(volume => itemsOf(member(volume, 'projected', 'sources')).items);

/** Tokens that the workload asks for with a lifetime of its own, in seconds. */
function projectedTokens(workload: KubernetesObject, spec: Found): Credential[] {
  return projected(spec).flatMap((source, index) => {
    const seconds = stringValue(member(source, 'serviceAccountToken', 'expirationSeconds'));
    if (seconds.kind === 'absent') return [];
    const { used, fallback } = runsAs(workload, spec);
    return [
      {
        kind: 'credential',
        ...below(workload, `token/${index}`),
        at: seconds.at,
        names: [],
        type: 'token',
        identity: used.kind === 'absent' && fallback ? known(fallback, used.at) : used,
        expires: seconds,
        rotates: known(true, seconds.at),
      },
    ];
  });
}
