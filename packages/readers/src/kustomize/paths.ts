import type { Uri } from '@idlint/model';

export const folderOf = (uri: Uri): Uri => uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
export const inFolder = (folder: Uri, name: string): Uri => (folder === '' ? name : `${folder}/${name}`);

/** The names under which a folder may have its kustomization. */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
export const isKustomizationName = (uri: Uri): boolean => kustomizationNames.includes(uri.slice(uri.lastIndexOf('/') + 1));

/** A path as it is written in a folder's file; undefined where it leads out of the workspace. */
export function resolved(folder: Uri, path: string): Uri | undefined {
  if (path.startsWith('/')) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** A repository or an address elsewhere. https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md */
export const isRemote = (path: string): boolean =>
  /^(?:[\w+]+:{1,2}\/{0,2}|[\w.-]+@)/.test(path) ||
  /^(?:[\w-]+\.)+[a-z]{2,}[/:]/i.test(path) ||
  /[?&](?:ref|version)=/.test(path) ||
  path.includes('//');
