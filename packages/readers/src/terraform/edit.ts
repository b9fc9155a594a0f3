import type { Intent, Place, SourceDocument, TextEdit } from '@idlint/model';
import type { Attribute, Block, Expression } from '@idlint/syntax/hcl';
import { type Change, editsOf } from '../edit.ts';
import type { TerraformPart } from './part.ts';

/** Writes a fix into a configuration; undefined where it can't be done without guessing. */
export function edit(intent: Intent, document: SourceDocument, part: TerraformPart): TextEdit[] | undefined {
  return editsOf(document, changeOf(intent, document, part));
}

function changeOf(intent: Intent, document: SourceDocument, part: TerraformPart): Change | undefined {
  switch (intent.do) {
    case 'replace':
      return replace(intent.at, intent.with, document, part);
    case 'remove':
      return remove(intent.at, document, part);
    case 'setLabel':
      return setLabel(intent, document, part);
  }
}

const isJson = (uri: string): boolean => uri.endsWith('.json');

/** The block or argument that a place is in, and where it starts in the document. */
function itemAt(part: TerraformPart, { segment }: Place): { item: Attribute | Block; offset: number } | undefined {
  const item = part.items.find(({ name }) => name === segment)?.item;
  return item && { item, offset: part.segments[segment] ?? 0 };
}

/** A string stays one; a word or number gives way to whatever is put there. */
function replace(at: Place, text: string, document: SourceDocument, part: TerraformPart): Change | undefined {
  const found = itemAt(part, at);
  if (!found) return undefined;
  const span = { start: found.offset + at.start, end: found.offset + at.end };
  const { text: all } = document;
  const expression = expressionAt(found.item, at);
  if (isJson(document.uri)) return { ...span, text: all[span.start - 1] === '"' ? JSON.stringify(text).slice(1, -1) : text };
  if (!expression) return undefined;
  if (expression.kind !== 'template')
    return expression.kind === 'bool' || expression.kind === 'number' ? { ...span, text: word(text) } : undefined;
  // What stands in a heredoc is often JSON: what would need an escape there is left alone.
  if (expression.heredoc) return /["\\\n]/.test(text) ? undefined : { ...span, text: escaped(text) };
  return { ...span, text: quotedContent(text) };
}

/** `true`, `12`, or a string. */
const word = (text: string): string => (/^(?:true|false|-?\d+(?:\.\d+)?)$/.test(text) ? text : `"${quotedContent(text)}"`);
const escaped = (text: string): string => text.replaceAll('${', '$${').replaceAll('%{', '%%{');
const quotedContent = (text: string): string => escaped(JSON.stringify(text).slice(1, -1));

/** The innermost expression that the place stands for, or in. */
function expressionAt(item: Attribute | Block, at: Place): Expression | undefined {
  let best: Expression | undefined;
  const within = ({ start, end }: { start: number; end: number }): boolean => start <= at.start && at.end <= end;
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
      return;
    }
    const { start, end, kind } = node as { start?: number; end?: number; kind?: string };
    if (start !== undefined && end !== undefined && !within({ start, end })) return;
    if (kind !== undefined && kind !== 'attribute' && kind !== 'block' && kind !== 'literal' && kind !== 'interpolation')
      best = node as Expression;
    for (const [key, inner] of Object.entries(node)) if (key !== 'runs') visit(inner);
  };
  visit(item);
  return best;
}

/** An item of a list with its comma, an argument or a block with its line; anything else only a person can take out. */
function remove(at: Place, { uri, text }: SourceDocument, part: TerraformPart): Change | undefined {
  const found = itemAt(part, at);
  if (!found || isJson(uri)) return undefined;
  const { offset, item } = found;
  const entry = listItemAt(item, at);
  if (entry) {
    const { items, index } = entry;
    const [own, next, before] = [items[index]!, items[index + 1], items[index - 1]];
    if (next) return { start: offset + own.start, end: offset + next.start, text: '' };
    return { start: offset + (before ? before.end : own.start), end: offset + own.end, text: '' };
  }
  const node = itemNamed(item, at);
  if (!node) return undefined;
  const start = text.lastIndexOf('\n', offset + node.start - 1) + 1;
  const end = text.indexOf('\n', offset + node.end);
  const line = text.slice(start, offset + node.start) + text.slice(offset + node.end, end < 0 ? text.length : end);
  return line.trim() === '' ? { start, end: end < 0 ? text.length : end + 1, text: '' } : undefined;
}

function listItemAt(item: Attribute | Block, at: Place): { items: Expression[]; index: number } | undefined {
  let found: { items: Expression[]; index: number } | undefined;
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || found) return;
    if ('kind' in node && node.kind === 'tuple') {
      const { items } = node as unknown as { items: Expression[] };
      const index = items.findIndex(each => stands(each, at));
      if (index >= 0) found = { items, index };
    }
    for (const [key, inner] of Object.entries(node)) if (key !== 'runs') visit(inner);
  };
  visit(item);
  return found;
}

/** Whether the place is the expression, or what stands between its quotes. */
const stands = ({ start, end, kind }: Expression, at: Place): boolean =>
  (start === at.start && end === at.end) || (kind === 'template' && start + 1 === at.start && end - 1 === at.end);

/** The argument or nested block whose name the place is. */
function itemNamed(item: Attribute | Block, at: Place): Attribute | Block | undefined {
  const name = item.kind === 'attribute' ? item.name : item.type;
  if (name.start === at.start && name.end === at.end) return item;
  if (item.kind === 'attribute') return undefined;
  for (const inner of item.body.items) {
    const named = itemNamed(inner, at);
    if (named) return named;
  }
  return undefined;
}

/** Where each kind of resource keeps its labels; others have none, or keep them where only a person would put one. */
function labelsOf(type: string): string | undefined {
  if (/^aws_(?:iam_(?:role|user|policy|openid_connect_provider|instance_profile)|s3_bucket|kms_key|ssoadmin_permission_set)$/.test(type))
    return 'tags';
  if (/^azurerm_(?:user_assigned_identity|storage_account)$/.test(type)) return 'tags';
  return type === 'google_storage_bucket' ? 'labels' : undefined;
}

function setLabel(
  { fact, label, value }: Extract<Intent, { do: 'setLabel' }>,
  { uri, text }: SourceDocument,
  part: TerraformPart,
): Change | undefined {
  const found = itemAt(part, fact.at);
  if (!found || isJson(uri) || found.item.kind !== 'block' || found.item.type.name !== 'resource') return undefined;
  const { item, offset } = found;
  const type = item.labels[0]?.name ?? '';
  if (fact.at.start !== item.labels[1]?.start) return undefined;
  if (/^kubernetes_service_account(?:_v1)?$/.test(type)) return inMetadata(item, offset, label, value, text);
  const argument = labelsOf(type);
  return argument ? inBody(item, offset, argument, label, value, text) : undefined;
}

const key = (label: string): string => (/^[A-Za-z_][\w-]*$/.test(label) ? label : `"${quotedContent(label)}"`);

function inMetadata(item: Block, offset: number, label: string, value: string, text: string): Change | undefined {
  const metadata = item.body.items.find((inner): inner is Block => inner.kind === 'block' && inner.type.name === 'metadata');
  return (
    metadata &&
    inBody(metadata, offset, /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/.test(value) ? 'labels' : 'annotations', label, value, text)
  );
}

function inBody(block: Block, offset: number, argument: string, label: string, value: string, text: string): Change | undefined {
  const entry = `${key(label)} = "${quotedContent(value)}"`;
  const written = block.body.items.find((inner): inner is Attribute => inner.kind === 'attribute' && inner.name.name === argument);
  if (written) return intoMap(written.value, offset, entry, text);
  const last = block.body.items.at(-1);
  const margin = last ? marginAt(text, offset + last.start) : undefined;
  // A block on one line has no room for another argument.
  if (margin === undefined || !last) return undefined;
  const lineEnd = text.indexOf('\n', offset + last.end);
  if (lineEnd < 0 || lineEnd >= offset + block.end) return undefined;
  return { start: lineEnd, end: lineEnd, text: `\n${margin}${argument} = {\n${margin}  ${entry}\n${margin}}` };
}

/** The blanks before a node that begins its line. */
function marginAt(text: string, at: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return before.trim() === '' ? before : undefined;
}

/** Into a map that is written out, or into the last one that is merged. */
function intoMap(value: Expression, offset: number, entry: string, text: string): Change | undefined {
  if (value.kind === 'call' && value.name.name === 'merge' && !value.expand) {
    const last = value.args.at(-1);
    if (last?.kind === 'object') return intoMap(last, offset, entry, text);
    return { start: offset + last!.end, end: offset + last!.end, text: `, { ${entry} }` };
  }
  if (value.kind === 'variable' || value.kind === 'get-attr')
    return {
      start: offset + value.start,
      end: offset + value.end,
      text: `merge(${text.slice(offset + value.start, offset + value.end)}, { ${entry} })`,
    };
  if (value.kind !== 'object') return undefined;
  const last = value.entries.at(-1);
  if (!last) return { start: offset + value.start, end: offset + value.end, text: `{ ${entry} }` };
  const margin = marginAt(text, offset + last.key.start);
  const at = offset + last.value.end;
  if (margin === undefined) return { start: at, end: at, text: `, ${entry}` };
  const comma = text
    .slice(at, offset + value.end)
    .trimStart()
    .startsWith(',');
  const end = comma ? text.indexOf(',', at) + 1 : at;
  return { start: end, end, text: `\n${margin}${entry}${comma ? ',' : ''}` };
}
