import { type Absent, absent, known, type Labels, type List, type Place, type Value, type Values, type Why } from '@idlint/model';
import { type Data, hole, type MapData, type StringData, type UnknownData } from './data.ts';

/**
 * Questions to Data, asked in one way whoever wrote it. What is missing is `absent` at the thing that lacks it; what is not known, or is
 * not of the shape asked for, is unknown with its why; neither is ever the other.
 */
export type Found = Data | Absent;

/** Whether every character of the string is known. */
export const isWhole = (data: StringData): boolean => !data.value.includes(hole);

const unknownData = (why: Why, { at, via }: { at: Place; via?: Place[] }): UnknownData => ({
  kind: 'unknown',
  at,
  why,
  ...(via?.length ? { via } : {}),
});

const misshapen = (data: Data, expected: string): UnknownData =>
  unknownData({ code: 'syntax', what: `${expected} expected, not ${article[data.kind]}`, at: data.at }, data);

const article: Record<Data['kind'], string> = {
  null: 'null',
  bool: 'a boolean',
  number: 'a number',
  string: 'a string',
  list: 'a list',
  map: 'a map',
  unknown: 'something unknown',
};

/**
 * The value under a key, or under a key of a key … An explicit null counts as not written. Absent stands at the innermost map that
 * lacks the key; a map that may hold more than is known answers unknown.
 */
export function member(data: Found, ...path: string[]): Found {
  let found = data;
  for (const key of path) {
    if (found.kind === 'absent' || found.kind === 'unknown') return found;
    if (found.kind === 'null') return absent(found.at);
    if (found.kind !== 'map') return misshapen(found, 'a map');
    found = found.entries.get(key)?.value ?? (found.open ? unknownData(found.open, found) : absent(found.at));
  }
  return found.kind === 'null' ? absent(found.at) : found;
}

/** Where the key is written; the map itself where it lacks it. */
export const placeOfKey = (data: Data, key: string): Place => (data.kind === 'map' ? (data.entries.get(key)?.key ?? data.at) : data.at);

/** The map, where it is one. */
export const mapOf = (data: Found): MapData | undefined => (data.kind === 'map' ? data : undefined);

/**
 * The items of a list. A single value counts as a list of one, as in policies (`Action: "s3:*"`); what is absent has no items; a list
 * that is unknown as a whole is open.
 */
export function itemsOf(data: Found): List<Data> {
  if (data.kind === 'absent' || data.kind === 'null') return { items: [] };
  if (data.kind === 'unknown') return { items: [], open: { ...data.why, at: data.why.at ?? data.at } };
  if (data.kind === 'list') return data.open ? { items: data.items, open: data.open } : { items: data.items };
  return { items: [data] };
}

/** Numbers and booleans are taken for their text, as every format here does where it wants a string. */
export function stringValue(data: Found): Value<string> {
  switch (data.kind) {
    case 'absent':
      return data;
    case 'null':
      return absent(data.at);
    case 'string':
      return isWhole(data) ? known(data.value, data.at, data.via) : partlyKnown(data);
    case 'number':
      return known(data.exact ?? String(data.value), data.at, data.via);
    case 'bool':
      return known(String(data.value), data.at, data.via);
    case 'unknown':
      return data;
    default:
      return misshapen(data, 'a string');
  }
}

function partlyKnown(data: StringData): Value<string> {
  const first = data.value.indexOf(hole);
  const part = data.parts?.find(({ start, end, from }) => 'hole' in from && start <= first && first < end);
  const why = part && 'hole' in part.from ? part.from.hole : { code: 'dynamic' as const, what: 'a part of the string' };
  return {
    ...unknownData(why, data),
    prefix: data.value.slice(0, first),
    suffix: data.value.slice(data.value.lastIndexOf(hole) + 1),
  };
}

/** The strings of a list; a single string counts as one item. */
export function stringValues(data: Found): Values<string> {
  const { items, open } = itemsOf(data);
  const values = items.map(stringValue);
  return open ? { items: values, open } : { items: values };
}

/** `true` and `false` may be written as strings, as Terraform and CloudFormation allow. */
export function boolValue(data: Found): Value<boolean> {
  if (data.kind === 'bool') return known(data.value, data.at, data.via);
  const text = stringValue(data);
  if (text.kind !== 'known') return text;
  const word = text.value.toLowerCase();
  if (data.kind === 'string' && (word === 'true' || word === 'false')) return known(word === 'true', text.at, text.via);
  return misshapen(data as Data, 'a boolean');
}

/** Numbers may be written as strings. */
export function numberValue(data: Found): Value<number> {
  if (data.kind === 'number') return known(data.value, data.at, data.via);
  const text = stringValue(data);
  if (text.kind !== 'known') return text;
  const value = Number(text.value);
  if (data.kind === 'string' && text.value.trim() !== '' && Number.isFinite(value)) return known(value, text.at, text.via);
  return misshapen(data as Data, 'a number');
}

/** Tags, labels or annotations: a map of strings, or a list of maps with a key and a value as in CloudFormation (`Key`, `Value`). */
export function labelsOf(data: Found): Labels {
  const entries: [string, Value<string>][] = [];
  let open: Why | undefined;
  if (data.kind === 'map') {
    for (const [key, entry] of data.entries) entries.push([key, stringValue(entry.value)]);
    open = data.open;
  } else {
    const list = itemsOf(data);
    open = list.open;
    for (const item of list.items) {
      const key = stringValue(eitherCase(item, 'key'));
      if (key.kind === 'known') entries.push([key.value, stringValue(eitherCase(item, 'value'))]);
      else open ??= key.kind === 'unknown' ? key.why : { code: 'syntax', what: 'a label without a key', at: key.at };
    }
  }
  return { entries: Object.fromEntries(entries), ...(open ? { open } : {}) };
}

function eitherCase(data: Data, key: string): Found {
  const capital = key[0]!.toUpperCase() + key.slice(1);
  return member(data, data.kind === 'map' && data.entries.has(capital) ? capital : key);
}
