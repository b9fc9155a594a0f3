import { expect, it } from 'vitest';
import { folderOf, globIn, inFolder, resolvePath } from './uri.ts';

it('goes up to the root, whose name is empty, and down from it', () => {
  expect(['a/b/c.tf', 'a/b', 'a', ''].map(folderOf)).toEqual(['a/b', 'a', '', '']);
  expect([inFolder('a/b', 'c.tf'), inFolder('', 'c.tf')]).toEqual(['a/b/c.tf', 'c.tf']);
});

it.each([
  ['infra', 'vpc.tf', 'infra/vpc.tf'],
  ['infra', './modules//ci/', 'infra/modules/ci'],
  ['infra/prod', '../shared', 'infra/shared'],
  ['infra', '..', ''],
  ['', '.', ''],
  ['infra', '../..', undefined],
  ['infra', '/etc/passwd', undefined],
])('from %j, %j leads to %j', (folder, path, uri) => {
  expect(resolvePath(folder, path)).toBe(uri);
});

it('takes a folder literally in a glob', () => {
  expect(globIn('app/[slug]', '*.tf')).toBe('app/\\[slug\\]/*.tf');
  expect(globIn('', '*.tf')).toBe('*.tf');
});
