// Compiles what is done to every blob of a history to WebAssembly, as text that can be imported: src/generated/blobs.ts.
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('src/history/blobs.as.ts', import.meta.url));
const others = ['adler', 'commit', 'delta', 'ids', 'inflate', 'tree'].map(name =>
  fileURLToPath(new URL(`src/history/${name}.as.ts`, import.meta.url)),
);
const folder = fileURLToPath(new URL('src/generated', import.meta.url));
const target = join(folder, 'blobs.ts');

export async function build() {
  const times = await Promise.all([source, ...others].map(timeOf));
  if ((await timeOf(target)) > Math.max(...times)) return;
  const { default: asc } = await import('assemblyscript/asc');
  const out = await mkdtemp(join(tmpdir(), 'idlint-'));
  const file = join(out, 'blobs.wasm');
  const { error, stderr } = await asc.main([source, '--baseDir', '/', '-O3', '--enable', 'simd', '--runtime', 'stub', '--outFile', file]);
  if (error) throw new Error(`blobs.as.ts does not compile: ${stderr.toString()}`);
  const base64 = (await readFile(file)).toString('base64');
  await rm(out, { recursive: true });
  await mkdir(folder, { recursive: true });
  await writeFile(target, `/** Compiled from blobs.as.ts. */\nexport const wasm =\n  '${base64}';\n`);
}

const timeOf = async path => (await stat(path).catch(() => undefined))?.mtimeMs ?? -1;
