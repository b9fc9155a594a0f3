import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { helm } from '../../../evaluate/test/go-template/helm.ts';

export { hasHelm } from '../../../evaluate/test/go-template/helm.ts';

export const here = dirname(fileURLToPath(import.meta.url));
export const names = readdirSync(join(here, 'charts'));

/** The files of a chart, as a workspace in which it stands in the folder of its name. */
export const filesOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(here, 'charts', name), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(path => [path.slice(join(here, 'charts').length + 1), readFileSync(path, 'utf8')]),
  );

/** What `helm template` makes of a chart. */
export const rendered = (name: string): string =>
  execFileSync(helm, ['template', 'release-name', join(here, 'charts', name), '--kube-version', 'v1.34.0'], {
    stdio: 'pipe',
    env: { ...process.env, TZ: 'UTC' },
  }).toString();
