import { describe, expect, it } from 'vitest';
import { tgz, zip } from '../../workspace/test/packed.ts';
import { repositoryOf } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint } from './idlint.ts';

const token = expandTemplates('ghp_{alnum:30}{crc32:6}');
const release = zip({ 'conf/.env': `GITHUB_TOKEN=${token}\n`, 'inner.tgz': tgz({ 'home/.pgpass': '*:*:*:shop:winter\n' }) });

describe('--archives', () => {
  it('looks for secrets in what is packed away, and says where', async () => {
    const folder = repositoryOf({ 'release.zip': release, 'a.py': 'x = 1\n' });
    expect(await idlint(folder, [])).toMatchObject({ code: 0, out: expect.stringContaining('1 binary file') });
    const { code, out } = await idlint(folder, ['--archives', '--format', 'concise']);
    expect(code).toBe(1);
    expect(out).toContain('release.zip!conf/.env:1:14: error[github-token]');
    expect(out).toContain('release.zip!inner.tgz!home/.pgpass:1:12: error[credentials-file]');
    expect(out).not.toContain(token);
  });

  it('is a matter of the configuration as well', async () => {
    const folder = repositoryOf({ 'release.zip': release, 'idlint.yaml': 'archives: true\n', 'a.py': 'x = 1\n' });
    expect(await idlint(folder, [])).toMatchObject({ code: 1, out: expect.stringContaining('release.zip!conf/.env') });
    expect((await idlint(folder, ['--show-config', 'a.py'])).out).toContain('archives: true');
  });

  it('takes what is packed away for no part of the workspace', async () => {
    const folder = repositoryOf({
      'old.zip': zip({ 'main.tf': 'resource "aws_iam_user" "ana" {\n  name = "ana"\n}\n' }),
      'a.py': 'x = 1\n',
    });
    const { out } = await idlint(folder, ['--archives', '--preset', 'all']);
    expect(out).not.toContain('main.tf');
  });

  it('says what it could not look into, and fails on it where all is wanted', async () => {
    const locked = zip([{ name: 'x.env', content: 'A=1', flags: 1 }]);
    const folder = repositoryOf({ 'locked.zip': locked, 'cut.zip': release.subarray(0, 50), 'a.py': 'x = 1\n' });
    const { code, out } = await idlint(folder, ['--archives']);
    expect(code).toBe(0);
    expect(out).toContain('cut.zip is damaged; locked.zip!x.env is encrypted');
    expect((await idlint(folder, ['--archives', '--require-coverage'])).code).toBe(3);
  });

  it('is for files as they lie on the disk', async () => {
    const folder = repositoryOf({ 'a.py': 'x = 1\n' });
    for (const other of [['--staged'], ['--since', 'HEAD'], ['--history']])
      expect(await idlint(folder, ['--archives', ...other])).toMatchObject({ code: 2, err: expect.stringContaining("don't go together") });
  });
});
