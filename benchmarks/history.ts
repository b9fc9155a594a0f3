/**
 * What it takes to look for secrets in all of a repository's history: `npx tsx benchmarks/history.ts REPOSITORY [RIVAL…]`. Runs the built
 * idlint (`npm run build`), from nothing and once more, then gitleaks and kingfisher where they are installed, or at the paths that are
 * given, in turn. CPU and memory are those of the process and of what it starts, as GNU time tells them; findings as each one counts.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [written, ...given] = process.argv.slice(2);
if (!written) {
  console.error('usage: npx tsx benchmarks/history.ts REPOSITORY [path of gitleaks or kingfisher …]');
  process.exit(2);
}
const repository = resolve(written);
const scratch = mkdtempSync(join(tmpdir(), 'idlint-'));
const out = join(scratch, 'out.json');
const nameOf = (name: string) => given.find(path => basename(path).startsWith(name)) ?? name;

const idlint = [fileURLToPath(new URL('../packages/cli/bin/idlint.js', import.meta.url)), '--history', '--format', 'json', '--output', out];
const kept = spawnSync('git', ['rev-parse', '--path-format=absolute', '--git-common-dir'], {
  cwd: repository,
  encoding: 'utf8',
}).stdout.trim();
rmSync(join(kept, 'idlint'), { recursive: true, force: true });

interface Runner {
  name: string;
  command: string;
  args: string[];
  count(): number;
}

const read = () => JSON.parse(readFileSync(out, 'utf8'));
const lines = () =>
  readFileSync(out, 'utf8')
    .split('\n')
    .flatMap(line => (line.trim() ? [JSON.parse(line)] : []));
const runners: Runner[] = [
  { name: 'idlint', command: process.execPath, args: idlint, count: () => read().findings.length },
  { name: 'idlint, again', command: process.execPath, args: idlint, count: () => read().findings.length },
  {
    name: 'gitleaks',
    command: nameOf('gitleaks'),
    args: ['git', '--no-banner', '--exit-code', '0', '--log-opts=--all', '--report-path', out, repository],
    count: () => read().length,
  },
  {
    name: 'kingfisher',
    command: nameOf('kingfisher'),
    args: ['scan', repository, '--git-history', 'full', '--no-validate', '--no-update-check', '--format', 'jsonl', '--output', out],
    count: () => lines().filter(line => 'rule' in line || 'finding' in line).length,
  },
];

console.log(`${'tool'.padEnd(16)}${'CPU s'.padStart(8)}${'wall s'.padStart(8)}${'MB'.padStart(7)}${'findings'.padStart(10)}`);
for (const { name, command, args, count } of runners) {
  rmSync(out, { force: true });
  const figures = join(scratch, 'time');
  const { error } = spawnSync('time', ['-f', '%U %S %e %M', '-o', figures, command, ...args], { cwd: repository, stdio: 'ignore' });
  if (error) throw new Error(`GNU time can't be run: ${error.message}`);
  const [user, system, wall, memory] = readFileSync(figures, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number) as [
    number,
    number,
    number,
    number,
  ];
  let found = '';
  try {
    found = String(count());
  } catch {
    console.log(`${name.padEnd(16)}    not installed`);
    continue;
  }
  const cells = [
    (user + system).toFixed(1).padStart(8),
    wall.toFixed(1).padStart(8),
    (memory / 1024).toFixed(0).padStart(7),
    found.padStart(10),
  ];
  console.log(name.padEnd(16) + cells.join(''));
}
rmSync(scratch, { recursive: true });
