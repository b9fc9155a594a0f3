import { type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Binding, type FactBase, known, type Name, type Place, type Platform, type Principal, type Value } from '@idlint/model';
import { below, type KubernetesObject, textOf } from '../object.ts';

/** What facts about an object of another platform begin with. `what` tells several about one apart. */
export const baseFor = (object: KubernetesObject, platform: Platform, what = ''): Omit<FactBase, 'names'> => ({
  ...(what ? below(object, what) : object.base),
  platform,
});

/** The API group of an object: empty for the platform's first ones. */
export function groupOf({ root }: KubernetesObject): string {
  const version = stringValue(member(root, 'apiVersion'));
  return version.kind === 'known' && version.value.includes('/') ? version.value.slice(0, version.value.indexOf('/')) : '';
}

/** What others of its kind call an object that stands for something of another platform; `kind` keeps it apart from the platform's own kinds. */
export const namesFor = (object: KubernetesObject, kind: string): Name[] => object.names.of(kind, object.id);

/** The Name of the object that a reference means: `{name}`, `{name, namespace}`. Absent where nothing is written. */
export function referred(object: KubernetesObject, kind: string, reference: Found): Value<Name> {
  const name = stringValue(member(reference, 'name'));
  if (name.kind === 'absent') return name;
  const namespace = stringValue(member(reference, 'namespace'));
  const within = namespace.kind === 'known' ? namespace.value : object.id.namespace;
  return known(object.names.to(kind, within, textOf(name, object.scope)), name.at, name.via);
}

export function bindingOf(
  object: KubernetesObject,
  platform: Platform,
  what: string,
  policy: Value<Name>,
  subjects: Principal[],
  scope: Binding['scope'],
  at: Place = policy.at,
): Binding {
  return {
    kind: 'binding',
    ...baseFor(object, platform, what),
    at,
    names: [],
    policy,
    subjects: { items: subjects },
    scope,
    conditions: { items: [] },
    layer: 'identity',
  };
}

export const identified = (written: Value<string>, name?: Value<Name>): Principal => ({
  who: 'identity',
  written,
  ...(name?.kind === 'known' ? { name: name.value } : {}),
});

/** The first of several fields that is written. */
export function firstOf(data: Found, ...paths: string[][]): Found {
  const found = paths.map(path => member(data, ...path));
  return found.find(({ kind }) => kind !== 'absent') ?? found[0]!;
}

export const listOf = (data: Found, ...path: string[]) => itemsOf(member(data, ...path)).items;
