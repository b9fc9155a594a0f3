import { type Data, type ListData, type MapData, mapOf, member, stringValue } from '@idlint/evaluate';
import { type Intent, knownValue, type SourceDocument, samePlace, type TextEdit } from '@idlint/model';
import { type Change, editsOf } from '../edit.ts';

/** A template as it is written, before anything is worked out. */
interface Written {
  documents: Data[];
  segments: Record<string, number>;
}

/** Resources of IAM that take tags as a list of Key and Value. */
const taggable = new Set(['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::SSO::PermissionSet']);

/** Writes a fix into a template, in YAML or JSON; undefined where it can't be done without guessing. */
export function edit(intent: Intent, document: SourceDocument, part: Written): TextEdit[] | undefined {
  return editsOf(document, changeOf(intent, document, part));
}

function changeOf(intent: Intent, { text }: SourceDocument, part: Written): Change | undefined {
  if (intent.do === 'replace') {
    const offset = part.segments[intent.at.segment] ?? 0;
    return replacement(text, offset + intent.at.start, offset + intent.at.end, intent.with);
  }
  if (intent.do === 'remove' || intent.fact.kind !== 'identity') return undefined;
  const { at } = intent.fact;
  for (const written of part.documents) {
    const declared = mapOf(member(written, 'Resources'));
    const resource = mapOf([...(declared?.entries.values() ?? [])].find(({ key }) => samePlace(key, at))?.value ?? written);
    if (!resource || !taggable.has(knownValue(stringValue(member(resource, 'Type'))) ?? '')) continue;
    return withTag(resource, text, part.segments[at.segment] ?? 0, intent.label, intent.value);
  }
  return undefined;
}

/** In the quotes that the value stands in; bare where it is, and the new one may be. */
function replacement(text: string, start: number, end: number, value: string): Change | undefined {
  const quote = text[start - 1];
  if (quote === '"' && text[end] === '"') return { start, end, text: JSON.stringify(value).slice(1, -1) };
  if (quote === "'" && text[end] === "'") return { start, end, text: value.replaceAll("'", "''") };
  const old = text.slice(start, end);
  if (/[\s!&*{[]/.test(old)) return undefined;
  const bare = /^[A-Za-z/][\w./-]*$/.test(value) && isWord(value) === isWord(old);
  return { start, end, text: bare ? value : JSON.stringify(value) };
}

const isWord = (text: string): boolean => /^(?:true|false|null|yes|no|on|off)$/i.test(text);

function withTag(resource: MapData, text: string, offset: number, key: string, value: string): Change | undefined {
  const properties = mapOf(member(resource, 'Properties'));
  const first = properties?.entries.values().next().value?.key;
  if (!properties || !first) return undefined;
  const tags = member(properties, 'Tags');
  if (tags.kind === 'absent') return newTags(properties, first.start, text, offset, key, value);
  if (tags.kind !== 'list') return undefined;
  const same = tags.items.find(item => knownValue(stringValue(member(item, 'Key'))) === key);
  if (!same) return firstTag(tags, text, offset, key, value);
  const old = member(same, 'Value');
  return old.kind === 'string' ? replacement(text, offset + old.at.start, offset + old.at.end, value) : undefined;
}

function newTags(properties: MapData, firstKey: number, text: string, offset: number, key: string, value: string): Change {
  const flow = text[offset + properties.at.start] === '{';
  const quoted = text[offset + firstKey - 1] === '"';
  const start = offset + firstKey - (quoted ? 1 : 0);
  const indent = indentAt(text, start);
  if (!flow) {
    const tag = `- Key: ${plain(key)}\n${indent}    Value: ${plain(value)}`;
    return { start, end: start, text: `Tags:\n${indent}  ${tag}\n${indent}` };
  }
  return { start, end: start, text: `${quoted ? '"Tags"' : 'Tags'}: [${inline(key, value, quoted)}],${after(text, start, indent)}` };
}

function firstTag(tags: ListData, text: string, offset: number, key: string, value: string): Change | undefined {
  const [first] = tags.items;
  if (!first) return undefined;
  const start = offset + first.at.start;
  const firstKey = first.kind === 'map' ? first.entries.values().next().value?.key.start : undefined;
  if (firstKey === undefined) return undefined;
  if (text[offset + tags.at.start] === '[')
    return {
      start,
      end: start,
      text: `${inline(key, value, text[offset + firstKey - 1] === '"')},${after(text, start, indentAt(text, start))}`,
    };
  const dash = text.lastIndexOf('-', start);
  if (dash < 0 || text.slice(dash + 1, start).trim() !== '') return undefined;
  const indent = indentAt(text, dash);
  return { start: dash, end: dash, text: `- Key: ${plain(key)}\n${indent}  Value: ${plain(value)}\n${indent}` };
}

const inline = (key: string, value: string, quoted: boolean): string =>
  quoted ? `{ "Key": ${JSON.stringify(key)}, "Value": ${JSON.stringify(value)} }` : `{ Key: ${plain(key)}, Value: ${plain(value)} }`;

/** Plain where YAML takes it for the string that it is, also between braces. */
const plain = (value: string): string => (/^[A-Za-z/][\w./-]*$/.test(value) && !isWord(value) ? value : JSON.stringify(value));

/** What goes between the new entry and the old one: a line of its own where the old one has one. */
const after = (text: string, start: number, indent: string): string =>
  text.slice(lineStart(text, start), start).trim() === '' ? `\n${indent}` : ' ';

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
const indentAt = (text: string, at: number): string => text.slice(lineStart(text, at), at).replace(/[^\t ]/g, ' ');
