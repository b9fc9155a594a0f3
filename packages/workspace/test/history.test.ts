import { chmodSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceDocument } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { type History, scanHistory } from '../src/history/index.ts';
import { folderOf, folderOfSuite, git, repositoryOf, write } from './temporary.ts';
import { form, numbers, scan, token } from './tokens.ts';

interface Told {
  token: string;
  since: string;
  inHead: boolean;
}

const told = ({ secrets }: History): Told[] =>
  secrets
    .map(({ bytes, start, end, since, inHead }) => ({ token: Buffer.from(bytes.slice(start, end)).toString(), since: since.id, inHead }))
    .sort((a, b) => (a.token < b.token ? -1 : 1));

/** The same asked of git, commit by commit and file by file. */
function oracle(folder: string): Told[] {
  const found = new Map<string, Told>();
  const contents = new Map<string, Set<string>>();
  const tokensAt = (commit: string) => {
    const tokens = new Set<string>();
    for (const line of git(folder, 'ls-tree', '-r', commit).split('\n').filter(Boolean)) {
      const id = line.split(/\s/)[2]!;
      if (!contents.has(id)) contents.set(id, new Set(git(folder, 'cat-file', 'blob', id).match(form) ?? []));
      for (const each of contents.get(id)!) tokens.add(each);
    }
    return tokens;
  };
  const head = tokensAt('HEAD');
  for (const commit of git(folder, 'rev-list', '--all', '--topo-order', '--reverse').split('\n').filter(Boolean))
    for (const each of tokensAt(commit)) if (!found.has(each)) found.set(each, { token: each, since: commit, inHead: head.has(each) });
  return [...found.values()].sort((a, b) => (a.token < b.token ? -1 : 1));
}

/** Files that grow, shrink, move and are joined, with tokens that come and go. */
function livelyRepository(versions: number, seed: number): string {
  const random = numbers(seed);
  const folder = folderOfSuite();
  git(folder, 'init', '-q');
  const lines: string[] = Array.from({ length: 120 }, (_, i) => `line ${i} ${random(1e9).toString(36)}`);
  const minified: string[] = Array.from({ length: 400 }, (_, i) => `f${i}(${random(1e9)});`);
  for (let version = 0; version < versions; version++) {
    for (let edits = random(4); edits >= 0; edits--) {
      const at = random(lines.length);
      const what = random(6);
      if (what === 0) lines.splice(at, 1);
      else if (what === 1) lines.splice(at, 0, `key = "${token(random)}"`);
      else if (what === 2) lines.push(...lines.splice(at, random(20)));
      else lines.splice(at, 1, `changed ${random(1e9).toString(36)}`);
      if (what === 3) minified.splice(random(minified.length), random(3), `g("${token(random)}")`);
    }
    write(folder, {
      'src/a.txt': `${lines.join('\n')}\n`,
      'b.min.js': minified.join(''),
      [`small/${random(5)}.env`]: `A=${token(random)}\n`,
      'plain.txt': `version ${version}\n`,
    });
    if (version % 17 === 16) git(folder, 'mv', 'src/a.txt', `src/moved-${version}.txt`);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '--allow-empty', '-m', `v${version}`);
  }
  return folder;
}

const packOf = (folder: string): string => {
  const pack = join(folder, '.git/objects/pack');
  return join(pack, readdirSync(pack).find(name => name.endsWith('.pack'))!);
};

describe('what is found is what git shows, commit by commit', () => {
  const folder = livelyRepository(60, 7);
  const expected = oracle(folder);

  it('in loose objects', async () => {
    expect(expected.length).toBeGreaterThan(60);
    expect(told(await scanHistory({ folder, scan }))).toEqual(expected);
  });

  it.each([
    ['deep chains of deltas', ['repack', '-adfq', '--depth=50', '--window=50']],
    ['deltas that name their base', ['-c', 'repack.useDeltaBaseOffset=false', 'repack', '-adfq', '--depth=50']],
    ['several packs', ['-c', 'pack.packSizeLimit=16k', 'repack', '-adfq']],
  ])('in %s', async (_, args) => {
    git(folder, ...args);
    const history = await scanHistory({ folder, scan });
    expect(told(history)).toEqual(expected);
    expect(history.gaps).toEqual([]);
  });

  it('when it is asked again, with what was kept and no more in it', async () => {
    git(folder, 'repack', '-adfq', '--depth=50');
    const first = await scanHistory({ folder, scan, by: 'rules' });
    const again = await scanHistory({ folder, scan, by: 'rules' });
    expect([first.before, again.before > 0]).toEqual([0, true]);
    expect(told(again)).toEqual(expected);
    expect(again.gaps).toEqual([]);
    const kept = readFileSync(join(folder, '.git/idlint/history.json'), 'utf8');
    for (const { token } of expected) expect(kept).not.toContain(token.slice(4, 12));
    expect((await scanHistory({ folder, scan, by: 'other rules' })).before).toBe(0);
  });

  it('after an interrupt', async () => {
    rmSync(join(folder, '.git/idlint'), { recursive: true });
    let scans = 0;
    const failing = (document: SourceDocument) => {
      if (++scans > 40) throw new Error('interrupted');
      return scan(document);
    };
    await expect(scanHistory({ folder, scan: failing, by: 'rules' })).rejects.toThrow('interrupted');
    expect(told(await scanHistory({ folder, scan, by: 'rules' }))).toEqual(expected);
  });

  it('in a repository that may not be written', async () => {
    rmSync(join(folder, '.git/idlint'), { recursive: true, force: true });
    writeFileSync(join(folder, '.git/idlint'), '');
    expect(told(await scanHistory({ folder, scan, by: 'rules' }))).toEqual(expected);
    rmSync(join(folder, '.git/idlint'));
  });

  it('in a clone that borrows its objects, in a worktree of it, and bare', async () => {
    const near = folderOf({});
    git(near, 'clone', '-q', '--shared', folder, 'shared');
    git(join(near, 'shared'), 'worktree', 'add', '-q', '--detach', '../tree');
    git(near, 'clone', '-q', '--bare', folder, 'bare');
    for (const each of ['shared', 'tree', 'bare']) expect(told(await scanHistory({ folder: join(near, each), scan }))).toEqual(expected);
  });

  it('with objects that are named by SHA-256', async () => {
    const other = folderOf({});
    git(other, 'init', '-q', '--object-format=sha256');
    const secret = token(numbers(1));
    for (const text of [`a\nb\n`, `a\n${secret}\nb\n`, `a\nb\nc\n`]) {
      write(other, { 'a.txt': text });
      git(other, 'add', '.');
      git(other, 'commit', '-q', '-m', 'next');
    }
    git(other, 'repack', '-adfq');
    expect(told(await scanHistory({ folder: other, scan }))).toEqual(oracle(other));
  });
});

describe('the story', () => {
  const random = numbers(3);
  const commit = (folder: string, files: Record<string, string>, message = 'next') => {
    write(folder, files);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', message);
    return git(folder, 'rev-parse', 'HEAD').trim();
  };

  it('tells since when, who, and when it went; a file that moves takes its secret along', async () => {
    const secret = token(random);
    const folder = repositoryOf({ 'a.txt': 'nothing\n' });
    const since = commit(folder, { 'a.txt': `one\n${secret}\n` });
    git(folder, 'mv', 'a.txt', 'b.txt');
    commit(folder, {});
    const gone = commit(folder, { 'b.txt': 'one\n' });
    commit(folder, { 'c.txt': 'two\n' });
    const { secrets } = await scanHistory({ folder, scan });
    expect(secrets).toHaveLength(1);
    expect(secrets[0]).toMatchObject({ path: 'a.txt', inHead: false, since: { id: since, author: 'Ana' }, gone: { id: gone } });
  });

  it('finds what only a merge brought, and what only another branch has', async () => {
    const [ours, merged] = [token(random), token(random)];
    const folder = repositoryOf({ 'a.txt': 'a\n' });
    git(folder, 'checkout', '-q', '-b', 'side');
    commit(folder, { 'a.txt': `${ours}\n` });
    git(folder, 'checkout', '-q', 'main');
    commit(folder, { 'a.txt': 'b\n' });
    git(folder, 'branch', 'other', 'side');
    expect(told(await scanHistory({ folder, scan }))).toEqual(oracle(folder));
    expect(() => git(folder, 'merge', '-q', 'side')).toThrow();
    commit(folder, { 'a.txt': `${merged}\n` }, 'merge');
    expect(told(await scanHistory({ folder, scan }))).toEqual(oracle(folder));
  });

  it('of a range: only what its commits brought, not what they carried on', async () => {
    const [old, fresh] = [token(random), token(random)];
    const folder = repositoryOf({ 'a.txt': `${old}\n` });
    git(folder, 'tag', 'start');
    git(folder, 'mv', 'a.txt', 'b.txt');
    commit(folder, {});
    const since = commit(folder, { 'b.txt': `${old}\n${fresh}\n` });
    expect(told(await scanHistory({ folder, scan, range: 'start..' }))).toEqual([{ token: fresh, since, inHead: true }]);
    await expect(scanHistory({ folder, scan, range: 'nowhere..' })).rejects.toThrow(/nowhere/);
    await expect(scanHistory({ folder, scan, range: '--output=x' })).rejects.toThrow();
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });

  it('counts apart what nobody holds any more', async () => {
    const folder = repositoryOf({ 'a.txt': 'a\n' });
    commit(folder, { 'a.txt': `${token(random)}\n` });
    git(folder, 'reset', '-q', '--hard', 'HEAD~1');
    const history = await scanHistory({ folder, scan });
    expect([history.secrets, history.adrift]).toEqual([[], 1]);
  });

  it('looks at a submodule as at any repository, and not from the outside', async () => {
    const secret = token(random);
    const inner = repositoryOf({ 'in.txt': `${secret}\n` });
    const outer = repositoryOf({ 'out.txt': 'x\n' });
    git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub');
    git(outer, 'commit', '-q', '-m', 'sub');
    expect((await scanHistory({ folder: outer, scan })).secrets).toEqual([]);
    expect((await scanHistory({ folder: join(outer, 'sub'), scan })).secrets).toHaveLength(1);
  });
});

describe('what is not here is said', () => {
  const folder = livelyRepository(12, 11);
  git(folder, 'repack', '-adfq');
  const url = `file://${folder}`;

  it('of a shallow clone', async () => {
    const near = folderOf({});
    git(near, 'clone', '-q', '--depth=1', url, 'shallow');
    const history = await scanHistory({ folder: join(near, 'shallow'), scan });
    expect(history.gaps).toEqual([{ message: expect.stringContaining('shallow'), severity: 'limit' }]);
    expect(told(history).every(({ inHead }) => inHead)).toBe(true);
  });

  it.each(['blob:none', 'tree:0'])('of a partial clone (%s), without fetching', async filter => {
    git(folder, 'config', 'uploadpack.allowFilter', 'true');
    const near = folderOf({});
    git(near, 'clone', '-q', '--bare', `--filter=${filter}`, url, 'partial');
    const before = readdirSync(join(near, 'partial/objects/pack')).length;
    const history = await scanHistory({ folder: join(near, 'partial'), scan });
    expect(history.gaps).toEqual([{ message: expect.stringContaining('a partial clone'), severity: 'limit' }]);
    expect(readdirSync(join(near, 'partial/objects/pack'))).toHaveLength(before);
  });

  it('of a damaged pack: the rest is looked at', async () => {
    const near = folderOf({});
    git(near, 'clone', '-q', '--bare', '--no-hardlinks', folder, 'damaged');
    const whole = await scanHistory({ folder: join(near, 'damaged'), scan });
    const pack = packOf(folder).replace(join(folder, '.git'), join(near, 'damaged'));
    chmodSync(pack, 0o644);
    const file = openSync(pack, 'r+');
    const blob = / blob +\d+ \d+ (\d+)$/m.exec(git(join(near, 'damaged'), 'verify-pack', '-v', pack))!;
    writeSync(file, Buffer.alloc(8, 0x55), 0, 8, Number(blob[1]) + 4);
    const history = await scanHistory({ folder: join(near, 'damaged'), scan });
    expect(history.gaps).toContainEqual({ message: expect.stringContaining('damaged'), severity: 'broken' });
    expect(history.secrets.length).toBeGreaterThan(0);
    expect(history.secrets.length).toBeLessThan(whole.secrets.length);
  });

  it.each([
    [
      'an index that is cut off',
      (pack: string) => writeFileSync(pack.replace('.pack', '.idx'), readFileSync(pack.replace('.pack', '.idx')).subarray(0, 1100)),
    ],
    ['no index', (pack: string) => rmSync(pack.replace('.pack', '.idx'))],
    ['a pack that is cut off', (pack: string) => writeFileSync(pack, readFileSync(pack).subarray(0, 300))],
  ])('of %s', async (_, damage) => {
    const near = folderOf({});
    git(near, 'clone', '-q', '--bare', '--no-hardlinks', folder, 'damaged');
    const pack = packOf(folder).replace(join(folder, '.git'), join(near, 'damaged'));
    for (const name of [pack, pack.replace('.pack', '.idx')]) chmodSync(name, 0o644);
    damage(pack);
    const outcome = await scanHistory({ folder: join(near, 'damaged'), scan }).then(
      ({ gaps }) => gaps.map(gap => gap.severity),
      error => (error as Error).message,
    );
    expect(outcome).toEqual(typeof outcome === 'string' ? expect.stringMatching(/^git/) : expect.arrayContaining(['broken']));
  });

  it('where there is no repository', async () => {
    await expect(scanHistory({ folder: folderOf({}), scan })).rejects.toThrow(/not a git repository/);
  });
});
