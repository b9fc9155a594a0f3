import type { Why } from '@idlint/model';
import type { Data, ListData, MapEntry } from '../../data.ts';
import { convert, sortedEntries } from '../convert.ts';
import { compareKeys, sameData } from '../equality.ts';
import { bigOf, compare, numberData } from '../number.ts';
import { binary } from '../operators.ts';
import { holeIn, keyText, madeText, whyKeys, whyUnknown } from '../text.ts';
import { typeOf, unify } from '../type.ts';
import { failure, mostItems, overLimit, partOf, unknownData } from '../work.ts';
import {
  bool,
  type CallContext,
  define,
  type FunctionDefinition,
  type Items,
  list,
  type Mapping,
  type Numeric,
  type Text,
} from './define.ts';
import { wholeNumber } from './numbers.ts';

const anyList = { list: 'dynamic' } as const;
const textList = { list: 'string' } as const;

/** The items, each with the places that the list came through. */
export const itemsIn = (data: ListData): Data[] => data.items.map(item => partOf(data, item));
const openOf = (why: Why | undefined): { open?: Why } => (why ? { open: why } : {});

/** All of one type, as a list needs; as they are where there is no such type, which Terraform refuses. */
export function unifiedItems(items: Data[], { work, at }: CallContext): Data[] {
  const type = unify(items.map(typeOf));
  if (type === undefined) work.failures++;
  return type === undefined ? items : items.map(item => convert(item, type, work, at));
}

export const collections: Record<string, FunctionDefinition> = {
  length: define(
    ['dynamic'],
    ([data], { at, work }) => {
      if (data?.kind === 'string') {
        const why = holeIn(data);
        return why ? unknownData(why, at) : numberData(graphemes(data.value), at);
      }
      if (data?.kind === 'unknown') return unknownData(data.why, at);
      if (data?.kind !== 'list' && data?.kind !== 'map') return failure(work, 'length needs a string or a collection', at);
      if (data.open) return unknownData(data.open, at);
      if (data.kind === 'list' && data.of === 'set' && whyUnknown(data)) return unknownData(whyUnknown(data)!, at);
      return numberData(data.kind === 'list' ? data.items.length : data.entries.size, at);
    },
    { takes: 'anything' },
  ),

  concat: define<Data[]>(
    ['dynamic'],
    (args, context) => {
      const items: Data[] = [];
      let open: Why | undefined;
      for (const arg of args) {
        if (arg.kind === 'unknown') open ??= arg.why;
        else if (arg.kind !== 'list' || arg.of === 'set') return failure(context.work, 'concat needs lists', context.at);
        else {
          for (const item of itemsIn(arg)) items.push(item);
          open ??= arg.open;
        }
        if (items.length > mostItems) return overLimit(`more than ${mostItems} items`, context.at);
      }
      const lists = args.every(arg => arg.kind !== 'list' || arg.of === 'list' || arg.of === 'set');
      const all = lists ? unifiedItems(items, context) : items;
      return { ...list(all, context, lists ? 'list' : 'tuple'), ...openOf(open) };
    },
    { rest: 'dynamic', takes: 'anything' },
  ),

  merge: define<Data[]>(
    [],
    (args, { at, work }) => {
      const entries = new Map<string, MapEntry>();
      let open: Why | undefined;
      for (const arg of args) {
        if (arg.kind === 'null') continue;
        const why = arg.kind === 'unknown' ? arg.why : arg.kind === 'map' ? arg.open : undefined;
        if (why) {
          // It may hold any of the keys that stood before it.
          for (const [key, entry] of entries) entries.set(key, { ...entry, value: unknownData(why, at) });
          open ??= why;
        }
        if (arg.kind === 'map') {
          for (const [key, entry] of arg.entries) {
            entries.delete(key);
            entries.set(key, { key: entry.key, value: partOf(arg, entry.value) });
          }
        } else if (arg.kind !== 'unknown') return failure(work, 'merge needs maps or objects', at);
        if (entries.size > mostItems) return overLimit(`more than ${mostItems} items`, at);
      }
      return { kind: 'map', of: mergedKind(args), entries, at, ...openOf(open) };
    },
    { rest: 'dynamic', takes: 'anything', nullable: true },
  ),

  flatten: define(
    ['dynamic'],
    ([data], { at, work }) => {
      if (data?.kind === 'unknown') return unknownData(data.why, at);
      if (data?.kind !== 'list') return failure(work, 'flatten needs a list', at);
      const items: Data[] = [];
      const open = flattenInto(data, items);
      return items.length > mostItems
        ? overLimit(`more than ${mostItems} items`, at)
        : { ...list(items, { at }, 'tuple'), ...openOf(open) };
    },
    { takes: 'anything' },
  ),

  compact: define<[Items]>(
    [textList],
    ([data], { at }) => {
      let { open } = data;
      const kept: Data[] = [];
      for (const item of itemsIn(data)) {
        if (item.kind === 'null' || (item.kind === 'string' && item.value === '')) continue;
        if (item.kind === 'unknown') open ??= item.why;
        kept.push(item);
      }
      return {
        ...list(
          kept.filter(item => item.kind !== 'unknown'),
          { at },
        ),
        ...openOf(open),
      };
    },
    { takes: 'anything' },
  ),

  distinct: define<[Items]>(
    [anyList],
    ([data], { at }) => {
      let { open } = data;
      const kept: Data[] = [];
      for (const item of itemsIn(data)) {
        const same = kept.map(other => sameData(other, item));
        if (same.includes(true)) continue;
        if (same.includes(undefined)) open ??= whyUnknown(item) ?? { code: 'dynamic', what: 'items that are not known' };
        kept.push(item);
      }
      return { ...list(kept, { at }), ...openOf(open) };
    },
    { takes: 'anything' },
  ),

  reverse: define(
    ['dynamic'],
    ([data], context) => {
      if (data?.kind !== 'list') return failure(context.work, 'reverse needs a list', context.at);
      return list(itemsIn(data).reverse(), context, data.of === 'set' ? 'list' : data.of);
    },
    { takes: 'shallow' },
  ),

  sort: define<[Items]>([textList], ([data], context) => {
    const items = itemsIn(data).filter((item): item is Text => item.kind === 'string');
    if (items.length < data.items.length) return failure(context.work, 'sort can not order null', context.at);
    return list(
      items.sort((a, b) => compareKeys(a.value, b.value)),
      context,
    );
  }),

  element: define<[Data, Numeric]>(
    ['dynamic', 'number'],
    ([data, number], { at, work }) => {
      const index = wholeNumber(number);
      if (data.kind !== 'list' || data.of === 'set' || index === undefined) return failure(work, 'element needs a list and a number', at);
      if (data.items.length === 0) return failure(work, 'element needs a list with items', at);
      const item = data.items[index % data.items.length];
      return item ? partOf(data, item) : failure(work, 'element needs a number that is not negative', at);
    },
    { takes: 'shallow' },
  ),

  index: define<[Data, Data]>(['dynamic', 'dynamic'], ([data, wanted], { at, work }) => {
    if (data.kind !== 'list' || data.of === 'set') return failure(work, 'index needs a list', at);
    const found = data.items.findIndex(item => sameData(item, wanted) === true);
    return found < 0 ? failure(work, 'the item is not in the list', at) : numberData(found, at);
  }),

  keys: define(
    ['dynamic'],
    ([data], context) => {
      if (data?.kind === 'unknown') return unknownData(data.why, context.at);
      if (data?.kind !== 'map') return failure(context.work, 'keys needs a map', context.at);
      const keys = sortedEntries(data).map(([key, entry]) => partOf(data, keyText(key, entry.key)));
      return { ...list(keys, context, data.of === 'map' ? 'list' : 'tuple'), ...openOf(data.open) };
    },
    { takes: 'anything' },
  ),

  values: define(
    ['dynamic'],
    ([data], context) => {
      if (data?.kind === 'unknown') return unknownData(data.why, context.at);
      if (data?.kind !== 'map') return failure(context.work, 'values needs a map', context.at);
      const values = sortedEntries(data).map(([, entry]) => partOf(data, entry.value));
      return { ...list(values, context, data.of === 'map' ? 'list' : 'tuple'), ...openOf(data.open) };
    },
    { takes: 'anything' },
  ),

  lookup: define<Data[]>(
    ['dynamic', 'string'],
    ([data, key, fallback, ...rest], { at, work }) => {
      if (rest.length > 0) work.failures++;
      if (data?.kind === 'unknown') return unknownData(data.why, at);
      const why = key && whyUnknown(key);
      if (why) return unknownData(why, at);
      if (data?.kind !== 'map' || key?.kind !== 'string') return failure(work, 'lookup needs a map and a key', at);
      const entry = data.entries.get(key.value);
      if (entry) return partOf(data, entry.value);
      const open = whyKeys(data);
      if (open) return unknownData(open, at);
      if (!fallback) return failure(work, `there is no "${key.value}" in the map`, at);
      const [first] = data.of === 'map' ? data.entries.values() : [];
      return first ? convert(fallback, typeOf(first.value), work, at) : fallback;
    },
    { rest: 'dynamic', takes: 'anything', nullable: true },
  ),

  coalesce: define<Data[]>(
    [],
    (args, context) => {
      const unified = unify(args.map(typeOf)) ?? (args.some(arg => arg.kind === 'null') ? 'dynamic' : undefined);
      // Terraform would refuse; the first is meant all the same.
      if (unified === undefined) context.work.failures++;
      const type = unified ?? 'dynamic';
      for (const arg of args) {
        if (arg.kind === 'unknown') return unknownData(arg.why, context.at);
        if (arg.kind === 'null' || (arg.kind === 'string' && arg.value === '')) continue;
        return convert(arg, type, context.work, context.at);
      }
      return failure(context.work, 'coalesce has nothing to choose', context.at);
    },
    { rest: 'dynamic', takes: 'anything', nullable: true },
  ),

  coalescelist: define<Data[]>(
    [],
    (args, { at, work }) => {
      if (args.some(arg => arg.kind === 'map' || (arg.kind !== 'list' && arg.kind !== 'unknown'))) work.failures++;
      for (const arg of args) {
        if (arg.kind === 'unknown') return unknownData(arg.why, at);
        if (arg.kind !== 'list' || arg.of === 'set') return failure(work, 'coalescelist needs lists', at);
        if (arg.items.length > 0) return arg;
        if (arg.open) return unknownData(arg.open, at);
      }
      return failure(work, 'coalescelist has nothing to choose', at);
    },
    { rest: 'dynamic', takes: 'anything', nullable: true },
  ),

  contains: define<[Data, Data]>(
    ['dynamic', 'dynamic'],
    ([data, wanted], context) => {
      const { at, work } = context;
      if (data.kind === 'unknown') return unknownData(data.why, at);
      if (data.kind !== 'list') return failure(work, 'contains needs a list or a set', at);
      const same = data.items.map(item => sameData(item, wanted));
      if (same.includes(true)) return bool(true, context);
      if (same.includes(undefined) || data.open)
        return unknownData(
          data.open ?? whyUnknown(data) ?? whyUnknown(wanted) ?? { code: 'dynamic', what: 'items that are not known' },
          at,
        );
      return bool(false, context);
    },
    { takes: 'anything' },
  ),

  one: define(
    ['dynamic'],
    ([data], { at, work }) => {
      if (data?.kind === 'unknown') return unknownData(data.why, at);
      if (data?.kind !== 'list') return failure(work, 'one needs a list', at);
      if (data.open) return unknownData(data.open, at);
      if (data.items.length > 1) return failure(work, 'there is more than one', at);
      return data.items[0] ? partOf(data, data.items[0]) : { kind: 'null', at };
    },
    { takes: 'anything' },
  ),

  range: define<Numeric[]>(
    ['number'],
    (args, context) => {
      const [a, b, c] = args.map(({ value }) => value);
      const start = b === undefined ? 0 : a!;
      const limit = b ?? a!;
      const step = c ?? (limit >= start ? 1 : -1);
      if (args.length > 3 || step === 0 || (limit > start !== step > 0 && limit !== start))
        return failure(context.work, 'range needs a start, a limit and a step between them', context.at);
      if (Math.ceil((limit - start) / step) > 1024) return failure(context.work, 'more than 1024 items', context.at);
      const items: Data[] = [];
      const size = numberData(step, context.at);
      const end = bigOf(numberData(limit, context.at));
      const before = (number: Numeric): boolean => compare(bigOf(number), end) * Math.sign(step) < 0;
      for (let next: Data = numberData(start, context.at); next.kind === 'number' && before(next); ) {
        items.push(next);
        next = binary('+', next, size, context.work, context.at);
      }
      return list(items, context);
    },
    { rest: 'number' },
  ),

  slice: define<[Data, Numeric, Numeric]>(
    ['dynamic', 'number', 'number'],
    ([data, from, to], context) => {
      const start = wholeNumber(from);
      const end = wholeNumber(to);
      if (data.kind !== 'list' || data.of === 'set' || start === undefined || end === undefined)
        return failure(context.work, 'slice needs a list and two numbers', context.at);
      if (start < 0 || end < start || end > data.items.length)
        return failure(context.work, 'the slice reaches outside of the list', context.at);
      return list(itemsIn(data).slice(start, end), context, data.of);
    },
    { takes: 'shallow' },
  ),

  chunklist: define<[Items, Numeric]>(
    [anyList, 'number'],
    ([data, size], context) => {
      const length = wholeNumber(size);
      if (length === undefined || length < 0) return failure(context.work, 'the size must not be negative', context.at);
      const items = itemsIn(data);
      const chunks: Data[] = [];
      for (let from = 0; from < items.length; from += length || items.length)
        chunks.push(list(items.slice(from, from + (length || items.length)), context));
      return list(chunks, context);
    },
    { takes: 'shallow' },
  ),

  matchkeys: define<[Items, Items, Items]>([anyList, anyList, anyList], ([values, keys, wanted], context) => {
    if (values.items.length !== keys.items.length) return failure(context.work, 'as many keys as values are needed', context.at);
    const [asText, search] = [keys, wanted].map(({ items }) => items.map(item => convert(item, 'string', context.work, context.at)));
    return list(
      itemsIn(values).filter((_, index) => search!.some(item => sameData(item, asText![index]!) === true)),
      context,
    );
  }),

  transpose: define<[Mapping]>([{ map: textList }], ([data], context) => {
    const turned = new Map<string, MapEntry>();
    for (const [key, { key: at, value }] of sortedEntries(data)) {
      for (const item of value.kind === 'list' ? value.items : []) {
        if (item.kind !== 'string') return failure(context.work, 'transpose needs lists of strings', context.at);
        const entry = turned.get(item.value);
        if (entry?.value.kind === 'list') entry.value.items.push(madeText(key, at));
        else turned.set(item.value, { key: item.at, value: list([madeText(key, at)], context) });
      }
    }
    for (const { value } of turned.values())
      if (value.kind === 'list') value.items.sort((a, b) => compareKeys((a as Text).value, (b as Text).value));
    return { kind: 'map', of: 'map', entries: turned, at: context.at };
  }),

  zipmap: define<[Items, Data]>(
    [textList, 'dynamic'],
    ([keys, values], { at, work }) => {
      const why = keys.open ?? whyUnknown(keys);
      if (why) return unknownData(why, at);
      if (values.kind === 'unknown') return unknownData(values.why, at);
      if (values.kind !== 'list' || values.of === 'set' || values.items.length !== keys.items.length)
        return failure(work, 'as many values as keys are needed', at);
      const entries = keys.items.map((key, index): [string, MapEntry] => [
        (key as Text).value,
        { key: key.at, value: partOf(values, values.items[index]!) },
      ]);
      return { kind: 'map', of: values.of === 'list' ? 'map' : 'object', entries: new Map(entries), at };
    },
    { takes: 'anything' },
  ),

  alltrue: define<[Items]>([{ list: 'bool' }], ([data], context) => quantifier(data, false, context), { takes: 'anything' }),
  anytrue: define<[Items]>([{ list: 'bool' }], ([data], context) => quantifier(data, true, context), { takes: 'anything' }),

  sum: define<[Data]>(['dynamic'], ([data], context) => {
    if (data.kind !== 'list' || data.items.length === 0) return failure(context.work, 'sum needs a list with items', context.at);
    return data.items.reduce((total, item) => binary('+', total, item, context.work, context.at), numberData(0, context.at));
  }),
};

/** Maps of one type make a map; all else makes an object. */
function mergedKind(args: Data[]): 'map' | 'object' {
  const maps = args.filter(arg => arg.kind === 'map');
  const types = new Set(maps.filter(({ entries }) => entries.size > 0).map(map => JSON.stringify(typeOf(map))));
  return maps.length > 0 && maps.every(({ of }) => of === 'map') && types.size <= 1 ? 'map' : 'object';
}

/** One item of the deciding value decides, whatever else is not known. */
function quantifier(data: Items | Data, decisive: boolean, context: CallContext): Data {
  if (data.kind !== 'list') return unknownData(whyUnknown(data) ?? { code: 'dynamic', what: 'a list' }, context.at);
  if (data.items.some(item => item.kind === 'bool' && item.value === decisive)) return bool(decisive, context);
  if (!decisive && data.items.some(item => item.kind === 'null')) return bool(false, context);
  const why = whyUnknown(data);
  return why ? unknownData(why, context.at) : bool(!decisive, context);
}

/** Lists, sets and tuples in it give way to their items, at any depth. Gives back why more items may follow. */
function flattenInto(data: ListData, items: Data[]): Why | undefined {
  let { open } = data;
  for (const item of itemsIn(data)) {
    if (items.length > mostItems) return open;
    if (item.kind === 'list') open = flattenInto(item, items) ?? open;
    else if (item.kind === 'unknown') open ??= item.why;
    else items.push(item);
  }
  return open;
}

/** As go-cty counts a string's length: characters as people see them. */
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
export const characters = (text: string): string[] =>
  /^[\x20-\x7e]*$/.test(text) ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
const graphemes = (text: string): number => characters(text).length;
