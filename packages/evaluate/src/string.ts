import type { Place } from '@idlint/model';
import { compose, outerRange, type PositionMap, type Run } from '@idlint/syntax';
import type { StringData, StringPart } from './data.ts';

/**
 * Strings with places. A range of a string's value is followed to where it is written, whatever lies between: escapes, an indentation,
 * a heredoc, another string.
 */

/** Where [start, end) of the string's value is written: the part of it that stands where the string does, as far as there is one. */
export function placeWithin(data: StringData, start: number, end: number): Place {
  if (!data.parts) return wholePlace(data.at, data.value.length, start, end);
  const places = overlapping(data.parts, start, end).map(part => placeInPart(part, start, end));
  const home = places.filter(place => within(place, data.at));
  return hull(home.length > 0 ? home : places) ?? data.at;
}

/** The string [start, end) of a string. */
export function sliceString(data: StringData, start: number, end: number): StringData {
  return restate(data, data.value.slice(start, end), [{ inner: 0, innerLength: end - start, outer: start, outerLength: end - start }]);
}

/**
 * A string that is written inside of another one: `runs` tell which characters of `outer.value` each character of `value` comes from
 * (a JSON string inside of a heredoc). It has the outer string's holes, and each of its characters the outer one's place.
 */
export function restate(outer: StringData, value: string, runs: PositionMap): StringData {
  const via = outer.via?.length ? { via: outer.via } : {};
  if (!outer.parts) {
    const first = runs[0];
    const last = runs.at(-1);
    if (outer.at.end - outer.at.start !== outer.value.length)
      return { kind: 'string', value, at: outer.at, parts: coarse(outer.at, value), ...via };
    const at = {
      ...outer.at,
      start: outer.at.start + (first?.outer ?? 0),
      end: outer.at.start + (last ? last.outer + last.outerLength : 0),
    };
    if (runs.length <= 1 && at.end - at.start === value.length) return { kind: 'string', value, at, ...via };
    const map = runs.map(run => ({ ...run, outer: run.outer + outer.at.start }));
    return { kind: 'string', value, at, parts: [{ start: 0, end: value.length, from: { at, map } }], ...via };
  }
  const parts: StringPart[] = [];
  const last = runs.at(-1);
  const reach = last ? last.outer + last.outerLength : 0;
  for (const part of overlapping(outer.parts, runs[0]?.outer ?? 0, reach)) {
    const piece = runs.flatMap(run => cut(run, part.start, part.end));
    const start = piece[0]?.inner;
    if (start === undefined) continue;
    const end = piece.at(-1)!.inner + piece.at(-1)!.innerLength;
    parts.push({ start, end, from: fromOf(part, piece, start) });
  }
  const places = parts.map(part => part.from.at);
  const home = places.filter(place => within(place, outer.at));
  const from = runs[0];
  const at = hull(home.length > 0 ? home : places) ?? placeWithin(outer, from?.outer ?? 0, from?.outer ?? 0);
  return { kind: 'string', value, at, parts, ...via };
}

const coarse = (at: Place, value: string): StringPart[] => (value === '' ? [] : [{ start: 0, end: value.length, from: { at, map: [] } }]);

/** The piece of a run whose outer characters lie in [start, end); one that maps as a whole goes to where it begins. */
function cut(run: Run, start: number, end: number): Run[] {
  if (run.innerLength !== run.outerLength) return run.outer >= start && run.outer < end ? [run] : [];
  const from = Math.max(run.outer, start);
  const to = Math.min(run.outer + run.outerLength, end);
  return from < to ? [{ inner: run.inner + from - run.outer, innerLength: to - from, outer: from, outerLength: to - from }] : [];
}

function fromOf(part: StringPart, piece: Run[], start: number): StringPart['from'] {
  if ('hole' in part.from) return part.from;
  const inner = piece.map(run => ({ ...run, inner: run.inner - start, outer: run.outer - part.start }));
  const length = part.end - part.start;
  const own = part.from.map ?? straight(part.from.at, length);
  if (!own) return { at: part.from.at, map: [] };
  const map = compose(own, inner);
  const first = map[0];
  const last = map.at(-1);
  if (!first || !last) return { at: part.from.at, map: [] };
  const at = { ...part.from.at, start: first.outer, end: last.outer + last.outerLength };
  return map.length === 1 && first.innerLength === first.outerLength ? { at } : { at, map };
}

/** Undefined where the text at the place is not the text of the part, character by character. */
const straight = (at: Place, length: number): PositionMap | undefined =>
  at.end - at.start === length ? [{ inner: 0, innerLength: length, outer: at.start, outerLength: length }] : undefined;

/** The parts that [start, end) touches; the one that it stands in or ends, where it is empty. */
function overlapping(parts: StringPart[], start: number, end: number): StringPart[] {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (parts[middle]!.end > start) high = middle;
    else low = middle + 1;
  }
  let to = low + 1;
  while (to < parts.length && parts[to]!.start < end) to++;
  return parts.slice(low, to);
}

function placeInPart(part: StringPart, start: number, end: number): Place {
  if ('hole' in part.from) return part.from.at;
  const from = Math.min(Math.max(start, part.start), part.end) - part.start;
  const to = Math.max(from, Math.min(end, part.end) - part.start);
  const { at, map } = part.from;
  if (!map) return wholePlace(at, part.end - part.start, from, to);
  return map.length === 0 ? at : { ...at, ...outerRange(map, from, to) };
}

function wholePlace(at: Place, length: number, start: number, end: number): Place {
  if (at.end - at.start !== length) return at;
  const from = Math.min(at.start + start, at.end);
  return { ...at, start: from, end: Math.max(from, Math.min(at.start + end, at.end)) };
}

const within = (inner: Place, outer: Place): boolean =>
  inner.uri === outer.uri && inner.segment === outer.segment && inner.start >= outer.start && inner.end <= outer.end;

/** From the first to the last of those that stand in one segment with the first. */
function hull([first, ...rest]: Place[]): Place | undefined {
  if (!first) return undefined;
  let { start, end } = first;
  for (const place of rest) {
    if (place.uri !== first.uri || place.segment !== first.segment) continue;
    start = Math.min(start, place.start);
    end = Math.max(end, place.end);
  }
  return { ...first, start, end };
}
