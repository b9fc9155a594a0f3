/**
 * What is worked out of real Terraform, and how fast. For each folder: the values that facts are made of, known and unknown, and why.
 *
 *     npx tsx benchmarks/terraform.ts DIR…               a line for each folder
 *     npx tsx benchmarks/terraform.ts --unknown=100 DIR  the first hundred kinds of unknown values, and where they come from
 *     npx tsx benchmarks/terraform.ts --speed DIR        CPU and memory of the command line (built before) on one, four and sixteen copies
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Ask, type Fact, type Place, SourceDocument, type Why } from '@idlint/model';
import { readers } from '@idlint/readers';

const reader = readers.find(({ name }) => name === 'terraform')!;
/** What no reader takes for text of a configuration. */
const largest = 2_000_000;

function documentsIn(folder: string): Map<string, SourceDocument> {
  const documents = new Map<string, SourceDocument>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.includes(`${sep}.git${sep}`) || statSync(path).size > largest) continue;
    const uri = relative(folder, path).replaceAll(sep, '/');
    documents.set(uri, new SourceDocument(uri, readFileSync(path)));
  }
  return documents;
}

/** Globs as the reader asks with: `*` within a folder, `**` across folders, `{a,b}`, and escaped characters. */
function matches(glob: string): (uri: string) => boolean {
  const pattern = glob.replace(/\\(.)|\*\*\/?|[*{},.+^$()|[\]]/g, (token, escaped?: string) => {
    if (escaped) return `\\${escaped}`;
    if (token.startsWith('**')) return '(?:.*)?';
    return { '*': '[^/]*', '{': '(?:', '}': ')', ',': '|' }[token] ?? `\\${token}`;
  });
  const whole = new RegExp(`^${pattern}$`);
  return uri => whole.test(uri);
}

/** The facts of a folder, as a session has them. */
function factsOf(folder: string): { facts: Fact[]; files: number } {
  const documents = documentsIn(folder);
  const uris = [...documents.keys()].sort();
  const claimed = uris.filter(uri => {
    const name = basename(uri);
    const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
    return reader.claims({ uri, name, extension, contains: text => documents.get(uri)!.text.includes(text) });
  });
  const parts = new Map(claimed.map(uri => [uri, reader.read(documents.get(uri)!)]));
  const lists = new Map<string, string[]>();
  const ask: Ask<never> = {
    part: uri => {
      if (!parts.has(uri) && documents.has(uri)) parts.set(uri, reader.read(documents.get(uri)!));
      return parts.get(uri) as never;
    },
    text: uri => documents.get(uri)?.text,
    list: glob => {
      if (!lists.has(glob)) lists.set(glob, uris.filter(matches(glob)));
      return lists.get(glob)!;
    },
    call: () => undefined,
  };
  const units = reader.units!(claimed, ask);
  return { facts: units.flatMap(unit => reader.evaluate(unit, ask)), files: claimed.length };
}

interface Unknown {
  why: Why;
  times: number;
  /** The fact that first had it. */
  fact: Fact;
}

/** Values, lists that may go on, and whether something exists at all. */
class Tally {
  known = 0;
  readonly unknown = new Map<string, Unknown>();

  add(fact: Fact): void {
    if (fact.kind === 'gap') return;
    if (fact.exists !== true) this.#count(fact.exists, fact);
    this.#visit(fact, fact);
  }

  #visit(value: unknown, fact: Fact): void {
    if (typeof value !== 'object' || value === null) return;
    const { kind, why, open } = value as { kind?: string; why?: Why; open?: Why };
    if (kind === 'known') this.known++;
    if (kind === 'unknown' && why) this.#count(why, fact);
    if (open) this.#count(open, fact);
    for (const [key, inner] of Object.entries(value)) if (!beside.has(key)) this.#visit(inner, fact);
  }

  #count(why: Why, fact: Fact): void {
    const key = `${why.code} ${why.what}`;
    const known = this.unknown.get(key);
    if (known) known.times++;
    else this.unknown.set(key, { why, times: 1, fact });
  }

  /** How many of each code, most first. */
  codes(): [code: string, times: number][] {
    const codes = new Map<string, number>();
    for (const { why, times } of this.unknown.values()) codes.set(why.code, (codes.get(why.code) ?? 0) + times);
    return [...codes].sort((a, b) => b[1] - a[1]);
  }
}

/** What says where a value is, or why, and not what. */
const beside = new Set(['at', 'via', 'through', 'names', 'why', 'open', 'exists']);

const shown = ({ uri, segment, start }: Place): string => `${uri} ${segment}+${start}`;

function values(folder: string, most: number): void {
  const { facts, files } = factsOf(folder);
  const tally = new Tally();
  for (const fact of facts) tally.add(fact);
  const codes = tally.codes();
  const unknown = codes.reduce((sum, [, times]) => sum + times, 0);
  const share = ((100 * tally.known) / Math.max(1, tally.known + unknown)).toFixed(1);
  const why = codes.map(([code, times]) => `${code} ${times}`).join(', ');
  console.log(
    `${basename(resolve(folder))}: ${files} files, ${facts.length} facts, ${tally.known} values known (${share} %), ${unknown} not: ${why || 'none'}`,
  );
  const first = [...tally.unknown.values()].sort((a, b) => b.times - a.times).slice(0, most);
  for (const { why, times, fact } of first)
    console.log(`  ${times}  ${why.code}  ${why.what}\n        ${shown(why.at ?? fact.at)}  ${fact.key}`);
}

const command = fileURLToPath(new URL('../packages/cli/bin/idlint.js', import.meta.url));

/** In a module of its own, so that the run measures itself. */
const meter = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write('\\nmeasured ' + (userCPUTime + systemCPUTime) / 1e6 + ' ' + maxRSS / 1024); });`,
)}`;

/** Seconds of CPU and megabytes of one run; the least of three. */
function run(folder: string): { cpu: number; memory: number } {
  const runs = Array.from({ length: 3 }, () => {
    const { stderr } = spawnSync(process.execPath, ['--import', meter, command, folder], { encoding: 'utf8', maxBuffer: 1e9 });
    const [, cpu = 'NaN', memory = 'NaN'] = /measured (\S+) (\S+)/.exec(stderr) ?? [];
    return { cpu: Number(cpu), memory: Number(memory) };
  });
  return runs.sort((a, b) => a.cpu - b.cpu)[0]!;
}

function speed(folder: string): void {
  const copies = mkdtempSync(join(tmpdir(), 'idlint-terraform-'));
  try {
    let made = 0;
    let before = 0;
    for (const times of [1, 4, 16]) {
      for (; made < times; made++)
        cpSync(folder, join(copies, `copy-${made}`), { recursive: true, filter: path => basename(path) !== '.git' });
      const { cpu, memory } = run(copies);
      const files = readdirSync(copies, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length;
      const line = before > 0 ? `, ${(cpu / before).toFixed(1)} times the line above` : '';
      console.log(`×${times}: ${files} files, ${cpu.toFixed(2)} s of CPU, ${memory.toFixed(0)} MB${line}`);
      before = cpu;
    }
  } finally {
    rmSync(copies, { recursive: true });
  }
}

const options = process.argv.slice(2).filter(argument => argument.startsWith('--'));
const folders = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
if (folders.length === 0 || folders.some(folder => !existsSync(folder))) {
  console.error('usage: npx tsx benchmarks/terraform.ts [--unknown=N | --speed] DIR…');
  process.exit(2);
}
await reader.load?.();
const most = Number(options.find(option => option.startsWith('--unknown='))?.slice('--unknown='.length) ?? 0);
for (const folder of folders) {
  if (options.includes('--speed')) speed(folder);
  else values(folder, most);
}
