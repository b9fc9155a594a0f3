import { type Dirent, readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { IgnoreRules } from './ignored.ts';
import { ownFile, passedFolders } from './kinds.ts';
import { gitTop } from './root.ts';

/** What a walk could not or would not enter. Paths are absolute. */
export interface NotEntered {
  /** Folders that may not be read, or that went away meanwhile. */
  unreadable: string[];
  /** Work trees of other repositories inside of this one: they have their own owners, and are linted by themselves. */
  nested: string[];
}

/**
 * Every file under `start` that no ignore rule names, as absolute paths. Symbolic links are not followed: what they point at either
 * stands in the workspace anyway, or is none of its business; so there can be no loop.
 */
export function walk(start: string, found: (path: string) => void, not: NotEntered): void {
  const top = gitTop(start);
  const pending: { folder: string; above: IgnoreRules | undefined }[] = [{ folder: start, above: undefined }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { folder, above } = next;
    const entries = entriesOf(folder);
    if (!entries) {
      not.unreadable.push(folder);
      continue;
    }
    let rules = above;
    if (folder === start) rules = IgnoreRules.along(top ?? start, start);
    else if (has(entries, '.git')) {
      if (top) {
        not.nested.push(folder);
        continue;
      }
      rules = IgnoreRules.along(folder, folder);
    } else if (has(entries, '.gitignore')) rules = IgnoreRules.enter(folder, above);

    const prefix = folder.endsWith(sep) ? folder : folder + sep;
    for (const entry of entries) {
      const path = prefix + entry.name;
      if (entry.isFile()) {
        if (!ownFile(entry.name) && !rules?.ignores(path, entry.name, false)) found(path);
      } else if (entry.isDirectory() && !passedFolders.has(entry.name) && !rules?.ignores(path, entry.name, true)) {
        pending.push({ folder: path, above: rules });
      }
    }
  }
}

const has = (entries: Dirent[], name: string): boolean => entries.some(entry => entry.name === name);

function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
