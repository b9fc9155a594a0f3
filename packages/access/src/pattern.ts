/**
 * A test for names by a pattern of `*` (any run) and `?` (any one character), without regular expressions: two pointers that step
 * back to the last star, so that `*a*a*a*b` costs at most length × length.
 */
export function matcher(pattern: string): (name: string) => boolean {
  if (!/[*?]/.test(pattern)) return name => name === pattern;
  if (/^\*+$/.test(pattern)) return () => true;
  return name => matches(pattern, name);
}

function matches(pattern: string, name: string): boolean {
  let at = 0;
  let step = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    const code = pattern[step];
    if (code === '*') {
      star = step++;
      resume = at;
    } else if (code === '?' || code === name[at]) {
      step++;
      at++;
    } else if (star >= 0) {
      step = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[step] === '*') step++;
  return step === pattern.length;
}
