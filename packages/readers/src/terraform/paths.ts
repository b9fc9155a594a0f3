import { resolvePath, type Uri } from '@idlint/model';

/** The workspace's root as an absolute path: what `get_repo_root()` gives. Where it really is, idlint does not know. */
const top = '/…';
export const absolute = (uri: Uri): string => (uri === '' ? top : `${top}/${uri}`);

/** A path as Terraform and Terragrunt write it, seen from a folder; undefined where it leads out of the workspace. */
export function childOf(folder: Uri, path: string): Uri | undefined {
  if (path === top || path.startsWith(`${top}/`)) return childOf('', path.slice(top.length + 1));
  if (path.startsWith('~') || /^[A-Za-z]:/.test(path)) return undefined;
  return resolvePath(folder, path);
}

/** How Terraform would write the path of a folder as seen from another: `.`, `modules/ci`, `../shared`. */
export function relativePath(from: Uri, to: Uri): string {
  const start = from === '' ? [] : from.split('/');
  const end = to === '' ? [] : to.split('/');
  let common = 0;
  while (common < start.length && common < end.length && start[common] === end[common]) common++;
  return [...start.slice(common).map(() => '..'), ...end.slice(common)].join('/') || '.';
}
