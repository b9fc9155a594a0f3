/** Pictures and other data that are written in base64: any short beginning stands somewhere in them by chance. */

/** Characters on either side that are looked at. */
const farthest = 512;
/** What surrounds a match has more than this. */
const least = 256;

/** Whether a match is a piece of a longer run of base64, both of whose signs beyond letters and digits stand around it. */
export function isAmidData(text: string, start: number, end: number): boolean {
  let from = start;
  while (from > 0 && start - from < farthest && isBase64(text.charCodeAt(from - 1))) from--;
  let to = end;
  while (to < text.length && to - end < farthest && isBase64(text.charCodeAt(to))) to++;
  const around = text.slice(from, start) + text.slice(end, to);
  return around.length >= least && around.includes('+') && around.includes('/');
}

const isBase64 = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 47 && code <= 57) || code === 43;
