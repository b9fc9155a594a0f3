// How the bundle is started: from what V8 compiled when it was built, where that is of any use, otherwise from its modules.
const { existsSync, readFileSync } = require('node:fs');
const { createRequire, enableCompileCache } = require('node:module');
const { fileURLToPath } = require('node:url');
const v8 = require('node:v8');
const vm = require('node:vm');

/** Where the compiled code of a script (`cli`, `later/javascript`) for this V8 and this kind of machine stands. */
const cacheOf = (home, name) => fileURLToPath(new URL(`dist/${name}-${process.versions.v8}-${process.arch}.cache`, home));

/**
 * What a script exports; undefined where there is none, or V8 does not take what was compiled of it.
 * @param made takes the scripts, where they are to be compiled anew: `{ name, script }`
 */
function scriptOf(home, name, made) {
  const url = new URL(`dist/${name}.cjs`, home);
  const filename = fileURLToPath(url);
  const cache = cacheOf(home, name);
  if (!existsSync(filename) || !(made || existsSync(cache))) return undefined;
  const cachedData = made ? undefined : readFileSync(cache);
  // scripts/build.mjs leaves nothing but ASCII in it.
  const script = new vm.Script(readFileSync(filename, 'latin1'), { filename, cachedData });
  if (script.cachedDataRejected) return undefined;
  made?.push({ name, script });
  // Once, as modules are.
  const known = new Map();
  const imported = async path => {
    if (!known.has(path)) known.set(path, scriptOf(home, path.replace(/^\.\/|\.js$/g, ''), made));
    return known.get(path) ?? import(new URL(path, url).href);
  };
  const exported = { exports: {} };
  script.runInThisContext()(createRequire(url), exported, imported, filename, url.href);
  return exported.exports;
}

/** Sets V8 up for a short run. What it compiled before is of no use to it afterwards, and the other way round. */
function tune() {
  // Most of what a run makes is gone soon: collected earlier, it holds the memory down.
  v8.setFlagsFromString('--heap-growing-percent=30');
  // V8 begins to optimise after 132 KB of bytecode; what so short a run gains by that costs more than it saves, in CPU a fifth of the whole.
  v8.setFlagsFromString('--interrupt-budget=3000000');
  // What is new stands in 2 MB instead of 32: a quarter of the memory of a large run, for a twentieth of its CPU. An editor's server runs long.
  if (process.argv[2] !== 'lsp') v8.setFlagsFromString('--semi-space-growth-factor=1');
}

/** The command line's `run`. */
async function load(home) {
  const ready = scriptOf(home, 'cli');
  if (ready) return ready.run;
  enableCompileCache?.();
  return (await import(new URL('dist/cli.js', home).href)).run;
}

module.exports = { cacheOf, scriptOf, load, tune };
