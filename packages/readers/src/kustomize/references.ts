import type { Data, MapData } from '@idlint/evaluate';
import type { Place } from '@idlint/model';
import { changeAt, fieldOf, listAt, stringOf, textAt, withEntry } from './fields.ts';
import { effectiveNamespace, fits, type Id, idOf, idsOf, type Pattern, patternOf, type Resource } from './resource.ts';
import { standsInNoNamespace } from './scope.ts';

/** A field of some kinds that holds the name of an object of another kind. */
export interface Reference {
  to: Pattern;
  from: Pattern;
  path: string[];
}

const podSpecs: Record<string, string> = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
  ReplicationController: 'spec/template/spec',
};
const rbac = 'rbac.authorization.k8s.io';
const pathOf = (text: string): string[] => text.split(/(?<!\\)\//).map(part => part.replaceAll('\\/', '/'));
const reference = (to: Pattern, from: Pattern, path: string): Reference => ({ to, from, path: pathOf(path) });
/** Fields of pods, of every kind that makes some, but for those left out. */
const inPods = (to: Pattern, paths: string[], but: string[] = []): Reference[] =>
  Object.entries(podSpecs)
    .filter(([kind]) => !but.includes(kind))
    .flatMap(([kind, spec]) => paths.map(path => reference(to, { kind }, `${spec}/${path}`)));

const configMap = { kind: 'ConfigMap', version: 'v1' };
const secret = { kind: 'Secret', version: 'v1' };
const account = { kind: 'ServiceAccount', version: 'v1' };
const containers = ['containers', 'initContainers'];

/** The references that Kustomize follows, as far as they lead to what facts speak of. https://kubectl.docs.kubernetes.io/references/kustomize/ */
export const builtinReferences: readonly Reference[] = [
  ...inPods(
    configMap,
    [
      'volumes/configMap/name',
      'volumes/projected/sources/configMap/name',
      ...containers.flatMap(list => [`${list}/env/valueFrom/configMapKeyRef/name`, `${list}/envFrom/configMapRef/name`]),
    ],
    ['ReplicationController'],
  ),
  ...inPods(
    secret,
    [
      'volumes/secret/secretName',
      'volumes/projected/sources/secret/name',
      'imagePullSecrets/name',
      ...containers.flatMap(list => [`${list}/env/valueFrom/secretKeyRef/name`, `${list}/envFrom/secretRef/name`]),
    ],
    ['ReplicationController'],
  ),
  ...['Role', 'ClusterRole'].flatMap(kind => [configMap, secret].map(to => reference(to, { kind }, 'rules/resourceNames'))),
  reference(secret, { kind: 'ServiceAccount' }, 'imagePullSecrets/name'),
  reference(secret, { kind: 'Ingress' }, 'spec/tls/secretName'),
  reference({ kind: 'Role', group: rbac }, { kind: 'RoleBinding', group: rbac }, 'roleRef/name'),
  reference({ kind: 'ClusterRole', group: rbac }, { kind: 'RoleBinding', group: rbac }, 'roleRef/name'),
  reference({ kind: 'ClusterRole', group: rbac }, { kind: 'ClusterRoleBinding', group: rbac }, 'roleRef/name'),
  reference(account, { kind: 'RoleBinding', group: rbac }, 'subjects'),
  reference(account, { kind: 'ClusterRoleBinding', group: rbac }, 'subjects'),
  ...inPods(account, ['serviceAccountName'], ['PodTemplate', 'ReplicaSet']),
];

/** `nameReference` of a file under `configurations`. */
export function referencesOf(configuration: Data): Reference[] {
  return listAt(configuration, 'nameReference').flatMap(each =>
    listAt(each, 'fieldSpecs').flatMap(spec => {
      const path = textAt(spec, 'path');
      return path === undefined ? [] : [reference(patternOf(each), patternOf(spec), path)];
    }),
  );
}

/** Every object, with the names that it calls others by brought up to date. */
export function withReferences(resources: readonly Resource[], references: readonly Reference[]): Resource[] {
  const renamed = resources.filter(({ previous }) => previous.length > 0);
  if (renamed.length === 0) return [...resources];
  const targets = new Map<string, Resource[]>();
  for (const resource of renamed)
    for (const name of new Set(resource.previous.map(({ name }) => name))) targets.set(name, [...(targets.get(name) ?? []), resource]);
  return resources.map(referrer => {
    const first = idsOf(referrer)[0]!;
    const data = references
      .filter(({ from }) => fits(from, first))
      .reduce<Data>((data, { to, path }) => {
        const select = (name: string, namespace?: string, whole = false) =>
          referral({ name, namespace, whole, to, referrer, path, candidates: targets.get(name) ?? [] });
        return changeAt(data, path, found => (found ? updated(found, select) : found));
      }, referrer.data);
    return data === referrer.data ? referrer : { ...referrer, data: data as MapData };
  });
}

type Select = (name: string, namespace?: string, whole?: boolean) => Resource | undefined;

function updated(found: Data, select: Select): Data {
  if (found.kind !== 'map') {
    const name = stringOf(found);
    const target = name && select(name.value);
    return target ? named(target, found) : found;
  }
  const name = fieldOf(found, 'name');
  const target = name && select(textAt(name) ?? '', textAt(found, 'namespace'), true);
  if (!target) return found;
  const namespace = stringOf(fieldOf(target.data, 'metadata', 'namespace'));
  const next = withEntry(found, 'name', named(target, name));
  return namespace ? withEntry(next, 'namespace', through(namespace, fieldOf(found, 'namespace')?.at ?? found.at)) : next;
}

/** The name that an object has now stands where its name was written, which was changed elsewhere. */
function named(target: Resource, found: Data): Data {
  const name = stringOf(fieldOf(target.data, 'metadata', 'name'));
  return name && name.value !== textAt(found) ? through({ ...name, at: found.at }, name.at) : found;
}

const through = <T extends Data>(data: T, place: Place): T => ({ ...data, via: [...(data.via ?? []), place] });

interface Asked {
  name: string;
  namespace: string | undefined;
  /** The name and the namespace are both taken from what is found. */
  whole: boolean;
  to: Pattern;
  referrer: Resource;
  path: string[];
  candidates: Resource[];
}

/** Which of the objects that were called so is meant; none where it could be several. */
function referral({ namespace, whole, to, referrer, path, candidates, name }: Asked): Resource | undefined {
  const own = idOf(referrer.data);
  const everywhere = standsInNoNamespace(own.group, own.kind);
  const role = path.join('/').endsWith('roleRef/name') ? roleMeant(referrer) : undefined;
  const reachable = (candidate: Resource): boolean => {
    const id = idOf(candidate.data);
    if (everywhere || standsInNoNamespace(id.group, id.kind)) return true;
    if (effectiveNamespace(id) === effectiveNamespace(own)) return true;
    return own.kind === 'RoleBinding' && id.kind === 'ServiceAccount' && subjectNamespaces(referrer).has(id.namespace);
  };
  let left = candidates
    .filter(reachable)
    .filter(candidate => candidate.previous.some(id => id.name === name))
    .filter(candidate => candidate.previous.some(id => fits(to, id)))
    .filter(candidate => !role || candidate.previous.some(id => fits(role, id)));
  if (namespace !== undefined) {
    const before = left.filter(candidate => (candidate.previous[0]?.namespace ?? 'default') === (namespace || 'default'));
    left = before.length > 0 ? before : left.filter(candidate => idOf(candidate.data).namespace === namespace);
  }
  if (left.length === 1) return left[0];
  left = left.filter(candidate => sameAffixes(candidate, referrer, true));
  if (left.length > 1) left = left.filter(candidate => sameAffixes(candidate, referrer, false));
  const [first, ...others] = left.map(({ data }) => idOf(data));
  const same = (id: Id) => id.name === first!.name && (!whole || id.namespace === first!.namespace);
  return first && others.every(same) ? left[0] : undefined;
}

function roleMeant({ data }: Resource): Pattern | undefined {
  const [group, kind] = [textAt(data, 'roleRef', 'apiGroup'), textAt(data, 'roleRef', 'kind')];
  return group === undefined || kind === undefined ? undefined : { group, kind };
}

const subjectNamespaces = ({ data }: Resource): Set<string> =>
  new Set(
    listAt(data, 'subjects').flatMap(subject => (textAt(subject, 'kind') === 'ServiceAccount' ? (textAt(subject, 'namespace') ?? []) : [])),
  );

function sameAffixes(a: Resource, b: Resource, orNone: boolean): boolean {
  return (['prefixes', 'suffixes'] as const).every(side => {
    if (orNone && (a[side].length === 0 || b[side].length === 0)) return true;
    const [short, long] = a[side].length <= b[side].length ? [a[side], b[side]] : [b[side], a[side]];
    return short.length === 0 ? long.length === 0 : short.every((text, index) => text === long[long.length - short.length + index]);
  });
}
