import type { Data } from '@idlint/evaluate';
import { type JsonData, jsonData } from '@idlint/evaluate/json';
import type { Part, SourceDocument } from '@idlint/model';
import { type BicepFile, parse } from '@idlint/syntax/bicep';
import { faultsOf } from '../part.ts';

/** A Bicep file or one of its parameters; an ARM template or one of its parameters, as JSON. */
export interface AzurePart extends Part {
  bicep?: BicepFile & { text: string };
  json?: Data;
  /** The text of what Bicep has made, which is parsed only where somebody asks for it: mostly the Bicep file is beside it. */
  compiled?: string;
}

const generated = /"_generator"\s*:\s*\{\s*"name"\s*:\s*"bicep"/;
const parsed = new WeakMap<AzurePart, Data>();

/** The template, or the parameters, that a document in JSON holds. */
export function jsonOf(uri: string, part: AzurePart | undefined): Data | undefined {
  if (part?.compiled === undefined) return part?.json;
  let data = parsed.get(part);
  if (!data) {
    data = template(uri, part.compiled).data;
    parsed.set(part, data);
  }
  return data;
}

export const isBicep = (uri: string): boolean => /\.bicep(?:param)?$/.test(uri);

export function read({ uri, text }: SourceDocument): AzurePart {
  const segments = { '': 0 };
  if (isBicep(uri)) {
    const file = parse(text);
    return { segments, faults: file.faults.map(fault => ({ segment: '', ...fault })), bicep: { ...file, text } };
  }
  if (generated.test(text.slice(0, 2_000))) return { segments, faults: [], compiled: text };
  const { data, faults } = template(uri, text);
  return { segments, faults: faultsOf(faults), json: data };
}

/** Templates may hold comments, and strings that go on over lines. */
function template(uri: string, text: string): JsonData {
  const read = jsonData(uri, text, { comments: true });
  if (read.faults.length === 0) return read;
  const joined = jsonData(uri, onOneLine(text), { comments: true });
  return joined.faults.length < read.faults.length ? joined : read;
}

/** Strings with blanks in the place of their ends of lines, so that everything stands where it stood. */
const onOneLine = (text: string): string =>
  text.replace(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g, piece =>
    piece[0] === '"' ? piece.replace(/[\r\n]/g, ' ') : piece,
  );
