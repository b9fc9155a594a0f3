import { expect, it } from 'vitest';
import { folderOf } from '../packages/workspace/test/temporary.ts';

const { noticesOf } = (await import(new URL('./notices.mjs', import.meta.url).href)) as {
  noticesOf(bundles: { metafile: { inputs: object } }[], root: string): Promise<string>;
};

const bundleOf = (...files: string[]) => [{ metafile: { inputs: Object.fromEntries(files.map(file => [file, {}])) } }];
const description = (name: string, license?: string) => JSON.stringify({ name, version: '1.0.0', license });

it('gives each bundled package once, with the text of its licence', async () => {
  const root = folderOf({
    'node_modules/@a/one/package.json': description('@a/one', '(MIT OR GPL-3.0)'),
    'node_modules/@a/one/LICENSE.md': 'Permission is granted.',
    'node_modules/two/node_modules/three/package.json': description('three', 'ISC'),
  });
  const text = await noticesOf(
    bundleOf(
      'packages/cli/src/main.ts',
      'node_modules/@a/one/x.js',
      'node_modules/@a/one/y.js',
      'node_modules/two/node_modules/three/z.js',
    ),
    root,
  );
  expect(text.match(/^@a\/one 1\.0\.0/gm)).toHaveLength(1);
  expect(text).toContain('Permission is granted.');
  expect(text).toContain('three 1.0.0 (ISC)');
});

it.each(['GPL-3.0', 'AGPL-3.0-only', 'LGPL-2.1', 'SEE LICENSE IN x', undefined])('stops the build for %s', async license => {
  const root = folderOf({ 'node_modules/x/package.json': description('x', license) });
  await expect(noticesOf(bundleOf('node_modules/x/x.js'), root)).rejects.toThrow("it can't be bundled");
});
