import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '@idlint/report';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { ground } from '../lint.ts';
import type { CheckOptions } from '../options.ts';
import { writeWhole } from '../write.ts';
import { baseline } from './baseline.ts';

const configurationOf = (
  preset: string,
): string => `# What idlint looks for here. Its schema comes with the package: schema/idlint.schema.json
preset: ${preset} # recommended, strict or all

# rules:
#   wildcard-action: warning # off, on, error, warning, note
# ignores:
#   - examples/** # not linted
# ownAccounts:
#   - "123456789012" # accounts, projects and subscriptions of your own
`;

/** Writes a configuration and accepts what is found now. @throws {UsageError} where there is one already */
export async function init(options: CheckOptions, io: Io): Promise<number> {
  const { workspace, path } = await ground([], options, io);
  const file = join(workspace.root, 'idlint.yaml');
  if (existsSync(file)) throw new UsageError(`${visible(path('idlint.yaml'))} is there already; idlint baseline accepts what is found now`);
  writeWhole(file, configurationOf(options.preset ?? 'recommended'));
  io.stderr.write(`idlint: wrote ${visible(path('idlint.yaml'))}\n`);
  return baseline([workspace.root], options, io);
}
