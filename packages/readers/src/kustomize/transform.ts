import type { Data, MapData, StringData } from '@idlint/evaluate';
import type { Place } from '@idlint/model';
import { changeAt, fieldOf, joined, listAt, madeText, stringOf, textAt, withEntry } from './fields.ts';
import { fits, type Id, idOf, idsOf, patternOf, type Resource, remembering } from './resource.ts';
import { standsInNoNamespace } from './scope.ts';

/** What a kustomization does to every object that it takes in. */

const changed = (resource: Resource, change: (data: MapData) => Data): Resource => {
  const data = change(resource.data);
  return data === resource.data || data.kind !== 'map' ? resource : { ...resource, data };
};

/** `namespace`: where all of them go. Of the subjects of bindings, as a rule only accounts called `default` are moved with it here. */
export function moved(resource: Resource, namespace: Data, { subjects = 'defaultOnly', unsetOnly = false } = {}): Resource {
  const { group, kind } = idOf(resource.data);
  const before = remembering(resource);
  const { at } = namespace;
  return changed(before, data => {
    let next: Data = data;
    if (!standsInNoNamespace(group, kind))
      next = changeAt(next, ['metadata', 'namespace'], found => (found && unsetOnly ? found : namespace), at);
    if (kind === 'Namespace' && group === '') next = changeAt(next, ['metadata', 'name'], () => namespace, at);
    if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding')
      next = changeAt(next, ['subjects'], subject =>
        subject?.kind === 'map' && isMoved(subject, subjects) ? withEntry(subject, 'namespace', namespace, at) : subject,
      );
    return next;
  });
}

const isMoved = (subject: MapData, which: string): boolean =>
  which === 'allServiceAccounts'
    ? textAt(subject, 'kind') === 'ServiceAccount'
    : which === 'defaultOnly' && textAt(subject, 'name') === 'default';

/** What keeps its name whatever stands around it. */
const unnamed = ({ group, kind }: Id): boolean =>
  kind === 'CustomResourceDefinition' || kind === 'Namespace' || (kind === 'APIService' && group === 'apiregistration.k8s.io');

/** `namePrefix` and `nameSuffix`. */
export function renamed(resource: Resource, prefix: Data | undefined, suffix: Data | undefined): Resource {
  let next = resource;
  for (const [side, text] of [['prefixes', stringOf(prefix)] as const, ['suffixes', stringOf(suffix)] as const]) {
    if (!text || text.value === '' || unnamed(next.previous[0] ?? idOf(next.data))) continue;
    next = changed(remembering({ ...next, [side]: [...next[side], text.value] }), data =>
      changeAt(data, ['metadata', 'name'], found => {
        const name = stringOf(found);
        return name && joined(side === 'prefixes' ? [text, name] : [name, text], name, [text.at]);
      }),
    );
  }
  return next;
}

/** Where the pods of a kind have their labels and annotations. */
const templates: Record<string, string[][]> = {
  ReplicationController: [['spec', 'template', 'metadata']],
  Deployment: [['spec', 'template', 'metadata']],
  ReplicaSet: [['spec', 'template', 'metadata']],
  DaemonSet: [['spec', 'template', 'metadata']],
  StatefulSet: [['spec', 'template', 'metadata']],
  Job: [['spec', 'template', 'metadata']],
  CronJob: [
    ['spec', 'jobTemplate', 'metadata'],
    ['spec', 'jobTemplate', 'spec', 'template', 'metadata'],
  ],
};

/** By which labels a kind selects its pods. */
const selectors: Record<string, string[]> = {
  Service: ['spec', 'selector'],
  ReplicationController: ['spec', 'selector'],
  Deployment: ['spec', 'selector', 'matchLabels'],
  ReplicaSet: ['spec', 'selector', 'matchLabels'],
  DaemonSet: ['spec', 'selector', 'matchLabels'],
  StatefulSet: ['spec', 'selector', 'matchLabels'],
};

/** Puts the pairs into the map at each of the paths. */
function paired(resource: Resource, paths: readonly string[][], pairs: Data | undefined): Resource {
  if (pairs?.kind !== 'map' || pairs.entries.size === 0) return resource;
  return changed(resource, data => {
    let next: Data = data;
    for (const path of paths)
      for (const [key, { key: at, value }] of pairs.entries) next = changeAt(next, [...path, key], () => stringOf(value) ?? value, at);
    return next;
  });
}

type Reach = 'object' | 'pods' | 'selectors';

function pathsOf(resource: Resource, what: 'labels' | 'annotations', reach: Reach): string[][] {
  const { kind } = idOf(resource.data);
  const pods = reach === 'object' ? [] : (templates[kind] ?? []);
  const selector = reach === 'selectors' ? selectors[kind] : undefined;
  return [...[['metadata'], ...pods].map(path => [...path, what]), ...(selector ? [selector] : [])];
}

/** `commonAnnotations`, for the object and the pods that it makes. */
export const withAnnotations = (resource: Resource, kustomization: MapData): Resource =>
  paired(resource, pathsOf(resource, 'annotations', 'pods'), fieldOf(kustomization, 'commonAnnotations'));

/** `labels: [{pairs, includeSelectors, includeTemplates}]`, then `commonLabels`. */
export function withLabels(resource: Resource, kustomization: MapData): Resource {
  let next = resource;
  for (const each of listAt(kustomization, 'labels')) {
    const on = (option: string) => textAt(each, option) === 'true';
    const reach = on('includeSelectors') ? 'selectors' : on('includeTemplates') ? 'pods' : 'object';
    next = paired(next, pathsOf(next, 'labels', reach), fieldOf(each, 'pairs'));
  }
  return paired(next, pathsOf(next, 'labels', 'selectors'), fieldOf(kustomization, 'commonLabels'));
}

/** Pairs for the fields of a `fieldSpecs`: `[{path, kind, group, version, create}]`. */
export function withPairs(resource: Resource, pairs: Data | undefined, fieldSpecs: readonly Data[]): Resource {
  if (pairs?.kind !== 'map') return resource;
  const id = resource.previous[0] ?? idOf(resource.data);
  return changed(resource, data => {
    let next: Data = data;
    for (const spec of fieldSpecs) {
      const path = textAt(spec, 'path')?.split('/');
      if (!path || !fits(patternOf(spec), id)) continue;
      const create = textAt(spec, 'create') === 'true';
      const there = fieldOf(next, ...path) !== undefined;
      for (const [key, { key: at, value }] of pairs.entries)
        next = changeAt(next, [...path, key], () => stringOf(value) ?? value, create || there ? at : undefined);
    }
    return next;
  });
}

const replicated = new Set(['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet']);

/** `replicas: [{name, count}]` */
export function scaled(resource: Resource, replicas: readonly Data[]): Resource {
  if (!replicated.has(idOf(resource.data).kind)) return resource;
  const names = new Set(idsOf(resource).map(({ name }) => name));
  const own = replicas.findLast(each => names.has(textAt(each, 'name') ?? ''));
  const count = fieldOf(own, 'count');
  return count ? changed(resource, data => changeAt(data, ['spec', 'replicas'], () => count, count.at)) : resource;
}

/** `images: [{name, newName, newTag, digest}]`, wherever there are containers. */
export function withImages(resource: Resource, images: readonly Data[]): Resource {
  return images.reduce((next, image) => changed(next, data => inContainers(data, image, 0)), resource);
}

/** Deeper than any object has its containers. */
const deepest = 20;

function inContainers(data: Data, image: Data, depth: number): Data {
  if (depth > deepest || (data.kind !== 'map' && data.kind !== 'list')) return data;
  if (data.kind === 'list') {
    const items = data.items.map(item => inContainers(item, image, depth + 1));
    return items.some((item, index) => item !== data.items[index]) ? { ...data, items } : data;
  }
  let next: MapData = data;
  for (const [key, { value }] of data.entries) {
    const inner = inContainers(value, image, depth + 1);
    const own = key === 'containers' || key === 'initContainers';
    const set = own ? changeAt(inner, ['image'], found => found && imageOf(found, image)) : inner;
    if (set !== value) next = withEntry(next, key, set);
  }
  return next;
}

function imageOf(found: Data, image: Data): Data {
  const [name, tag, digest] = parsed(textAt(found) ?? '');
  if (name === '' || name !== textAt(image, 'name')) return found;
  const [newTag, newDigest] = [textAt(image, 'newTag'), textAt(image, 'digest')];
  const end = newDigest ? `@${newDigest}` : newTag ? `:${newTag}` : `${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
  return made(`${textAt(image, 'newName') ?? name}${end}`, found.at, image.at);
}

const made = (text: string, at: Place, through: Place): StringData => ({ ...madeText(text, at), via: [through] });

function parsed(image: string): [name: string, tag: string, digest: string] {
  const [rest = '', digest = ''] = image.split('@');
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  return colon < 0 ? [rest, '', digest] : [rest.slice(0, colon), rest.slice(colon + 1), digest];
}
