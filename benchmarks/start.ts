/**
 * What one file costs from a cold start, as a hook or an editor's task has it: `npx tsx benchmarks/start.ts FILE`. Runs Node alone and the built
 * idlint (`npm run build`) on the file by turns, five rounds of ten runs each; what ten needed least counts, by ten. CPU is that of the process and
 * of what it starts, as GNU time tells it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = process.argv[2];
if (!file) {
  console.error('usage: npx tsx benchmarks/start.ts FILE');
  process.exit(2);
}
const idlint = fileURLToPath(new URL('../packages/cli/bin/idlint.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'idlint-'));
const figures = join(scratch, 'time');
const runs: [string, string[]][] = [
  ['Node alone', ['-e', '0']],
  ['idlint', [idlint, resolve(file), '--no-baseline']],
];
/** GNU time counts in hundredths of a second: ten runs are one measurement. */
const tenTimes = ['-c', 'for run in 1 2 3 4 5 6 7 8 9 10; do "$@"; done; true', 'sh'];
const least = new Map<string, number>();
for (let round = 0; round < 5; round++)
  for (const [name, args] of runs) {
    const command = ['-f', '%U %S', '-o', figures, 'sh', ...tenTimes, process.execPath, ...args];
    const { error } = spawnSync('time', command, { stdio: 'ignore' });
    if (error) throw new Error(`GNU time can't be run: ${error.message}`);
    const [user, system] = readFileSync(figures, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number) as [number, number];
    least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, (user + system) * 100));
  }
for (const [name, milliseconds] of least) console.log(`${name.padEnd(12)}${milliseconds.toFixed(0).padStart(5)} ms of CPU`);
rmSync(scratch, { recursive: true });
