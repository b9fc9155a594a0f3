/**
 * What a `.helmignore` leaves out of a chart. Its patterns are those of Go's filepath.Match: a slash at the end means folders, one
 * inside the whole path, none the last part of it; `!` takes the opposite; `**` is not supported.
 * https://helm.sh/docs/chart_template_guide/helm_ignore_file/
 */
export function ignored(text: string): (path: string) => boolean {
  const rules = text.split(/\r?\n/).flatMap(line => ruleOf(line.trim()) ?? []);
  return path => {
    const parts = path.split('/');
    // A folder that is left out takes what is in it with it.
    for (let depth = 1; depth <= parts.length; depth++)
      if (matches(parts.slice(0, depth).join('/'), parts[depth - 1]!, depth < parts.length, rules)) return true;
    return false;
  };
}

interface Rule {
  pattern: RegExp;
  negated: boolean;
  folder: boolean;
  whole: boolean;
}

function ruleOf(line: string): Rule | undefined {
  if (line === '' || line.startsWith('#') || line.includes('**')) return undefined;
  const negated = line.startsWith('!');
  let rest = negated ? line.slice(1) : line;
  const folder = rest.endsWith('/');
  if (folder) rest = rest.slice(0, -1);
  const whole = rest.includes('/');
  const pattern = globRegExp(rest.replace(/^\//, ''), false);
  return pattern && { pattern, negated, folder, whole };
}

function matches(path: string, name: string, isFolder: boolean, rules: readonly Rule[]): boolean {
  for (const { pattern, negated, folder, whole } of rules) {
    const hit = pattern.test(whole ? path : name);
    if (negated) {
      // As Helm has it: a negated rule leaves out what it does not match.
      if (folder && !isFolder) return true;
      if (!hit) return true;
    } else if (hit && (!folder || isFolder)) return true;
  }
  return false;
}

/** `deep`: with `**` and `{a,b}`, as `.Files.Glob` has them. Undefined where it is no pattern. */
export function globRegExp(glob: string, deep: boolean): RegExp | undefined {
  let pattern = '';
  let braces = 0;
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at]!;
    if (character === '*') {
      const many = deep && glob[at + 1] === '*';
      if (many) while (glob[at + 1] === '*') at++;
      pattern += many ? '.*' : '[^/]*';
    } else if (character === '?') pattern += '[^/]';
    else if (character === '[') {
      const close = glob.indexOf(']', at + 1);
      if (close < 0) return undefined;
      const inner = glob
        .slice(at + 1, close)
        .replace(/^[!^]/, '^')
        .replace(/\\/g, '\\\\');
      pattern += `[${inner}]`;
      at = close;
    } else if (deep && character === '{') {
      braces++;
      pattern += '(?:';
    } else if (deep && character === '}' && braces > 0) {
      braces--;
      pattern += ')';
    } else if (deep && character === ',' && braces > 0) pattern += '|';
    else if (character === '\\' && at + 1 < glob.length) pattern += escaped(glob[++at]!);
    else pattern += escaped(character);
  }
  try {
    return new RegExp(`^${pattern}$`, 's');
  } catch {
    return undefined;
  }
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
