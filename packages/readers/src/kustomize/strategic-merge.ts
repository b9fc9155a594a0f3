import type { Data, ListData, MapData, MapEntry } from '@idlint/evaluate';
import { fieldOf, textAt } from './fields.ts';
import { idOf } from './resource.ts';
import { isBuiltin } from './scope.ts';

/**
 * Strategic merge patches, as Kustomize lays them over objects. Maps are merged key by key, null takes a key out; lists of the platform's
 * own kinds that have a merge key are merged item by item, all other lists are replaced as wholes.
 * https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */

/** By which key the items of a list are told apart, by the list's name. */
const mergeKeys: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  imagePullSecrets: 'name',
  secrets: 'name',
  webhooks: 'name',
  resourceClaims: 'name',
  schedulingGates: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  ownerReferences: 'uid',
  conditions: 'type',
};
/** Lists of plain values that are joined. */
const joinedLists = new Set(['finalizers']);

/** The object with the patch laid over it; undefined where the patch takes it away. */
export function mergeObjects(object: MapData, patch: MapData): MapData | undefined {
  const { group, kind } = idOf(object);
  const merged = mergeMaps(object, patch, { builtin: isBuiltin(group), kind }, 0);
  return merged?.kind === 'map' ? merged : undefined;
}

interface Of {
  builtin: boolean;
  kind: string;
}

/** Deeper than any object goes. */
const deepest = 60;
const directive = (patch: Data): string | undefined => textAt(patch, '$patch');

function mergeMaps(map: MapData, patch: MapData, of: Of, depth: number): MapData | undefined {
  const how = directive(patch);
  if (how === 'delete') return undefined;
  if (how === 'replace') return clean(patch);
  const entries = new Map<string, MapEntry>(map.entries);
  for (const [key, { key: at, value }] of patch.entries) {
    if (key.startsWith('$')) continue;
    const there = entries.get(key);
    const next = value.kind === 'null' ? undefined : merged(there?.value, value, key, of, depth + 1);
    if (next === undefined) entries.delete(key);
    else entries.set(key, { key: there && next.kind === there.value.kind && next.kind === 'map' ? there.key : at, value: next });
  }
  return { ...map, entries };
}

function merged(there: Data | undefined, patch: Data, key: string, of: Of, depth: number): Data | undefined {
  if (patch.kind === 'map') {
    if (there?.kind === 'map' && depth < deepest) return mergeMaps(there, patch, of, depth);
    return directive(patch) === 'delete' ? undefined : clean(patch);
  }
  if (patch.kind === 'list') return mergeLists(there?.kind === 'list' ? there : undefined, patch, key, of, depth);
  return patch;
}

function mergeLists(there: ListData | undefined, patch: ListData, key: string, of: Of, depth: number): ListData | undefined {
  const items = patch.items.filter(item => directive(item) !== 'replace' || (item.kind === 'map' && item.entries.size > 1));
  if (items.length < patch.items.length) return { ...patch, items: items.map(clean) };
  if (joinedLists.has(key) && there) {
    const texts = new Set(there.items.map(item => textAt(item)));
    return { ...there, items: [...there.items, ...patch.items.filter(item => !texts.has(textAt(item)))] };
  }
  const by = of.builtin ? mergeKeyOf(key, patch, there, of) : undefined;
  if (by === undefined || !there) return { ...patch, items: items.filter(item => directive(item) !== 'delete').map(clean) };
  // Those that the patch speaks of come first, in its order.
  const rest = [...there.items];
  const spoken: Data[] = [];
  for (const item of items) {
    const index = rest.findIndex(other => by.every(name => textAt(other, name) === textAt(item, name)));
    const [other] = index < 0 ? [] : rest.splice(index, 1);
    if (directive(item) === 'delete') continue;
    const next = item.kind === 'map' && other?.kind === 'map' ? mergeMaps(other, item, of, depth) : clean(item);
    if (next) spoken.push(next);
  }
  return { ...there, items: [...spoken, ...rest] };
}

function mergeKeyOf(key: string, patch: ListData, there: ListData | undefined, { kind }: Of): string[] | undefined {
  if (key === 'ports') {
    const inService = kind === 'Service';
    const by = inService ? 'port' : 'containerPort';
    const told = [...patch.items, ...(there?.items ?? [])].every(item => fieldOf(item, 'protocol'));
    return told ? [by, 'protocol'] : [by];
  }
  const by = mergeKeys[key];
  return by === undefined ? undefined : [by];
}

/** Without the directives and the nulls, which mean something only where there is something to change. */
function clean<T extends Data>(data: T): T {
  if (data.kind === 'list') return { ...data, items: data.items.filter(item => directive(item) !== 'delete').map(clean) };
  if (data.kind !== 'map') return data;
  const kept = [...data.entries].filter(([key, { value }]) => key !== '$patch' && value.kind !== 'null');
  return { ...data, entries: new Map(kept.map(([key, { key: at, value }]) => [key, { key: at, value: clean(value) }])) };
}
