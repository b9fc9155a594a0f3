import { type Data, hole, type StringData, type StringPart } from '@idlint/evaluate';
import type { Place, Why } from '@idlint/model';

/** Strings put together from others, each character keeping the place where it is written. */

/** The text of a scalar; a hole for what is not known; undefined for lists and maps, which are no text. */
export function textOf(data: Data): StringData | undefined {
  switch (data.kind) {
    case 'string':
      return data;
    case 'number':
      return whole(data.exact ?? String(data.value), data.at);
    case 'bool':
      return whole(String(data.value), data.at);
    case 'unknown':
      return holeFor(data.why, data.at);
    default:
      return undefined;
  }
}

export function joined(pieces: StringData[], at: Place): StringData {
  let value = '';
  const parts: StringPart[] = [];
  for (const piece of pieces) {
    const by = value.length;
    for (const part of partsOf(piece)) parts.push({ ...part, start: part.start + by, end: part.end + by });
    value += piece.value;
  }
  return { kind: 'string', value, at, parts };
}

/** A text that stands nowhere: all of it points at what made it. */
export const whole = (value: string, at: Place): StringData => ({
  kind: 'string',
  value,
  at,
  parts: value === '' ? [] : [{ start: 0, end: value.length, from: { at } }],
});

const holeFor = (why: Why, at: Place): StringData => ({
  kind: 'string',
  value: hole,
  at,
  parts: [{ start: 0, end: 1, from: { hole: why, at } }],
});

const partsOf = (data: StringData): StringPart[] =>
  data.parts ?? (data.value === '' ? [] : [{ start: 0, end: data.value.length, from: { at: data.at } }]);
