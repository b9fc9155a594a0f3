#!/usr/bin/env node
// Small and committed, so that npm can link it before anything is built. Everything else stands in dist/. CommonJS, because Node takes a tenth
// of a short run to get its loader of modules ready.
const { existsSync } = require('node:fs');
const { pathToFileURL } = require('node:url');
const { load, tune } = require('./start.js');

const home = new URL('..', pathToFileURL(__filename));

async function main() {
  const run = await load(home);
  tune();
  await run(home);
}

if (existsSync(new URL('dist/cli.js', home))) main();
else {
  console.error('idlint is not built yet: run `npm run build` in its repository');
  process.exitCode = 2;
}
