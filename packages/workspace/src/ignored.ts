import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/**
 * The ignore rules that hold in a folder: its own `.gitignore` and those of the folders above it. The nearest file that speaks of a
 * path decides, as in git.
 */
export class IgnoreRules {
  readonly #base: string;
  readonly #own: Ignore;
  readonly #above: IgnoreRules | undefined;

  private constructor(base: string, own: Ignore, above: IgnoreRules | undefined) {
    this.#base = base;
    this.#own = own;
    this.#above = above;
  }

  /** The rules in `folder`, given those of the folder above: the same object where it has no ignore file of its own. */
  static enter(folder: string, above: IgnoreRules | undefined, files: string[] = ['.gitignore']): IgnoreRules | undefined {
    const text = files.map(name => textOf(join(folder, name))).filter(each => each !== undefined);
    if (!text.length) return above;
    return new IgnoreRules(folder, ignore({ allowRelativePaths: true }).add(text.join('\n')), above);
  }

  /** The rules that hold in `folder`, from `top` (a git work tree's) down; none where `folder` itself is ignored: whoever names it wants it. */
  static along(top: string, folder: string): IgnoreRules | undefined {
    let rules = IgnoreRules.enter(top, undefined, ['.git/info/exclude', '.gitignore']);
    let at = top;
    for (const name of relative(top, folder).split(sep).filter(Boolean)) {
      at = join(at, name);
      if (rules?.ignores(at, true)) return IgnoreRules.enter(folder, undefined);
      rules = IgnoreRules.enter(at, rules);
    }
    return rules;
  }

  ignores(path: string, isFolder: boolean): boolean {
    let inner = path.slice(this.#base.length + (this.#base.endsWith(sep) ? 0 : 1));
    if (sep !== '/') inner = inner.split(sep).join('/');
    const { ignored, unignored } = this.#own.test(isFolder ? `${inner}/` : inner);
    if (ignored) return true;
    if (unignored) return false;
    return this.#above?.ignores(path, isFolder) ?? false;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
