import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What loads with the list of readers, before any document is claimed: the files, and the packages that are not ours. */
async function loadedAtOnce(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
    absWorkingDir: fileURLToPath(new URL('../../..', import.meta.url)),
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'unused',
    write: false,
    metafile: true,
    mainFields: ['module', 'main'],
  });
  const pending = Object.keys(metafile.outputs).filter(name => metafile.outputs[name]!.entryPoint === 'packages/readers/src/index.ts');
  const chunks = new Set(pending);
  for (let chunk = pending.pop(); chunk; chunk = pending.pop())
    for (const { path, kind } of metafile.outputs[chunk]!.imports)
      if (kind === 'import-statement' && !chunks.has(path)) {
        chunks.add(path);
        pending.push(path);
      }
  return [...chunks].flatMap(chunk => Object.keys(metafile.outputs[chunk]!.inputs));
}

test('the parsers and the evaluations load with the first document that asks for them', async () => {
  const loaded = await loadedAtOnce();
  expect(loaded).toContain('packages/readers/src/kubernetes/index.ts');
  const heavy =
    /^(?:packages\/syntax\/src\/(?:hcl|yaml|bicep|sql|javascript|lexical)\/|packages\/evaluate\/src\/(?:hcl|yaml|go-template|arm)\/|node_modules\/yaml\/|packages\/readers\/.*\/(?:loaded|evaluate|facts)\.ts$)/;
  expect(loaded.filter(file => heavy.test(file))).toEqual([]);
});
