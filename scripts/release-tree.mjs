// Makes a commit that holds what the pre-commit hook and the GitHub action run: both take a repository at a tag, and neither builds. Its
// tree is small and has no history. Nothing in the work tree or in the index changes.
//   npm run release-tree                 prints the commit
//   npm run release-tree -- --tag v1.2.3 tags it as well
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, root } from './build.mjs';

const { values } = parseArgs({ options: { tag: { type: 'string' } } });

const cli = 'packages/cli';
const executable = new Set([`${cli}/bin/idlint.js`]);

await build();
const folder = await mkdtemp(join(tmpdir(), 'idlint-release-'));
try {
  const commit = await commitOf(await contents(), join(folder, 'index'));
  if (values.tag) git(['tag', '--force', values.tag, commit]);
  console.log(commit);
} finally {
  await rm(folder, { recursive: true });
}

/** Path to bytes. The package's description goes along without what only development needs. */
async function contents() {
  const files = new Map();
  const fixed = [
    '.pre-commit-hooks.yaml',
    'action.yml',
    'LICENSE',
    `${cli}/NOTICES.txt`,
    `${cli}/bin/idlint.js`,
    `${cli}/bin/package.json`,
    `${cli}/bin/start.js`,
    `${cli}/bin/action.js`,
  ];
  for (const path of fixed) files.set(path, await readFile(join(root, path)));
  for (const folder of ['dist', 'schema']) {
    const entries = await readdir(join(root, cli, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      // What V8 compiled here is of no use elsewhere.
      if (entry.isFile() && !path.includes('/dist/types/') && !/\.(?:cache|cjs)$/.test(path))
        files.set(path.slice(root.length), await readFile(path));
    }
  }
  const { devDependencies: _, ...description } = JSON.parse(await readFile(join(root, cli, 'package.json'), 'utf8'));
  files.set(`${cli}/package.json`, Buffer.from(`${JSON.stringify(description, null, 2)}\n`));
  return files;
}

async function commitOf(files, index) {
  const env = { ...process.env, GIT_INDEX_FILE: index };
  const entries = [...files].map(([path, bytes]) => {
    const blob = git(['hash-object', '-w', '--stdin'], { input: bytes });
    return `${executable.has(path) ? '100755' : '100644'} ${blob}\t${path}`;
  });
  git(['update-index', '--add', '--index-info'], { env, input: `${entries.join('\n')}\n` });
  const { version } = JSON.parse(files.get(`${cli}/package.json`).toString());
  const source = git(['rev-parse', 'HEAD']);
  return git(['commit-tree', git(['write-tree'], { env }), '-m', `idlint ${version}\n\nBuilt from ${source}`]);
}

function git(args, options = {}) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', ...options }).trim();
}
