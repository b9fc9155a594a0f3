import type { Uri } from './source.ts';

/** The folder that a document or a folder stands in; the empty uri is the workspace's root, and the root's own. */
export const folderOf = (uri: Uri): Uri => uri.slice(0, Math.max(0, uri.lastIndexOf('/')));

export const inFolder = (folder: Uri, name: string): Uri => (folder === '' ? name : `${folder}/${name}`);

/** A relative path as a document of that folder writes it; undefined where it is absolute or leads out of the workspace. */
export function resolvePath(folder: Uri, path: string): Uri | undefined {
  if (path.startsWith('/')) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** A glob over a folder, whose own name may hold characters that mean something in a glob. */
export const globIn = (folder: Uri, glob: string): string => inFolder(folder.replace(/[\\*?[\]{}()!|+@]/g, '\\$&'), glob);
