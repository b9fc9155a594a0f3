import type { Why } from '@idlint/model';
import { mostItems, tooLarge } from './fault.ts';
import { blend, gravest, type Source, type Str, sourcesOf, str } from './text.ts';

/**
 * The values that templates compute with: those of Go, as far as they meet in text/template. Maps change in place (`set`, `merge`), as
 * they do there.
 */
export type Value = Nil | Bool | Int | Float | Str | List | Dict | Native;

export interface Nil {
  kind: 'nil';
  from?: Source;
}
export interface Bool {
  kind: 'bool';
  value: boolean;
  from?: Source;
}
export interface Int {
  kind: 'int';
  value: number;
  type: 'int' | 'int64' | 'uint8';
  from?: Source;
}
export interface Float {
  kind: 'float';
  value: number;
  /** Written in a template, where a whole number will do for an int. */
  constant?: true;
  from?: Source;
}
export interface List {
  kind: 'list';
  items: Value[];
  /** Of Go's element type. */
  of: 'any' | 'string' | 'int' | 'byte';
  from?: Source;
}
export interface Dict {
  kind: 'map';
  entries: Map<string, Value>;
  /** Go's type where it is not `map[string]interface {}`. */
  type?: string;
  from?: Source;
}
/** What Go code gives to templates: fields, and methods that may be called. */
export interface Native {
  kind: 'native';
  type: string;
  fields: Record<string, Value>;
  methods?: Record<string, (args: Value[]) => Value>;
  /** What ranges and functions see it as. */
  as?: Value;
  text?: Str;
}

export const nil: Nil = { kind: 'nil' };
export const bool = (value: boolean, from?: Source): Bool => (from ? { kind: 'bool', value, from } : { kind: 'bool', value });
export const int = (value: number, type: Int['type'] = 'int'): Int => ({ kind: 'int', value, type });
export const int64 = (value: number): Int => ({ kind: 'int', value, type: 'int64' });
export const float = (value: number): Float => ({ kind: 'float', value });
export const list = (items: Value[], of: List['of'] = 'any'): List => ({ kind: 'list', items, of });
export const dict = (entries: Iterable<[string, Value]> = []): Dict => ({ kind: 'map', entries: new Map(entries) });

export function isTrue(value: Value): boolean {
  switch (value.kind) {
    case 'nil':
      return false;
    case 'bool':
      return value.value;
    case 'int':
    case 'float':
      return value.value !== 0;
    case 'string':
      return value.value !== '';
    case 'list':
      return value.items.length > 0;
    case 'map':
      return value.entries.size > 0;
    default:
      return value.as ? isTrue(value.as) : true;
  }
}

/** Sprig's notion: as Go's truth, the other way round. */
export const isEmpty = (value: Value): boolean => (value.kind === 'native' && !value.as ? false : !isTrue(value));

export function typeOf(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return '<nil>';
    case 'bool':
    case 'string':
      return value.kind;
    case 'int':
      return value.type;
    case 'float':
      return 'float64';
    case 'list':
      return `[]${value.of === 'any' ? 'interface {}' : value.of === 'byte' ? 'uint8' : value.of}`;
    case 'map':
      return value.type ?? 'map[string]interface {}';
    default:
      return value.type;
  }
}

export function kindOf(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return 'invalid';
    case 'bool':
    case 'string':
    case 'map':
      return value.kind;
    case 'int':
      return value.type;
    case 'float':
      return 'float64';
    case 'list':
      return 'slice';
    default:
      return value.as ? kindOf(value.as) : value.type.startsWith('*') ? 'ptr' : 'struct';
  }
}

/** Where a scalar comes from; of a list or a map, where it is written. */
export const sourceOf = (value: Value): Source | undefined =>
  value.kind === 'string' ? (value.pieces ? blend(sourcesOf(value)) : value.from) : value.kind === 'native' ? undefined : value.from;

/** Why a scalar only stands for something that is not known. */
export const holeOf = (value: Value): Why | undefined =>
  value.kind === 'string' ? gravest(sourcesOf(value)) : value.kind === 'native' ? undefined : value.from?.hole;

/** A scalar of the same value that comes from the sources of others. */
export function fromAll(value: Value, others: readonly Value[]): Value {
  if (value.kind === 'native' || value.kind === 'list' || value.kind === 'map' || value.kind === 'nil') return value;
  if (value.kind === 'string' && (value.pieces || value.from)) return value;
  if (value.kind !== 'string' && value.from) return value;
  const from = blend(others.flatMap(other => sourceOf(other) ?? []));
  if (!from) return value;
  return value.kind === 'string' ? str(value.value, from) : { ...value, from };
}

/** What nests deeper than this holds itself. */
const deepest = 200;

/** Of values that are no larger than `sizeOf` allows. */
export function deepCopy(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(deepCopy) };
  if (value.kind !== 'map') return value;
  return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, deepCopy(entry)])) };
}

/** How many values it holds; what is held twice counts twice. */
export function sizeOf(value: Value): number {
  let size = 0;
  const pending: { value: Value; depth: number }[] = [{ value, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (++size > mostItems || next.depth > deepest) throw tooLarge('values that nest too deeply');
    const inner = next.value.kind === 'list' ? next.value.items : next.value.kind === 'map' ? next.value.entries.values() : [];
    for (const each of inner) pending.push({ value: each, depth: next.depth + 1 });
  }
  return size;
}

/** As reflect.DeepEqual. */
export function deepEqual(a: Value, b: Value): boolean {
  let left = mostItems;
  return equal(a, b, 0);

  function equal(a: Value, b: Value, depth: number): boolean {
    if (--left < 0 || depth > deepest) throw tooLarge('values that nest too deeply');
    if (typeOf(a) !== typeOf(b)) return false;
    if (a === b) return true;
    if (a.kind === 'list' && b.kind === 'list')
      return a.items.length === b.items.length && a.items.every((item, index) => equal(item, b.items[index]!, depth + 1));
    if (a.kind === 'map' && b.kind === 'map')
      return (
        a.entries.size === b.entries.size &&
        [...a.entries].every(([key, entry]) => {
          const other = b.entries.get(key);
          return other !== undefined && equal(entry, other, depth + 1);
        })
      );
    if (a.kind === 'native' || b.kind === 'native') return false;
    if (a.kind === 'nil') return true;
    return 'value' in a && 'value' in b && a.value === b.value;
  }
}

const encoder = new TextEncoder();
/** Go compares and sorts strings by their bytes. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  for (let at = 0; ; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x === y) continue;
    if (Number.isNaN(x)) return -1;
    if (Number.isNaN(y)) return 1;
    // Surrogates come after the rest of the BMP in UTF-8.
    if (x < 0xd800 && y < 0xd800) return x - y;
    break;
  }
  const [x, y] = [encoder.encode(a), encoder.encode(b)];
  for (let at = 0; at < x.length && at < y.length; at++) if (x[at] !== y[at]) return x[at]! - y[at]!;
  return x.length - y.length;
}

export const sortedEntries = (map: Dict): [string, Value][] => [...map.entries].sort(([a], [b]) => compareBytes(a, b));
