import type { Ask, Part, Segment, SourceDocument, Uri } from '@idlint/model';
import { type Attribute, type Block, type Identifier, parse } from '@idlint/syntax/hcl';
import { parseJsonSyntax } from './json-syntax.ts';

/** One file of Terraform's: a configuration (`.tf`, `.tofu`) or the values of variables (`.tfvars`), in native or in JSON syntax. */
export interface TerraformPart extends Part {
  /** Its top-level items by their segments, whose offsets count from there. */
  items: Item[];
}
interface Item {
  name: string;
  item: Attribute | Block;
}

/** What shows of a top-level item before anybody looks into it; of `locals`, the names. */
export type Head = { segment: Segment } & (
  | { kind: 'attribute'; name: Identifier }
  | { kind: 'block'; type: Identifier; labels: Identifier[]; locals?: string[] }
);

export const outline = ({ items }: TerraformPart): Head[] =>
  items.map(({ name: segment, item }) => {
    if (item.kind === 'attribute') return { segment, kind: 'attribute', name: item.name };
    const { type, labels, body } = item;
    const locals = body.items.flatMap(each => (each.kind === 'attribute' ? [each.name.name] : []));
    return { segment, kind: 'block', type, labels, ...(type.name === 'locals' ? { locals } : {}) };
  });

export const segmentOf = ({ items }: TerraformPart, segment: Segment): Attribute | Block | undefined =>
  items.find(({ name }) => name === segment)?.item;

/** The outline of a document, and what stands in one of its segments: whoever asks for these depends on nothing else in it. */
export function headsOf(uri: Uri, ask: Ask<TerraformPart>): Head[] {
  if (ask.outline) return (ask.outline(uri) as Head[] | undefined) ?? [];
  const part = ask.part(uri);
  return part ? outline(part) : [];
}

export function itemOf(uri: Uri, segment: Segment, ask: Ask<TerraformPart>): Attribute | Block | undefined {
  if (ask.segment) return ask.segment(uri, segment) as Attribute | Block | undefined;
  const part = ask.part(uri);
  return part && segmentOf(part, segment);
}

const isJson = (uri: string): boolean => uri.endsWith('.json');

export function read({ uri, text }: SourceDocument): TerraformPart {
  const file = isJson(uri) ? parseJsonSyntax(text, uri.endsWith('.tfvars.json') ? 'values' : 'configuration') : parse(text);
  const segments: Record<string, number> = { '': 0 };
  for (const { name, offset } of file.segments) segments[name] = offset;
  const items = file.segments.map(({ name, item }) => ({ name, item }));
  return { segments, items, faults: file.faults.map(({ start, end, message }) => ({ segment: '', start, end, message })) };
}
