import { jsonData } from '@idlint/evaluate/json';
import { yamlDocuments } from '@idlint/evaluate/yaml';
import type { SourceDocument } from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';

/** A service, or a file that one puts in; nothing of one that is a program. */
export function read({ uri, text }: SourceDocument): DataPart {
  if (uri.endsWith('.json')) return partOf([jsonData(uri, text)]);
  return partOf(/\.ya?ml$/.test(uri) ? yamlDocuments(uri, text).slice(0, 1) : []);
}
