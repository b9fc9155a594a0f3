import { join, relative, resolve, sep } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createSession } from '@idlint/engine';
import { type Finding, gravity, placeOf, type Secret, SourceDocument, type Uri } from '@idlint/model';
import { count, type Report, visible } from '@idlint/report';
import { loadPages } from '@idlint/report/pages';
import { createScanner } from '@idlint/secrets';
import { GitError, gitTop } from '@idlint/workspace';
import { type HistoricSecret, type History, scanHistory } from '@idlint/workspace/history';
import { exit, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Ground } from '../lint.ts';
import type { CheckOptions } from '../options.ts';
import { meter } from '../progress.ts';
import { pageAddress, say } from '../say.ts';
import { commitInWords } from '../since.ts';
import { unexpected } from '../unexpected.ts';
import { versionOf } from '../version.ts';

/** A file as some commit has it, under the name by which the report calls it: `src/client.ts@3f2c1a9` where HEAD has it no more. */
interface Version {
  document: SourceDocument;
  secrets: { fact: Secret; told: HistoricSecret }[];
  /** Every secret in it, to be masked where its lines are shown. */
  all: readonly Secret[];
}

/** Looks for secrets in what was ever committed. @returns the exit code */
export async function history(paths: string[], options: CheckOptions, base: Ground, io: Io): Promise<number> {
  const started = io.clock();
  runLong();
  const { catalogue, workspace, configuration, host } = base;
  const scanner = createScanner(catalogue.secretRules, host, catalogue.secretTables);
  const version = versionOf(io.home);
  const top = gitTop(workspace.root) ?? workspace.root;
  const uriOf = (path: string): Uri => relative(workspace.root, join(top, path)).split(sep).join('/');
  const asked = paths.map(path => resolve(io.cwd, path));
  const inside = (path: string, folder: string) => path === folder || path.startsWith(folder + sep);
  const wanted = (path: string) => {
    const file = join(top, path);
    return inside(file, workspace.root) && (asked.length === 0 || asked.some(folder => inside(file, folder)));
  };
  const everything = workspace.root === top && asked.every(folder => folder === top);

  const { say: show, done } = meter(io);
  let result: History;
  try {
    result = await scanHistory({
      folder: top,
      ...(typeof options.history === 'string' ? { range: options.history } : {}),
      ...(everything ? {} : { wanted }),
      scan: document => scanner.scan(document).secrets,
      room: () => scanner.room?.(),
      by: `${version}\n${JSON.stringify(catalogue.secretRules)}`,
      onProgress: (now, all) => show(() => `${now} of ${all} blobs`),
    });
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`--history: ${visible(error.message)}`);
    throw error;
  } finally {
    done();
  }

  const versions = versionsOf(result.secrets, uriOf, document => scanner.scan(document).secrets);
  const { known } = base;
  const plain = (uri: Uri) => (versions.has(uri) ? uri.replace(/@[0-9a-f]{7}$/, '') : uri);
  const session = createSession({
    files: { list: () => [...versions.keys()].sort(), read: uri => versions.get(uri)?.document.bytes },
    rules: [],
    scanner: { rules: scanner.rules, scan: ({ uri }) => ({ secrets: versions.get(uri)?.secrets.map(({ fact }) => fact) ?? [] }) },
    readers: [],
    host,
    configFor: uri => configuration.configFor(plain(uri)),
    pathOf: plain,
    ...(known && { baseline: known.findings }),
    onBug: (error, what) => void unexpected(error, io, `idlint: ${visible(what)}`),
  });
  await session.load();
  const linted = session.lint();
  const findings = linted.findings.filter(({ family }) => family === 'secrets').map(finding => withHistory(finding, versions));

  const format = options.format ?? 'pretty';
  const page = format === 'sarif' ? await loadPages(catalogue.all, catalogue.secretRules) : undefined;
  const [first] = [...findings].sort((a, b) => gravity[b.level] - gravity[a.level]);
  const report: Report = {
    findings,
    coverage: { ...linted.coverage, files: result.blobs, bytes: result.bytes, read: { blob: result.blobs }, gaps: [], unknown: {} },
    among: count(result.commits, 'commit'),
    secrets: [...linted.secrets, ...[...versions].flatMap(([uri, each]) => masksOf(uri, each))],
    rules: catalogue.all,
    document: uri => versions.get(uri)?.document,
    path: base.path,
    passedOver: notSeen(result),
    failOn: options.failOn,
    version,
    link: rule => pageAddress(rule, io),
    next: first ? [`idlint explain ${first.ruleId}`] : [],
    quiet: options.quiet === true,
    ...(io.env.IDLINT_NO_TIME ? {} : { milliseconds: io.clock() - started }),
    ...(page && { page }),
  };
  say(format, report, options, io);
  const { failOn, requireCoverage } = options;
  if (failOn !== 'never' && findings.some(finding => !finding.suppressed && gravity[finding.level] >= gravity[failOn]))
    return exit.findings;
  return requireCoverage && result.gaps.length ? exit.notAnalysed : exit.clean;
}

/** V8's own settings again: those of the command (bin/start.js) are for a run that is over before anything is optimised. */
function runLong(): void {
  for (const flag of ['--interrupt-budget=132096', '--semi-space-growth-factor=2', '--heap-growing-percent=0']) setFlagsFromString(flag);
}

function versionsOf(secrets: HistoricSecret[], uriOf: (path: string) => Uri, scan: (document: SourceDocument) => readonly Secret[]) {
  const versions = new Map<Uri, Version>();
  for (const told of secrets) {
    const path = uriOf(told.path);
    const uri = told.inHead && !told.inMessage ? path : `${path}@${told.since.id.slice(0, 7)}`;
    let version = versions.get(uri);
    if (!version) {
      version = { document: new SourceDocument(uri, told.bytes), secrets: [], all: scan(new SourceDocument(path, told.bytes)) };
      versions.set(uri, version);
    }
    version.secrets.push({ told, fact: factOf(told, version, path, uri) });
  }
  return versions;
}

/** The secret as it stands in this version of the file. Its value may stand there in words that would not give it away. */
function factOf({ secret, bytes, start, end }: HistoricSecret, { document, all, secrets }: Version, path: Uri, uri: Uri): Secret {
  const here = all.find(({ fingerprint }) => fingerprint === secret.fingerprint);
  const { related: _, ...rest } = here ?? secret;
  const key = here ? here.key.replace(path, uri) : `${uri}#secret/${secret.rule}/${secret.called ?? ''}/was-${secrets.length}`;
  if (here) return { ...rest, key, at: placeOf(uri, here.at.start, here.at.end) };
  const before = new TextDecoder().decode(bytes.subarray(0, start)).length;
  const length = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end)).length;
  return { ...rest, key, at: placeOf(uri, before, Math.min(before + length, document.text.length)) };
}

function withHistory(finding: Finding, versions: Map<Uri, Version>): Finding {
  const told = versions.get(finding.location.uri)?.secrets.find(({ fact }) => fact.key === finding.fact)?.told;
  if (!told) return finding;
  const { since, inHead, gone, messages } = told;
  return {
    ...finding,
    message: told.inMessage
      ? `${finding.message.replace('reads this file', 'reads the log')}; ${saidIn(told)}`
      : `${finding.message}; ${stoodIn(told)}`,
    history: { since, inHead, ...(gone && { gone }), ...(messages.length && { messages }) },
  };
}

function stoodIn({ since, inHead, gone, messages }: HistoricSecret): string {
  const now = inHead
    ? 'still in HEAD'
    : gone
      ? `gone from HEAD since ${commitInWords(gone)}`
      : 'not in HEAD, but a branch, tag, note or stash has it';
  const [first] = messages;
  return `in git since ${commitInWords(since)}, ${now}${first ? `; also in the message of ${commitInWords(first)}` : ''}`;
}

function saidIn({ since, inHead, messages }: HistoricSecret): string {
  const others = messages.length > 1 ? ` and of ${count(messages.length - 1, 'other')}` : '';
  return `in the message of ${commitInWords(since)}${others}${inHead ? '' : ', which HEAD does not go back to'}`;
}

const masksOf = (uri: Uri, { document, all }: Version): Report['secrets'] =>
  all.map(({ at, mask }) => ({ uri, place: { ...at, uri }, range: document.rangeOf(at.start, at.end), mask }));

function notSeen({ gaps, adrift }: History): string[] {
  const lost = adrift ? [`${count(adrift, 'secret')} in objects that no branch, tag or stash holds (git gc --prune=now drops them)`] : [];
  return [...gaps.map(({ message }) => message), ...lost];
}
