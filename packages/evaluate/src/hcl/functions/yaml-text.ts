import type { Place, Why } from '@idlint/model';
import { type Data, hole, type StringData, type StringPart } from '../../data.ts';
import { sortedEntries } from '../convert.ts';
import { numberText } from '../number.ts';
import { whyUnknown } from '../text.ts';
import { longestText, overLimit, unknownData } from '../work.ts';

/** YAML as Terraform's yamlencode writes it: block style, strings and keys in double quotes, texts of many lines as literal blocks. */
interface Writer {
  text: string;
  holes: { why: Why; place: Place }[];
  complexKey?: boolean;
}

export function yamlData(data: Data, at: Place): Data {
  const writer: Writer = { text: '', holes: [] };
  write(data, 0, 'root', writer);
  if (writer.complexKey) return unknownData({ code: 'unsupported', what: 'a key of many lines in YAML', at }, at);
  if (writer.text.length > longestText) return overLimit('a text of this length', at);
  // A plain scalar alone has to be said to have ended.
  if (data.kind === 'number' || data.kind === 'bool' || data.kind === 'null') writer.text += '...\n';
  return { ...withHoles(writer, at), encoded: { format: 'yaml', of: data } };
}

function withHoles({ text, holes }: Writer, at: Place): StringData {
  const parts: StringPart[] = [];
  let from = 0;
  for (const { why, place } of holes) {
    const start = text.indexOf(hole, from);
    if (start > from) parts.push({ start: from, end: start, from: { at, map: [] } });
    parts.push({ start, end: start + 1, from: { hole: why, at: place } });
    from = start + 1;
  }
  if (from < text.length) parts.push({ start: from, end: text.length, from: { at, map: [] } });
  return { kind: 'string', value: text, at, parts };
}

type Where = 'root' | 'key' | 'item';

/** Writes a value after its key or dash, and the line's end. */
function write(data: Data, indent: number, where: Where, writer: Writer): void {
  if (writer.text.length > longestText) return;
  if (data.kind === 'list' && data.items.length > 0) {
    writeItems(data.items, indent, where, writer);
    return;
  }
  if (data.kind === 'map' && data.entries.size > 0) {
    let first = where === 'item';
    if (where === 'key') writer.text += '\n';
    for (const [key, { value }] of sortedEntries(data)) {
      if (key.includes('\n')) writer.complexKey = true;
      writer.text += first ? ' ' : ' '.repeat(indent);
      writer.text += `${doubleQuoted(key)}:`;
      first = false;
      write(value, indent + 2, 'key', writer);
    }
    return;
  }
  if (where !== 'root') writer.text += ' ';
  writeScalar(data, Math.max(indent, where === 'root' ? 2 : indent), writer);
  writer.text += '\n';
}

function writeItems(items: Data[], indent: number, where: Where, writer: Writer): void {
  // Under a key, a list stands no deeper than the key.
  const margin = where === 'key' ? indent - 2 : indent;
  let first = where === 'item';
  if (where === 'key') writer.text += '\n';
  for (const item of items) {
    writer.text += `${first ? ' ' : ' '.repeat(margin)}-`;
    first = false;
    write(item, margin + 2, 'item', writer);
  }
}

function writeScalar(data: Data, indent: number, writer: Writer): void {
  const why = whyUnknown(data);
  if (why) {
    writer.holes.push({ why, place: data.at });
    writer.text += hole;
  } else if (data.kind === 'string')
    writer.text += isBlock(data.value)
      ? literalBlock(data.value, indent)
      : doubleQuoted(data.value, { column: writer.text.length - writer.text.lastIndexOf('\n') - 1, indent });
  else if (data.kind === 'number') writer.text += numberText(data);
  else if (data.kind === 'bool') writer.text += String(data.value);
  else writer.text += data.kind === 'list' ? '[]' : data.kind === 'map' ? '{}' : 'null';
}

const printable = /^[\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;
const isBlock = (text: string): boolean => text.includes('\n') && printable.test(text) && !/ (?:\n|$)/.test(text);

function literalBlock(text: string, indent: number): string {
  const margin = ' '.repeat(indent);
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = text.replace(/\n$/, '').split('\n');
  return `|${hint}${chomp}${lines.map(line => (line === '' ? '\n' : `\n${margin}${line}`)).join('')}`;
}

const short: Record<string, string> = {
  '\0': '0',
  '\u0007': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\u001b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
};

/** Lines are folded at the first space past this column. */
const width = 80;

function doubleQuoted(text: string, fold?: { column: number; indent: number }): string {
  let quoted = '"';
  let column = (fold?.column ?? 0) + 1;
  const characters = [...text];
  for (const [index, character] of characters.entries()) {
    if (fold && character === ' ' && column > width && index > 0 && index < characters.length - 1 && characters[index - 1] !== ' ') {
      quoted += `\n${' '.repeat(fold.indent)}${characters[index + 1] === ' ' ? '\\' : ''}`;
      column = fold.indent + (characters[index + 1] === ' ' ? 1 : 0);
      continue;
    }
    const written = escaped(character);
    quoted += written;
    column += written.length;
  }
  return `${quoted}"`;
}

function escaped(character: string): string {
  if (short[character]) return `\\${short[character]}`;
  const code = character.codePointAt(0)!;
  const hex = code.toString(16).toUpperCase();
  if (code < 32 || (code >= 127 && code < 160)) return `\\x${hex.padStart(2, '0')}`;
  if (code > 0xffff) return `\\U${hex.padStart(8, '0')}`;
  return code === 0xfeff || code === 0xfffe || code === 0xffff ? `\\u${hex}` : character;
}
