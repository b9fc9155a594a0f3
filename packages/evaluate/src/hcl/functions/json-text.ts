import type { Place, Why } from '@idlint/model';
import { type Data, hole, type StringData, type StringPart } from '../../data.ts';
import { sortedEntries } from '../convert.ts';
import { numberText } from '../number.ts';
import { longestText, overLimit } from '../work.ts';

/** JSON as Go writes it, `<`, `>` and `&` escaped; what is not known is a hole. */
interface Writer {
  text: string;
  holes: { at: number; why: Why; place: Place }[];
}

/** The JSON text of a value, which remembers the value. */
export function encodeJson(data: Data, at: Place): Data {
  const writer: Writer = { text: '', holes: [] };
  write(data, writer);
  if (writer.text.length > longestText) return overLimit('a text of this length', at);
  const parts: StringPart[] = [];
  let from = 0;
  for (const { at: start, why, place } of writer.holes) {
    if (start > from) parts.push({ start: from, end: start, from: { at, map: [] } });
    parts.push({ start, end: start + 1, from: { hole: why, at: place } });
    from = start + 1;
  }
  if (from < writer.text.length) parts.push({ start: from, end: writer.text.length, from: { at, map: [] } });
  return { kind: 'string', value: writer.text, at, parts, encoded: { format: 'json', of: data } };
}

/** Of a value that is wholly known. */
export function jsonText(data: Data): string {
  const writer: Writer = { text: '', holes: [] };
  write(data, writer);
  return writer.text;
}

function write(data: Data, writer: Writer): void {
  if (writer.text.length > longestText) return;
  switch (data.kind) {
    case 'null':
      writer.text += 'null';
      return;
    case 'bool':
      writer.text += String(data.value);
      return;
    case 'number':
      writer.text += numberText(data);
      return;
    case 'string':
      writeText(data, writer);
      return;
    case 'list':
      writer.text += '[';
      for (const [index, item] of data.items.entries()) {
        if (index > 0) writer.text += ',';
        write(item, writer);
      }
      if (data.open) writeHole(data.open, data.at, writer);
      writer.text += ']';
      return;
    case 'map':
      writer.text += '{';
      for (const [index, [key, { value }]] of sortedEntries(data).entries()) {
        writer.text += `${index > 0 ? ',' : ''}${quoted(key)}:`;
        write(value, writer);
      }
      if (data.open) writeHole(data.open, data.at, writer);
      writer.text += '}';
      return;
    case 'unknown':
      writeHole(data.why, data.at, writer);
  }
}

function writeHole(why: Why, place: Place, writer: Writer): void {
  writer.holes.push({ at: writer.text.length, why, place });
  writer.text += hole;
}

function writeText(data: StringData, writer: Writer): void {
  if (!data.value.includes(hole)) {
    writer.text += quoted(data.value);
    return;
  }
  writer.text += '"';
  for (const part of data.parts ?? []) {
    if ('hole' in part.from) writeHole(part.from.hole, part.from.at, writer);
    else writer.text += quoted(data.value.slice(part.start, part.end)).slice(1, -1);
  }
  writer.text += '"';
}

const escapes: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };

/** Go's encoding/json with its HTML escapes. */
export const quoted = (text: string): string =>
  `"${text.replace(/[\\"<>&\u0000-\u001f\u2028\u2029]/g, character => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
