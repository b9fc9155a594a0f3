import type { Why } from '@idlint/model';
import { type Data, hole, type StringData } from '../src/data.ts';
import { placeWithin } from '../src/index.ts';

/** Data without its places, for comparing with what other parsers make of a text. */
export const plain = (data: Data): unknown => bare(data, ({ code }) => ({ unknown: code }));

/** As terraform writes outputs; `…` where idlint does not know. */
export const asOutput = (data: Data): unknown =>
  bare(
    data,
    ({ what }) => `… ${what}`,
    text => text.replaceAll(hole, '…'),
  );

function bare(data: Data, unknown: (why: Why) => unknown, text = (value: string) => value): unknown {
  switch (data.kind) {
    case 'null':
      return null;
    case 'list':
      return data.items.map(item => bare(item, unknown, text));
    case 'map':
      return Object.fromEntries([...data.entries].map(([key, { value }]) => [key, bare(value, unknown, text)]));
    case 'unknown':
      return unknown(data.why);
    case 'string':
      return text(data.value);
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
