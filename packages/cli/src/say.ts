import { appendFileSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Format, headline, type Report, render, visible } from '@idlint/report';
import { UsageError } from './exit.ts';
import { type Io, terminalOf } from './io.ts';
import type { CheckOptions } from './options.ts';
import { writeWhole } from './write.ts';

/** Says what was found, where `--output` wants it. @throws {UsageError} where that can't be written */
export function say(format: Format, report: Report, options: CheckOptions, io: Io): void {
  const { output } = options;
  if (output === undefined) io.stdout.write(render(format, report, terminalOf(io, io.stdout)));
  else {
    try {
      writeWhole(resolve(io.cwd, output), render(format, report));
    } catch (error) {
      throw new UsageError(`${visible(output)} can't be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`);
    }
    if (!options.quiet) io.stderr.write(`idlint: ${headline(report)}\n`);
  }
  // On GitHub, annotations and the job's summary are two views of one run.
  const summary = io.env.GITHUB_STEP_SUMMARY;
  if (format === 'github' && summary) appendFileSync(summary, render('markdown', report));
}

/** Pages stand in the package as files, so that a link works offline. */
export function pageAddress(rule: string, io: Io): string | undefined {
  const file = new URL(`dist/pages/${rule}.md`, io.home);
  return existsSync(file) ? file.href : undefined;
}
