import { type Data, hole, type StringData } from '@idlint/evaluate';
import { holeText, joinTexts, madeText } from '@idlint/evaluate/hcl';
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
      return holeText(data.why, data.at);
    default:
      return undefined;
  }
}

/** A text that stands nowhere: all of it points at what made it. */
export const whole = madeText;

/** Pieces one after another. One of a hole only is no string but what is not known; one piece alone stays what it is. */
export function put(pieces: StringData[], at: Place): Data {
  const full = pieces.filter(piece => piece.value !== '');
  const [only] = full;
  if (!only) return whole('', at);
  if (full.length > 1) return joinTexts(full, at);
  const [part] = only.parts ?? [];
  if (only.value === hole && part && 'hole' in part.from) return unknown(part.from.hole, only.at);
  return only;
}

export const unknown = (why: Why, at: Place): Data => ({ kind: 'unknown', why: { ...why, at: why.at ?? at }, at });
export const misused = (what: string, at: Place): Data => unknown({ code: 'syntax', what }, at);
