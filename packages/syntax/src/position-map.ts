/**
 * Maps offsets of a decoded text (the meaning of an escaped string, a heredoc without its indentation, a YAML block scalar) back to
 * where it is written. Made of runs, in order: inner [inner, inner + innerLength) stands at outer [outer, outer + outerLength). A run
 * whose lengths are equal maps one to one; another (an escape such as `\u00e9`) maps as a whole.
 */
export interface Run {
  inner: number;
  outer: number;
  innerLength: number;
  outerLength: number;
}
export type PositionMap = Run[];

/** The outer range of an inner one: from where its first character starts to where its last one ends. */
export function outerRange(map: PositionMap, start: number, end: number): { start: number; end: number } {
  const from = outerStart(map, start);
  return { start: from, end: end <= start ? from : outerEnd(map, end) };
}

function outerStart(map: PositionMap, inner: number): number {
  const run = map[lastAtOrBefore(map, inner)];
  if (!run) return 0;
  const into = inner - run.inner;
  if (into >= run.innerLength) return run.outer + run.outerLength;
  return run.innerLength === run.outerLength ? run.outer + into : run.outer;
}

function outerEnd(map: PositionMap, inner: number): number {
  const run = map[lastAtOrBefore(map, inner - 1)];
  if (!run) return 0;
  const into = inner - run.inner;
  return run.innerLength === run.outerLength && into <= run.innerLength ? run.outer + into : run.outer + run.outerLength;
}

function lastAtOrBefore(map: PositionMap, inner: number): number {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (map[middle]!.inner <= inner) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `inner` maps into `middle`, `outer` maps `middle` into the file: a JSON string inside a heredoc. */
export function compose(outer: PositionMap, inner: PositionMap): PositionMap {
  const map: PositionMap = [];
  for (const run of inner) {
    if (run.innerLength !== run.outerLength) {
      const range = outerRange(outer, run.outer, run.outer + run.outerLength);
      map.push({ inner: run.inner, innerLength: run.innerLength, outer: range.start, outerLength: range.end - range.start });
      continue;
    }
    // A straight run may cross several runs of the outer map: cut it at their edges.
    let done = 0;
    let index = lastAtOrBefore(outer, run.outer);
    while (done < run.innerLength && index < outer.length) {
      const piece = outer[index++]!;
      const into = run.outer + done - piece.inner;
      const take = Math.min(run.innerLength - done, piece.innerLength - into);
      if (take <= 0) continue;
      const straight = piece.innerLength === piece.outerLength;
      map.push({
        inner: run.inner + done,
        innerLength: take,
        outer: straight ? piece.outer + into : piece.outer,
        outerLength: straight ? take : piece.outerLength,
      });
      done += take;
    }
  }
  return map;
}
