import { type Data, hole, type MapData, type MapEntry, type StringData, type StringPart } from '@idlint/evaluate';
import type { Place } from '@idlint/model';

/** Fields of objects, changed without touching what they were: each change gives a new object, which shares what stayed. */

export const mapAt = (at: Place, entries: [key: string, value: Data][] = []): MapData => ({
  kind: 'map',
  at,
  entries: new Map(entries.map(([key, value]) => [key, { key: value.at, value }])),
});

/** A text that is written nowhere as such: all of it points at what made it. */
export const madeText = (value: string, at: Place): StringData => ({
  kind: 'string',
  value,
  at,
  parts: value === '' ? [] : [{ start: 0, end: value.length, from: { at, map: [] } }],
});

/** The value under a path of keys; undefined where there is none, or null. */
export function fieldOf(data: Data | undefined, ...path: string[]): Data | undefined {
  let found = data;
  for (const key of path) found = found?.kind === 'map' ? found.entries.get(key)?.value : undefined;
  return found?.kind === 'null' ? undefined : found;
}

/** The text under a path; undefined where none is written, or it is no whole text. */
export function textAt(data: Data | undefined, ...path: string[]): string | undefined {
  const found = fieldOf(data, ...path);
  if (found?.kind === 'string') return found.value.includes(hole) ? undefined : found.value;
  if (found?.kind === 'number') return found.exact ?? String(found.value);
  return found?.kind === 'bool' ? String(found.value) : undefined;
}

export const listAt = (data: Data | undefined, ...path: string[]): Data[] => {
  const found = fieldOf(data, ...path);
  return found?.kind === 'list' ? found.items : [];
};

export const textsAt = (data: Data | undefined, ...path: string[]): { text: string; at: Place }[] =>
  listAt(data, ...path).flatMap(item => {
    const text = textAt(item);
    return text === undefined ? [] : [{ text, at: item.at }];
  });

/** The string of a scalar, with its places. */
export function stringOf(data: Data | undefined): StringData | undefined {
  if (data?.kind === 'string') return data;
  const text = textAt(data);
  return text === undefined ? undefined : madeText(text, data!.at);
}

/** A map with one entry put in, or, where the value is undefined, taken out. */
export function withEntry(map: MapData, key: string, value: Data | undefined, at?: Place): MapData {
  const entries = new Map<string, MapEntry>(map.entries);
  if (value === undefined) entries.delete(key);
  else entries.set(key, { key: entries.get(key)?.key ?? at ?? value.at, value });
  return { ...map, entries };
}

/**
 * The data with every value at a path changed. Lists on the way are gone through item by item. `change` is given undefined where the last
 * key is missing, and takes the entry out by giving undefined; `create` makes the maps that are missing on the way.
 */
export function changeAt(data: Data, path: readonly string[], change: (found?: Data) => Data | undefined, create?: Place): Data {
  const [key, ...rest] = path;
  if (key === undefined) return change(data) ?? data;
  if (data.kind === 'list') {
    let changed = false;
    const items = data.items.map(item => {
      const next = changeAt(item, path, change, create);
      changed ||= next !== item;
      return next;
    });
    return changed ? { ...data, items } : data;
  }
  if (data.kind !== 'map') return data;
  const found = data.entries.get(key)?.value;
  const there = found?.kind === 'null' ? undefined : found;
  if (rest.length === 0) {
    const next = there?.kind === 'list' ? changeItems(there, change) : there || create ? change(there) : undefined;
    return next === there ? data : withEntry(data, key, next, create);
  }
  if (!there && !create) return data;
  const inner = there ?? mapAt(create!);
  const next = changeAt(inner, rest, change, create);
  return next === there ? data : withEntry(data, key, next, create);
}

function changeItems(list: Extract<Data, { kind: 'list' }>, change: (found?: Data) => Data | undefined): Data {
  const items = list.items.map(item => change(item) ?? item);
  return items.some((item, index) => item !== list.items[index]) ? { ...list, items } : list;
}

/** More than any field holds: a copy of a copy of a copy could grow without end. */
const largest = 5_000;

/** Whether a value is too large to be put into another place. */
export function isTooLarge(data: Data): boolean {
  let count = 0;
  const waiting = [data];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (++count > largest) return true;
    if (next.kind === 'list') waiting.push(...next.items);
    if (next.kind === 'map') for (const { value } of next.entries.values()) waiting.push(value);
  }
  return false;
}

/** Strings one after another, each character at its place; the whole stands where `home` does. */
export function joined(pieces: StringData[], home: StringData, via: Place[]): StringData {
  let value = '';
  const parts: StringPart[] = [];
  for (const piece of pieces) {
    const own: StringPart[] = piece.parts ?? [{ start: 0, end: piece.value.length, from: { at: piece.at } }];
    for (const part of own)
      if (part.end > part.start) parts.push({ ...part, start: part.start + value.length, end: part.end + value.length });
    value += piece.value;
  }
  const through = [...(home.via ?? []), ...via];
  return { kind: 'string', value, at: home.at, parts, ...(through.length > 0 ? { via: through } : {}) };
}
