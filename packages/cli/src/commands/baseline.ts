import { join, resolve } from 'node:path';
import { count, visible } from '@idlint/report';
import { baselineName, writeBaseline } from '../baseline.ts';
import { exit } from '../exit.ts';
import type { Io } from '../io.ts';
import { ground, lint } from '../lint.ts';
import type { CheckOptions } from '../options.ts';

/** Accepts what is found now: from then on only what is new counts. */
export async function baseline(paths: string[], options: CheckOptions, io: Io): Promise<number> {
  // One that is broken is written anew, with another salt.
  const base = await ground(paths, options, io).catch(() => ground(paths, { ...options, baseline: false }, io));
  const { findings } = await lint(base, io);
  const open = findings.filter(finding => !finding.suppressed);
  const file = options.output === undefined ? join(base.workspace.root, baselineName) : resolve(io.cwd, options.output);
  writeBaseline(file, open, base.salt());
  io.stderr.write(`idlint: ${count(open.length, 'finding')} accepted in ${visible(options.output ?? base.path(baselineName))}\n`);
  return exit.clean;
}
