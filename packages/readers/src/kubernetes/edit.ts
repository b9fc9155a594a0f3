import { type Data, type ListData, type MapData, mapOf, member } from '@idlint/evaluate';
import { type Intent, type Place, type SourceDocument, samePlace, type TextEdit } from '@idlint/model';
import { type Change, editsOf } from '../edit.ts';
import { unlisted } from './object.ts';
import type { KubernetesPart } from './read.ts';

/** Writes a fix into a manifest; undefined where it can't be done without guessing. */
export function edit(intent: Intent, document: SourceDocument, part: KubernetesPart): TextEdit[] | undefined {
  return editsOf(document, changeOf(intent, document, part));
}

function changeOf(intent: Intent, { text }: SourceDocument, part: KubernetesPart): Change | undefined {
  if (intent.do === 'setLabel') return intent.fact.kind === 'identity' ? setLabel(intent, text, part) : undefined;
  const offset = part.segments[intent.at.segment] ?? 0;
  if (intent.do === 'replace') return replacement(text, offset + intent.at.start, offset + intent.at.end, intent.with);
  for (const { data, segment } of part.documents) {
    const found = segment === intent.at.segment ? memberAt(data, intent.at) : undefined;
    if (found) return removal(text, offset, found);
  }
  return undefined;
}

/** In the quotes that the value stands in, or bare where it needs none. */
function replacement(text: string, start: number, end: number, value: string): Change {
  const quote = text[start - 1];
  if (quote === '"' && text[end] === '"') return { start, end, text: JSON.stringify(value).slice(1, -1) };
  if (quote === "'" && text[end] === "'") return { start, end, text: value.replaceAll("'", "''") };
  return { start, end, text: scalar(value) };
}

/** Plain where YAML takes it for the string that it is. */
const scalar = (value: string): string =>
  /^[A-Za-z/][\w./-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value) ? value : JSON.stringify(value);

/** What Kubernetes takes as the value of a label; an annotation may hold anything. */
const labelValue = /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/;

function setLabel({ fact, label, value }: Extract<Intent, { do: 'setLabel' }>, text: string, part: KubernetesPart): Change | undefined {
  const { segment } = fact.at;
  const document = part.documents.find(each => each.segment === segment);
  const offset = part.segments[segment] ?? 0;
  const roots = document ? unlisted(document.data) : [];
  const root = roots.find(each => samePlace(member(each, 'metadata', 'name').at, fact.at));
  const metadata = root && mapOf(member(root, 'metadata'));
  // The account that every namespace has is declared nowhere.
  if (!metadata || fact.key.endsWith('/default-account')) return undefined;
  const group = labelValue.test(value) ? 'labels' : 'annotations';
  const labels = member(metadata, group);
  const same = mapOf(labels)?.entries.get(label);
  if (same)
    return same.value.kind === 'string' ? replacement(text, offset + same.value.at.start, offset + same.value.at.end, value) : undefined;
  if (labels.kind === 'map') return labels.entries.size > 0 ? before(text, offset, labels, label, scalar(value)) : undefined;
  if (labels.kind !== 'absent' || metadata.entries.has(group)) return undefined;
  if (text[offset + metadata.at.start] === '{') return before(text, offset, metadata, group, `{"${label}": ${JSON.stringify(value)}}`);
  const column = columnOf(text, offset + metadata.entries.values().next().value!.key.start);
  const last = Math.max(...['name', 'namespace'].map(key => metadata.entries.get(key)?.value.at.end ?? 0));
  const line = endOfLine(text, offset + last);
  const indent = ' '.repeat(column);
  return { start: line, end: line, text: `\n${indent}${group}:\n${indent}  ${label}: ${scalar(value)}` };
}

/** As the first entry, so that nothing has to be known of where the last one ends. */
function before(text: string, offset: number, map: MapData, key: string, value: string): Change {
  const first = offset + map.entries.values().next().value!.key.start;
  if (text[offset + map.at.start] !== '{')
    return { start: first, end: first, text: `${key}: ${value}\n${' '.repeat(columnOf(text, first))}` };
  const start = first - (text[first - 1] === '"' ? 1 : 0);
  const column = columnOf(text, start);
  const alone = text.slice(start - column, start).trim() === '';
  const quoted = value.startsWith('{') || value.startsWith('"') ? value : JSON.stringify(value);
  return { start, end: start, text: `"${key}": ${quoted},${alone ? `\n${' '.repeat(column)}` : ' '}` };
}

const columnOf = (text: string, at: number): number => at - (text.lastIndexOf('\n', at - 1) + 1);

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const line = end < 0 ? text.length : end;
  return text[line - 1] === '\r' ? line - 1 : line;
}

/** A member of a list or a map, and its siblings: in the data's offsets, quotes left out. */
interface Found {
  parent: ListData | MapData;
  members: { start: number; end: number }[];
  index: number;
}

/** The item that stands at a place, or the entry whose key or value does. */
function memberAt(data: Data, at: Place): Found | undefined {
  if (data.kind === 'list') {
    const index = data.items.findIndex(item => samePlace(item.at, at));
    if (index >= 0) return { parent: data, members: data.items.map(item => item.at), index };
    return firstOf(data.items, item => memberAt(item, at));
  }
  if (data.kind !== 'map') return undefined;
  const entries = [...data.entries.values()];
  const index = entries.findIndex(({ key, value }) => samePlace(key, at) || samePlace(value.at, at));
  if (index >= 0) return { parent: data, members: entries.map(({ key, value }) => ({ start: key.start, end: value.at.end })), index };
  return firstOf(entries, ({ value }) => memberAt(value, at));
}

function firstOf<T, R>(items: T[], look: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An only member stays: without it, its list or map would be another value, not an empty one. */
function removal(text: string, offset: number, { parent, members, index }: Found): Change | undefined {
  if (members.length < 2) return undefined;
  const spans = members.map(({ start, end }) => outsideQuotes(text, offset + start, offset + end));
  const { start, end } = spans[index]!;
  const opening = text[offset + parent.at.start];
  if (opening === '[' || opening === '{') {
    const next = spans[index + 1];
    return next ? { start, end: next.start, text: '' } : { start: spans[index - 1]!.end, end, text: '' };
  }
  const line = start - columnOf(text, start);
  const rest = endOfLine(text, end);
  const lead = parent.kind === 'list' ? /^\s*-\s+$/ : /^\s*$/;
  if (!lead.test(text.slice(line, start)) || !/^\s*(?:#.*)?$/.test(text.slice(end, rest))) return undefined;
  return { start: line, end: text.startsWith('\r\n', rest) ? rest + 2 : Math.min(rest + 1, text.length), text: '' };
}

function outsideQuotes(text: string, start: number, end: number): { start: number; end: number } {
  const open = text[start - 1];
  const close = text[end];
  return { start: open === '"' || open === "'" ? start - 1 : start, end: close === '"' || close === "'" ? end + 1 : end };
}
