import micromatch from 'micromatch';

const compiled = new Map<string, (text: string) => boolean>();

/** A micromatch pattern as a test, compiled once. Names that begin with a dot count. Case counts in paths, not in names. */
export function matcher(pattern: string, of: 'path' | 'name' = 'path'): (text: string) => boolean {
  const key = `${of} ${pattern}`;
  let matches = compiled.get(key);
  if (!matches) {
    if (compiled.size > 10_000) compiled.clear();
    const test = micromatch.matcher(pattern, { dot: true, nocase: of === 'name' });
    // A second argument would make it give an object.
    matches = text => test(text);
    compiled.set(key, matches);
  }
  return matches;
}

/** Whether one of the patterns matches: the path, or a folder that it is in. */
export function inPaths(patterns: readonly string[], path: string): boolean {
  return patterns.some(pattern => {
    const matches = matcher(pattern);
    if (matches(path)) return true;
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) if (matches(path.slice(0, slash))) return true;
    return false;
  });
}
