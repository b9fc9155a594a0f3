import type { Data, StringData } from '../data.ts';
import { holeText, partsOf } from '../hcl/text.ts';
import { canonical } from './canonical.ts';

/** A value inside of a string, as `format` and string interpolation write it. */
export function asText(data: Data): StringData {
  if (data.kind === 'string') return data.via?.length ? { ...data, parts: partsOf(data) } : data;
  if (data.kind === 'unknown') return holeText({ ...data.why, at: data.why.at ?? data.at }, data.at);
  const value = data.kind === 'bool' ? (data.value ? 'True' : 'False') : data.kind === 'null' ? '' : canonical(data);
  return {
    kind: 'string',
    value,
    at: data.at,
    parts: value === '' ? [] : [{ start: 0, end: value.length, from: { at: data.at, map: [] } }],
  };
}
