/** One line of a text without its end. */
export interface Line {
  start: number;
  end: number;
  /** Where the next one starts. */
  next: number;
}

export function lineAt(text: string, start: number): Line {
  let end = text.indexOf('\n', start);
  const next = end < 0 ? text.length : end + 1;
  if (end < 0) end = text.length;
  return { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end, next };
}

export const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\f';

/** The first offset from `at` on that is no blank. */
export function skipBlanks(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && isBlank(text[next])) next++;
  return next;
}

/** The end of what stands before the blanks before `end`. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text[at - 1])) at--;
  return at;
}
