import type { Data, StringData } from '../src/data.ts';
import { placeWithin } from '../src/index.ts';

/** Data without its places, for comparing with what other parsers make of a text. */
export function plain(data: Data): unknown {
  switch (data.kind) {
    case 'null':
      return null;
    case 'list':
      return data.items.map(plain);
    case 'map':
      return Object.fromEntries([...data.entries].map(([key, entry]) => [key, plain(entry.value)]));
    case 'unknown':
      return { unknown: data.why.code };
    default:
      return data.value;
  }
}

/** Every string in it. */
export function strings(data: Data): StringData[] {
  if (data.kind === 'string') return [data];
  if (data.kind === 'list') return data.items.flatMap(strings);
  if (data.kind === 'map') return [...data.entries.values()].flatMap(entry => strings(entry.value));
  return [];
}

/** The text that stands at each character of a string, in the file that it is written in. */
export function writtenAs(data: StringData, file: string): string[] {
  return [...data.value].reduce<{ at: number; out: string[] }>(
    ({ at, out }, character) => {
      const place = placeWithin(data, at, at + character.length);
      out.push(file.slice(place.start, place.end));
      return { at: at + character.length, out };
    },
    { at: 0, out: [] },
  ).out;
}
