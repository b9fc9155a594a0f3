import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { gitTop, workspaceRoot } from './root.ts';

/** A path that does not exist or can't be linted, as a sentence for the user. */
export class PathError extends Error {}

/** What the user asked about. */
export interface Target {
  /** Absolute, without symbolic links above it. */
  path: string;
  folder: boolean;
}

/** @throws {PathError} */
export function targetOf(cwd: string, written: string): Target {
  const path = resolve(cwd, written);
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return { path: realpathSync(path), folder: true };
    if (stat.isFile()) return fileTarget(cwd, written);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') throw new PathError(`${written} can't be read: no permission`);
    if (code === 'ELOOP') throw new PathError(`${written} is a symbolic link that leads back to itself`);
    throw new PathError(`${written} does not exist`);
  }
  throw new PathError(`${written} is neither a file nor a folder`);
}

/** A file in a folder that exists; it need not exist itself. */
export function fileTarget(cwd: string, written: string): Target {
  const path = resolve(cwd, written);
  return { path: join(targetOf(cwd, dirname(path)).path, basename(path)), folder: false };
}

export const within = (target: Target, path: string): boolean =>
  path === target.path || (target.folder && path.startsWith(target.path.endsWith(sep) ? target.path : target.path + sep));

/** Where the search for the workspace's root begins: the one folder that is asked about, else the current one, else what all paths share. */
export function startOf(cwd: string, targets: Target[]): string {
  if (targets.length === 1 && targets[0]!.folder) return targets[0]!.path;
  const here: Target = { path: cwd, folder: true };
  const inWorkspace = gitTop(cwd) !== undefined || workspaceRoot(cwd) !== cwd;
  return inWorkspace && targets.every(target => within(here, target.path)) ? cwd : shared(targets);
}

function shared(targets: Target[]): string {
  let folder = targets[0]!.folder ? targets[0]!.path : dirname(targets[0]!.path);
  while (!targets.every(target => within({ path: folder, folder: true }, target.path))) folder = dirname(folder);
  return folder;
}
