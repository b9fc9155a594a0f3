import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gravity } from '@idlint/model';
import { type Report, visible } from '@idlint/report';
import { loadPages } from '@idlint/report/pages';
import { exit, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { type Ground, ground, lint, type Run } from '../lint.ts';
import type { CheckOptions } from '../options.ts';
import { passedOver } from '../passed-over.ts';
import { pageAddress, say } from '../say.ts';
import { tellSince } from '../since.ts';
import { versionOf } from '../version.ts';

/** Lints and says what it found. @returns the exit code */
export async function check(paths: string[], options: CheckOptions, io: Io): Promise<number> {
  agree(paths, options);
  if (options.verify) (await import('./verify.ts')).mayAsk(io);
  const started = io.clock();
  const base = await ground(options.showConfig === undefined ? paths : [options.showConfig], options, io);
  if (options.showConfig !== undefined) {
    io.stdout.write(base.configuration.show(base.workspace.only?.[0] ?? ''));
    return exit.clean;
  }
  if (options.history !== undefined) {
    const { history } = await import('./history.ts');
    return history(paths, options, base, io);
  }
  for (const note of base.workspace.notes) io.stderr.write(`idlint: ${visible(note)}\n`);
  const { root } = base.workspace;
  const { known } = base;
  const overlay =
    options.stdinFilename === undefined ? undefined : { uri: base.workspace.only![0]!, text: new TextDecoder().decode(await io.stdin()) };
  const run = await lint(base, io, { known, overlay });
  nothingToSee(base, run);
  tellSince(base, run, io);
  if (options.verify) {
    const { verified } = await import('./verify.ts');
    run.findings = await verified(base, run, io);
  }

  if (options.fix) {
    const { mend } = await import('../mend.ts');
    const shown = await mend(base, run, options.diff === true, io);
    if (shown) return exit.clean;
  }
  const milliseconds = io.clock() - started;
  const format = options.format ?? 'pretty';
  const pages = format === 'sarif' ? await loadPages(base.catalogue.all, base.catalogue.secretRules) : undefined;
  const report: Report = {
    findings: run.findings,
    coverage: run.result.coverage,
    ...(base.workspace.count !== undefined && { asked: base.workspace.count }),
    secrets: run.result.secrets,
    rules: base.catalogue.all,
    document: run.document,
    path: base.path,
    passedOver: passedOver(base.workspace),
    failOn: options.failOn,
    version: versionOf(io.home),
    link: rule => pageAddress(rule, io),
    next: nextSteps(run, root, known !== undefined),
    quiet: options.quiet === true,
    ...(io.env.IDLINT_NO_TIME ? {} : { milliseconds }),
    ...(known?.salt && { salted: true }),
    ...(pages && { page: pages }),
  };
  say(format, report, options, io);
  return codeOf(base, run, options);
}

/** @throws {UsageError} for options that contradict each other */
function agree(paths: string[], options: CheckOptions): void {
  const clash = (one: unknown, a: string, other: unknown, b: string, why: string) => {
    if (one && other) throw new UsageError(`${a} and ${b} don't go together: ${why}`);
  };
  clash(options.stdinFilename, '--stdin-filename', paths.length, 'paths', 'one text is linted');
  clash(options.stdinFilename, '--stdin-filename', options.staged || options.since, '--staged or --since', 'one text is linted');
  clash(options.stdinFilename, '--stdin-filename', options.fix, '--fix', 'there is no file to write');
  clash(options.history, '--history', options.staged || options.since, '--staged or --since', 'they look at files, not at what was');
  clash(options.history, '--history', options.fix || options.stdinFilename, '--fix or --stdin-filename', 'history is only read');
  clash(
    options.verify,
    '--verify',
    options.staged || options.stdinFilename,
    '--staged or --stdin-filename',
    'a hook or an editor does not wait for a network',
  );
  clash(options.verify, '--verify', options.history, '--history', 'providers are asked about what files hold now');
  const change = options.staged || options.since || options.history || options.stdinFilename;
  clash(
    options.archives,
    '--archives',
    change,
    '--staged, --since, --history or --stdin-filename',
    'archives are opened as they lie on the disk',
  );
  clash(options.staged, '--staged', options.fix && !options.diff, '--fix', 'the index is not written; fix the files, then add them');
  if (options.diff && !options.fix) throw new UsageError('--diff shows what --fix would write: give both');
}

/** @throws {UsageError} where a whole tree holds nothing to lint */
function nothingToSee({ workspace, path }: Ground, { result }: Run): void {
  if (workspace.asked !== 'tree' || result.coverage.files > 0 || workspace.only?.length) return;
  const passed = passedOver(workspace);
  throw new UsageError(
    [
      `nothing to lint in ${visible(path('') || '.')}${passed.length ? ` (${visible(passed.join(', '))})` : ''}`,
      'idlint reads Terraform, CloudFormation, Azure templates, Pulumi, Ansible, Kubernetes, Helm, SQL, policies, workflows and CODEOWNERS,',
      'and looks for secrets in every text file that no ignore file names',
    ].join('\n'),
  );
}

function codeOf({ workspace }: Ground, { result, findings }: Run, { failOn, requireCoverage }: CheckOptions): number {
  const fails = failOn !== 'never' && findings.some(finding => !finding.suppressed && gravity[finding.level] >= gravity[failOn]);
  if (fails) return exit.findings;
  const { gaps, unknown } = result.coverage;
  const { unreadable, huge, archives } = workspace.passed;
  const missed = gaps.length > 0 || Object.keys(unknown).length > 0 || unreadable.size > 0 || huge.size > 0 || archives.size > 0;
  return requireCoverage && missed ? exit.notAnalysed : exit.clean;
}

function nextSteps({ findings }: Run, root: string, baseline: boolean): string[] {
  const open = findings.filter(finding => !finding.suppressed);
  const [first] = [...open].sort((a, b) => gravity[b.level] - gravity[a.level]);
  if (!first) return [];
  const fixable = open.some(finding => finding.fix?.safety === 'safe');
  const fresh = !baseline && !existsSync(join(root, 'idlint.yaml'));
  return [
    `idlint explain ${first.ruleId}`,
    ...(fixable ? ['idlint --fix --diff'] : []),
    ...(fresh ? ['idlint init (accept these, gate on new)'] : []),
  ];
}
