import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import type { ConfigFile } from '@idlint/engine';

/**
 * Finds the configuration that `extends: "@acme/idlint-config"` names: the `idlint.yaml` of a package that is installed where the
 * configuration stands. Nothing of the package runs.
 */
export function packageResolver(root: string): (name: string, from: string) => ConfigFile | undefined {
  return (name, from) => {
    const near = createRequire(join(root, from));
    for (const folder of near.resolve.paths(name) ?? []) {
      const file = join(folder, name, 'idlint.yaml');
      if (dirname(file).startsWith(folder) && existsSync(file))
        return { uri: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') };
    }
    return undefined;
  };
}
