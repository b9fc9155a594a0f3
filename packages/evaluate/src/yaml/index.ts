import { type Place, placeOf, type Segment, type Uri } from '@idlint/model';
import { parseYaml, splitDocuments } from '@idlint/syntax/yaml';
import type { Data, StringData } from '../data.ts';
import { placeWithin, sliceString } from '../string.ts';
import { YamlConverter } from './convert.ts';

export interface YamlDocument {
  /** `0`, `1` … in the order of the stream; the empty string where the file holds one document only. Places count from its `offset`. */
  segment: Segment;
  offset: number;
  data: Data;
  /** What is not as YAML allows; the rest is still read. */
  faults: { at: Place; message: string }[];
}

export interface YamlOptions {
  /** Decides by the raw text of a document whether it is parsed. One that is not is left out; the others keep their segments. */
  worth?(raw: string): boolean;
}

/**
 * The documents of a YAML file as Data, aliases and merge keys followed, CloudFormation's short forms made long. A map's keys are
 * strings as written, `on` and `yes` are no booleans. An unknown stands where an alias or a tag can't be followed.
 */
export function yamlDocuments(uri: Uri, text: string, options: YamlOptions = {}): YamlDocument[] {
  const parts = splitDocuments(text);
  return parts.flatMap(({ start, end }, index) => {
    const single = parts.length === 1;
    const raw = single ? text : text.slice(start, end);
    if (options.worth && !options.worth(raw)) return [];
    const segment = single ? '' : String(index);
    const outer: StringData = { kind: 'string', value: raw, at: placeOf(uri, 0, raw.length, segment) };
    return [{ segment, offset: single ? 0 : start, ...documentOf(outer) }];
  });
}

/** The YAML documents that a string holds, each part of them at its place in the outer file. */
export function yamlInString(outer: StringData): Pick<YamlDocument, 'data' | 'faults'>[] {
  return splitDocuments(outer.value).map(({ start, end }) => documentOf(sliceString(outer, start, end)));
}

function documentOf(outer: StringData): Pick<YamlDocument, 'data' | 'faults'> {
  const { root, faults } = parseYaml(outer.value);
  const via = outer.via?.length ? { via: outer.via } : {};
  return {
    data: root
      ? new YamlConverter(outer).convert(root)
      : { kind: 'unknown', at: outer.at, why: { code: 'syntax', what: 'no YAML value', at: outer.at }, ...via },
    faults: faults.map(({ start, end, message }) => ({ at: placeWithin(outer, start, end), message })),
  };
}
