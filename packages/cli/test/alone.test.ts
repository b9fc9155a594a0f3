import { expect, it } from 'vitest';
import { git, repositoryOf, write } from '../../workspace/test/temporary.ts';
import { idlint } from './idlint.ts';

const files = {
  'idlint.yaml': 'preset: all\n',
  'src/idlint.yaml': 'rules:\n  hardcoded-password: note\n',
  'src/client.py': 'password = "winter2024!"\n',
  'main.tf': 'resource "aws_iam_user" "ana" {\n  name = "ana"\n}\n',
};

it('a file on its own is told as among all others', async () => {
  const folder = repositoryOf(files);
  const alone = await idlint(folder, ['src/client.py', '--format', 'concise']);
  expect(alone.out).toMatch(/^src\/client\.py:1:13: note\[hardcoded-password\]/);
  expect(alone.out).toContain('1 note in 1 of 1 file');
  const lines = (text: string) => text.split('\n').filter(line => line.startsWith('src/client.py'));
  expect(lines((await idlint(folder, ['--format', 'concise'])).out)).toEqual(lines(alone.out));
});

it('of a workspace that can not be read, a file that declares nothing needs nothing', async () => {
  const folder = repositoryOf({ 'a.py': 'token = None\n', 'main.tf': 'resource "x" {' });
  expect((await idlint(folder, ['a.py'])).out).not.toContain('main.tf');
  expect((await idlint(folder, ['main.tf'])).out).toContain('main.tf');
});

it('and so is a change of it', async () => {
  const folder = repositoryOf(files);
  write(folder, { 'src/client.py': 'password = "winter2024!"\nother_password = "summer2025!"\n' });
  git(folder, 'add', '-A');
  const { out } = await idlint(folder, ['--staged', '--format', 'concise']);
  expect(out).toMatch(/^src\/client\.py:2:19: note\[hardcoded-password\]/);
});
