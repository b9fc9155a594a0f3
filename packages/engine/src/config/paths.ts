import type { Uri } from '@idlint/model';

export const folderOf = (uri: Uri): Uri => uri.slice(0, Math.max(0, uri.lastIndexOf('/')));

export const isConfigFile = (uri: Uri): boolean => /(?:^|\/)idlint\.ya?ml$/.test(uri);

/** A path from a folder; undefined where it leads out of the workspace. */
export function join(folder: Uri, path: string): Uri | undefined {
  const parts = path.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
