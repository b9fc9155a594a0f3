import type { Place } from '@idlint/model';
import type { Data, ListData, MapData, MapEntry } from '../data.ts';
import { compareKeys, setItems } from './equality.ts';
import { numberText, readNumber } from './number.ts';
import { holeIn, madeText } from './text.ts';
import { type Type, typeName, typeOf, unify } from './type.ts';
import { failure, overLimit, partOf, unknownData, type Work } from './work.ts';

/** A value made one of a type, by go-cty's conversions; a failure where Terraform would refuse. What is unknown stays so. */
export function convert(data: Data, type: Type, work: Work, at: Place = data.at): Data {
  if (data.kind === 'unknown' || data.kind === 'null' || type === 'dynamic') return data;
  if (data.kind === 'list' || data.kind === 'map') {
    work.left -= data.kind === 'list' ? data.items.length : data.entries.size;
    if (work.left < 0) return overLimit('a value of this size', at);
  }
  if (type === 'string') return toText(data, work, at);
  if (type === 'number') return toNumber(data, work, at);
  if (type === 'bool') return toBool(data, work, at);
  if ('list' in type) return toSequence(data, 'list', type.list, work, at);
  if ('set' in type) return toSequence(data, 'set', type.set, work, at);
  if ('map' in type) return toMap(data, type.map, work, at);
  if ('tuple' in type) return toTuple(data, type.tuple, work, at);
  return toObject(data, type, work, at);
}

const refuse = (data: Data, wanted: string, work: Work, at: Place): Data =>
  failure(work, `${wanted} required, not ${typeName(typeOf(data))}`, at);

function toText(data: Data, work: Work, at: Place): Data {
  if (data.kind === 'string') return data;
  if (data.kind === 'number') return { ...madeText(numberText(data), data.at), ...(data.via ? { via: data.via } : {}) };
  if (data.kind === 'bool') return { ...madeText(String(data.value), data.at), ...(data.via ? { via: data.via } : {}) };
  return refuse(data, 'string', work, at);
}

function toNumber(data: Data, work: Work, at: Place): Data {
  if (data.kind === 'number') return data;
  if (data.kind !== 'string') return refuse(data, 'a number', work, at);
  const why = holeIn(data);
  if (why) return unknownData(why, data.at, data.via);
  const number = readNumber(data.value, data.at);
  return number ? { ...number, ...(data.via ? { via: data.via } : {}) } : failure(work, 'a number required', at);
}

function toBool(data: Data, work: Work, at: Place): Data {
  if (data.kind === 'bool') return data;
  if (data.kind !== 'string') return refuse(data, 'bool', work, at);
  const why = holeIn(data);
  if (why) return unknownData(why, data.at, data.via);
  // Terraform takes "1" and "0" as well, and only these spellings.
  if (data.value !== 'true' && data.value !== 'false' && data.value !== '1' && data.value !== '0')
    return failure(work, 'a bool is required', at);
  return { kind: 'bool', value: data.value === 'true' || data.value === '1', at: data.at, ...(data.via ? { via: data.via } : {}) };
}

function toSequence(data: Data, of: 'list' | 'set', item: Type, work: Work, at: Place): Data {
  if (data.kind !== 'list') return refuse(data, of, work, at);
  const wanted = item === 'dynamic' ? (unify(data.items.map(typeOf)) ?? 'none') : item;
  if (wanted === 'none') return failure(work, 'all items must have the same type', at);
  const items = data.items.map(value => convert(partOf(data, value), wanted, work, at));
  const { via: _, ...rest } = data;
  const list: ListData = { ...rest, items, of };
  return of === 'set' ? { ...list, items: setItems(items) } : list;
}

function toMap(data: Data, item: Type, work: Work, at: Place): Data {
  if (data.kind !== 'map') return refuse(data, 'map', work, at);
  const values = [...data.entries];
  const wanted = item === 'dynamic' ? (unify(values.map(([, { value }]) => typeOf(value))) ?? 'none') : item;
  if (wanted === 'none') return failure(work, 'all values of a map must have the same type', at);
  const entries = values.map(([key, entry]): [string, MapEntry] => [
    key,
    { key: entry.key, value: convert(partOf(data, entry.value), wanted, work, at) },
  ]);
  const { via: _, ...rest } = data;
  return { ...rest, entries: new Map(entries), of: 'map' };
}

function toTuple(data: Data, items: Type[], work: Work, at: Place): Data {
  if (data.kind !== 'list') return refuse(data, 'tuple', work, at);
  if (data.items.length !== items.length && !data.open) return failure(work, `a tuple of ${items.length} required`, at);
  const { via: _, ...rest } = data;
  return { ...rest, items: data.items.map((item, index) => convert(partOf(data, item), items[index] ?? 'dynamic', work, at)), of: 'tuple' };
}

function toObject(data: Data, { object }: { object: Extract<Type, { object: unknown }>['object'] }, work: Work, at: Place): Data {
  if (data.kind !== 'map') return refuse(data, 'object', work, at);
  const entries = new Map<string, MapEntry>();
  for (const [name, attribute] of Object.entries(object)) {
    const entry = data.entries.get(name);
    if (entry && !(entry.value.kind === 'null' && attribute.fallback)) {
      entries.set(name, { key: entry.key, value: convert(partOf(data, entry.value), attribute.type, work, at) });
    } else if (data.open && !entry) entries.set(name, { key: data.at, value: unknownData(data.open, data.at) });
    else if (attribute.optional) entries.set(name, { key: data.at, value: attribute.fallback ?? { kind: 'null', at: data.at } });
    else return failure(work, `attribute "${name}" is required`, at);
  }
  const { via: _, open: __, ...rest } = data;
  return { ...rest, entries, of: 'object' };
}

/** A map as Terraform iterates it: by key. */
export const sortedEntries = (data: MapData): [string, MapEntry][] => [...data.entries].sort(([a], [b]) => compareKeys(a, b));
