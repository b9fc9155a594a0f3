import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const here = fileURLToPath(new URL('.', import.meta.url));

/** Small kustomizations, a folder each; `answers/<case>.yaml` is what `kubectl kustomize` makes of it. */
export const cases = (): string[] => readdirSync(`${here}cases`).sort();

export function readCase(uri: string): string | undefined {
  const path = `${here}cases/${uri}`;
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
}
