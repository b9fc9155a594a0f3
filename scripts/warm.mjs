// Runs the command line once and keeps what V8 compiled for it, beside the bundle. Good for this version of V8 on this kind of machine only;
// elsewhere `bin/idlint.js` starts from the modules.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cacheOf, scriptOf } from '../packages/cli/bin/start.js';

const home = new URL('../packages/cli/', import.meta.url);
const { script, run } = scriptOf(home, undefined);
process.argv = [process.execPath, 'idlint', fileURLToPath(new URL('../test-fixtures/acme/src/', import.meta.url)), '--no-baseline'];
await run(home);
process.exitCode = 0;
writeFileSync(cacheOf(home), script.createCachedData());
