import type { Why } from '@idlint/model';
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

/** What can't go on: the template's own fault, or a bound of ours. Thrown and caught within the evaluator. */
export class TemplateError extends Error {
  readonly why: Why;

  constructor(why: Why) {
    super(why.what);
    this.why = why;
  }
}

export const fault = (what: string): TemplateError => new TemplateError({ code: 'template', what });

/** Larger texts and lists than these are not made. */
export const mostCharacters = 8_000_000;
export const mostItems = 200_000;
export const tooLarge = (what: string): TemplateError => new TemplateError({ code: 'limit', what });

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

export function deepCopy(value: Value, depth = 0): Value {
  if (depth > 200) throw tooLarge('values that nest too deeply');
  if (value.kind === 'list') return { ...value, items: value.items.map(item => deepCopy(item, depth + 1)) };
  if (value.kind !== 'map') return value;
  return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, deepCopy(entry, depth + 1)])) };
}

/** As reflect.DeepEqual. */
export function deepEqual(a: Value, b: Value, depth = 0): boolean {
  if (depth > 200 || typeOf(a) !== typeOf(b)) return false;
  if (a.kind === 'list' && b.kind === 'list')
    return a.items.length === b.items.length && a.items.every((item, index) => deepEqual(item, b.items[index]!, depth + 1));
  if (a.kind === 'map' && b.kind === 'map')
    return (
      a.entries.size === b.entries.size &&
      [...a.entries].every(([key, entry]) => {
        const other = b.entries.get(key);
        return other !== undefined && deepEqual(entry, other, depth + 1);
      })
    );
  if (a.kind === 'native' || b.kind === 'native') return a === b;
  if (a.kind === 'nil') return true;
  return 'value' in a && 'value' in b && a.value === b.value;
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
