/** A pattern of `fileset` as a regular expression: `*`, `**`, `?`, `[a-z]`, `{a,b}`. Undefined where it can't be read. */
export function globPattern(pattern: string): RegExp | undefined {
  let source = '';
  let braces = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (pattern.startsWith('**/', at)) {
      source += '(?:[^/]+/)*';
      at += 2;
    } else if (pattern.startsWith('**', at)) {
      source += '.*';
      at += 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '[') {
      const set = /^\[([!^]?)([^\]/]+)\]/.exec(pattern.slice(at));
      if (!set) return undefined;
      source += `[${set[1] ? '^' : ''}${set[2]!.replace(/[\\\]^]/g, '\\$&')}]`;
      at += set[0].length - 1;
    } else if (character === '{') {
      source += '(?:';
      braces++;
    } else if (character === '}' && braces > 0) {
      source += ')';
      braces--;
    } else if (character === ',' && braces > 0) source += '|';
    else source += character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  }
  if (braces > 0 || pattern.length > 1000 || (pattern.match(/\*/g)?.length ?? 0) > 20) return undefined;
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return undefined;
  }
}
