import { folderOf, resolvePath, type Uri } from '@idlint/model';

/** A path as a template writes it, with slashes of either kind; undefined where it is absolute or leads out of the workspace. */
export const resolved = (from: Uri, path: string): Uri | undefined =>
  path.includes(':') ? undefined : resolvePath(folderOf(from), path.replaceAll('\\', '/'));
