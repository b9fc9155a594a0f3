import type { Part, SourceDocument } from '@idlint/model';
import { type Attribute, type Block, parse } from '@idlint/syntax/hcl';
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

const isJson = (uri: string): boolean => uri.endsWith('.json');

export function read({ uri, text }: SourceDocument): TerraformPart {
  const file = isJson(uri) ? parseJsonSyntax(text, uri.endsWith('.tfvars.json') ? 'values' : 'configuration') : parse(text);
  const segments: Record<string, number> = { '': 0 };
  for (const { name, offset } of file.segments) segments[name] = offset;
  const items = file.segments.map(({ name, item }) => ({ name, item }));
  return { segments, items, faults: file.faults.map(({ start, end, message }) => ({ segment: '', start, end, message })) };
}
