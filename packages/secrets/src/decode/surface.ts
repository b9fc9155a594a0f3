/** From what was found in a layer to where it stands in the document. */
import { type Candidate, scores } from '../candidate.ts';
import { nameBefore } from '../merge.ts';
import { type Opened, type Run, utf8 } from './index.ts';

/** Characters of `IDENTIFIED BY '` and the like. */
const wordsBefore = 24;

/** What was found in a document, together with what was found in its layer. */
export function surfaced(text: string, found: Candidate[], { layer, runs, shown }: Opened, inner: Candidate[]): Candidate[] {
  const decoded = inner.flatMap(candidate => {
    // A place is told by the words before it.
    const place = layer.outer(candidate.start, candidate.end, candidate.score > scores.assigned ? wordsBefore : 1);
    if (!place) return [];
    const run = runs.find(({ start, end }) => start <= place.start && place.end <= end);
    if (shown && !run && candidate.score <= scores.assigned && !isHidden(text, place.start, place.end, candidate.value)) return [];
    return [raised(candidate, place, layer.text, run)];
  });
  return [...found.filter(candidate => !isRefuted(candidate, runs, decoded)), ...decoded];
}

function raised(
  { related: _, ...candidate }: Candidate,
  place: { start: number; end: number },
  layerText: string,
  run: Run | undefined,
): Candidate {
  const called = candidate.called ?? nameBefore(layerText, candidate.start);
  return {
    ...candidate,
    ...place,
    value: run ? (utf8(candidate.value) ?? candidate.value) : candidate.value,
    known:
      run && !candidate.known.some(known => known.startsWith('written in'))
        ? [...candidate.known, `written in ${run.encoding}`]
        : candidate.known,
    // Of one value, what it means says more than how it is written.
    score: candidate.score + 1,
    ...(called ? { called } : {}),
  };
}

/** Whether the document itself does not show it: an escape is in it, or its quote is escaped more than once. */
const isHidden = (text: string, start: number, end: number, value: string): boolean =>
  text.slice(start, end) !== value ||
  /(?:\\{3}["']|%22|%3d|\\u00(?:22|3d)|\\x(?:22|3d)|&#(?:34|x22|61|x3d);)$/i.test(text.slice(Math.max(0, start - 8), start));

/** What looked drawn at random was text all through, in which there is nothing: a word, a reference, a configuration. */
const isRefuted = ({ score, start, end }: Candidate, runs: Run[], decoded: Candidate[]): boolean =>
  score <= scores.assigned &&
  runs.some(run => run.whole && run.start <= start && start < run.end && end <= run.end) &&
  !decoded.some(each => each.start < end && start < each.end);
