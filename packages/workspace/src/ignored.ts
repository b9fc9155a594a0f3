import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { IgnorePatterns } from './ignore-patterns.ts';

/**
 * The ignore rules that hold in a folder: its own `.gitignore` and those of the folders above it. The nearest file that speaks of a
 * path decides, as in git.
 */
export class IgnoreRules {
  /** How long the path of their folder is, with the separator behind it. */
  readonly #length: number;
  readonly #own: IgnorePatterns;
  readonly #above: IgnoreRules | undefined;

  private constructor(folder: string, own: IgnorePatterns, above: IgnoreRules | undefined) {
    this.#length = folder.length + (folder.endsWith(sep) ? 0 : 1);
    this.#own = own;
    this.#above = above;
  }

  /** The rules in `folder`, given those of the folder above: the same object where it has no ignore file of its own. */
  static enter(folder: string, above: IgnoreRules | undefined, files: string[] = ['.gitignore']): IgnoreRules | undefined {
    const texts = files.map(name => textOf(join(folder, name))).filter(each => each !== undefined);
    if (!texts.length) return above;
    return new IgnoreRules(folder, new IgnorePatterns(texts), above);
  }

  /** The rules that hold in `folder`, from `top` (a git work tree's) down; none where `folder` itself is ignored: whoever names it wants it. */
  static along(top: string, folder: string): IgnoreRules | undefined {
    let rules = IgnoreRules.enter(top, undefined, ['.git/info/exclude', '.gitignore']);
    let at = top;
    for (const name of relative(top, folder).split(sep).filter(Boolean)) {
      at = join(at, name);
      if (rules?.ignores(at, name, true)) return IgnoreRules.enter(folder, undefined);
      rules = IgnoreRules.enter(at, rules);
    }
    return rules;
  }

  /** Of what stands in a folder that is not ignored itself. */
  ignores(path: string, name: string, isFolder: boolean): boolean {
    const inner = path.slice(this.#length);
    return (
      this.#own.ignores(sep === '/' ? inner : inner.replaceAll(sep, '/'), name, isFolder) ??
      this.#above?.ignores(path, name, isFolder) ??
      false
    );
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
