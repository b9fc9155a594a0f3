import type { Data, MapData } from '@idlint/evaluate';
import type { Place } from '@idlint/model';
import { textAt } from './fields.ts';
import { standsInNoNamespace } from './scope.ts';

/** What an object is called: where it has no namespace, the empty one. */
export interface Id {
  group: string;
  version: string;
  kind: string;
  name: string;
  namespace: string;
}

/** An object on its way through kustomizations. */
export interface Resource {
  data: MapData;
  /** What it was called before, its first name first. Who speaks of it may use any of them. */
  previous: Id[];
  prefixes: string[];
  suffixes: string[];
  /** Where kustomizations take it in, from the nearest to the root's. */
  through: Place[];
  /** A generator made it, and a hash of what it holds is put behind its name. */
  hashed: boolean;
}

export const newResource = (data: MapData, through: Place[] = []): Resource => ({
  data,
  previous: [],
  prefixes: [],
  suffixes: [],
  through,
  hashed: false,
});

export function idOf(data: MapData): Id {
  const version = textAt(data, 'apiVersion') ?? '';
  const slash = version.indexOf('/');
  return {
    group: slash < 0 ? '' : version.slice(0, slash),
    version: version.slice(slash + 1),
    kind: textAt(data, 'kind') ?? '',
    name: textAt(data, 'metadata', 'name') ?? '',
    namespace: textAt(data, 'metadata', 'namespace') ?? '',
  };
}

/** One that compares equal: no namespace is `default`, and what stands in none is not in it. */
export const effectiveNamespace = ({ group, kind, namespace }: Id): string =>
  standsInNoNamespace(group, kind) ? '_non_namespaceable_' : namespace || 'default';

export const sameId = (a: Id, b: Id): boolean =>
  a.name === b.name &&
  a.kind === b.kind &&
  a.group === b.group &&
  a.version === b.version &&
  effectiveNamespace(a) === effectiveNamespace(b);

export const idsOf = (resource: Resource): Id[] => [...resource.previous, idOf(resource.data)];

/** The resource, and what it was called until now remembered. */
export const remembering = (resource: Resource): Resource => {
  const id = idOf(resource.data);
  return { ...resource, previous: [...resource.previous, { ...id, namespace: effectiveNamespace(id) }] };
};

/** A pattern of what is meant: what it leaves out may be anything. */
export interface Pattern {
  group?: string;
  version?: string;
  kind?: string;
}
export const fits = ({ group, version, kind }: Pattern, id: Id): boolean =>
  (!group || group === id.group) && (!version || version === id.version) && (!kind || kind === id.kind);

export function patternOf(data: Data): Pattern {
  const pattern: Pattern = {};
  for (const key of ['group', 'version', 'kind'] as const) {
    const text = textAt(data, key);
    if (text) pattern[key] = text;
  }
  return pattern;
}

/** The object that an id means: by its name of now, or else by any that it had. */
export function resourceNamed(resources: readonly Resource[], id: Id): Resource | undefined {
  const current = resources.filter(({ data }) => sameId(idOf(data), id));
  if (current.length > 0) return current.length === 1 ? current[0] : undefined;
  const any = resources.filter(resource => resource.previous.some(previous => sameId(previous, id)));
  return any.length === 1 ? any[0] : undefined;
}
