import { tooLarge } from '../fault.ts';
import { intText, plainDecimal } from '../print.ts';
import { type Str, TextBuilder } from '../text.ts';
import { type Dict, isTrue, sortedEntries, sourceOf, type Value } from '../value.ts';
import { nativeValue } from './json.ts';

/** TOML as BurntSushi's encoder writes it: scalars before tables, tables indented by their depth. https://toml.io */
export function writeToml(value: Value): Str | undefined {
  const root = nativeValue(value);
  if (root.kind !== 'map') return undefined;
  const out = new TextBuilder();
  table(root, [], out);
  return out.build();
}

const isTables = (value: Value): boolean =>
  value.kind === 'list' && value.items.length > 0 && value.items.every(item => nativeValue(item).kind === 'map');

function table(map: Dict, path: string[], out: TextBuilder): void {
  if (path.length > 100) throw tooLarge('values that nest too deeply');
  const entries = sortedEntries(map).map(([key, value]) => [key, nativeValue(value)] as const);
  const indent = '  '.repeat(Math.max(0, path.length));
  for (const [key, value] of entries) {
    if (value.kind === 'nil' || value.kind === 'map' || isTables(value)) continue;
    out.add(`${indent}${keyText(key)} = `, sourceOf(value));
    inline(value, out);
    out.add('\n');
  }
  for (const [key, value] of entries) {
    const inner = [...path, key];
    const name = inner.map(keyText).join('.');
    if (value.kind === 'map') {
      if (out.length > 0 && path.length === 0) out.add('\n');
      out.add(`${indent}[${name}]\n`);
      table(value, inner, out);
    } else if (value.kind === 'list' && isTables(value))
      for (const item of value.items) {
        if (out.length > 0) out.add('\n');
        out.add(`${indent}[[${name}]]\n`);
        table(nativeValue(item) as Dict, inner, out);
      }
  }
}

const keyText = (key: string): string => (/^[\w-]+$/.test(key) ? key : quoted(key));

function inline(value: Value, out: TextBuilder): void {
  switch (value.kind) {
    case 'string':
      out.add(quoted(value.value), sourceOf(value));
      return;
    case 'bool':
      out.add(String(value.value), value.from);
      return;
    case 'int':
      out.add(intText(value), value.from);
      return;
    case 'float': {
      const text = Math.abs(value.value) < 1e21 ? plainDecimal(value.value) : value.value.toExponential();
      out.add(/[.e]/.test(text) ? text : `${text}.0`, value.from);
      return;
    }
    case 'list':
      out.add('[');
      value.items.forEach((item, index) => {
        if (index > 0) out.add(', ');
        inline(nativeValue(item), out);
      });
      out.add(']');
      return;
    case 'map':
      out.add('{');
      sortedEntries(value).forEach(([key, entry], index) => {
        if (index > 0) out.add(', ');
        out.add(`${keyText(key)} = `);
        inline(nativeValue(entry), out);
      });
      out.add('}');
      return;
    default:
      if (isTrue(value)) throw tooLarge('a value that TOML does not have');
  }
}

const quoted = (text: string): string =>
  `"${text.replace(/["\\\x00-\x1f\x7f]/g, character => {
    const known = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' }[character];
    return known ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  })}"`;
