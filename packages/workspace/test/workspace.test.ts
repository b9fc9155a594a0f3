import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openUnlisted, openWorkspace, PathError } from '../src/index.ts';
import { folderOf, git, repositoryOf, repositoryOfSuite, write } from './temporary.ts';

const open = (cwd: string, ...paths: string[]) => openWorkspace({ cwd, paths });
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

describe('what is listed', () => {
  it('leaves out what ignore files name, as git does: the nearest one decides', () => {
    const folder = repositoryOf({
      'main.tf': '',
      '.gitignore': 'build/\n*.log\n/top.txt\n!keep.log\n',
      'keep.log': '',
      'a.log': '',
      'sub/top.txt': '',
      'sub/.gitignore': '!a.log\n',
      'sub/a.log': '',
    });
    write(folder, { 'build/out.tf': '', 'top.txt': '', 'other/b.log': '', '.git/info/exclude': 'private.txt\n', 'private.txt': '' });
    git(folder, 'rm', '-q', '--cached', 'a.log');
    expect(open(folder).files.list()).toEqual(['.gitignore', 'keep.log', 'main.tf', 'sub/.gitignore', 'sub/a.log', 'sub/top.txt']);
  });

  it('holds a tracked file that an ignore file names: it is in the repository all the same', () => {
    const folder = repositoryOf({ '.gitignore': '.env\n', '.env': 'A=1' });
    write(folder, { 'sub/.env': 'B=2' });
    expect(open(folder).files.list()).toEqual(['.env', '.gitignore']);
  });

  it('obeys the ignore files above a folder that is asked about, unless they name the folder itself', () => {
    const folder = repositoryOf({ '.gitignore': '*.log\nout/\n', 'sub/a.tf': '', 'sub/b.log': '' });
    write(folder, { 'out/c.tf': '', 'sub/d.log': '' });
    git(folder, 'rm', '-q', '--cached', 'sub/b.log');
    expect(open(folder, 'sub').only).toEqual(['sub/a.tf']);
    expect(open(folder, 'out').only).toEqual(['out/c.tf']);
  });

  it('is nothing for whoever knows what to read: a folder of a million files opens at once', () => {
    const folder = repositoryOf({ 'idlint.yaml': 'preset: all\n', 'sub/a.tf': '' });
    const { root, files } = openUnlisted(join(folder, 'sub'));
    expect(root).toBe(folder);
    expect(files.list()).toEqual([]);
    expect(text(files.read('idlint.yaml'))).toBe('preset: all\n');
  });

  it('passes over folders of tools and other repositories inside of this one', () => {
    const folder = repositoryOf({ 'a.tf': '' });
    write(folder, { 'node_modules/x/b.tf': '', '.terraform/c.tf': '', 'vendor/lib/.git/HEAD': '', 'vendor/lib/d.tf': '' });
    const workspace = open(folder);
    expect(workspace.files.list()).toEqual(['a.tf']);
    expect([...workspace.passed.nested]).toEqual(['vendor/lib/']);
  });

  it('enters several repositories that stand side by side in a folder that is none', () => {
    const folder = folderOf({
      'one/.git/HEAD': '',
      'one/.gitignore': 'x',
      'one/x': '',
      'one/a.tf': '',
      'two/.git/HEAD': '',
      'two/b.tf': '',
    });
    expect(open(folder).files.list()).toEqual(['one/.gitignore', 'one/a.tf', 'two/b.tf']);
  });

  it('follows no symbolic link, so that a loop is none', () => {
    const folder = folderOf({ 'a/b.tf': '' });
    symlinkSync('..', join(folder, 'a/up'));
    symlinkSync('b.tf', join(folder, 'a/link.tf'));
    expect(open(folder).files.list()).toEqual(['a/b.tf']);
  });
});

describe('a file that bears on nothing', () => {
  const folder = repositoryOfSuite({
    'idlint.yaml': 'root: true',
    'src/idlint.yaml': 'ignores: [x]',
    'src/a.py': 'pass',
    'lib/idlint.yaml': 'ignores: [y]',
    'main.tf': 'role',
  });
  const listed = (request: Partial<Parameters<typeof openWorkspace>[0]>) =>
    openWorkspace({ cwd: folder, paths: ['src/a.py'], ...request }).files.list();

  it('is looked at alone, with the configuration that applies to it', () => {
    expect(listed({ bears: () => false })).toEqual(['idlint.yaml', 'src/a.py', 'src/idlint.yaml']);
    expect(openWorkspace({ cwd: folder, paths: ['src/a.py'], bears: () => false }).only).toEqual(['src/a.py']);
  });

  it('is told by its name and what it holds', () => {
    const all = listed({});
    expect(all).toContain('main.tf');
    expect(listed({ bears: (uri, bytes) => uri === 'src/a.py' && Buffer.from(bytes).toString() === 'pass' })).toEqual(all);
    expect(listed({ paths: ['src'], bears: () => false })).toEqual(all);
  });

  it('is looked at alone when it is about to be committed, unless something is gone', () => {
    const staged = repositoryOf({ 'a.py': 'pass', 'main.tf': 'role', 'old.py': 'x' });
    write(staged, { 'a.py': 'import os' });
    git(staged, 'add', '-A');
    const open = () => openWorkspace({ cwd: staged, paths: [], staged: true, bears: (_, bytes) => Buffer.from(bytes).includes('role') });
    expect(open().files.list()).toEqual(['a.py']);
    git(staged, 'rm', '-q', 'old.py');
    expect(open().files.list()).toEqual(['a.py', 'main.tf']);
  });
});

describe('what is read', () => {
  it('passes over and counts binary and huge files', () => {
    const folder = folderOf({
      'a.tf': 'ok',
      'image.png': 'x',
      'data.bin': 'a\0b',
      'utf16.txt': Uint8Array.of(0xff, 0xfe, 0x41, 0),
      'store.p12': Uint8Array.of(0x30, 0, 1),
      'windows.txt': Buffer.from('without a mark, as some write it', 'utf16le'),
      key: Buffer.concat([Uint8Array.of(0x30, 0x82, 4, 9, 2, 1, 0, 2), Buffer.alloc(90)]),
      'big.json': new Uint8Array(33 * 1024 * 1024).fill(0x20),
    });
    const { files, passed } = open(folder);
    const read = files.list().filter(uri => files.read(uri) !== undefined);
    expect(read).toEqual(['a.tf', 'key', 'store.p12', 'utf16.txt', 'windows.txt']);
    expect([...passed.binary].sort()).toEqual(['data.bin', 'image.png']);
    expect([...passed.huge]).toEqual(['big.json']);
  });

  it('takes a file that went away meanwhile for gone, not for a failure', () => {
    const folder = folderOf({ 'a.tf': '', 'b.tf': '' });
    const { files, passed } = open(folder);
    rmSync(join(folder, 'b.tf'));
    expect(files.list().map(uri => files.read(uri)?.length)).toEqual([0, undefined]);
    expect([...passed.vanished]).toEqual(['b.tf']);
  });
});

describe('the root, and what is asked about', () => {
  it('is the top of the repository, wherever in it one stands', () => {
    const folder = repositoryOf({ 'infra/a.tf': '', 'src/b.ts': '', 'src/data.yaml': '', 'src/deep/c.ts': '' });
    const { root, only, files, asked } = open(join(folder, 'src'), 'deep');
    expect(root).toBe(folder);
    expect(only).toEqual(['src/deep/c.ts']);
    // The inventory is of the whole workspace; source that nobody asked about is not in it.
    expect(files.list()).toEqual(['infra/a.tf', 'src/data.yaml', 'src/deep/c.ts']);
    expect(asked).toBe('tree');
  });

  it('is a folder inside of a repository that is marked as a workspace of its own', () => {
    const folder = repositoryOf({
      'a.tf': '',
      'examples/shop/idlint.yaml': 'root: true\n',
      'examples/shop/b.tf': '',
      'examples/bare/c.tf': '',
    });
    expect(open(folder, 'examples/shop').root).toBe(join(folder, 'examples/shop'));
    expect(open(folder, 'examples/shop').only).toBeUndefined();
    expect(open(folder, 'examples/bare').root).toBe(folder);
  });

  it('is what holds the configuration where there is no git, else the folder that is named', () => {
    const folder = folderOf({ 'idlint.yaml': '', 'sub/a.tf': '' });
    expect(open(folder, 'sub').root).toBe(folder);
    expect(open(folderOf({ 'sub/a.tf': '' }), 'sub').only).toBeUndefined();
  });

  it('takes files by name, whatever ignore files say, and nothing around them where no workspace is', () => {
    const folder = repositoryOf({ '.gitignore': 'a.env', 'b.tf': '' });
    write(folder, { 'a.env': '' });
    expect(open(folder, 'a.env')).toMatchObject({ only: ['a.env'], asked: 'files' });
    const loose = folderOf({ 'a.tf': '', 'b.tf': '' });
    expect(open(loose, 'a.tf').files.list()).toEqual(['a.tf']);
  });

  it('takes a file that does not exist where its text comes from elsewhere', () => {
    const folder = repositoryOf({ 'a.tf': '' });
    const { only, files } = openWorkspace({ cwd: folder, paths: [], virtual: 'new.tf' });
    expect(only).toEqual(['new.tf']);
    expect(files.list()).toEqual(['a.tf', 'new.tf']);
  });

  it('says what is wrong with a path', () => {
    const folder = folderOf({});
    symlinkSync('loop', join(folder, 'loop'));
    expect(() => open(folder, 'gone.tf')).toThrow(new PathError('gone.tf does not exist'));
    expect(() => open(folder, 'loop')).toThrow(new PathError('loop is a symbolic link that leads back to itself'));
    expect(() => open('/', 'dev/null')).toThrow(new PathError('dev/null is neither a file nor a folder'));
  });
});

describe('--staged', () => {
  it('reads the index, not the disk', () => {
    const folder = repositoryOf({ 'a.txt': 'one', 'role.tf': 'role', 'b.txt': 'same' });
    write(folder, { 'a.txt': 'two' });
    git(folder, 'add', 'a.txt');
    write(folder, { 'a.txt': 'three', 'role.tf': 'changed, not staged', 'new.txt': 'not staged' });
    const { files } = openWorkspace({ cwd: folder, paths: [], staged: true });
    expect(files.list().map(uri => [uri, text(files.read(uri))])).toEqual([
      ['a.txt', 'two'],
      ['role.tf', 'role'],
    ]);
  });

  it('works before the first commit', () => {
    const folder = folderOf({ 'a.txt': 'one' });
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    const { files, change } = openWorkspace({ cwd: folder, paths: [], staged: true });
    expect(files.list()).toEqual(['a.txt']);
    change!.show('before');
    expect(files.list()).toEqual([]);
  });

  it('needs a repository', () => {
    expect(() => openWorkspace({ cwd: folderOf({}), paths: [], staged: true })).toThrow(
      '--staged needs a git repository, and this folder is in none',
    );
  });
});

describe('--since', () => {
  const at = (uri: string, line: number, endLine = line) => {
    const range = { start: { line, character: 0 }, end: { line: endLine, character: 5 } };
    return { location: { uri, range }, related: [] } as never;
  };

  it('knows the lines that the change wrote, in edited, new, renamed and untracked files', () => {
    const folder = repositoryOf({ 'a.txt': '1\n2\n3\n4\n', 'old name.txt': 'x\ny\nz\nlong enough to be seen as the same\n' });
    git(folder, 'checkout', '-q', '-b', 'work');
    write(folder, { 'a.txt': '1\nnew\n3\n4\n' });
    git(folder, 'mv', 'old name.txt', 'né "w".txt');
    git(folder, 'commit', '-q', '-a', '-m', 'second');
    write(folder, { 'né "w".txt': 'x\ny\nz\nlong enough to be seen as the same\nmore\n', 'loose.txt': 'l' });
    const { change, files } = openWorkspace({ cwd: folder, paths: [], since: 'main' });
    const wrote = (uri: string, line: number) => change!.wrote(at(uri, line));
    expect([0, 1, 2].map(line => wrote('a.txt', line))).toEqual([false, true, false]);
    expect([0, 4].map(line => wrote('né "w".txt', line))).toEqual([false, true]);
    expect(wrote('loose.txt', 0)).toBe(true);
    expect(change!.wrote(at('a.txt', 0, 1))).toBe(true);
    expect(files.list()).toEqual(['a.txt', 'loose.txt', 'né "w".txt']);
  });

  it('shows the workspace as it was where this branch left the other one', () => {
    const folder = repositoryOf({ 'a.txt': 'before', 'gone.txt': 'deleted', 'role.tf': 'role' });
    git(folder, 'checkout', '-q', '-b', 'work');
    git(folder, 'rm', '-q', 'gone.txt');
    write(folder, { 'a.txt': 'after', 'new.txt': 'new' });
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'second');
    git(folder, 'checkout', '-q', 'main');
    write(folder, { 'other.tf': 'meanwhile' });
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'meanwhile');
    git(folder, 'checkout', '-q', 'work');
    const { change, files } = openWorkspace({ cwd: folder, paths: [], since: 'main' });
    const all = () => files.list().map(uri => [uri, text(files.read(uri))]);
    const now = [
      ['a.txt', 'after'],
      ['new.txt', 'new'],
      ['role.tf', 'role'],
    ];
    expect(all()).toEqual(now);
    expect([...change!.show('before')].sort()).toEqual(['a.txt', 'gone.txt', 'new.txt']);
    expect(all()).toEqual([
      ['a.txt', 'before'],
      ['gone.txt', 'deleted'],
      ['role.tf', 'role'],
    ]);
    change!.show('now');
    expect(all()).toEqual(now);
  });

  it('counts from the root where the workspace is a folder of the repository', () => {
    const folder = repositoryOf({ 'a.txt': '1', 'shop/idlint.yaml': 'root: true', 'shop/b.txt': '1\n2\n' });
    write(folder, { 'a.txt': '2', 'shop/b.txt': '1\n2\n3\n', 'shop/c.txt': '' });
    const { change, files } = openWorkspace({ cwd: folder, paths: ['shop'], since: 'HEAD' });
    expect(files.list()).toEqual(['b.txt', 'c.txt', 'idlint.yaml']);
    expect([1, 2].map(line => change!.wrote(at('b.txt', line)))).toEqual([false, true]);
  });

  it('says what it can not know: no such commit, a cut-off history', () => {
    const folder = repositoryOf({ 'a.txt': '1' });
    expect(() => openWorkspace({ cwd: folder, paths: [], since: 'nowhere' })).toThrow('git knows no commit "nowhere" here');
    expect(() => openWorkspace({ cwd: folder, paths: [], since: '--output=x' })).toThrow('git knows no commit "--output=x" here');
    git(folder, 'checkout', '-q', '-b', 'work');
    git(folder, 'commit', '-q', '--allow-empty', '-m', 'second');
    const shallow = folderOf({});
    git(shallow, 'clone', '-q', '--depth=1', '--branch=work', `file://${folder}`, 'clone');
    const clone = join(shallow, 'clone');
    expect(() => openWorkspace({ cwd: clone, paths: [], since: 'main' })).toThrow(
      /^git knows no commit "main" here \(a shallow clone: fetch it first/,
    );
    git(clone, 'fetch', '-q', '--depth=1', 'origin', 'main:main');
    expect(openWorkspace({ cwd: clone, paths: [], since: 'main' }).notes).toEqual([
      "compared with main itself: the history is cut off (a shallow clone), so where this branch left it can't be told",
    ]);
  });
});
