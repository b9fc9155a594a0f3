#!/usr/bin/env node
// Small and committed, so that npm can link it before anything is built. Everything else stands in dist/.
import { existsSync } from 'node:fs';
import v8 from 'node:v8';
import { load } from './start.js';

const home = new URL('..', import.meta.url);

if (existsSync(new URL('dist/cli.js', home))) {
  const run = await load(home);
  // Most of what a run makes is gone soon: collected earlier, it holds the memory down and costs no time.
  v8.setFlagsFromString('--heap-growing-percent=30');
  // V8 begins to optimise after 132 KB of bytecode; what so short a run gains by that costs more than it saves, in CPU a fifth of the whole.
  v8.setFlagsFromString('--interrupt-budget=1000000');
  await run(home);
} else {
  console.error('idlint is not built yet: run `npm run build` in its repository');
  process.exitCode = 2;
}
