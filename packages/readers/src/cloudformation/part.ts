import type { MapData } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import { yamlDocuments } from '@idlint/evaluate/yaml';
import type { SourceDocument } from '@idlint/model';
import { type DataPart, partOf } from '../part.ts';

/** A template in YAML or in JSON, or anything that a template puts in. JSON is YAML to CloudFormation, which takes a last comma. */
export const read = ({ uri, text }: SourceDocument): DataPart =>
  partOf(/^\s*[{[]/.test(text.slice(0, 1000)) ? [jsonData(uri, text, { comments: true })] : yamlDocuments(uri, text));

/** The templates among the documents of a file. */
export const templatesIn = (part: DataPart | undefined): MapData[] =>
  (part?.documents ?? []).flatMap(data => (data.kind === 'map' && data.entries.has('Resources') ? [data] : []));
