import type { Data, ListData, MapData } from '../data.ts';

/** Terraform's types, as go-cty has them. `dynamic`: any, or not known. */
export type Type =
  | 'dynamic'
  | 'string'
  | 'number'
  | 'bool'
  | { list: Type }
  | { set: Type }
  | { map: Type }
  | { tuple: Type[] }
  | { object: Record<string, Attribute> };

export interface Attribute {
  type: Type;
  optional?: boolean;
  /** What stands for an optional attribute that is left out; null without it. */
  fallback?: Data;
}

const isPrimitive = (type: Type): type is 'string' | 'number' | 'bool' => typeof type === 'string' && type !== 'dynamic';

/** What the value is of. Lists, sets and maps are of the type of their first item, which conversion has made that of all. */
export function typeOf(data: Data): Type {
  if (data.kind !== 'list' && data.kind !== 'map') return data.kind === 'null' || data.kind === 'unknown' ? 'dynamic' : data.kind;
  // Collections may share their parts many times over: each is looked at once.
  let type = types.get(data);
  if (type === undefined) {
    type = findType(data);
    types.set(data, type);
  }
  return type;
}

const types = new WeakMap<Data, Type>();

function findType(data: ListData | MapData): Type {
  switch (data.kind) {
    case 'list': {
      if (data.of === 'list' || data.of === 'set') {
        const item = data.items.map(typeOf).find(type => type !== 'dynamic') ?? 'dynamic';
        return data.of === 'list' ? { list: item } : { set: item };
      }
      return data.open ? 'dynamic' : { tuple: data.items.map(typeOf) };
    }
    case 'map': {
      const values = [...data.entries].map(([key, { value }]) => [key, typeOf(value)] as const);
      if (data.of === 'map') return { map: values.find(([, type]) => type !== 'dynamic')?.[1] ?? 'dynamic' };
      return data.open ? 'dynamic' : { object: Object.fromEntries(values.map(([key, type]) => [key, { type }])) };
    }
  }
}

/** The type that all of them can become, as go-cty's UnifyUnsafe finds it; undefined where there is none. */
export function unify(types: Type[]): Type | undefined {
  return unifyWithin(types, { left: 10_000 });
}

/** Types that are larger than the steps allow go along with anything. */
function unifyWithin(types: Type[], steps: { left: number }): Type | undefined {
  const [first] = types;
  if (first === undefined) return 'dynamic';
  if (types.every(type => type === first)) return first;
  steps.left -= types.length;
  if (steps.left < 0) return 'dynamic';
  if (types.some(type => type === 'dynamic')) {
    // An untyped null or an unknown goes along with whatever the others are.
    const others = types.filter(type => type !== 'dynamic');
    return others.length ? unifyWithin(others, steps) : 'dynamic';
  }
  if (types.every(isPrimitive)) {
    return types.includes('string') ? 'string' : undefined;
  }
  if (types.some(isPrimitive)) return undefined;
  const collections = types as Exclude<Type, string>[];
  if (collections.every(type => 'map' in type || 'object' in type)) return unifyMaps(collections as (MapLike | ObjectLike)[], steps);
  if (collections.every(type => 'tuple' in type || 'list' in type || 'set' in type))
    return unifySequences(collections as Sequence[], steps);
  return undefined;
}

type MapLike = { map: Type };
type ObjectLike = { object: Record<string, Attribute> };
type Sequence = { tuple: Type[] } | { list: Type } | { set: Type };

function unifyMaps(types: (MapLike | ObjectLike)[], steps: { left: number }): Type | undefined {
  if (types.every(type => 'object' in type)) {
    const objects = types as ObjectLike[];
    const names = Object.keys(objects[0]!.object);
    if (objects.every(({ object }) => Object.keys(object).length === names.length && names.every(name => Object.hasOwn(object, name)))) {
      const attributes: [string, Attribute][] = [];
      for (const name of names) {
        const type = unifyWithin(
          objects.map(({ object }) => object[name]!.type),
          steps,
        );
        if (type === undefined) return undefined;
        attributes.push([name, { type }]);
      }
      return { object: Object.fromEntries(attributes) };
    }
  }
  const items = unifyWithin(
    types.flatMap(type => ('map' in type ? [type.map] : Object.values(type.object).map(attribute => attribute.type))),
    steps,
  );
  return items === undefined ? undefined : { map: items };
}

function unifySequences(types: Sequence[], steps: { left: number }): Type | undefined {
  if (types.every(type => 'tuple' in type)) {
    const tuples = types as { tuple: Type[] }[];
    if (tuples.every(({ tuple }) => tuple.length === tuples[0]!.tuple.length)) {
      const items = tuples[0]!.tuple.map((_, index) =>
        unifyWithin(
          tuples.map(({ tuple }) => tuple[index]!),
          steps,
        ),
      );
      return items.includes(undefined) ? undefined : { tuple: items as Type[] };
    }
  }
  const item = unifyWithin(
    types.flatMap(type => ('tuple' in type ? type.tuple : 'list' in type ? [type.list] : [type.set])),
    steps,
  );
  if (item === undefined) return undefined;
  return types.every(type => !('list' in type)) && types.some(type => 'set' in type) ? { set: item } : { list: item };
}

/** How Terraform's messages call a type. */
export function typeName(type: Type): string {
  if (typeof type === 'string') return type === 'dynamic' ? 'any' : type;
  if ('list' in type) return `list of ${typeName(type.list)}`;
  if ('set' in type) return `set of ${typeName(type.set)}`;
  if ('map' in type) return `map of ${typeName(type.map)}`;
  return 'tuple' in type ? 'tuple' : 'object';
}
