import type { Uri } from '@idlint/model';

/** Any number of path segments, none included. */
const anySegments = Symbol('**');
type Matcher = string | typeof anySegments;

/**
 * Whether a file falls under a pattern of a CODEOWNERS file, as GitHub reads it: the rules of gitignore, but `docs/*` stays in its
 * folder, and there is neither `!` nor `[ ]`. Case counts. Takes time in the product of both lengths at worst.
 */
export function codeownersPattern(pattern: string): (uri: Uri) => boolean {
  const matchers = matchersOf(pattern);
  if (matchers.length === 0) return () => false;
  return uri => matchesPath(matchers, uri.split('/'));
}

/** Whether a pattern takes in every file of the repository: such a line says little about any one of them. */
export function catchesAll(pattern: string): boolean {
  const matchers = matchersOf(pattern);
  const named = matchers.filter(matcher => matcher !== anySegments);
  // Two `*` one after the other want a folder, so they leave out the files of the root.
  return named.length === 1 && named.length < matchers.length && named[0] === '*';
}

function matchersOf(pattern: string): Matcher[] {
  const written = splitPath(pattern);
  const inFolder = written.length > 1 && written.at(-1) === '';
  const anchored = written.slice(0, inFolder ? -1 : undefined).length > 1;
  const segments = written.filter(segment => segment !== '');
  if (segments.length === 0) return [];

  const matchers: Matcher[] = anchored ? [] : [anySegments];
  for (const segment of segments) matchers.push(segment === '**' ? anySegments : segment);
  const last = segments.at(-1)!;
  // `logs/` and `logs/**` mean what is in the folder; a plain name means the file, or all that is in the folder of that name.
  if (inFolder || last === '**') matchers.push('*', anySegments);
  else if (last !== '*') matchers.push(anySegments);
  return matchers;
}

/** At its slashes; an escaped character belongs to its segment. */
function splitPath(pattern: string): string[] {
  const segments = [''];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '/') segments.push('');
    else if (character === '\\' && at + 1 < pattern.length) segments[segments.length - 1] += character + pattern[++at]!;
    else segments[segments.length - 1] += character;
  }
  return segments;
}

/** Greedy, going back to the last `**` only: an earlier one could not do better. */
function matchesPath(matchers: Matcher[], path: string[]): boolean {
  let matcher = 0;
  let segment = 0;
  let backTo = -1;
  let tried = 0;
  while (segment < path.length) {
    const expected = matchers[matcher];
    if (expected === anySegments) {
      backTo = ++matcher;
      tried = segment;
    } else if (expected !== undefined && matchesSegment(expected, path[segment]!)) {
      matcher++;
      segment++;
    } else if (backTo >= 0) {
      matcher = backTo;
      segment = ++tried;
    } else return false;
  }
  while (matchers[matcher] === anySegments) matcher++;
  return matcher === matchers.length;
}

/** `*` is any run of characters, `?` any one, `\x` is x. */
function matchesSegment(glob: string, text: string): boolean {
  let at = 0;
  let from = 0;
  let backTo = -1;
  let tried = 0;
  while (from < text.length) {
    const expected = glob[at];
    const escaped = expected === '\\' && at + 1 < glob.length;
    if (expected === '*') {
      backTo = ++at;
      tried = from;
    } else if (expected !== undefined && (escaped ? glob[at + 1] === text[from] : expected === '?' || expected === text[from])) {
      at += escaped ? 2 : 1;
      from++;
    } else if (backTo >= 0) {
      at = backTo;
      from = ++tried;
    } else return false;
  }
  while (glob[at] === '*') at++;
  return at === glob.length;
}
