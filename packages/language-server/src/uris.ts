import { isAbsolute, relative, sep } from 'node:path';
import type { Uri } from '@idlint/model';
import { URI } from 'vscode-uri';

/** The path of a `file:` URI; undefined for every other scheme (`untitled:`, `git:`). */
export function pathOf(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}

/** A workspace path as LSP's `file:` URI. */
export const fileUri = (path: string): string => URI.file(path).toString();

/** The uri of `path` counted from `root`, or undefined where it stands outside of it. */
export function inside(root: string, path: string): Uri | undefined {
  const from = relative(root, path);
  if (!from || from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from)) return undefined;
  return from.split(sep).join('/');
}
