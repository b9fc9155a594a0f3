/**
 * How charts are rendered, held against the real helm: `npx tsx benchmarks/helm.ts CHART…`, where each CHART is a chart's folder, or one
 * that holds charts. `helm` is looked for on the PATH, or where $HELM says. Dependencies that are not there are taken from the other
 * charts, or left out for both.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { parse, parseAllDocuments, parseDocument, stringify } from 'yaml';
import * as templates from '../packages/evaluate/src/go-template/index.ts';
import * as yaml from '../packages/evaluate/src/yaml/index.ts';
import type { Ask } from '../packages/model/src/index.ts';
import type { HelmPart } from '../packages/readers/src/helm/part.ts';
import { renderChart } from '../packages/readers/src/helm/render.ts';
import * as masked from '../packages/readers/src/kubernetes/template/index.ts';
import * as syntax from '../packages/syntax/src/yaml/index.ts';

const helm = process.env.HELM ?? 'helm';
const kubeVersion = 'v1.34.0';
const language = { template: templates, yaml, syntax, masked };
const random = '\ufdd0';
const verbose = process.argv.includes('--verbose');
const given = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
if (given.length === 0) {
  console.error('usage: npx tsx benchmarks/helm.ts [--verbose] CHART…');
  process.exit(2);
}

const chartsIn = (folder: string): string[] => {
  if (existsSync(join(folder, 'Chart.yaml'))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !/^(?:\.|node_modules$|testdata$)/.test(entry.name))
    .flatMap(entry => chartsIn(join(folder, entry.name)));
};
const charts = [...new Set(given.flatMap(chartsIn))];
interface Described {
  name?: string;
  type?: string;
  dependencies?: { name: string; version?: string; repository?: string }[];
}
const read = (file: string): Described => (existsSync(file) ? ((parse(readFileSync(file, 'utf8')) as Described | null) ?? {}) : {});
const byName = new Map(charts.map(chart => [read(join(chart, 'Chart.yaml')).name, chart]));

/** A copy of a chart in which the charts that it depends on are, as far as there are any. */
function complete(chart: string, target: string, depth = 0): void {
  cpSync(chart, target, { recursive: true });
  for (const file of ['Chart.yaml', 'requirements.yaml']) {
    const path = join(target, file);
    const { dependencies } = read(path);
    if (!dependencies) continue;
    const present = new Set(chartsBelow(target));
    const kept = dependencies.flatMap(dependency => {
      const local = dependency.repository?.startsWith('file://')
        ? join(chart, dependency.repository.slice(7))
        : byName.get(dependency.name);
      if (!present.has(dependency.name)) {
        if (!local || !existsSync(join(local, 'Chart.yaml')) || depth > 4) return [];
        complete(local, join(target, 'charts', dependency.name), depth + 1);
        present.add(dependency.name);
      }
      return [{ ...dependency, version: '>=0-0', repository: '' }];
    });
    const document = parseDocument(readFileSync(path, 'utf8'));
    document.set('dependencies', document.createNode(kept));
    writeFileSync(path, stringify(document));
  }
  for (const lock of ['Chart.lock', 'requirements.lock']) rmSync(join(target, lock), { force: true });
}

const chartsBelow = (chart: string): string[] =>
  existsSync(join(chart, 'charts'))
    ? readdirSync(join(chart, 'charts')).flatMap(name => read(join(chart, 'charts', name, 'Chart.yaml')).name ?? [])
    : [];

type Objects = Map<string, { object: unknown; kind: string }>;

function objectsIn(texts: string[]): Objects {
  const objects: Objects = new Map();
  for (const text of texts.flatMap(each => each.trim().split(/(?:^|\s*\n)---\s*/)))
    for (const document of parseAllDocuments(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' })) {
      let object: { kind?: string; metadata?: { name?: string; namespace?: string } } | null;
      try {
        object = document.toJS({ maxAliasCount: -1 }) as typeof object;
      } catch {
        continue;
      }
      if (!object || typeof object !== 'object') continue;
      const kind = String(object.kind);
      let key = `${kind}/${object.metadata?.namespace ?? ''}/${object.metadata?.name}`;
      while (objects.has(key)) key += '~';
      objects.set(key, { object, kind });
    }
  return objects;
}

/** An object of ours whose name is random. */
function unnamed(ours: Objects, key: string): Objects extends Map<string, infer O> ? O | undefined : never {
  for (const [name, object] of ours) {
    const [before, after] = [name.split(random)[0]!, name.split(random).at(-1)!];
    if (name.includes(random) && key.startsWith(before) && key.endsWith(after)) return object;
  }
  return undefined;
}

/** Equal but for what is random. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && a.includes(random)) return true;
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  const [x, y] = [Object.entries(a), Object.entries(b)];
  return x.length === y.length && x.every(([key, value]) => same(value, (b as Record<string, unknown>)[key]));
}

function difference(a: unknown, b: unknown, path = ''): string {
  if (typeof a === 'object' && typeof b === 'object' && a && b)
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const [x, y] = [(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]];
      if (!same(x, y)) return difference(x, y, `${path}.${key}`);
    }
  if (typeof a === 'string' && typeof b === 'string') {
    let at = 0;
    while (a[at] === b[at]) at++;
    return `${path}, from ${at}: ours ${JSON.stringify(a.slice(at, at + 200))} helm ${JSON.stringify(b.slice(at, at + 200))}`;
  }
  return `${path}: ours ${JSON.stringify(a)?.slice(0, 300)} helm ${JSON.stringify(b)?.slice(0, 300)}`;
}

function ourTexts(chart: string): { texts: string[]; failed: string[]; milliseconds: number } {
  const files = readdirSync(chart, { recursive: true, encoding: 'utf8' }).filter(path => statSync(join(chart, path)).isFile());
  const uris = files.map(path => path.replaceAll('\\', '/')).sort();
  const known = new Set(uris);
  const ask: Ask<HelmPart> = {
    part: () => undefined,
    text: uri => (known.has(uri) ? readFileSync(join(chart, uri), 'utf8') : undefined),
    list: glob => (glob === '**/*' ? uris : []),
    call: () => undefined,
  };
  const { user, system } = process.cpuUsage();
  const rendered = renderChart('', ask, language, { version: kubeVersion });
  const spent = process.cpuUsage();
  const texts: string[] = [];
  const failed: string[] = [];
  for (const { name, result } of rendered.templates) {
    if ('failed' in result) failed.push(`${name}: ${result.failed.what}`);
    else {
      const { text } = result;
      const pieces = text.pieces ?? [{ start: 0, end: text.value.length, from: text.from }];
      texts.push(
        pieces
          .map(({ start, end, from }) => (from?.hole && from.hole.code !== 'variable' ? random : text.value.slice(start, end)))
          .join(''),
      );
    }
  }
  return { texts, failed, milliseconds: (spent.user + spent.system - user - system) / 1000 };
}

const identities = /^(?:Cluster)?Role(?:Binding)?$|^ServiceAccount$/;
const total = { charts: 0, refused: 0, objects: 0, equal: 0, identities: 0, identitiesEqual: 0, wrong: 0, said: 0, milliseconds: 0 };
for (const chart of charts) {
  const folder = mkdtempSync(join(tmpdir(), 'helm-benchmark-'));
  const copy = join(folder, basename(chart));
  try {
    if (read(join(chart, 'Chart.yaml')).type === 'library') continue;
    complete(chart, copy);
    let output: string;
    try {
      output = execFileSync(helm, ['template', 'release-name', copy, '--kube-version', kubeVersion], {
        stdio: 'pipe',
        env: { ...process.env, TZ: 'UTC' },
        maxBuffer: 1e9,
      }).toString();
    } catch (error) {
      total.refused++;
      if (verbose)
        console.log(`${relative('.', chart)}: helm refuses: ${(error as Error).message.split('\n').slice(1, 3).join(' ').slice(0, 200)}`);
      continue;
    }
    total.charts++;
    const theirs = objectsIn([output]);
    const { texts, failed, milliseconds } = ourTexts(copy);
    total.milliseconds += milliseconds;
    const ours = objectsIn(texts);
    const problems = failed.map(each => `not rendered: ${each}`);
    let equal = 0;
    for (const [key, { object, kind }] of theirs) {
      const isIdentity = identities.test(kind);
      total.objects++;
      if (isIdentity) total.identities++;
      const own = ours.get(key) ?? unnamed(ours, key);
      if (own && same(own.object, object)) {
        equal++;
        total.equal++;
        if (isIdentity) total.identitiesEqual++;
      } else if (own) {
        total.wrong++;
        problems.push(`${key} differs ${difference(own.object, object)}`);
      } else {
        if (failed.length > 0) total.said++;
        else total.wrong++;
        problems.push(`${key} is missing`);
      }
    }
    for (const key of ours.keys())
      if (!theirs.has(key) && !key.includes(random)) {
        total.wrong++;
        problems.push(`${key} is too much`);
      }
    if (problems.length > 0 || verbose)
      console.log(
        `${relative('.', chart)}: ${equal}/${theirs.size}, ${milliseconds.toFixed(0)} ms${problems.map(each => `\n    ${each}`).join('')}`,
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const share = (part: number, all: number): string => `${part}/${all} (${((100 * part) / Math.max(1, all)).toFixed(2)} %)`;
console.log(`charts            ${total.charts} rendered by helm with their own values, ${total.refused} refused`);
console.log(`objects equal     ${share(total.equal, total.objects)}`);
console.log(`roles, accounts   ${share(total.identitiesEqual, total.identities)}`);
console.log(`not analysed      ${total.said}`);
console.log(`wrong             ${total.wrong}`);
console.log(`CPU of idlint     ${total.milliseconds.toFixed(0)} ms`);
