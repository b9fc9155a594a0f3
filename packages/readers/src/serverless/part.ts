import type { Data } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import { yamlDocuments } from '@idlint/evaluate/yaml';
import type { Part, SourceDocument } from '@idlint/model';

export interface ServicePart extends Part {
  /** Undefined where the document is a program. */
  data?: Data;
}

/** A service, or a file that one puts in. */
export function read(document: SourceDocument): ServicePart {
  const { uri, text } = document;
  if (!/\.(?:ya?ml|json)$/.test(uri)) return { segments: { '': 0 }, faults: [] };
  const { data, faults, segment, offset } = uri.endsWith('.json')
    ? { ...jsonData(uri, text), segment: '', offset: 0 }
    : (yamlDocuments(uri, text)[0] ?? { data: undefined, faults: [], segment: '', offset: 0 });
  return {
    segments: { '': 0, [segment]: offset },
    faults: faults.map(({ at, message }) => ({ segment, start: at.start, end: at.end, message })),
    ...(data ? { data } : {}),
  };
}
