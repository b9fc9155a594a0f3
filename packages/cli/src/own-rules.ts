import { loadConfiguration, type OwnSecretRule } from '@idlint/engine';
import { openUnlisted, packageResolver } from '@idlint/workspace';
import { catalogueOf } from './catalogue.ts';
import type { Io } from './io.ts';

/** Rules that the configuration here brings. None where it holds a mistake: whoever looks a name up may be about to mend it. */
export async function ownRules(io: Io): Promise<OwnSecretRule[]> {
  try {
    const { root, files } = openUnlisted(io.cwd);
    const { own } = await loadConfiguration({
      files: { list: () => ['idlint.yaml', 'idlint.yml'].filter(uri => files.read(uri)), read: uri => files.read(uri) },
      rules: catalogueOf().all,
      resolvePackage: packageResolver(root),
    });
    return own;
  } catch {
    // No workspace here.
    return [];
  }
}
