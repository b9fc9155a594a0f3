import type { Intent, SourceDocument, TextEdit } from '@idlint/model';
import type { ObjectNode, Resource } from '@idlint/syntax/bicep';
import { type Change, editsOf } from '../edit.ts';
import { type AzurePart, isBicep } from './part.ts';

/** Writes a fix into a Bicep file or a template; undefined where it can't be done without guessing. */
export function edit(intent: Intent, document: SourceDocument, part: AzurePart): TextEdit[] | undefined {
  return editsOf(document, changeOf(intent, document, part));
}

function changeOf(intent: Intent, { uri, text }: SourceDocument, part: AzurePart): Change | undefined {
  switch (intent.do) {
    case 'replace':
      return replaced(text, intent.at.start, intent.at.end, intent.with, !isBicep(uri));
    case 'setLabel': {
      const { at } = intent.fact;
      const resource = at.uri === uri ? part.bicep && resourceAt(part.bicep.statements, at.start) : undefined;
      return resource && tagged(resource, text, intent.label, intent.value);
    }
    default:
      return undefined;
  }
}

const bicepText = (value: string): string => value.replace(/[\\']|\$(?=\{)/g, '\\$&').replaceAll('\n', '\\n');

/** In the quotes that the value stands in: of Bicep, of JSON, or of an expression inside of JSON. */
function replaced(text: string, start: number, end: number, value: string, json: boolean): Change | undefined {
  const [before, after] = [text[start - 1], text[end]];
  const quoted = (content: string): string => JSON.stringify(content).slice(1, -1);
  if (before === "'" && after === "'" && text.slice(start - 3, start) !== "'''")
    return { start, end, text: json ? quoted(value.replaceAll("'", "''")) : bicepText(value) };
  if (json && before === '"' && after === '"') return { start, end, text: quoted(value) };
  const plain = /^(?:true|false|-?\d+)$/;
  return plain.test(text.slice(start, end)) && plain.test(value) ? { start, end, text: value } : undefined;
}

function resourceAt(found: readonly { kind: string }[], start: number): Resource | undefined {
  for (const statement of found) {
    if (statement.kind !== 'resource') continue;
    const resource = statement as Resource;
    if (resource.id.start === start) return resource;
    const inner = objectOf(resource)?.resources;
    const deeper = inner && resourceAt(inner, start);
    if (deeper) return deeper;
  }
  return undefined;
}

function objectOf({ value }: Resource): ObjectNode | undefined {
  let node = value;
  while (node.kind === 'for' || node.kind === 'if') node = node.value;
  return node.kind === 'object' ? node : undefined;
}

/** Types of which Azure takes no tags. */
const untagged = /^microsoft\.(?:authorization|graph)\//i;

function tagged(resource: Resource, text: string, label: string, value: string): Change | undefined {
  const object = objectOf(resource);
  const [type] = resource.type.parts;
  if (!object || type?.kind !== 'text' || untagged.test(type.value)) return undefined;
  const tag = `${/^[A-Za-z_]\w*$/.test(label) ? label : `'${bicepText(label)}'`}: '${bicepText(value)}'`;
  const tags = object.entries.find(entry => entry.kind === 'property' && entry.key.kind === 'key' && entry.key.name === 'tags');
  if (!tags) {
    const [first] = object.entries;
    if (!first) return undefined;
    const indent = indentAt(text, first.start);
    return { start: first.start, end: first.start, text: `tags: {\n${indent}  ${tag}\n${indent}}\n${indent}` };
  }
  if (tags.kind !== 'property' || tags.value.kind !== 'object') return undefined;
  const [first] = tags.value.entries;
  if (!first) return { start: tags.value.start, end: tags.value.end, text: `{ ${tag} }` };
  if (first.kind === 'spread' || text.slice(tags.value.start, first.start).indexOf('\n') < 0) return undefined;
  const same = tags.value.entries.find(entry => entry.kind === 'property' && nameOf(entry.key) === label);
  if (same) return undefined;
  return { start: first.start, end: first.start, text: `${tag}\n${indentAt(text, first.start)}` };
}

const nameOf = (key: { kind: string; name?: string }): string | undefined => (key.kind === 'key' ? key.name : undefined);

const indentAt = (text: string, at: number): string => {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[\t ]*/.exec(line)![0];
};
