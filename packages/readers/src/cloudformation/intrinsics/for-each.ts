import { type Data, hole, itemsOf, type MapData, type MapEntry, type StringData, sliceString } from '@idlint/evaluate';
import type { Place, Why } from '@idlint/model';
import { put, textOf } from './strings.ts';
import type { Working } from './working.ts';

/**
 * `Fn::ForEach::Name: [Identifier, Collection, { Key with ${Identifier}: Fragment }]`: the entries that one loop makes. In the fragment,
 * `${Identifier}` and `Ref: Identifier` stand for the item, and `&{Identifier}` for its letters and digits.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function loop(argument: Data, working: Working): { entries: Map<string, MapEntry>; open?: Why } {
  const entries = new Map<string, MapEntry>();
  const [identifier, collection, fragment] = argument.kind === 'list' ? argument.items : [];
  if (identifier?.kind !== 'string' || !collection || fragment?.kind !== 'map')
    return { entries, open: { code: 'syntax', what: 'Fn::ForEach without a name, a list and what to repeat', at: argument.at } };
  const { items, open } = itemsOf(working.work(collection));
  let why = open;
  for (const item of items) {
    const text = textOf(item);
    if (!text || text.value.includes(hole)) {
      why ??= item.kind === 'unknown' ? item.why : { code: 'syntax', what: 'an item that is no text', at: item.at };
      continue;
    }
    const made = substituted(fragment, { identifier: identifier.value, text, working });
    if (made.kind !== 'map' || entries.size >= mostEntries) {
      why ??= { code: 'limit', what: 'a loop this long', at: collection.at };
      break;
    }
    for (const [key, entry] of made.entries) {
      if (!isLoop(key)) entries.set(key, entry);
      else {
        // A loop in the loop has another turn for each item.
        const inner = loop(entry.value, working);
        for (const [name, repeated] of inner.entries) entries.set(name, repeated);
        why ??= inner.open;
      }
    }
  }
  return why ? { entries, open: why } : { entries };
}

/** Twenty times as many as a template may have. */
const mostEntries = 10_000;

export const isLoop = (key: string): boolean => key.startsWith('Fn::ForEach::');

interface Turn {
  identifier: string;
  text: StringData;
  working: Working;
}

function substituted(data: Data, turn: Turn): Data {
  if (!turn.working.spend(1)) return { kind: 'unknown', why: { code: 'limit', what: 'a loop this long', at: data.at }, at: data.at };
  switch (data.kind) {
    case 'string':
      return inText(data, turn);
    case 'list':
      return { ...data, items: data.items.map(item => substituted(item, turn)) };
    case 'map':
      return inMap(data, turn);
    default:
      return data;
  }
}

function inMap(data: MapData, turn: Turn): Data {
  const named = data.entries.size === 1 ? data.entries.get('Ref')?.value : undefined;
  if (named?.kind === 'string' && named.value === turn.identifier) return withUse(turn.text, data.at);
  const entries = new Map<string, MapEntry>();
  let cut = false;
  for (const [key, entry] of data.entries) {
    const value = substituted(entry.value, turn);
    cut ||= value.kind === 'unknown' && value.why.code === 'limit' && entry.value.kind !== 'unknown';
    entries.set(keyed(key, turn), { key: entry.key, value });
  }
  return cut ? { kind: 'unknown', why: { code: 'limit', what: 'a loop this long', at: data.at }, at: data.at } : { ...data, entries };
}

const keyed = (key: string, { identifier, text }: Turn): string =>
  key.replaceAll(`\${${identifier}}`, () => text.value).replaceAll(`&{${identifier}}`, () => lettersOf(text.value));

const lettersOf = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '');

function inText(data: StringData, { identifier, text }: Turn): Data {
  const pieces: StringData[] = [];
  let from = 0;
  const pattern = /\$\{([^{}!]+)\}|&\{([^{}]+)\}/g;
  for (const found of data.value.matchAll(pattern)) {
    if ((found[1] ?? found[2]) !== identifier) continue;
    pieces.push(sliceString(data, from, found.index));
    pieces.push(found[1] ? text : { ...text, value: lettersOf(text.value), parts: [] });
    from = found.index + found[0].length;
  }
  if (pieces.length === 0) return data;
  pieces.push(sliceString(data, from, data.value.length));
  return put(pieces, data.at);
}

const withUse = (text: StringData, use: Place): Data => ({ ...text, via: [...(text.via ?? []), use] });
