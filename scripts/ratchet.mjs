// Accuracy only goes up: scores idlint on the labelled corpora beside the checkout and holds the figures against the recorded ones.
//   node scripts/ratchet.mjs            fails where a figure is worse than the recorded one
//   node scripts/ratchet.mjs --record   writes what was measured where it is better
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const recordFile = join(root, 'benchmarks/accuracy.json');
const score = join(root, '../shared/score/score.py');
/** Figures of which less is better; of all others, more is. */
const less = new Set(['negatives_flagged', 'flagged']);
/** Sizes of a corpus, not figures of idlint. */
const sizes = new Set(['positives', 'must', 'must_not']);
const tolerance = 1e-9;

function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'idlint-ratchet-'));
  try {
    const out = join(folder, 'figures.json');
    const command = `${process.execPath} ${join(root, 'packages/cli/bin/idlint.js')} {dir} --preset all --format sarif --fail-on never`;
    const done = spawnSync('python3', [score, 'run', '--cmd', command, '--json', out], { stdio: ['ignore', 'inherit', 'inherit'] });
    if (done.status !== 0) throw new Error(`the scoring ended with ${done.status}`);
    return JSON.parse(readFileSync(out, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One figure of a corpus a line: `secrets-gitleaks all recall` -> number. */
function flatten(figures) {
  const flat = {};
  for (const [corpus, groups] of Object.entries(figures))
    for (const [group, values] of Object.entries(groups))
      for (const [name, value] of Object.entries(values))
        if (typeof value === 'number' && !sizes.has(name)) flat[`${corpus} ${group} ${name}`] = Math.round(value * 1e4) / 1e4;
  return flat;
}

const worse = (name, measured, recorded) =>
  less.has(name.split(' ').at(-1)) ? measured > recorded + tolerance : measured < recorded - tolerance;

if (!existsSync(score)) {
  console.log('ratchet: the corpora are not here, nothing to compare');
  process.exit(0);
}
const recorded = existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')) : {};
const measured = flatten(measure());
let failed = 0;
for (const [name, before] of Object.entries(recorded)) {
  const now = measured[name];
  if (now !== undefined && !worse(name, now, before)) continue;
  failed++;
  console.log(`ratchet: ${name} was ${before}, now ${now ?? 'not measured'}`);
}
if (process.argv.includes('--record')) {
  const best = { ...measured };
  for (const [name, before] of Object.entries(recorded))
    if (name in best && worse(name, best[name], before) && !process.argv.includes('--anyway')) best[name] = before;
  writeFileSync(recordFile, `${JSON.stringify(best, null, 2)}\n`);
}
console.log(`ratchet: ${Object.keys(recorded).length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
