import { type Data, hole, type StringData, sliceString } from '@idlint/evaluate';
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

/** A template may have one megabyte. */
const longest = 1_000_000;

/** Pieces one after another. One of a hole only is no string but what is not known; one piece alone stays what it is. */
export function put(pieces: StringData[], at: Place): Data {
  const full = pieces.filter(piece => piece.value !== '');
  const [only] = full;
  if (!only) return whole('', at);
  if (full.reduce((length, { value }) => length + value.length, 0) > longest)
    return unknown({ code: 'limit', what: 'a text this long' }, at);
  if (full.length > 1) return joinTexts(full, at);
  const [part] = only.parts ?? [];
  if (only.value === hole && part && 'hole' in part.from) return unknown(part.from.hole, only.at);
  return only;
}

export const unknown = (why: Why, at: Place): Data => ({ kind: 'unknown', why: { ...why, at: why.at ?? at }, at });
export const misused = (what: string, at: Place): Data => unknown({ code: 'syntax', what }, at);

/**
 * `{{resolve:ssm:…}}` and `{{resolve:secretsmanager:…}}`: what stands there is fetched when the template is deployed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function withoutReferences(text: StringData): Data {
  const pieces: StringData[] = [];
  let from = 0;
  for (const { 0: found, index } of text.value.matchAll(/\{\{resolve:([\w-]+):[^{}]*\}\}/g)) {
    const end = index + found.length;
    pieces.push(sliceString(text, from, index));
    pieces.push(holeText({ code: 'reference', what: 'a value that is fetched on deployment' }, sliceString(text, index, end).at));
    from = end;
  }
  if (pieces.length === 0) return text;
  pieces.push(sliceString(text, from, text.value.length));
  const made = put(pieces, text.at);
  return text.via?.length ? { ...made, via: text.via } : made;
}
