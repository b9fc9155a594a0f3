// Compiles the prefilter to WebAssembly and writes it as text that can be imported: src/generated/prefilter.ts.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('src/prefilter/prefilter.as.ts', import.meta.url));
const sources = dirname(source);
const folder = fileURLToPath(new URL('src/generated', import.meta.url));
const target = join(folder, 'prefilter.ts');

export async function build() {
  const names = (await readdir(sources)).filter(name => name.endsWith('.as.ts'));
  const times = await Promise.all(names.map(name => timeOf(join(sources, name))));
  if ((await timeOf(target)) > Math.max(...times)) return;
  const { default: asc } = await import('assemblyscript/asc');
  const out = await mkdtemp(join(tmpdir(), 'idlint-'));
  const file = join(out, 'prefilter.wasm');
  const { error, stderr } = await asc.main([
    basename(source),
    '--baseDir',
    sources,
    '-O3',
    '--enable',
    'simd',
    '--runtime',
    'stub',
    '--outFile',
    file,
  ]);
  if (error) throw new Error(`prefilter.as.ts does not compile: ${stderr.toString()}`);
  const base64 = (await readFile(file)).toString('base64');
  await rm(out, { recursive: true });
  await mkdir(folder, { recursive: true });
  await writeFile(target, `/** Compiled from prefilter.as.ts. */\nexport const wasm =\n  '${base64}';\n`);
}

const timeOf = async path => (await stat(path).catch(() => undefined))?.mtimeMs ?? -1;
