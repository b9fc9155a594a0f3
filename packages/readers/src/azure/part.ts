import type { Data } from '@idlint/evaluate';
import { jsonData } from '@idlint/evaluate/json';
import type { Part, SourceDocument } from '@idlint/model';
import { type BicepFile, parse } from '@idlint/syntax/bicep';

/** A Bicep file or one of its parameters; an ARM template or one of its parameters, as JSON. */
export interface AzurePart extends Part {
  bicep?: BicepFile & { text: string };
  json?: Data;
}

export const isBicep = (uri: string): boolean => /\.bicep(?:param)?$/.test(uri);

export function read({ uri, text }: SourceDocument): AzurePart {
  const segments = { '': 0 };
  if (isBicep(uri)) {
    const file = parse(text);
    return { segments, faults: file.faults.map(fault => ({ segment: '', ...fault })), bicep: { ...file, text } };
  }
  const { data, faults } = jsonData(uri, text);
  return { segments, faults: faults.map(({ at, message }) => ({ segment: '', start: at.start, end: at.end, message })), json: data };
}
