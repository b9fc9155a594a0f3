#!/usr/bin/env node
// Small and committed, so that npm can link it before anything is built. Everything else stands in dist/.
import { existsSync } from 'node:fs';
import module from 'node:module';

const home = new URL('..', import.meta.url);
const main = new URL('dist/cli.js', home);

if (existsSync(main)) {
  module.enableCompileCache?.();
  const { run } = await import(main.href);
  await run(home);
} else {
  console.error('idlint is not built yet: run `npm run build` in its repository');
  process.exitCode = 2;
}
