// Runs the command line once and keeps what V8 compiled for it, beside the bundle. Good for this version of V8 on this kind of machine only;
// elsewhere `bin/idlint.js` starts from the modules. What is kept is read at every start, so it is what a run on a file or two needs: a longer
// one compiles the rest in no time that counts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheOf, scriptOf, tune } from '../packages/cli/bin/start.js';

const folder = mkdtempSync(join(tmpdir(), 'idlint-'));
const password = ['winter', 2024, '!'].join('');
const texts = {
  'client.py': `import os\n\npassword = "${password}"\nuser = os.environ["USER"]\n`,
  // Behind a template of several lines only a parser knows what is a literal.
  'client.js': `import { connect } from './database.js';\n\nconst query = \`\n  select 1\n\`;\nexport const client = connect({ user: 'shop', password: '${password}' });\n`,
  '.env': `HOST=localhost\nDB_PASSWORD=${password}\n`,
  'settings.json': `{\n  "user": "shop",\n  "password": "${password}"\n}\n`,
};
for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);

const home = new URL('../packages/cli/', import.meta.url);
const made = [];
const { run } = scriptOf(home, 'cli', made);
process.argv = [process.execPath, 'idlint', ...Object.keys(texts).map(name => join(folder, name))];
await run(home);
process.exitCode = 0;
rmSync(folder, { recursive: true });
// Only the first script is loaded before V8 is tuned.
for (const { name, script } of made) {
  writeFileSync(cacheOf(home, name), script.createCachedData());
  tune();
}
