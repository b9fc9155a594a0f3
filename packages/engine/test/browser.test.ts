import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { expect, it } from 'vitest';

const packages = fileURLToPath(new URL('../..', import.meta.url));

/** Notes what is asked of Node. micromatch asks for the separator of paths and for a printer of values, which a browser build lends it. */
function noteNode(asked: Set<string>): Plugin {
  return {
    name: 'note-node',
    setup({ onResolve, onLoad }) {
      onResolve(
        { filter: /^node:|^(?:buffer|crypto|fs|module|os|path|perf_hooks|process|stream|url|util|worker_threads)$/ },
        ({ path, importer }) => {
          const from = importer.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? importer.slice(packages.length);
          asked.add(`${from}: ${path}`);
          return { path, namespace: 'lent' };
        },
      );
      onLoad({ filter: /.*/, namespace: 'lent' }, () => ({ contents: "module.exports = { sep: '/', inspect: String };" }));
    },
  };
}

const program = `
  import { createSession, loadConfiguration } from '@idlint/engine';
  export default async function run() {
    const files = { list: () => ['idlint.yaml', 'a.toy'], read: uri => new TextEncoder().encode(uri === 'a.toy' ? 'role x' : 'ignores: ["*.gen"]') };
    const rules = [{
      id: 'found', family: 'ownership', level: 'error', confidence: 'high', preset: 'recommended', summary: '', remedy: '', standards: {},
      looksAt: 'identity',
      check: (identity, { report }) => report(identity.at, identity.key),
    }];
    const at = { uri: 'a.toy', segment: '', start: 5, end: 6 };
    const readers = [{
      name: 'toy', title: 'toy',
      claims: head => head.extension === 'toy' && head.contains('role'),
      read: () => ({ segments: { '': 0 }, faults: [] }),
      evaluate: () => [{ kind: 'identity', key: 'a.toy#x', type: 'role', actor: 'machine', platform: 'source', at, exists: true, names: [], name: { kind: 'absent', at }, labels: { entries: {} } }],
    }];
    const { configFor, problems } = await loadConfiguration({ files, rules });
    const host = { hmac: text => text, sha256: text => text, now: () => new Date() };
    const session = createSession({ files, rules, readers, host, configFor, scanner: { rules: [], scan: () => ({ secrets: [] }) } });
    await session.load();
    return JSON.stringify({ problems, findings: session.lint().findings.map(({ ruleId, location }) => [ruleId, location.range.start.character]) });
  }
`;

it('the engine runs where there is no Node', async () => {
  const asked = new Set<string>();
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: `${packages}/engine`, loader: 'js' },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'engine',
    // picomatch asks whether it is on Windows.
    define: { 'process.platform': '"browser"' },
    plugins: [noteNode(asked)],
    logLevel: 'error',
  });
  expect([...asked].sort()).toEqual(['fill-range: util', 'micromatch: util', 'picomatch: path']);
  const browser = createContext({ TextEncoder, TextDecoder });
  const { default: run } = runInContext(`${outputFiles[0]!.text}; engine`, browser) as { default: () => Promise<string> };
  expect(JSON.parse(await run())).toEqual({ problems: [], findings: [['found', 5]] });
});

it('the readers and rules that go with it ask nothing more of Node', async () => {
  const asked = new Set<string>();
  await build({
    entryPoints: [
      `${packages}readers/src/index.ts`,
      `${packages}secrets/src/index.ts`,
      `${packages}access/src/index.ts`,
      `${packages}../rules/index.ts`,
    ],
    bundle: true,
    write: false,
    outdir: 'out',
    platform: 'browser',
    format: 'esm',
    plugins: [noteNode(asked)],
    logLevel: 'error',
  });
  // A parser that loads only for a doubtful script, and what it finds projects with, which is never called.
  const ofParser = /^(?:typescript|@typescript-eslint\/[\w-]+|tinyglobby|fdir): /;
  expect([...asked].filter(one => !ofParser.test(one)).sort()).toEqual([]);
});
