// How the bundle is started: from what V8 compiled when it was built, where that is of any use, otherwise from its modules.
const { existsSync, readFileSync } = require('node:fs');
const module_ = require('node:module');
const { fileURLToPath } = require('node:url');
const vm = require('node:vm');

/** Where the compiled code for this V8 and this kind of machine stands. */
const cacheOf = home => fileURLToPath(new URL(`dist/cli-${process.versions.v8}-${process.arch}.cache`, home));

/** @returns the script and what it exports; undefined where V8 does not take what was compiled */
function scriptOf(home, cachedData) {
  const url = new URL('dist/cli.cjs', home);
  const filename = fileURLToPath(url);
  // scripts/build.mjs leaves nothing but ASCII in it.
  const script = new vm.Script(readFileSync(filename, 'latin1'), { filename, cachedData });
  if (cachedData && script.cachedDataRejected) return undefined;
  const exported = { exports: {} };
  script.runInThisContext()(module_.createRequire(url), exported, path => import(new URL(path, url).href), filename, url.href);
  return { script, run: exported.exports.run };
}

/** The command line's `run`. */
async function load(home) {
  const cache = cacheOf(home);
  const ready = existsSync(cache) ? scriptOf(home, readFileSync(cache)) : undefined;
  if (ready) return ready.run;
  module_.enableCompileCache?.();
  return (await import(new URL('dist/cli.js', home).href)).run;
}

module.exports = { cacheOf, scriptOf, load };
