import { tooLarge } from '../fault.ts';
import { intText, plainDecimal } from '../print.ts';
import { blend, type Source, type Str, sourcesOf, str, TextBuilder } from '../text.ts';
import { dict, float, list, nil, sortedEntries, sourceOf, type Value } from '../value.ts';

interface Style {
  /** `<`, `>` and `&` are written as escapes. */
  html: boolean;
  /** In columns, one value a line. */
  indent: string;
}

/** JSON as Go's encoding/json writes it. */
export function writeJson(value: Value, style: Style = { html: true, indent: '' }): Str {
  const out = new TextBuilder();
  write(value, out, style, '');
  return out.build();
}

/** What a Go value is for a format that knows no Go. */
export function nativeValue(value: Value): Value {
  if (value.kind !== 'native') return value;
  if (value.as) return value.as;
  if (value.text) return value.text;
  return dict(Object.entries(value.fields));
}

function write(given: Value, out: TextBuilder, style: Style, margin: string): void {
  if (margin.length > 400) throw tooLarge('a value of this size');
  const value = nativeValue(given);
  const inner = margin + (style.indent || ' ');
  const [open, between, close] = style.indent ? [`\n${inner}`, `,\n${inner}`, `\n${margin}`] : ['', ',', ''];
  switch (value.kind) {
    case 'nil':
      out.add('null');
      return;
    case 'string':
      writeString(value, out, style);
      return;
    case 'bool':
      out.add(String(value.value), value.from);
      return;
    case 'int':
      out.add(intText(value), value.from);
      return;
    case 'float':
      out.add(jsonNumber(value.value), value.from);
      return;
    case 'list':
      if (value.items.length === 0) {
        out.add('[]');
        return;
      }
      out.add(`[${open}`);
      value.items.forEach((item, index) => {
        if (index > 0) out.add(between);
        write(item, out, style, inner);
      });
      out.add(`${close}]`);
      return;
    case 'map':
      if (value.entries.size === 0) {
        out.add('{}');
        return;
      }
      out.add(`{${open}`);
      sortedEntries(value).forEach(([key, entry], index) => {
        if (index > 0) out.add(between);
        writeString(str(key, sourceOf(entry)), out, style);
        out.add(style.indent ? ': ' : ':');
        write(entry, out, style, inner);
      });
      out.add(`${close}}`);
  }
}

export function jsonNumber(value: number): string {
  if (!Number.isFinite(value)) throw tooLarge('a number that JSON does not have');
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-6 && size < 1e21)) return plainDecimal(value);
  return value.toExponential().replace(/e([+-])(\d)$/, (_, sign: string, digit: string) => (sign === '+' ? `e+0${digit}` : `e-${digit}`));
}

const short: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };

function writeString(text: Str, out: TextBuilder, { html }: Style): void {
  out.add('"', sourceOf(text));
  let at = 0;
  for (const match of text.value.matchAll(html ? /["\\<>&\u2028\u2029\x00-\x1f]/g : /["\\\u2028\u2029\x00-\x1f]/g)) {
    const [character] = match;
    out.addFrom(text, at, match.index);
    out.add(short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`, sourceOf(text));
    at = match.index + 1;
  }
  out.addFrom(text, at).add('"', sourceOf(text));
}

/** Undefined where it is no JSON. All of it comes from where the text does. */
export function readJson(text: Str): Value | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text.value);
  } catch {
    return undefined;
  }
  return fromPlain(read, blend(sourcesOf(text)));
}

function fromPlain(read: unknown, from?: Source, depth = 0): Value {
  if (depth > 200) throw tooLarge('values that nest too deeply');
  if (typeof read === 'string') return str(read, from);
  const source = from ? { from } : {};
  if (typeof read === 'number') return { ...float(read), ...source };
  if (typeof read === 'boolean') return { kind: 'bool', value: read, ...source };
  if (Array.isArray(read)) return { ...list(read.map(item => fromPlain(item, from, depth + 1))), ...source };
  if (typeof read === 'object' && read !== null)
    return { ...dict(Object.entries(read).map(([key, entry]) => [key, fromPlain(entry, from, depth + 1)])), ...source };
  return nil;
}
