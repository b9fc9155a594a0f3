import { type Data, hole, type ListData, type MapData } from '../../data.ts';
import { sameData } from '../../hcl/equality.ts';
import { whyUnknown } from '../../hcl/text.ts';
import { mostItems, overLimit, partOf } from '../../hcl/work.ts';
import { sliceString } from '../../string.ts';
import { asText } from '../as-text.ts';
import { canonical, keyOf } from '../canonical.ts';
import { joined } from '../joined.ts';
import type { ArmFunction, Call } from '../scope.ts';
import { bool, isList, isMap, isText, list, made, map, number, numberOf, textOf, whole } from './values.ts';

export const collections: Record<string, ArmFunction> = {
  concat,
  array: ([value], { at }) => {
    if (!value || isList(value)) return value;
    // What is not known may be a list already, but for an id.
    return value.kind === 'unknown' && !/^[\w.]+Id of /.test(value.why.what) ? undefined : list([value], at);
  },
  createarray: (given, { at }) => list(given, at),
  createobject: (given, { at }) => {
    const made = map(at);
    for (let index = 0; index + 1 < given.length; index += 2) {
      const key = given[index]!;
      if (isText(key)) made.entries.set(keyOf(key), { key: key.at, value: given[index + 1]! });
      else made.open ??= key.kind === 'unknown' ? key.why : { code: 'syntax', what: 'a key that is no string', at };
    }
    return made;
  },
  union,
  shallowmerge: ([maps], call) => (isList(maps) && !maps.open ? merged(maps.items, call, false) : undefined),
  intersection,
  contains,
  empty: ([value], { at }) => {
    if (!value || value.kind === 'unknown') return undefined;
    if (value.kind === 'null') return bool(true, at);
    if (isText(value))
      return value.value === ''
        ? bool(true, at)
        : textOf(value) !== undefined || value.value.replaceAll(hole, '') !== ''
          ? bool(false, at)
          : undefined;
    const size = sizeOf(value);
    return size === undefined ? undefined : size > 0 ? bool(false, at) : (value as ListData).open ? undefined : bool(true, at);
  },
  length: ([value], { at }) => {
    if (!value || value.kind === 'unknown' || (value as ListData).open) return undefined;
    if (isText(value)) return textOf(value) === undefined ? undefined : number(value.value.length, at);
    const size = sizeOf(value);
    return size === undefined ? undefined : number(size, at);
  },
  first: ([value], { at }) => {
    if (isList(value)) return value.items[0] ? partOf(value, value.items[0]) : value.open ? undefined : { kind: 'null', at };
    return textOf(value) === undefined ? undefined : sliceString(value as never, 0, Math.min(1, textOf(value)!.length));
  },
  last: ([value], { at }) => {
    if (isList(value)) {
      if (value.open) return undefined;
      const last = value.items.at(-1);
      return last ? partOf(value, last) : { kind: 'null', at };
    }
    const text = textOf(value);
    return text === undefined ? undefined : sliceString(value as never, Math.max(0, text.length - 1), text.length);
  },
  skip: ([value, count]) => cut(value, Math.max(0, numberOf(count) ?? Number.NaN), Number.POSITIVE_INFINITY),
  take: ([value, count]) => cut(value, 0, Math.max(0, numberOf(count) ?? Number.NaN)),
  range: whole(([from, count], { at }) => {
    const [start, length] = [numberOf(from), numberOf(count)];
    if (start === undefined || length === undefined || length < 0) return undefined;
    if (length > mostItems) return overLimit('a range of this length', at);
    return list(
      Array.from({ length }, (_, index) => number(start + index, at)),
      at,
    );
  }),
  items: ([value], { at }) => {
    if (!isMap(value)) return undefined;
    const keys = [...value.entries.keys()].sort();
    const items = keys.map((key): Data => {
      const entry = value.entries.get(key)!;
      const item = map(entry.key);
      item.entries.set('key', { key: entry.key, value: made(key, entry.key) });
      item.entries.set('value', { key: entry.key, value: partOf(value, entry.value) });
      return item;
    });
    return { ...list(items, at), ...(value.open ? { open: value.open } : {}) };
  },
  objectkeys: ([value], { at }) =>
    isMap(value) && !value.open
      ? list(
          [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => made(key, entry.key)),
          at,
        )
      : undefined,
  flatten: ([value], { at }) => {
    if (!isList(value)) return undefined;
    let open = value.open;
    const items = value.items.flatMap(item => {
      if (isList(item)) {
        open ??= item.open;
        return item.items.map(inner => partOf(item, inner));
      }
      open ??= item.kind === 'unknown' ? item.why : undefined;
      return item.kind === 'unknown' ? [] : [item];
    });
    return { ...list(items, at), ...(open ? { open } : {}) };
  },
  coalesce: (given, { at }) => {
    for (const one of given) if (one.kind !== 'null') return one;
    return { kind: 'null', at };
  },
};

const sizeOf = (data: Data): number | undefined => (isList(data) ? data.items.length : isMap(data) ? data.entries.size : undefined);

function concat(given: Data[], { at }: Call): Data | undefined {
  const lists = given.some(isList);
  if (!lists)
    return given.every(({ kind }) => kind === 'unknown') && given.length > 1
      ? undefined
      : given.some(isMap)
        ? undefined
        : joined(given.map(asText), at);
  const items: Data[] = [];
  let open: ListData['open'];
  for (const one of given) {
    if (isList(one)) for (const item of one.items) items.push(partOf(one, item));
    open ??= isList(one) ? one.open : one.kind === 'unknown' ? { ...one.why, at: one.why.at ?? one.at } : undefined;
  }
  if (items.length > mostItems) return overLimit('a list of this length', at);
  return { ...list(items, at), ...(open ? { open } : {}) };
}

function cut(value: Data | undefined, from: number, to: number): Data | undefined {
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  if (isList(value)) {
    if (value.open && to > value.items.length)
      return from === 0 || from < value.items.length ? { ...value, items: value.items.slice(from, to) } : undefined;
    const { open: _, ...closed } = value;
    return { ...closed, items: value.items.slice(from, to) };
  }
  const text = textOf(value);
  if (text === undefined) return undefined;
  return sliceString(value as never, Math.min(from, text.length), Math.min(to, text.length));
}

/** Of objects the later wins, and objects in them are united as well; of lists, each item stands once. */
function union(given: Data[], call: Call): Data | undefined {
  if (given.some(isList)) {
    const items: Data[] = [];
    let open: ListData['open'];
    for (const one of given) {
      if (isList(one)) {
        for (const item of one.items)
          if (items.length > 2_000 || !items.some(other => sameData(other, item))) items.push(partOf(one, item));
      }
      open ??= isList(one) ? one.open : one.kind === 'unknown' ? one.why : undefined;
    }
    return { ...list(items, call.at), ...(open ? { open } : {}) };
  }
  return given.some(isMap) ? merged(given, call, true) : undefined;
}

function merged(given: Data[], { at }: Pick<Call, 'at'>, deep: boolean, depth = 0): MapData {
  const result = map(at);
  for (const one of given) {
    if (isMap(one)) {
      for (const [key, entry] of one.entries) {
        const before = result.entries.get(key)?.value;
        const value = partOf(one, entry.value);
        const both = deep && depth < 50 && isMap(before) && isMap(value);
        result.entries.set(key, { key: entry.key, value: both ? merged([before, value], { at }, true, depth + 1) : value });
      }
    }
    const why = isMap(one) ? one.open : one.kind === 'unknown' ? one.why : undefined;
    if (why) result.open ??= why;
  }
  return result;
}

function intersection([first, ...rest]: Data[], { at }: Call): Data | undefined {
  if ([first, ...rest].some(one => one && whyUnknown(one))) return undefined;
  if (isList(first) && rest.every(isList))
    return list(
      first.items.filter(item => rest.every(other => (other as ListData).items.some(one => sameData(one, item)))),
      at,
    );
  if (!isMap(first) || !rest.every(isMap)) return undefined;
  const result = map(at);
  for (const [key, entry] of first.entries)
    if (rest.every(other => sameData((other as MapData).entries.get(key)?.value ?? { kind: 'null', at }, entry.value)))
      result.entries.set(key, entry);
  return result;
}

function contains([where, what]: Data[], { at }: Call): Data | undefined {
  if (!where || !what) return undefined;
  if (isMap(where)) {
    if (!isText(what)) return undefined;
    const key = keyOf(what).toLowerCase();
    if ([...where.entries.keys()].some(own => own.toLowerCase() === key)) return bool(true, at);
    return where.open || whyUnknown(what) ? undefined : bool(false, at);
  }
  if (isList(where)) {
    const answers = where.items.map(item => sameData(item, what));
    if (answers.includes(true)) return bool(true, at);
    return where.open || answers.includes(undefined) ? undefined : bool(false, at);
  }
  if (!isText(where) || (!isText(what) && what.kind !== 'number')) return undefined;
  if (canonical(where).includes(canonical(what))) return bool(true, at);
  return whyUnknown(where) || whyUnknown(what) ? undefined : bool(false, at);
}
