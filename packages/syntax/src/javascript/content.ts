import { meaningOf } from '../lexical/meaning.ts';
import type { PositionMap } from '../position-map.ts';
import { hole, type StringUse } from '../string-use.ts';

type Content = Pick<StringUse, 'start' | 'end' | 'value' | 'runs'>;

/** The string literal at [start, end), quotes included. */
export function literalContent(text: string, start: number, end: number): Content {
  const closed = end - start > 1 && text[end - 1] === text[start];
  const inside = { start: start + 1, end: closed ? end - 1 : end };
  return { ...inside, ...piece(text, inside.start, inside.end) };
}

/** An attribute of JSX has no escapes but entities: one that has some is placed as a whole. */
export function attributeContent(start: number, end: number, value: string, text: string): Content {
  const inside = { start: start + 1, end: end - 1, value };
  if (text.slice(inside.start, inside.end) === value) return inside;
  return { ...inside, runs: [{ inner: 0, innerLength: value.length, outer: inside.start, outerLength: inside.end - inside.start }] };
}

/** A template: the text pieces between its `${…}`, each of which becomes a hole. */
export function templateContent(text: string, pieces: { start: number; end: number }[]): Content {
  const start = pieces[0]?.start ?? 0;
  const end = pieces.at(-1)?.end ?? start;
  const [only] = pieces;
  if (pieces.length === 1 && only) return { start, end, ...piece(text, start, end) };
  const runs: PositionMap = [];
  let value = '';
  pieces.forEach((each, index) => {
    const next = piece(text, each.start, each.end);
    const whole = [{ inner: 0, innerLength: next.value.length, outer: each.start, outerLength: each.end - each.start }];
    for (const run of next.runs ?? whole) if (run.innerLength > 0) runs.push({ ...run, inner: run.inner + value.length });
    value += next.value;
    const following = pieces[index + 1];
    if (!following) return;
    runs.push({ inner: value.length, innerLength: 1, outer: each.end, outerLength: following.start - each.end });
    value += hole;
  });
  return { start, end, value, runs };
}

const piece = (text: string, contentStart: number, contentEnd: number) =>
  meaningOf(text, { contentStart, contentEnd, end: contentEnd, escape: 'backslash', drops: true });
