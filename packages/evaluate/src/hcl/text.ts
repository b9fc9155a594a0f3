import type { Place, Why } from '@idlint/model';
import { type Data, hole, type ListData, type MapData, type StringData, type StringPart } from '../data.ts';

/** Strings that remember, for each run of characters, where it is written. */

/** A string that was worked out as a whole: it stands nowhere, so all of it points at the expression that made it. */
export const madeText = (value: string, at: Place): StringData => ({
  kind: 'string',
  value,
  at,
  parts: value === '' ? [] : [{ start: 0, end: value.length, from: { at, map: [] } }],
});

export const holeText = (why: Why, at: Place): StringData => ({
  kind: 'string',
  value: hole,
  at,
  parts: [{ start: 0, end: 1, from: { hole: why, at } }],
});

/** The parts of a string; those of one that stands as one run are that run. */
export const partsOf = (data: StringData): StringPart[] =>
  data.parts ?? (data.value === '' ? [] : [{ start: 0, end: data.value.length, from: { at: data.at } }]);

const moved = (part: StringPart, by: number): StringPart => (by === 0 ? part : { ...part, start: part.start + by, end: part.end + by });

/** Strings one after another, each keeping its places. */
export function joinTexts(pieces: StringData[], at: Place): StringData {
  let value = '';
  const parts: StringPart[] = [];
  for (const piece of pieces) {
    for (const part of partsOf(piece)) parts.push(moved(part, value.length));
    value += piece.value;
  }
  return { kind: 'string', value, at, parts: parts.length > mostParts ? fewer(parts, at) : parts };
}

/** A text in more pieces than this no longer knows the place of each. */
const mostParts = 2_000;

/** The holes, and between them what points at the whole expression. */
function fewer(parts: StringPart[], at: Place): StringPart[] {
  const kept: StringPart[] = [];
  for (const part of parts) {
    const last = kept.at(-1);
    if ('hole' in part.from && kept.length < mostParts) kept.push(part);
    else if (last && !('hole' in last.from)) last.end = part.end;
    else kept.push({ start: part.start, end: part.end, from: { at, map: [] } });
  }
  return kept;
}

/** The same places under a text of the same length (`lower`, `upper`); otherwise a text that was worked out. */
export const overText = (data: StringData, value: string, at: Place): StringData =>
  value.length === data.value.length
    ? { kind: 'string', value, at: data.at, parts: partsOf(data), ...(data.via ? { via: data.via } : {}) }
    : madeText(value, at);

/** Why a string is not whole. */
export function holeIn(data: StringData): Why | undefined {
  if (!data.value.includes(hole)) return undefined;
  for (const { from } of data.parts ?? []) if ('hole' in from) return from.hole;
  return { code: 'dynamic', what: 'a part of the string', at: data.at };
}

/** The key of a map as a text; one that is partly known has its holes. */
export function keyText(key: string, at: Place): StringData {
  if (!key.includes(hole)) return madeText(key, at);
  const parts = [...key.matchAll(new RegExp(`${hole}|[^${hole}]+`, 'g'))].map(({ 0: text, index }): StringPart => {
    const from = text === hole ? { hole: partOfKey(at), at } : { at, map: [] };
    return { start: index, end: index + text.length, from };
  });
  return { kind: 'string', value: key, at, parts };
}

const partOfKey = (at: Place): Why => ({ code: 'dynamic', what: 'a part of the key', at });

/** Why it is not known which keys a map has. */
export function whyKeys(data: MapData): Why | undefined {
  if (data.open) return data.open;
  for (const [key, entry] of data.entries) if (key.includes(hole)) return partOfKey(entry.key);
  return undefined;
}

const reasons = new WeakMap<Data, Why | false>();

/** The first reason for which a value is not wholly known; `undefined` where it is. */
export function whyUnknown(data: Data): Why | undefined {
  if (data.kind === 'unknown') return { ...data.why, at: data.why.at ?? data.at };
  if (data.kind === 'string') return holeIn(data);
  if (data.kind !== 'list' && data.kind !== 'map') return undefined;
  // Collections may share their parts many times over: each is looked at once.
  let reason = reasons.get(data);
  if (reason === undefined) {
    reason = firstReason(data) ?? (data.kind === 'map' ? whyKeys(data) : data.open) ?? false;
    reasons.set(data, reason);
  }
  return reason || undefined;
}

function firstReason(data: ListData | MapData): Why | undefined {
  const parts = data.kind === 'list' ? data.items : [...data.entries.values()].map(({ value }) => value);
  for (const part of parts) {
    const why = whyUnknown(part);
    if (why) return why;
  }
  return undefined;
}
