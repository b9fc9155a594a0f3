import { execFileSync } from 'node:child_process';
import { chmodSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type History, scanHistory } from '../src/history/index.ts';
import { folderOf, folderOfSuite, git, repositoryOf, write } from './temporary.ts';
import { form, numbers, scan, token } from './tokens.ts';

const withInput = (folder: string, args: string[], input: string | Buffer): string =>
  execFileSync('git', args, { cwd: folder, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }).trim();
const lines = (text: string): string[] => text.split('\n').filter(Boolean);
const textOf = ({ bytes, start, end }: History['secrets'][number]): string => Buffer.from(bytes.slice(start, end)).toString();

/** What is told of secrets in files. */
const storiesOf = ({ secrets }: History) =>
  secrets
    .filter(({ inMessage }) => !inMessage)
    .map(secret => ({ token: textOf(secret), since: secret.since, inHead: secret.inHead, gone: secret.gone?.id }))
    .sort((a, b) => (a.token < b.token ? -1 : 1));

/** The same, commit by commit from git. */
function oracle(folder: string): ReturnType<typeof storiesOf> {
  const commits = lines(git(folder, 'log', '--all', '--topo-order', '--format=%H %P')).map(line => line.split(' ').filter(Boolean));
  const inHead = new Set(lines(git(folder, 'rev-list', 'HEAD')));
  const contents = new Map<string, string[]>();
  const tokens = new Map<string, Set<string>>();
  for (const [id] of commits) {
    const found = new Set<string>();
    for (const line of lines(git(folder, 'ls-tree', '-r', id!))) {
      const blob = line.split(/\s/)[2]!;
      if (!contents.has(blob)) contents.set(blob, git(folder, 'cat-file', 'blob', blob).match(form) ?? []);
      for (const each of contents.get(blob)!) found.add(each);
    }
    tokens.set(id!, found);
  }
  const head = tokens.get(git(folder, 'rev-parse', 'HEAD').trim())!;
  return [...new Set([...contents.values()].flat())].sort().map(each => {
    const has = (id: string) => tokens.get(id)!.has(each);
    const since = commits.findLast(([id]) => has(id!))![0]!;
    const gone = commits.find(([id, ...parents]) => inHead.has(id!) && !has(id!) && parents.length > 0 && parents.every(has))?.[0];
    const [author = '', date = ''] = git(folder, 'log', '-1', '--format=%an%n%aI', since).split('\n');
    return { token: each, since: { id: since, author, date }, inHead: head.has(each), gone: head.has(each) ? undefined : gone };
  });
}

/** Commits with one to three parents, files in folders that come, move and go; the last ones are branches and tags. */
function branchyRepository(count: number, seed: number): string {
  const random = numbers(seed);
  const folder = folderOfSuite();
  git(folder, 'init', '-q', '--bare');
  const parts: string[] = [];
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const folders = ['', 'src/', 'src/deep/er/', 'lib/', 'lib/é/', 'test/a b/'];
  for (let mark = 1; mark <= count; mark++) {
    const parents = new Set(
      Array.from({ length: mark === 1 ? 0 : 1 + (random(3) === 0 ? 1 + random(2) : 0) }, () => Math.max(1, mark - 1 - random(12))),
    );
    const [from, ...merged] = parents;
    parts.push(`commit refs/heads/b${mark % 7}\nmark :${mark}\n`);
    parts.push(
      `author Zoë ${mark} <z@acme.example> ${1_600_000_000 + mark * 60} +0530\ncommitter C <c@acme.example> ${1_600_000_000 + mark * 60 - random(200)} -0700\n`,
    );
    parts.push(data(`commit ${mark}\n`));
    if (from) parts.push(`from :${from}\n`);
    for (const each of merged) parts.push(`merge :${each}\n`);
    for (let i = random(4); i > 0; i--) {
      const path = `${folders[random(folders.length)]}f${random(5)}.txt`;
      if (random(6) === 0) parts.push(`D "${path}"\n`);
      else parts.push(`M 644 inline "${path}"\n${data(`${'line\n'.repeat(random(30))}${random(3) === 0 ? token(random) : random(99)}\n`)}`);
    }
  }
  parts.push(`reset refs/heads/main\nfrom :${count}\n\nreset refs/tags/old\nfrom :${Math.ceil(count / 2)}\n\n`);
  withInput(folder, ['fast-import', '--quiet'], parts.join(''));
  git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/main');
  return folder;
}

describe('a history of branches, merges and moves', () => {
  const folder = branchyRepository(160, 5);
  const expected = oracle(folder);

  it('is told as git tells it: commit, author, date, still in HEAD, gone', async () => {
    expect(expected.length).toBeGreaterThan(30);
    expect(expected.filter(({ gone }) => gone).length).toBeGreaterThan(3);
    expect(storiesOf(await scanHistory({ folder, scan }))).toEqual(expected);
  });

  it.each([
    ['deep chains of deltas', ['repack', '-adfq', '--depth=50', '--window=50']],
    ['a multi-pack-index and a commit-graph', ['-c', 'pack.packSizeLimit=8k', 'repack', '-adfq', '--write-midx']],
    ['loose objects, which are in a pack as well', ['unpack-objects', '-q']],
  ])('is the same in %s', async (_, [command, ...args]) => {
    const near = join(folderOf({}), 'r');
    git(folder, 'clone', '-q', '--bare', '--no-local', folder, near);
    if (command === 'unpack-objects') {
      const packs = join(near, 'objects/pack');
      const pack = join(packs, readdirSync(packs).find(name => name.endsWith('.pack'))!);
      const all = git(near, 'rev-list', '--objects', '--all', '--no-object-names');
      const packed = execFileSync('git', ['pack-objects', '--stdout', '-q'], { cwd: near, input: all, maxBuffer: 2 ** 27 });
      for (const name of readdirSync(packs)) chmodSync(join(packs, name), 0o644);
      execFileSync('mv', [pack, pack.replace('.pack', '.idx'), near]);
      withInput(near, [command, ...args], packed);
      execFileSync('mv', [
        join(near, pack.slice(packs.length + 1)),
        join(near, pack.slice(packs.length + 1).replace('.pack', '.idx')),
        packs,
      ]);
    } else {
      git(near, command!, ...args);
      git(near, 'commit-graph', 'write', '--reachable');
    }
    const history = await scanHistory({ folder: near, scan });
    expect(storiesOf(history)).toEqual(oracle(near));
    expect(history.gaps).toEqual([]);
  });

  it.each([
    ['is not true', (bytes: Buffer) => bytes.fill(0, 12)],
    ['is cut off', (bytes: Buffer) => bytes.subarray(0, 40)],
  ])('is the same where the reverse index %s', async (_, change) => {
    const near = join(folderOf({}), 'r');
    git(folder, 'clone', '-q', '--bare', '--no-local', folder, near);
    git(near, '-c', 'pack.writeReverseIndex=true', 'repack', '-adfq');
    const packs = join(near, 'objects/pack');
    const file = join(packs, readdirSync(packs).find(name => name.endsWith('.rev'))!);
    expect(storiesOf(await scanHistory({ folder: near, scan }))).toEqual(oracle(near));
    chmodSync(file, 0o644);
    writeFileSync(file, change(readFileSync(file)));
    expect(storiesOf(await scanHistory({ folder: near, scan }))).toEqual(oracle(near));
  });

  it('is the same after a bundle', async () => {
    const near = folderOf({});
    git(folder, 'bundle', 'create', '-q', join(near, 'all.bundle'), '--all');
    git(near, 'clone', '-q', '--bare', 'all.bundle', 'r');
    expect(storiesOf(await scanHistory({ folder: join(near, 'r'), scan }))).toEqual(oracle(join(near, 'r')));
  });

  it('goes on where a tree is damaged, and says so', async () => {
    const near = join(folderOf({}), 'r');
    git(folder, 'clone', '-q', '--bare', '--no-local', folder, near);
    git(near, 'repack', '-adfq', '--depth=50');
    const packs = join(near, 'objects/pack');
    const pack = join(packs, readdirSync(packs).find(name => name.endsWith('.pack'))!);
    const offset = Number(/ tree +\d+ \d+ (\d+)$/m.exec(git(near, 'verify-pack', '-v', pack))![1]);
    chmodSync(pack, 0o644);
    writeSync(openSync(pack, 'r+'), Buffer.alloc(8, 0x55), 0, 8, offset + 4);
    const history = await scanHistory({ folder: near, scan });
    expect(history.gaps).toContainEqual({ message: expect.stringContaining('not every commit could be read'), severity: 'broken' });
    expect(history.secrets.length + history.adrift).toBeGreaterThan(0);
  });
});

describe('commits as others write them', () => {
  const secret = token(numbers(21));
  const raw = (folder: string, tree: string, parent: string, author: Buffer, more = ''): string => {
    const before = Buffer.from(`tree ${tree}\nparent ${parent}\nauthor `);
    const after = Buffer.from(`\ncommitter C <c@acme.example> 1700000000 +0000\n${more}\nmessage\n`);
    return withInput(folder, ['hash-object', '-t', 'commit', '-w', '--stdin'], Buffer.concat([before, author, after]));
  };
  const start = () => {
    const folder = repositoryOf({ 'a.txt': 'a\n' });
    const parent = git(folder, 'rev-parse', 'HEAD').trim();
    write(folder, { 'a.txt': `${secret}\n` });
    git(folder, 'add', '.');
    return { folder, parent, tree: git(folder, 'write-tree').trim() };
  };

  it('signed, with a long header', async () => {
    const { folder, parent, tree } = start();
    const signature = `gpgsig -----BEGIN PGP SIGNATURE-----\n \n${' iQIzBAABCAAdFiEE\n'.repeat(400)} -----END PGP SIGNATURE-----\n`;
    git(folder, 'update-ref', 'HEAD', raw(folder, tree, parent, Buffer.from('Ana <a@b.example> 1699999999 +0200'), signature));
    expect(storiesOf(await scanHistory({ folder, scan }))).toEqual(oracle(folder));
  });

  it('by somebody whose name is no UTF-8', async () => {
    const { folder, parent, tree } = start();
    const author = Buffer.from('J\u00fcrgen <j@b.example> 1699999999 -0330', 'latin1');
    git(folder, 'update-ref', 'HEAD', raw(folder, tree, parent, author, 'encoding ISO-8859-1\n'));
    const [told] = storiesOf(await scanHistory({ folder, scan }));
    expect(told).toMatchObject({ since: { author: 'Jürgen', date: '2023-11-14T18:43:19-03:30' }, inHead: true });
  });

  it('empty ones change nothing', async () => {
    const { folder } = start();
    git(folder, 'commit', '-q', '-m', 'it');
    const since = git(folder, 'rev-parse', 'HEAD').trim();
    git(folder, 'commit', '-q', '--allow-empty', '-m', 'nothing');
    expect(storiesOf(await scanHistory({ folder, scan }))).toMatchObject([{ since: { id: since }, inHead: true }]);
  });

  it('replaced, as git shows them', async () => {
    const { folder, parent } = start();
    git(folder, 'commit', '-q', '-m', 'it');
    git(folder, 'replace', 'HEAD', parent);
    const history = await scanHistory({ folder, scan });
    expect([history.secrets, history.adrift]).toEqual([[], 1]);
  });

  it('with other parents by a graft', async () => {
    const { folder, parent } = start();
    git(folder, 'commit', '-q', '-m', 'it');
    write(folder, { 'a.txt': 'b\n' });
    git(folder, 'commit', '-q', '-a', '-m', 'gone');
    writeFileSync(join(folder, '.git/info/grafts'), `${git(folder, 'rev-parse', 'HEAD').trim()} ${parent}\n`);
    expect((await scanHistory({ folder, scan })).secrets).toEqual([]);
  });

  it('in a repository of a form that this git does not know: it says which', async () => {
    const { folder } = start();
    git(folder, 'config', 'core.repositoryFormatVersion', '1');
    git(folder, 'config', 'extensions.refStorage', 'unheard-of');
    await expect(scanHistory({ folder, scan })).rejects.toThrow(/refstorage/i);
  });

  it('with folders that stand for billions of files', async () => {
    const { folder, parent, tree } = start();
    let bomb = tree;
    for (let depth = 0; depth < 40; depth++) {
      const entries = Array.from({ length: 10 }, (_, i) => `040000 tree ${bomb}\td${i}`).join('\n');
      bomb = withInput(folder, ['mktree'], `${entries}\n`);
    }
    git(folder, 'update-ref', 'HEAD', raw(folder, bomb, parent, Buffer.from('Ana <a@b.example> 1699999999 +0200')));
    const { secrets } = await scanHistory({ folder, scan });
    expect(secrets).toMatchObject([{ inHead: true, path: expect.stringMatching(/^(d\d\/){40}a\.txt$/) }]);
  });

  it('before the first one', async () => {
    const folder = folderOf({ 'a.txt': `${secret}\n` });
    git(folder, 'init', '-q');
    expect(await scanHistory({ folder, scan })).toMatchObject({ secrets: [], commits: 0, gaps: [] });
    git(folder, 'add', '.');
    expect(await scanHistory({ folder, scan })).toMatchObject({ secrets: [], commits: 0, adrift: 1 });
  });
});

describe('what is written about commits', () => {
  const random = numbers(9);
  const [inMessage, inTag, inNote, inStash, inBoth, lost] = Array.from({ length: 6 }, () => token(random)) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const folder = folderOfSuite();
  git(folder, 'init', '-q');
  write(folder, { 'a.txt': 'a\n' });
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'first');
  git(folder, 'commit', '-q', '--allow-empty', '-m', `Try it\n\nwith ${inMessage}\nand more`);
  const said = git(folder, 'rev-parse', 'HEAD').trim();
  git(folder, 'tag', '-a', 'v1', '-m', `Release with ${inTag}`);
  const tag = git(folder, 'rev-parse', 'v1').trim();
  git(folder, 'notes', 'add', '-m', `reviewed ${inNote}`);
  for (const content of [inStash, 'x', 'y']) {
    write(folder, { 'a.txt': `${content}\n` });
    git(folder, 'stash', '-q');
  }
  git(folder, 'commit', '-q', '--allow-empty', '-m', `lost ${lost}`);
  git(folder, 'reset', '-q', '--hard', 'HEAD~1');
  write(folder, { 'b.txt': `${inBoth}\n` });
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', `Add ${inBoth}`);
  const both = git(folder, 'rev-parse', 'HEAD').trim();

  const check = ({ secrets, adrift }: History) => {
    const told = new Map(secrets.map(secret => [textOf(secret), secret]));
    expect(told.get(inMessage)).toMatchObject({
      inMessage: true,
      path: 'commit-message',
      inHead: true,
      since: { id: said, author: 'Ana' },
    });
    expect(told.get(inTag)).toMatchObject({ inMessage: true, since: { id: tag, author: 'Ana' } });
    expect(told.get(inNote)).toMatchObject({ inMessage: false, inHead: false });
    // The oldest of three stashes: only the log of stashes names it.
    expect(told.get(inStash)).toMatchObject({ inMessage: false, path: 'a.txt', inHead: false });
    expect(told.get(inBoth)).toMatchObject({ inMessage: false, path: 'b.txt', since: { id: both }, messages: [{ id: both }] });
    expect(told.size).toBe(5);
    return adrift;
  };

  it('is read: messages of commits and tags, notes, every stash', async () => {
    expect(check(await scanHistory({ folder, scan }))).toBe(1);
    git(folder, 'repack', '-adkq');
    expect(check(await scanHistory({ folder, scan }))).toBe(1);
  });

  it("is read where git's own log has to tell, too", async () => {
    const near = join(folderOf({}), 'r');
    execFileSync('cp', ['-r', folder, near]);
    writeFileSync(join(near, '.git/info/grafts'), `${said}\n`);
    check(await scanHistory({ folder: near, scan }));
  });

  it('of a range: of its commits only', async () => {
    const { secrets } = await scanHistory({ folder, scan, range: `${said}..` });
    expect(secrets.map(textOf)).toEqual([inBoth]);
    const before = await scanHistory({ folder, scan, range: `${said}~1..${said}` });
    expect(before.secrets.map(textOf)).toEqual([inMessage]);
  });

  it('is not read where paths are asked about', async () => {
    const { secrets } = await scanHistory({ folder, scan, wanted: path => path === 'b.txt' });
    expect(secrets.map(textOf)).toEqual([inBoth]);
  });
});
