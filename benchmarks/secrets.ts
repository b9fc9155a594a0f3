/**
 * What it takes to look for secrets in a tree: `npx tsx benchmarks/secrets.ts FOLDER [RIVAL…]`. Runs the built idlint (`npm run build`), then
 * whichever other scanners are installed, or at the paths that are given, one after the other, three rounds of it; what each needed least
 * counts. CPU and memory are those of the process and of what it starts, as GNU time tells them; findings as each one counts.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [written, ...given] = process.argv.slice(2);
if (!written) {
  console.error('usage: npx tsx benchmarks/secrets.ts FOLDER [path of gitleaks, betterleaks, kingfisher or trufflehog …]');
  process.exit(2);
}
const folder = resolve(written);
const rounds = 3;
const scratch = mkdtempSync(join(tmpdir(), 'idlint-'));
const out = join(scratch, 'out.json');
const nameOf = (name: string) => given.find(path => basename(path).startsWith(name)) ?? name;
const idlint = fileURLToPath(new URL('../packages/cli/bin/idlint.js', import.meta.url));

const read = () => JSON.parse(readFileSync(out, 'utf8') || '[]');
const lines = () =>
  readFileSync(out, 'utf8')
    .split('\n')
    .flatMap(line => (line.trim() ? [JSON.parse(line)] : []));

interface Runner {
  name: string;
  command: string;
  args: string[];
  /** To its standard output instead of a file. */
  prints?: boolean;
  count(): number;
}

const runners: Runner[] = [
  {
    name: 'idlint',
    command: process.execPath,
    args: [idlint, folder, '--select', 'secrets', '--no-baseline', '--format', 'json', '--output', out],
    count: () => read().findings.length,
  },
  ...['gitleaks', 'betterleaks'].map(name => ({
    name,
    command: nameOf(name),
    args: ['dir', '--no-banner', '--exit-code', '0', '-f', 'json', '-r', out, folder],
    count: () => read().length,
  })),
  {
    name: 'kingfisher',
    command: nameOf('kingfisher'),
    args: ['scan', folder, '--git-history', 'none', '--no-validate', '--no-update-check', '--format', 'jsonl', '--output', out],
    count: () => lines().filter(line => 'rule' in line || 'finding' in line).length,
  },
  {
    name: 'trufflehog',
    command: nameOf('trufflehog'),
    args: ['filesystem', '--no-verification', '--no-update', '--json', folder],
    prints: true,
    count: () => lines().length,
  },
];

/** Seconds of CPU, seconds, megabytes and findings; undefined where it is not installed. */
function measured({ command, args, prints, count }: Runner): [number, number, number, number] | undefined {
  rmSync(out, { force: true });
  const figures = join(scratch, 'time');
  const printed = prints ? openSync(out, 'w') : 'ignore';
  const { error, status } = spawnSync('time', ['-f', '%U %S %e %M', '-o', figures, command, ...args], {
    stdio: ['ignore', printed, 'ignore'],
  });
  if (error) throw new Error(`GNU time can't be run: ${error.message}`);
  if (status === 127) return undefined;
  const last = readFileSync(figures, 'utf8').trim().split('\n').at(-1)!;
  const [user, system, wall, memory] = last.split(' ').map(Number) as [number, number, number, number];
  try {
    return [user + system, wall, memory / 1024, count()];
  } catch {
    return undefined;
  }
}

let files = 0;
let bytes = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
  if (entry.isFile()) {
    files++;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
console.log(`${files} files, ${(bytes / 1e6).toFixed(0)} MB`);
const least = new Map<string, [number, number, number, number] | undefined>();
for (let round = 0; round < rounds; round++)
  for (const runner of runners) {
    const before = least.get(runner.name);
    if (round > 0 && !before) continue;
    const now = measured(runner);
    least.set(
      runner.name,
      before && now ? [Math.min(before[0], now[0]), Math.min(before[1], now[1]), Math.min(before[2], now[2]), now[3]] : now,
    );
  }

console.log(
  `${'tool'.padEnd(16)}${'CPU s'.padStart(8)}${'wall s'.padStart(8)}${'MB'.padStart(7)}${'findings'.padStart(10)}${'× idlint'.padStart(10)}`,
);
const own = least.get('idlint')?.[0] ?? Number.NaN;
for (const [name, figures] of least) {
  if (!figures) {
    console.log(`${name.padEnd(16)}    not installed`);
    continue;
  }
  const [cpu, wall, memory, found] = figures;
  const cells = [cpu.toFixed(2), wall.toFixed(2), memory.toFixed(0), String(found), (cpu / own).toFixed(1)];
  console.log(name.padEnd(16) + cells.map((cell, at) => cell.padStart([8, 8, 7, 10, 10][at]!)).join(''));
}
rmSync(scratch, { recursive: true });
