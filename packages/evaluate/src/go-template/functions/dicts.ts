import { asks, define, type FunctionDefinition } from '../define.ts';
import { fault, tooLarge } from '../fault.ts';
import type { Str } from '../text.ts';
import { str } from '../text.ts';
import { bool, type Dict, deepCopy, dict, isEmpty, list, nil, sizeOf, sortedEntries, type Value } from '../value.ts';
import { textOf } from './strings.ts';

/** Sprig's functions of dictionaries. http://masterminds.github.io/sprig/dicts.html */
export const dicts: Record<string, FunctionDefinition> = {
  dict: define('any*', args => {
    const values = args as Value[];
    const made = dict();
    for (let index = 0; index < values.length; index += 2) made.entries.set(textOf(values[index]!).value, values[index + 1] ?? str(''));
    return made;
  }),
  get: define('map string', ([map, key]) => map.entries.get(key.value) ?? str('')),
  set: define('any string any', ([map, key, value]) => {
    if (map.kind !== 'map') throw fault('set in what is no map');
    map.entries.set(key.value, value);
    return map;
  }),
  unset: define('map string', ([map, key]) => {
    map.entries.delete(key.value);
    return map;
  }),
  hasKey: asks('map string', ([map, key]) => bool(map.entries.has(key.value))),
  pluck: define('string map*', args => {
    const [key, ...maps] = args as unknown as [Str, ...Dict[]];
    return list(maps.flatMap(({ entries }) => entries.get(key.value) ?? []));
  }),
  // In an order, where Go has none.
  keys: define('map*', args =>
    list(
      (args as Dict[]).flatMap(map => sortedEntries(map).map(([key]) => str(key))),
      'string',
    ),
  ),
  values: define('map', ([map]) => list(sortedEntries(map).map(([, value]) => value))),
  pick: define('map string*', args => {
    const [map, ...keys] = args as unknown as [Dict, ...Str[]];
    return dict(keys.flatMap(({ value: key }) => (map.entries.has(key) ? [[key, map.entries.get(key)!] as [string, Value]] : [])));
  }),
  omit: define('map string*', args => {
    const [map, ...keys] = args as unknown as [Dict, ...Str[]];
    const left = new Set(keys.map(({ value }) => value));
    return dict([...map.entries].filter(([key]) => !left.has(key)));
  }),
  merge: merging(false),
  mustMerge: merging(false),
  mergeOverwrite: merging(true),
  mustMergeOverwrite: merging(true),
  deepCopy: copying(),
  mustDeepCopy: copying(),
  dig: define('any any any*', args => dug(args as Value[])),
};

function copying(): FunctionDefinition {
  return define('any', ([value], { engine }) => {
    engine.step(sizeOf(value) >> 3);
    return deepCopy(value);
  });
}

function merging(overwrite: boolean): FunctionDefinition {
  return define('map map*', (args, { engine }) => {
    const [target, ...sources] = args as unknown as [Dict, ...Dict[]];
    for (const source of sources) engine.step(sizeOf(source) >> 3);
    for (const source of sources) merge(target, source, overwrite, 0);
    return target;
  });
}

/** mergo: empty values of the target count as missing; with `overwrite`, what the source has wins. */
function merge(target: Dict, source: Dict, overwrite: boolean, depth: number): void {
  if (depth > 100) throw tooLarge('values that nest too deeply');
  if (target === source) return;
  for (const [key, value] of source.entries) {
    const old = target.entries.get(key);
    if (value.kind === 'nil') {
      if (overwrite) target.entries.set(key, value);
      continue;
    }
    if (value.kind === 'map' && old?.kind === 'map') merge(old, value, overwrite, depth + 1);
    else if (overwrite || old === undefined || isEmpty(old)) target.entries.set(key, value);
  }
}

function dug(args: Value[]): Value {
  const map = args.at(-1)!;
  const otherwise = args.at(-2)!;
  let value: Value = map;
  for (const key of args.slice(0, -2)) {
    if (key.kind !== 'string') throw fault('a key that is no string');
    if (value.kind !== 'map') throw fault('dig into what is no map');
    const next: Value | undefined = value.entries.get(key.value);
    if (next === undefined) return otherwise;
    value = next;
  }
  return value.kind === 'nil' ? nil : value;
}
