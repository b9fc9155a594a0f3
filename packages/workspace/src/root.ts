import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What only ever stands at the top of a repository: a folder that has one of these is a workspace of its own. */
const marks = ['.git', '.github', '.gitlab-ci.yml', 'CODEOWNERS'];

/** The name of the configuration file, in any folder. */
const configurationName = 'idlint.yaml';

/**
 * The folder that uris are counted from, and of which the inventory is made: the nearest one, from `start` upwards, that is the top of
 * a repository or whose `idlint.yaml` says `root: true`. Where there is none (no git), the nearest with an `idlint.yaml`, else `start`.
 */
export function workspaceRoot(start: string): string {
  let configured: string | undefined;
  for (const folder of upwards(start)) {
    if (isMarked(folder)) return folder;
    if (existsSync(join(folder, configurationName))) configured ??= folder;
  }
  return configured ?? start;
}

/** Whether anything says that a folder is a workspace, or a part of one. */
export const isWorkspace = (folder: string): boolean =>
  isMarked(folder) || existsSync(join(folder, configurationName)) || gitTop(folder) !== undefined;

/** Whether a folder is a workspace by itself, wherever it stands. */
const isMarked = (folder: string): boolean =>
  marks.some(mark => existsSync(join(folder, mark))) || saysRoot(join(folder, configurationName));

/** The top of the git work tree that `folder` stands in. */
export function gitTop(folder: string): string | undefined {
  for (const each of upwards(folder)) if (existsSync(join(each, '.git'))) return each;
  return undefined;
}

/** `folder`, the folder that it stands in, and so on to the top. */
function* upwards(folder: string): Generator<string> {
  for (let each = folder; ; each = dirname(each)) {
    yield each;
    if (dirname(each) === each) return;
  }
}

function saysRoot(file: string): boolean {
  try {
    return /^root:\s*true\s*(#|$)/m.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}
