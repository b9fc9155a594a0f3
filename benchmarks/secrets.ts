// Scans a tree for secrets and says what it cost; then lets whichever other scanners are installed do the same, one after the other.
//   npx tsx benchmarks/secrets.ts FOLDER
import { spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Host, SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { createScanner } from '@idlint/secrets';

const root = process.argv[2];
if (!root) {
  console.error('usage: npx tsx benchmarks/secrets.ts FOLDER');
  process.exit(2);
}

const host: Host = {
  hmac: text => createHmac('sha256', 'benchmark').update(text).digest('hex'),
  sha256: text => createHash('sha256').update(text).digest('hex'),
  now: () => new Date(),
};

function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* entry.name === '.git' ? [] : files(path);
    else if (entry.isFile()) yield path;
  }
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const line = (name: string, seconds: number, wall: number, megabytes: number, findings: number | string): void =>
  console.log(
    `${name.padEnd(12)} ${seconds.toFixed(2)} s CPU  ${wall.toFixed(2)} s  ${megabytes.toFixed(0)} MB peak  ${findings} findings`,
  );

const before = cpu();
const began = performance.now();
const scanner = createScanner(secretRules, host);
let bytes = 0;
let count = 0;
let findings = 0;
for (const path of files(root)) {
  const content = readFileSync(path);
  bytes += content.length;
  count++;
  findings += scanner.scan(new SourceDocument(relative(root, path), content)).secrets.length;
}
const seconds = cpu() - before;
console.log(`${count} files, ${(bytes / 1e6).toFixed(1)} MB, ${(bytes / 1e6 / seconds).toFixed(0)} MB for each second of CPU`);
line('idlint', seconds, (performance.now() - began) / 1000, process.resourceUsage().maxRSS / 1024, findings);

/** How each is asked for the same, and how many findings its output holds. */
const rivals: { name: string; command: string[]; count(output: string): number | string }[] = [
  {
    name: 'gitleaks',
    command: ['gitleaks', 'dir', '--no-banner', '--exit-code', '0', '-f', 'json', '-r', '-', root],
    count: output => JSON.parse(output || '[]').length,
  },
  {
    name: 'betterleaks',
    command: ['betterleaks', 'dir', '--no-banner', '--exit-code', '0', '-f', 'json', '-r', '-', root],
    count: output => JSON.parse(output || '[]').length,
  },
  {
    name: 'kingfisher',
    command: ['kingfisher', 'scan', '--no-validate', '--format', 'jsonl', root],
    count: output => output.split('\n').filter(Boolean).length,
  },
  {
    name: 'trufflehog',
    command: ['trufflehog', 'filesystem', '--no-verification', '--json', root],
    count: output => output.split('\n').filter(Boolean).length,
  },
];

for (const { name, command, count: countIn } of rivals) {
  if (spawnSync('sh', ['-c', `command -v ${name} && command -v /usr/bin/time`]).status !== 0) {
    console.log(`${name.padEnd(12)} is not installed`);
    continue;
  }
  const run = spawnSync('/usr/bin/time', ['-f', '%U %S %e %M', ...command], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const [user = 0, system = 0, wall = 0, kilobytes = 0] = run.stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  line(name, user + system, wall, kilobytes / 1024, countIn(run.stdout));
}
