import type { Data, MapData } from '@idlint/evaluate';
import { fieldOf, listAt, madeText, mapAt, stringOf, textAt } from './fields.ts';
import { lookUp, steps } from './replacements.ts';
import { fits, idsOf, type Pattern, patternOf, type Resource } from './resource.ts';

/** Where `$(NAME)` is put in: the fields that Kustomize knows, and those of `configurations`. */
export interface VarReference {
  from: Pattern;
  path: string[];
}

export const varReferencesOf = (configuration: Data): VarReference[] =>
  listAt(configuration, 'varReference').flatMap(spec => {
    const path = textAt(spec, 'path');
    return path === undefined ? [] : [{ from: patternOf(spec), path: path.split('/') }];
  });

/** Those that facts may be made of. */
export const builtinVarReferences: readonly VarReference[] = [
  { from: {}, path: ['metadata', 'labels'] },
  { from: {}, path: ['metadata', 'annotations'] },
];

/** `vars`, the older form of replacements: fields of objects that texts of others name. */
export function withVars(resources: readonly Resource[], vars: readonly Data[], references: readonly VarReference[]): Resource[] {
  const values = new Map(vars.flatMap(one => readVar(resources, one)));
  if (values.size === 0) return [...resources];
  return resources.map(resource => {
    const ids = idsOf(resource);
    const data = references
      .filter(({ from }) => fits(from, ids[0]!))
      .reduce<Data>((next, { path }) => put(next, path, values), resource.data);
    return data === resource.data ? resource : { ...resource, data: data as MapData };
  });
}

function readVar(resources: readonly Resource[], one: Data): [string, string][] {
  const [name, object] = [textAt(one, 'name'), fieldOf(one, 'objref') ?? mapAt(one.at)];
  const [group, version] = (textAt(object, 'apiVersion') ?? '').split(/\/(?=[^/]*$)/);
  const pattern = { ...(version === undefined ? { version: group! } : { group: group!, version }), ...patternOf(object) };
  const found = resources.find(resource => idsOf(resource).some(id => fits(pattern, id) && id.name === textAt(object, 'name')));
  const value = textAt(
    lookUp(found?.data, steps(textAt(one, 'fieldref', 'fieldPath') ?? textAt(one, 'fieldref', 'fieldpath') ?? 'metadata.name')),
  );
  return name && value !== undefined ? [[name, value]] : [];
}

/** At the path, and in all that stands below it. */
function put(data: Data, path: readonly string[], values: ReadonlyMap<string, string>, depth = 0): Data {
  if (depth > 40) return data;
  if (data.kind === 'list') {
    const items = data.items.map(item => put(item, path, values, depth + 1));
    return items.some((item, index) => item !== data.items[index]) ? { ...data, items } : data;
  }
  if (data.kind === 'map') {
    const [key, ...rest] = path;
    const entries = new Map(data.entries);
    let changed = false;
    for (const [name, entry] of data.entries) {
      if (key !== undefined && key !== name) continue;
      const value = put(entry.value, rest, values, depth + 1);
      if (value !== entry.value) entries.set(name, { ...entry, value });
      changed ||= value !== entry.value;
    }
    return changed ? { ...data, entries } : data;
  }
  const text = path.length === 0 ? stringOf(data) : undefined;
  const next = text?.value.replace(/\$\(([\w.-]+)\)/g, (whole, name: string) => values.get(name) ?? whole);
  return text && next !== text.value ? madeText(next!, text.at) : data;
}
