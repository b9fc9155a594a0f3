import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderOf, repositoryOf, write } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint } from './idlint.ts';

const home = fileURLToPath(new URL('..', import.meta.url));
const bin = join(home, 'bin/idlint.js');

/** Stands in every workspace here: whatever is wrong with the rest, this is found. */
const leak = { 'leak.py': expandTemplates('password = "{alnum:18}"\n') };

/** Lints, and holds what must be so whatever the input: the rest was linted, and nobody sees a stack. */
async function lints(folder: string, ...argv: string[]) {
  const { code, out, err } = await idlint(folder, ['--format', 'concise', ...argv]);
  expect(out).toContain('leak.py:1:13: error[hardcoded-password]');
  expect(code).toBe(1);
  expect(out + err).not.toMatch(/^\s+at .+:\d+/m);
  expect(err).not.toContain('unexpected error');
  return { out, err };
}

describe('text that is not what its format allows', () => {
  it.each([
    ['main.tf', 'resource "aws_iam_role" "x" {\n  name = "a\n  assume_role_policy = jsonencode({\n'],
    ['main.tf', '}}}}{{{{ "${'],
    ['k8s.yaml', 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: [a\n\t- b: *nowhere\n'],
    ['policy.json', '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*"'],
    ['template.json', '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": '],
    ['app.js', 'const a = {{{ ; function ( `${'],
    ['app.ts', 'class { private private: = <T,>(\n'],
    ['.env', '=\n===\n"\n'],
    ['CODEOWNERS', '[section\n*  @\n\\'],
    ['.github/workflows/ci.yml', 'on: push\njobs:\n  a: &a\n    <<: *a\n'],
    ['.mcp.json', '{"mcpServers": [1, {]}'],
  ])('%s: %j', async (name, text) => {
    await lints(repositoryOf({ ...leak, [name]: text }));
  });

  it('invalid UTF-8, UTF-16, a byte order mark, lone surrogates, NUL', async () => {
    await lints(
      repositoryOf({
        ...leak,
        'a.tf': Uint8Array.of(0x72, 0xff, 0xfe, 0xc3, 0x28, 0x0a, 0xf0, 0x9f),
        'b.yaml': Uint8Array.of(0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00, 0x00, 0xd8),
        'c.json': '\ufeff{"a": "\\ud800"}',
        'd.js': 'a\0b',
      }),
    );
  });

  it('a line of 100 MB, and one of 20', async () => {
    const folder = repositoryOf(leak);
    write(folder, { 'huge.json': new Uint8Array(100 * 1024 * 1024).fill(0x61), 'long.json': `{"a": "${'x'.repeat(20 * 1024 * 1024)}"}` });
    const { out } = await lints(folder);
    expect(out).toContain('not seen: 1 file over 32 MB (huge.json)\n');
    expect(out).toContain('in 1 of 2 files');
  });

  it('values nested a hundred thousand deep', async () => {
    const deep = 100_000;
    await lints(
      repositoryOf({
        ...leak,
        'a.tf': `a = ${'['.repeat(deep)}`,
        'b.yaml': `kind: Role\na: ${'['.repeat(deep)}`,
        'c.json': `{"Version": "2012-10-17", "Statement": ${'['.repeat(deep)}`,
        'd.js': `const secret = ${'('.repeat(deep)}`,
      }),
    );
  });
});

describe('a file system that does not play along', () => {
  it('symbolic links in a circle', async () => {
    const folder = repositoryOf({ ...leak, 'sub/a.tf': '' });
    symlinkSync('..', join(folder, 'sub/up'));
    symlinkSync('self', join(folder, 'self'));
    await lints(folder);
  });

  it('a file that goes away while idlint looks', async () => {
    const folder = repositoryOf({ ...leak, 'z.tf': 'a = 1\n' });
    let gone = false;
    const clock = () => {
      if (!gone) rmSync(join(folder, 'z.tf'));
      gone = true;
      return 0;
    };
    const { out, code } = await idlint(folder, ['--format', 'concise', 'leak.py', 'z.tf'], { clock });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect((await idlint(folder, [])).code).toBe(1);
  });

  it('a folder and a file without permission', () => {
    const folder = folderOf({ ...leak, 'closed/a.tf': '', 'secret.tf': '' });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'closed'), 0);
    chmodSync(join(folder, 'secret.tf'), 0);
    // Nothing is closed to root: it becomes nobody, who may not reach this checkout and gets a copy of the package.
    const isRoot = process.getuid?.() === 0;
    const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
    const copy = folderOf({});
    if (isRoot) {
      for (const part of ['bin', 'dist', 'package.json']) cpSync(join(home, part), join(copy, part), { recursive: true });
      chmodSync(copy, 0o755);
    }
    const program = isRoot ? join(copy, 'bin/idlint.js') : bin;
    const run = (...argv: string[]) => spawnSync(process.execPath, [program, '.', ...argv], { cwd: folder, encoding: 'utf8', ...nobody });
    const { stdout, stderr, status } = run('--format', 'concise');
    const covered = run('--fail-on', 'never', '--require-coverage');
    chmodSync(join(folder, 'closed'), 0o755);
    expect(stderr).toBe('');
    expect(status).toBe(1);
    expect(stdout).toContain('leak.py:1:13: error[hardcoded-password]');
    expect(stdout).toContain('2 without permission (closed/, secret.tf)');
    expect(covered.status).toBe(3);
  });

  it('names with a line break, quotes, escape sequences', async () => {
    const names = ['a\nb.py', 'a"b.py', "a'b.py", 'a\u001b[31mb.py', 'ü 鍵.py', ':(top)x.py'];
    const folder = repositoryOf({ ...leak, ...Object.fromEntries(names.map(name => [name, leak['leak.py']])) });
    const { out } = await lints(folder);
    expect(out.match(/error\[hardcoded-password\]/g)).toHaveLength(names.length + 1);
    expect(out).not.toContain('\u001b');
    const sarif = JSON.parse((await idlint(folder, ['--format', 'sarif'])).out);
    expect(sarif.runs[0].results).toHaveLength(names.length + 1);
  });
});

describe('a repository with nothing in it', () => {
  it('is said to hold nothing', async () => {
    const { code, err } = await idlint(folderOf({}), []);
    expect(code).toBe(2);
    expect(err).toContain('nothing to lint in .');
  });
});

describe('a configuration with a typo', () => {
  it('shows its line and the right word, and lints nothing', async () => {
    const folder = repositoryOf({ ...leak, 'idlint.yaml': '# ours\npreset: recommendd\n' });
    const { code, out, err } = await idlint(folder, []);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('idlint.yaml:2:');
    expect(err).toContain('2 | preset: recommendd');
    expect(err).toMatch(/did you mean "?recommended"?\?/i);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(5);
  });

  it('is found in a broken one, too', async () => {
    const folder = repositoryOf({ ...leak, 'sub/idlint.yaml': 'rules: {a: [\n' });
    const { code, err } = await idlint(folder, []);
    expect(code).toBe(2);
    expect(err).toMatch(/^idlint: sub\/idlint\.yaml:\d+:\d+: /);
  });
});

describe('the process', () => {
  it('ends quietly when nobody reads on', () => {
    const folder = repositoryOf(leak);
    const { stdout, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" rules | head -1`], { cwd: folder, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: 'secrets\n', stderr: '' });
  });

  it('says that a bug is one, in two lines, and shows the stack only when asked', async () => {
    const folder = repositoryOf(leak);
    const home = new URL('file:///nowhere/');
    const { code, err } = await idlint(folder, [], { home });
    expect(code).toBe(2);
    expect(err.split('\n')).toHaveLength(3);
    expect(err).toContain('which is a bug');
    expect((await idlint(folder, [], { home, env: { IDLINT_DEBUG: '1' } })).err).toMatch(/\n\s+at /);
  });
});
