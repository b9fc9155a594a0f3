import type { Data, MapData } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import { yamlDocuments } from '@idlint/evaluate/yaml';
import type { Part, SourceDocument } from '@idlint/model';

export interface TemplatePart extends Part {
  documents: Data[];
}

/** A template in YAML or in JSON, or anything that a template puts in. */
export function read(document: SourceDocument): TemplatePart {
  const segments: Part['segments'] = { '': 0 };
  if (/^\s*[{[]/.test(document.text.slice(0, 1000))) {
    const { data, faults } = jsonData(document.uri, document.text);
    return {
      segments,
      faults: faults.map(({ at, message }) => ({ segment: '', start: at.start, end: at.end, message })),
      documents: [data],
    };
  }
  const documents = yamlDocuments(document.uri, document.text);
  for (const { segment, offset } of documents) segments[segment] = offset;
  return {
    segments,
    faults: documents.flatMap(({ segment, faults }) =>
      faults.map(({ at, message }) => ({ segment, start: at.start, end: at.end, message })),
    ),
    documents: documents.map(({ data }) => data),
  };
}

/** The templates among the documents of a file. */
export const templatesIn = (part: TemplatePart | undefined): MapData[] =>
  (part?.documents ?? []).flatMap(data => (data.kind === 'map' && data.entries.has('Resources') ? [data] : []));
