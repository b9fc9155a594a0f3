import type { Dict, Native, Source, Str, Value } from '@idlint/evaluate/go-template';
import type { Place } from '@idlint/model';
import type { Language } from './part.ts';

/** What a Chart.yaml says. https://helm.sh/docs/topics/charts/#the-chartyaml-file */
export interface Metadata {
  name: string;
  version: string;
  /** Its templates are for other charts. */
  library: boolean;
  dependencies: Dependency[];
  all: Dict;
}

export interface Dependency {
  name: string;
  /** Of the chart that it asks for; `name` becomes the alias. */
  chart: string;
  version: string;
  repository: string;
  /** Paths of values, the first of which that is a boolean decides. */
  condition: string[];
  tags: string[];
  importValues: (string | { child: string; parent: string })[];
  at: Place;
}

const textIn = (map: Dict, key: string): string => {
  const value = map.entries.get(key);
  return value?.kind === 'string' ? value.value : value && 'value' in value ? String(value.value) : '';
};

const textsIn = (map: Dict, key: string): string[] => {
  const value = map.entries.get(key);
  return value?.kind === 'list' ? value.items.flatMap(item => (item.kind === 'string' ? [item.value] : [])) : [];
};

export function metadataOf(all: Dict, requirements: Value | undefined, at: Place): Metadata {
  const listed = all.entries.get('dependencies') ?? (requirements?.kind === 'map' ? requirements.entries.get('dependencies') : undefined);
  const dependencies = listed?.kind === 'list' ? listed.items.flatMap(item => (item.kind === 'map' ? [dependencyOf(item, at)] : [])) : [];
  return { name: textIn(all, 'name'), version: textIn(all, 'version'), library: textIn(all, 'type') === 'library', dependencies, all };
}

function dependencyOf(map: Dict, chart: Place): Dependency {
  const imports = map.entries.get('import-values');
  const name = map.entries.get('name');
  return {
    name: textIn(map, 'alias') || textIn(map, 'name'),
    chart: textIn(map, 'name'),
    version: textIn(map, 'version'),
    repository: textIn(map, 'repository'),
    condition: textIn(map, 'condition')
      .trim()
      .split(',')
      .filter(path => path !== ''),
    tags: textsIn(map, 'tags'),
    importValues:
      imports?.kind === 'list'
        ? imports.items.flatMap((item): Dependency['importValues'] =>
            item.kind === 'string'
              ? [item.value]
              : item.kind === 'map'
                ? [{ child: textIn(item, 'child'), parent: textIn(item, 'parent') }]
                : [],
          )
        : [],
    at: (name?.kind === 'string' ? name.from?.at : undefined) ?? chart,
  };
}

/** The fields of `.Chart`, as Go names them, and the keys of Chart.yaml. */
const fields: [field: string, key: string, otherwise: 'text' | 'list' | 'map' | 'bool'][] = [
  ['Name', 'name', 'text'],
  ['Home', 'home', 'text'],
  ['Sources', 'sources', 'list'],
  ['Version', 'version', 'text'],
  ['Description', 'description', 'text'],
  ['Keywords', 'keywords', 'list'],
  ['Maintainers', 'maintainers', 'list'],
  ['Icon', 'icon', 'text'],
  ['APIVersion', 'apiVersion', 'text'],
  ['Condition', 'condition', 'text'],
  ['Tags', 'tags', 'text'],
  ['AppVersion', 'appVersion', 'text'],
  ['Deprecated', 'deprecated', 'bool'],
  ['Annotations', 'annotations', 'map'],
  ['KubeVersion', 'kubeVersion', 'text'],
  ['Dependencies', 'dependencies', 'list'],
  ['Type', 'type', 'text'],
];

export function chartObject(name: string, { all }: Metadata, isRoot: boolean, { str, bool, list, dict }: Language['template']): Native {
  const from = (key: string): Source | undefined => (all.entries.get(key) as Str | undefined)?.from;
  const value = (key: string, otherwise: (typeof fields)[number][2]): Value => {
    const given = all.entries.get(key);
    if (otherwise === 'text') return str(textIn(all, key), from(key));
    if (otherwise === 'bool') return given?.kind === 'bool' ? given : bool(false);
    if (otherwise === 'list') return given?.kind === 'list' ? given : list([]);
    return given?.kind === 'map' ? given : dict();
  };
  return {
    kind: 'native',
    type: 'chart.Metadata',
    fields: {
      ...Object.fromEntries(fields.map(([field, key, otherwise]) => [field, value(key, otherwise)] as const)),
      Name: str(name, from('name')),
      IsRoot: bool(isRoot),
    },
  };
}
