// How the bundle is started: from what V8 compiled when it was built, where that is of any use, otherwise from its modules.
import { existsSync, readFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

/** Where the compiled code for this V8 and this kind of machine stands. */
export const cacheOf = home => fileURLToPath(new URL(`dist/cli-${process.versions.v8}-${process.arch}.cache`, home));

/** @returns the script and what it exports; undefined where V8 does not take what was compiled */
export function scriptOf(home, cachedData) {
  const url = new URL('dist/cli.cjs', home);
  const filename = fileURLToPath(url);
  // The bundle is ASCII.
  const script = new vm.Script(readFileSync(filename, 'latin1'), { filename, cachedData });
  if (cachedData && script.cachedDataRejected) return undefined;
  const exported = { exports: {} };
  script.runInThisContext()(createRequire(url), exported, path => import(new URL(path, url).href), filename, url.href);
  return { script, run: exported.exports.run };
}

/** The command line's `run`. */
export async function load(home) {
  const cache = cacheOf(home);
  const ready = existsSync(cache) ? scriptOf(home, readFileSync(cache)) : undefined;
  if (ready) return ready.run;
  module.enableCompileCache?.();
  return (await import(new URL('dist/cli.js', home).href)).run;
}
