// Puts the rules' pages into one module, so that they come along in any bundle.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rules = fileURLToPath(new URL('../../rules', import.meta.url));
const generated = fileURLToPath(new URL('src/generated', import.meta.url));

/** `rules/<family>/<id>/README.md`, by id. */
export async function readPages() {
  const pages = {};
  for (const family of await foldersOf(rules)) {
    for (const id of await foldersOf(join(rules, family))) {
      const file = join(rules, family, id, 'README.md');
      if (existsSync(file)) pages[id] = await readFile(file, 'utf8');
    }
  }
  return pages;
}

export async function build() {
  await mkdir(generated, { recursive: true });
  const pages = JSON.stringify(await readPages(), null, 2);
  await writeFile(
    join(generated, 'pages.ts'),
    `/** Made by build.mjs. */\nexport const pages: Readonly<Record<string, string>> = ${pages};\n`,
  );
}

async function foldersOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter(entry => entry.isDirectory() && entry.name !== 'node_modules')
    .map(entry => entry.name)
    .sort();
}
