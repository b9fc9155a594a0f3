import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The engine in a browser's worker, where there is no Node: it lints a document and says the same. */
const packages = fileURLToPath(new URL('../..', import.meta.url));
const worker = `
  import { createSession, defaultConfig } from '${packages}engine/src/index.ts';
  import { readers } from '${packages}readers/src/index.ts';
  import { rules } from '${packages}../rules/index.ts';
  const texts = { 'main.tf': ${JSON.stringify(`resource "aws_iam_policy" "site" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::site/*" }] })
}
`)} };
  const encode = text => new TextEncoder().encode(text);
  const files = { list: () => Object.keys(texts), read: uri => (uri in texts ? encode(texts[uri]) : undefined) };
  const simple = text => [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7).toString(16).padStart(64, '0');
  const host = { hmac: simple, sha256: simple, now: () => new Date() };
  const session = createSession({ files, rules, scanner: { rules: [], scan: () => ({ secrets: [] }) }, readers, host, configFor: () => defaultConfig });
  session.load().then(() => {
    const { findings } = session.lint();
    postMessage(findings.map(({ ruleId, location }) => ruleId + ':' + (location.range.start.line + 1)).join(' ') || 'nothing');
  }, error => postMessage(String(error)));
`;
const page = `<!doctype html><title>idlint</title><p id="said">waiting</p><script>
  const worker = new Worker('/worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => fetch('/said', { method: 'POST', body: data });
  worker.onerror = ({ message }) => fetch('/said', { method: 'POST', body: 'error: ' + message });
</script>`;

/** What micromatch asks of Node: the separator of paths, and how a value is printed. */
const nodeShims: Plugin = {
  name: 'node-shims',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:path|util|os)$/ }, ({ path }) => ({ path, namespace: 'shim' }));
    onLoad({ filter: /.*/, namespace: 'shim' }, () => ({ contents: `module.exports = { sep: '/', inspect: String }` }));
  },
};

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'idlint-browser-'));
  await build({
    stdin: { contents: worker, resolveDir: packages, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    outfile: join(folder, 'worker.js'),
    plugins: [nodeShims],
    define: { 'process.platform': '"browser"', 'process.env': '{}' },
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'index.html'), page);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

test('lints in a worker of Chromium', async () => {
  const said = new Promise<string>(resolve => {
    let body = '';
    let browser: ChildProcess;
    const server = createServer((request, response) => {
      if (request.url === '/said') {
        request.on('data', chunk => {
          body += chunk;
        });
        request.on('end', () => {
          response.end();
          server.close();
          // Its profile is not written any more once it is gone.
          browser.kill();
        });
      } else {
        const script = request.url === '/worker.js';
        response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
        response.end(readFileSync(join(folder, script ? 'worker.js' : 'index.html')));
      }
    });
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      browser = spawn('chromium', [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--user-data-dir=${join(folder, 'profile')}`,
        `http://127.0.0.1:${port}/`,
      ]);
      browser.on('exit', () => resolve(body));
    });
  });
  expect(await said).toBe('wildcard-action:2');
});
