import { readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import {
  type ConfigFile,
  type ConfigProblem,
  type Configuration,
  createSession,
  headOf,
  type LintResult,
  loadConfiguration,
  type Session,
} from '@idlint/engine';
import type { SourceDocument as Document, Finding, Host, Uri } from '@idlint/model';
import { SourceDocument } from '@idlint/model';
import { readers } from '@idlint/readers';
import { visible } from '@idlint/report';
import { createScanner } from '@idlint/secrets';
import {
  DiskFiles,
  GitError,
  identityDocument,
  nodeHost,
  openWorkspace,
  PathError,
  packageResolver,
  type Workspace,
} from '@idlint/workspace';
import { type Known, knownFindings } from './baseline.ts';
import { type Catalogue, catalogueOf, selectionOf } from './catalogue.ts';
import { UsageError } from './exit.ts';
import type { Io } from './io.ts';
import type { CheckOptions } from './options.ts';
import { withoutPassedOver } from './passed-over.ts';
import { watched } from './progress.ts';
import { readersHere } from './readers.ts';
import { didYouMean } from './suggest.ts';
import { threadsFor } from './threads-for.ts';
import { unexpected } from './unexpected.ts';

/** What every command that lints stands on. */
export interface Ground {
  catalogue: Catalogue;
  workspace: Workspace;
  configuration: Configuration;
  host: Host;
  /** What was known before, where that is asked for. */
  known: Known | undefined;
  /** The key of the host: the known findings' own, else a new one. */
  salt(): string;
  /** Nothing but secrets is asked for, so that nothing needs to be known of identities. */
  secretsOnly: boolean;
  /** How many threads look at files at once. */
  threads: number;
  /** How a uri is written for whoever stands in `io.cwd`. */
  path(uri: Uri): string;
}

/** @throws {UsageError} for wrong paths, revisions, rules and configurations */
export async function ground(paths: string[], options: CheckOptions, io: Io): Promise<Ground> {
  let catalogue = catalogueOf();
  let select: string[] | undefined;
  let workspace = opened(paths, options, io);
  const path = (uri: Uri) => relative(io.cwd, join(workspace.root, uri)).split(sep).join('/') || uri;
  const configuration = await loadConfiguration({
    files: workspace.files,
    rules: catalogue.all,
    commandLine: own => {
      catalogue = catalogueOf(own);
      select = selectionOf('--select', options.select, catalogue);
      const ignore = selectionOf('--ignore', options.ignore, catalogue);
      return { ...(options.preset && { preset: options.preset }), ...(select && { select }), ...(ignore && { ignore }) };
    },
    ...(options.config !== undefined && { explicit: explicitOf(workspace.root, options.config, io) }),
    resolvePackage: packageResolver(workspace.root),
  });
  if (configuration.problems.length) throw new UsageError(problem(configuration.problems, path));
  if (!options.archives && configuration.configFor('').archives) workspace = opened(paths, { ...options, archives: true }, io);
  const secretsOnly = select?.every(name => name === 'secrets' || catalogue.secretRules.some(({ id }) => id === name)) === true;
  const known = knownFindings(workspace.root, options.baseline, io);
  let key = known?.salt;
  const salt = () => {
    key ??= process.getBuiltinModule('node:crypto').randomBytes(16).toString('hex');
    return key;
  };
  const threads = options.threads ?? threadsFor(workspace.files.list().length);
  return { catalogue, workspace, configuration, host: nodeHost(options.now, salt), known, salt, secretsOnly, threads, path };
}

export interface Run {
  session: Session;
  result: LintResult;
  /** Those of the workspace's findings that were asked for: of a change, what it brought. */
  asked(findings: Finding[]): Finding[];
  findings: Finding[];
  /** The text that the findings' places count in. */
  document(uri: Uri): Document | undefined;
}

/** @param overlay the text of a document that stands for the file's own */
export async function lint(
  { catalogue, workspace, configuration, host, salt, secretsOnly, threads }: Ground,
  io: Io,
  { known, overlay }: { known?: Known | undefined; overlay?: { uri: Uri; text: string } | undefined } = {},
): Promise<Run> {
  const { files, add, done } = watched(workspace.files, io);
  const scanner = createScanner(catalogue.secretRules, host, catalogue.secretTables);
  const readersAsked = secretsOnly ? [] : readersHere;
  const bug = (error: unknown, what: string) => void unexpected(error, io, `idlint: ${visible(what)}`);
  const lookAhead = async (uris: readonly Uri[]) => {
    const { lookTogether } = await import('./threads.ts');
    return lookTogether(uris, {
      threads,
      worker: new URL('dist/worker.js', io.home),
      order: { root: workspace.root, key: salt(), now: host.now(), own: configuration.own, secretsOnly },
      sight: { files, readers: readersAsked, scanner },
      passed: workspace.passed,
      onRead: add,
      onBug: error => bug(error, 'a thread that looks at files'),
    });
  };
  const session = createSession({
    files,
    rules: catalogue.rules,
    scanner,
    readers: readersAsked,
    host,
    configFor: configuration.configFor,
    ...(known && { baseline: known.findings }),
    // Only what lies on the disk can be read by several at once.
    ...(threads > 1 && workspace.files instanceof DiskFiles && { lookAhead }),
    onBug: bug,
  });
  if (overlay) session.overlay(overlay.uri, overlay.text);
  try {
    await session.load();
    const result = looked(session, workspace);
    const asked = await askedOf(session, result, workspace);
    const document = (uri: Uri) => {
      if (overlay?.uri === uri) return new SourceDocument(uri, overlay.text);
      const bytes = workspace.files.read(uri);
      return bytes && new SourceDocument(uri, bytes);
    };
    return { session, result, asked, findings: asked(result.findings), document };
  } finally {
    done();
  }
}

/** Lints as the session is now. */
export function looked(session: Session, workspace: Workspace): LintResult {
  const result = session.lint(workspace.only);
  return { ...result, coverage: withoutPassedOver(result.coverage, workspace) };
}

/** Of a change: the findings in lines that it wrote, and those that were not there before it. */
async function askedOf(session: Session, { findings }: LintResult, { change, only }: Workspace): Promise<Run['asked']> {
  if (!change || !findings.length) return all => all;
  session.refresh(change.show('before'));
  await session.load();
  const before = new Set(session.lint(only).findings.map(finding => finding.fingerprint));
  session.refresh(change.show('now'));
  await session.load();
  return all => all.filter(finding => change.wrote(finding) || !before.has(finding.fingerprint));
}

/** Whether a file declares something, or may. Of what declares nothing only secrets are told, which need no look at the rest of the workspace. */
const declares = (uri: Uri, bytes: Uint8Array): boolean => {
  if (identityDocument(basename(uri))) return true;
  const head = headOf(new SourceDocument(uri, bytes));
  return readers.some(reader => reader.claims(head));
};

function opened(paths: string[], { staged, since, stdinFilename, archives, select }: CheckOptions, io: Io): Workspace {
  try {
    return openWorkspace({
      cwd: io.cwd,
      paths,
      // What standard input brings is not read yet.
      ...(select?.every(name => name === 'secrets') ? { bears: () => false } : stdinFilename === undefined ? { bears: declares } : {}),
      ...(stdinFilename !== undefined && { virtual: stdinFilename }),
      ...(archives && { archives }),
      ...(staged && { staged }),
      ...(since !== undefined && { since }),
    });
  } catch (error) {
    if (error instanceof PathError || error instanceof GitError) throw new UsageError(visible(error.message) + commandMeant(paths));
    throw error;
  }
}

/** A command that is written wrong is taken for a path. */
const commandMeant = ([path = '', ...others]: string[]): string =>
  others.length || !/^[a-z-]+$/.test(path)
    ? ''
    : didYouMean(path, ['check', 'baseline', 'init', 'rules', 'explain', 'test-rules', 'lsp', '--help']);

/** The line of the file, the mistake, the nearest right word: three lines for the first, one for the others. */
function problem([first, ...others]: ConfigProblem[], path: (uri: Uri) => string): string {
  if (!first) return '';
  const { start } = first.range;
  const lines = [`${path(first.uri)}:${start.line + 1}:${start.character + 1}: ${first.message}`];
  if (first.line.trim()) lines.push(`${start.line + 1} | ${first.line.trim()}`);
  if (first.suggestion) lines.push(first.suggestion);
  const [next] = others;
  if (next) lines.push(`and ${others.length} more, from line ${next.range.start.line + 1} on`);
  return lines.map(visible).join('\n');
}

function explicitOf(root: string, file: string, io: Io): ConfigFile {
  try {
    const path = resolve(io.cwd, file);
    return { uri: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') };
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UsageError(`${visible(file)} ${gone ? 'does not exist' : "can't be read"}`);
  }
}
