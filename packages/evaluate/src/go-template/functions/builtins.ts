import { asks, define, type FunctionDefinition } from '../define.ts';
import { fault } from '../fault.ts';
import { printText, sprint, sprintf, sprintln } from '../print.ts';
import { type Str, slice, str } from '../text.ts';
import { bool, compareBytes, type Float, type Int, int, isTrue, nil, typeOf, type Value } from '../value.ts';

/** The functions of text/template itself. `and` and `or` stand in the evaluation, because they leave out arguments. */
export const builtins: Record<string, FunctionDefinition> = {
  not: asks('any', ([value]) => bool(!isTrue(value))),
  len: asks('any', ([value]) => int(lengthOf(value))),
  index: define('any any*', args => {
    const [value, ...keys] = args as Value[];
    return keys.reduce(indexed, value!);
  }),
  slice: define('any any*', args => {
    const [value, ...bounds] = args as [Value, ...Value[]];
    const [start = 0, end] = bounds.map(indexNumber);
    const length = lengthOf(value);
    const to = end ?? length;
    if (start < 0 || to > length || start > to) throw fault('a slice out of range');
    if (value.kind === 'string') return slice(value, start, to);
    if (value.kind === 'list') return { ...value, items: value.items.slice(start, to) };
    throw fault(`a slice of ${typeOf(value)}`);
  }),
  call: define('any any*', () => {
    throw fault('call of what is no function');
  }),
  print: define('any*', args => sprint(args as Value[])),
  println: define('any*', args => sprintln(args as Value[])),
  printf: define('string any*', args => {
    const [format, ...rest] = args as [Str, ...Value[]];
    return sprintf(format, rest);
  }),
  html: define('any*', args => escaped(args as Value[], /["'&<>\0]/g, htmlEscapes)),
  js: define('any*', args => escaped(args as Value[], /[\\'"<>&=]|[^\x20-\x7e]/gu, jsEscapes)),
  urlquery: define('any*', args => {
    const text = sprint(args as Value[]).value;
    return str(
      encodeURIComponent(text)
        .replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
        .replace(/%20/g, '+'),
    );
  }),
  eq: define('any any*', args => {
    const [value, ...others] = args as Value[];
    if (others.length === 0) throw fault('eq of one value');
    return bool(others.some(other => equal(value!, other)));
  }),
  ne: define('any any', ([a, b]) => bool(!equal(a, b))),
  lt: define('any any', ([a, b]) => bool(order(a, b) < 0)),
  le: define('any any', ([a, b]) => bool(order(a, b) <= 0)),
  gt: define('any any', ([a, b]) => bool(order(a, b) > 0)),
  ge: define('any any', ([a, b]) => bool(order(a, b) >= 0)),
};

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

function lengthOf(value: Value): number {
  if (value.kind === 'string') return byteLength(value.value);
  if (value.kind === 'list') return value.items.length;
  if (value.kind === 'map') return value.entries.size;
  if (value.kind === 'native' && value.as) return lengthOf(value.as);
  throw fault(`len of ${typeOf(value)}`);
}

function indexNumber(value: Value): number {
  if (value.kind === 'int') return value.value;
  throw fault(`an index of type ${typeOf(value)}`);
}

function indexed(value: Value, key: Value): Value {
  if (value.kind === 'native' && value.as) return indexed(value.as, key);
  if (value.kind === 'map') {
    if (key.kind !== 'string') throw fault(`an index of type ${typeOf(key)} into a map`);
    return value.entries.get(key.value) ?? nil;
  }
  const at = indexNumber(key);
  if (value.kind === 'list') {
    const item = value.items[at];
    if (item === undefined) throw fault('an index out of range');
    return item;
  }
  if (value.kind === 'string') {
    const byte = new TextEncoder().encode(value.value)[at];
    if (byte === undefined) throw fault('an index out of range');
    return int(byte, 'uint8');
  }
  throw fault(`an index of ${typeOf(value)}`);
}

const basic = (value: Value): string | undefined =>
  value.kind === 'bool' || value.kind === 'int' || value.kind === 'float' || value.kind === 'string' ? value.kind : undefined;

function equal(a: Value, b: Value): boolean {
  const [x, y] = [basic(a), basic(b)];
  if (x === undefined && y === undefined) {
    if (a.kind === 'nil' || b.kind === 'nil') return a.kind === b.kind;
    throw fault(`${typeOf(a)} can not be compared`);
  }
  if (a.kind === 'nil' || b.kind === 'nil') return false;
  if (x !== y) throw fault(`${typeOf(a)} can not be compared with ${typeOf(b)}`);
  return (a as Str).value === (b as Str).value;
}

function order(a: Value, b: Value): number {
  const kind = basic(a);
  if (kind === undefined || kind === 'bool' || kind !== basic(b)) throw fault(`${typeOf(a)} has no order with ${typeOf(b)}`);
  if (kind === 'string') return compareBytes((a as Str).value, (b as Str).value);
  return (a as Int | Float).value - (b as Int | Float).value;
}

const htmlEscapes: Record<string, string> = { '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;', '\0': '\ufffd' };
const jsEscapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

function escaped(args: Value[], pattern: RegExp, escapes: Record<string, string>): Str {
  const text = args.length === 1 ? printText(args[0]!) : sprint(args);
  return str(
    text.value.replace(pattern, character => {
      const known = escapes[character];
      if (known !== undefined) return known;
      const code = character.codePointAt(0)!;
      if (code >= 127 && /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) return character;
      return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
    }),
  );
}
