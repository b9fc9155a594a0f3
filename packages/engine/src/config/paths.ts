import { resolvePath, type Uri } from '@idlint/model';

/** Every name of a workspace is asked about, most of which end in something else. */
export const isConfigFile = (uri: Uri): boolean =>
  (uri.endsWith('idlint.yaml') || uri.endsWith('idlint.yml')) && /(?:^|\/)idlint\.ya?ml$/.test(uri);

/** A path from a folder, or with a slash before it from the root; undefined where it leads out of the workspace. */
export const join = (folder: Uri, path: string): Uri | undefined =>
  path.startsWith('/') ? resolvePath('', path.replace(/^\/+/, '')) : resolvePath(folder, path);
