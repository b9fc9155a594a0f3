/** Lists of digests: a lock file of translations, a manifest of assets, a table of checksums. Some line of them names a provider by chance. */

/** Lines on either side that are looked at, and how long they may be. */
const farthest = 8;
const longest = 400;

/** How many lines around must look alike: more where the name speaks of a secret (`common/api_key_label: …`), as a list of keys looks alike too. */
const enough = 2;
const enoughForCredentials = 12;
const credential = /key|token|secret|pass|auth|cred|client|api/i;

/** Whether a value of hexadecimal digits is one line of a list of such values, each of the same length and written in the same way. */
export function isAmidDigests(text: string, start: number, end: number): boolean {
  const length = end - start;
  if (length < 32 || !/^[0-9a-f]+$/.test(text.slice(start, end))) return false;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lead = /[\s:='"`,]{1,6}$/.exec(text.slice(Math.max(from, start - 6), start))?.[0] ?? '';
  if (!lead || start - from > longest) return false;
  const needed = credential.test(text.slice(from, start)) ? enoughForCredentials : enough;
  const alike = (line: string): boolean => {
    const found = /([\s:='"`,]{1,6})([0-9a-f]{32,128})['"`]?,?;?\s*$/.exec(line);
    return found !== null && found[2]!.length === length && found[1] === lead;
  };
  let before = 0;
  for (let to = from - 1; before < farthest && to > 0; before++) {
    const begin = text.lastIndexOf('\n', to - 1) + 1;
    if (to - begin > longest || !alike(text.slice(begin, to))) break;
    to = begin - 1;
  }
  let after = 0;
  for (let at = text.indexOf('\n', end) + 1; after < farthest && at > 0; after++) {
    const next = text.indexOf('\n', at);
    const stop = next < 0 ? text.length : next;
    if (stop - at > longest || !alike(text.slice(at, stop))) break;
    at = next + 1;
  }
  return before + after >= needed;
}
