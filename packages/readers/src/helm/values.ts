import type { Dict, Value } from '@idlint/evaluate/go-template';
import type { Chart } from './chart.ts';
import type { Dependency } from './metadata.ts';
import type { Language } from './part.ts';

/**
 * Values in Helm's order: what a parent has for a sub-chart wins over that one's own, and `global` is handed down.
 * https://helm.sh/docs/chart_template_guide/subcharts_and_globals/
 */

const tableAt = (map: Dict, key: string): Dict | undefined => {
  const value = map.entries.get(key);
  return value?.kind === 'map' ? value : undefined;
};

/** The values that a chart is rendered with, those of its sub-charts below their names. */
export function coalesced(chart: Chart, given: Dict, language: Language, keepsNull = false): Dict {
  const values = language.template.deepCopy(given) as Dict;
  coalesce(chart, values, language, keepsNull, 0);
  return values;
}

function coalesce(chart: Chart, target: Dict, language: Language, keepsNull: boolean, depth: number): void {
  const own = language.template.deepCopy(chart.values) as Dict;
  for (const [key, value] of own.entries) {
    const given = target.entries.get(key);
    if (given === undefined) target.entries.set(key, value);
    else if (given.kind === 'nil') {
      if (!keepsNull) target.entries.delete(key);
    } else if (given.kind === 'map' && value.kind === 'map')
      mergeTables(given, value, keepsNull || chart.dependencies.some(({ name }) => name === key));
  }
  if (depth > 20) return;
  for (const dependency of chart.dependencies) {
    if (!target.entries.has(dependency.name)) target.entries.set(dependency.name, language.template.dict());
    const below = tableAt(target, dependency.name);
    if (!below) continue;
    coalesceGlobals(below, target, language);
    coalesce(dependency, below, language, keepsNull, depth + 1);
  }
}

function coalesceGlobals(target: Dict, source: Dict, { template: { dict } }: Language): void {
  const held = target.entries.get('global');
  const theirs = source.entries.get('global');
  if ((held && held.kind !== 'map') || (theirs && theirs.kind !== 'map')) return;
  const globals: Dict = held ?? dict();
  for (const [key, value] of theirs?.entries ?? []) {
    const own = globals.entries.get(key);
    if (value.kind === 'map') {
      const copy: Dict = { ...value, entries: new Map(value.entries) };
      if (own === undefined) globals.entries.set(key, copy);
      else if (own.kind === 'map') {
        mergeTables(copy, own, true);
        globals.entries.set(key, copy);
      }
    } else if (own?.kind !== 'map') globals.entries.set(key, value);
  }
  target.entries.set('global', globals);
}

/** What `target` has wins; a null in it takes the key away, unless `keepsNull`. */
function mergeTables(target: Dict, source: Dict, keepsNull = false): Dict {
  const known = new Set([...source.entries].filter(([, value]) => value.kind !== 'nil').map(([key]) => key));
  const entries = new Map(source.entries);
  for (const [key, value] of target.entries) if (value.kind === 'nil') entries.set(key, value);
  for (const [key, value] of entries) {
    const own = target.entries.get(key);
    if (own?.kind === 'nil' && !keepsNull && known.has(key)) target.entries.delete(key);
    else if (own === undefined) target.entries.set(key, value);
    else if (value.kind === 'map' && own.kind === 'map') mergeTables(own, value, keepsNull);
  }
  return target;
}

function valueAt(values: Dict, path: string): Value | undefined {
  let value: Value | undefined = values;
  for (const key of path.split('.')) value = value?.kind === 'map' ? value.entries.get(key) : undefined;
  return value;
}

/** Takes the sub-charts out that are switched off, and gives the others their aliases. `off` collects the names of the former. */
export function enableDependencies(chart: Chart, values: Dict, language: Language, path = ''): Set<Dependency> {
  const { dependencies } = chart.metadata;
  const off = new Set<Dependency>();
  if (dependencies.length > 0) {
    const asked = dependencies.flatMap(dependency => {
      const { satisfies } = language.template;
      const found = chart.dependencies.find(
        ({ metadata }) => metadata.name === dependency.chart && isCompatible(dependency.version, metadata.version, satisfies),
      );
      return found ? [{ dependency, chart: { ...found, name: dependency.name } }] : [];
    });
    const unasked = chart.dependencies.filter(({ metadata }) => !dependencies.some(dependency => dependency.chart === metadata.name));
    chart.dependencies = [...unasked, ...asked.map(({ chart }) => chart)];
    const all = coalesced(chart, values, language);
    for (const dependency of dependencies) if (!isEnabled(dependency, all, path)) off.add(dependency);
    const names = new Set([...off].map(({ name }) => name));
    chart.dependencies = chart.dependencies.filter(({ name }) => !names.has(name));
    for (const dependency of chart.dependencies)
      for (const each of enableDependencies(dependency, all, language, `${path}${dependency.name}.`)) off.add(each);
  }
  return off;
}

const isCompatible = (constraint: string, version: string, satisfies: Language['template']['satisfies']): boolean =>
  constraint === '' || satisfies(version, constraint) !== false;

function isEnabled({ condition, tags }: Dependency, values: Dict, path: string): boolean {
  for (const each of condition) {
    const value = valueAt(values, path + each);
    if (value?.kind === 'bool') return value.value;
  }
  const table = tableAt(values, 'tags');
  const set = tags.flatMap(tag => {
    const value = table?.entries.get(tag);
    return value?.kind === 'bool' ? [value.value] : [];
  });
  return set.length === 0 || set.includes(true);
}

/** `import-values`: tables of sub-charts that the parent takes for its own, where it has nothing itself. */
export function importValues(chart: Chart, language: Language): void {
  for (const dependency of chart.dependencies) importValues(dependency, language);
  const { dependencies } = chart.metadata;
  if (dependencies.length === 0) return;
  const { dict, deepCopy } = language.template;
  const values = coalesced(chart, dict(), language, true);
  const imported = dict();
  for (const { name, importValues } of dependencies)
    for (const each of importValues) {
      const { child, parent } = typeof each === 'string' ? { child: `exports.${each}`, parent: '.' } : each;
      const table = valueAt(values, `${name}.${child}`);
      if (table?.kind !== 'map') continue;
      const nested = parent === '.' ? [] : parent.split('.');
      mergeTables(
        imported,
        nested.reduceRight((inner, key) => dict([[key, inner]]), deepCopy(table) as Dict),
        true,
      );
    }
  chart.values = mergeTables(deepCopy(values) as Dict, imported, true);
}
