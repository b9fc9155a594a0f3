import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, git, repositoryOf, write } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint, Sink } from './idlint.ts';

const token = (seed: number) => expandTemplates('ghp_{alnum:30}{crc32:6}', seed);
const password = expandTemplates('{alnum:18}', 5);

function commit(folder: string, files: Record<string, string>, date: string): string {
  write(folder, files);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'next', `--date=${date}T12:00:00+02:00`);
  return git(folder, 'rev-parse', '--short=7', 'HEAD').trim();
}

/** Two tokens and a password: one that stays, one that went, one that moved. */
function leaky() {
  const folder = repositoryOf({ 'a.ts': 'const a = 1;\n' });
  const since = commit(folder, { 'a.ts': `const a = '${token(1)}';\nconst b = 2;\n`, 'b.py': `password = "${password}"\n` }, '2025-05-02');
  git(folder, 'mv', 'b.py', 'c.py');
  const gone = commit(folder, { 'a.ts': `const a = process.env.A;\nconst b = 2;\nconst c = '${token(2)}';\n` }, '2025-06-03');
  return { folder, since, gone, secrets: [token(1), token(2), password] };
}

describe('--history', () => {
  it('tells which secret, since when, and whether it is gone', async () => {
    const { folder, since, gone } = leaky();
    const { code, out, err } = await idlint(folder, ['--history', '--format', 'concise']);
    expect([code, err]).toEqual([1, '']);
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^a\.ts:3:12: error\[github-token\] .*; in git since \w{7} \(3 June 2025\), still in HEAD$/);
    expect(lines[1]).toMatch(/^a\.ts@\w{7}:1:12: error\[github-token\] /);
    expect(lines[1]).toContain(`; in git since ${since} (2 May 2025), gone from HEAD since ${gone} (3 June 2025)`);
    expect(lines[2]).toMatch(/^c\.py:1:13: error\[hardcoded-password\] .*still in HEAD$/);
    expect(lines[3]).toBe('3 errors in 3 files of 3 commits');
  });

  it('names the commit in whose message a secret stands, and what a range leaves out', async () => {
    const { folder, secrets } = leaky();
    git(folder, 'commit', '-q', '--allow-empty', '-m', `Deploy\n\nwith ${token(7)}`);
    const id = git(folder, 'rev-parse', '--short=7', 'HEAD').trim();
    const { out } = await idlint(folder, ['--history', '--format', 'concise']);
    expect(out).toMatch(
      new RegExp(`^commit-message@${id}:3:6: error\\[github-token\\] .*whoever reads the log can use it; in the message of ${id} `, 'm'),
    );
    for (const secret of [...secrets, token(7)]) expect(out).not.toContain(secret.slice(5, 15));
    const { findings } = JSON.parse((await idlint(folder, ['--history=HEAD~1..', '--format', 'json'])).out);
    expect(findings).toMatchObject([{ path: `commit-message@${id}`, history: { messages: [{ author: 'Ana' }] } }]);
    expect((await idlint(folder, ['--history=HEAD~2..HEAD~1', '--format', 'concise'])).out).not.toContain('commit-message');
  });

  it.each(['pretty', 'concise', 'json', 'sarif', 'github', 'markdown'])('holds no secret as %s, nor in what is kept', async format => {
    const { folder, secrets } = leaky();
    const { out } = await idlint(folder, ['--history', '--format', format]);
    const kept = join(folder, '.git/idlint');
    const all = [out, ...readdirSync(kept).map(name => readFileSync(join(kept, name), 'utf8'))].join('\n');
    for (const secret of secrets) expect(all).not.toContain(secret.slice(5, 15));
    expect(out).toContain('a.ts');
  });

  it('says it to programs as well', async () => {
    const { folder } = leaky();
    const { findings } = JSON.parse((await idlint(folder, ['--history', '--format', 'json'])).out);
    expect(findings.map(({ history }: { history: { inHead: boolean } }) => history.inHead)).toEqual([true, false, true]);
    expect(findings[1].history).toMatchObject({ since: { author: 'Ana', date: '2025-05-02T12:00:00+02:00' }, gone: { author: 'Ana' } });
  });

  it('is silent on what the configuration allows or silences by its path, also where HEAD has it no more', async () => {
    const { folder } = leaky();
    write(folder, { 'idlint.yaml': 'secrets:\n  allow:\n    - path: a.ts\n      reason: made to be seen\n' });
    const allowed = await idlint(folder, ['--history', '--format', 'concise']);
    expect(allowed.out).toMatch(/^c\.py:1:13: .*\n1 error in 1 file of 3 commits \(2 suppressed/);
    write(folder, { 'idlint.yaml': 'suppressions:\n  - rule: github-token\n    path: "*.ts"\n    reason: made to be seen\n' });
    expect((await idlint(folder, ['--history', '--format', 'concise'])).out).toMatch(/^c\.py:1:13: .*\n1 error in 1 file/);
  });

  it('knows what the baseline of the files knows', async () => {
    const { folder } = leaky();
    await idlint(folder, ['baseline']);
    const { out } = await idlint(folder, ['--history', '--format', 'concise']);
    expect(out).toContain('1 error in 1 file of 3 commits (2 known from the baseline)');
  });

  it('looks at a range, and at paths', async () => {
    const { folder } = leaky();
    expect((await idlint(folder, ['--history=HEAD~1..', '--format', 'concise'])).out).toMatch(
      /^a\.ts:3:12.*\n1 error in 1 file of 1 commit\n/,
    );
    expect((await idlint(folder, ['c.py', '--history', '--format', 'concise'])).out).toMatch(
      /^c\.py:1:13.*\n1 error in 1 file of 3 commits\n/,
    );
    expect((await idlint(folder, ['--history=HEAD..', '--format', 'concise'])).code).toBe(0);
    expect((await idlint(folder, ['--history=nowhere..'])).err).toMatch(/^idlint: --history: git log: .*nowhere/);
  });

  it('says what a shallow clone does not hold, which --require-coverage fails on', async () => {
    const { folder } = leaky();
    git(folder, 'clone', '-q', '--depth=1', `file://${folder}`, 'near');
    const near = join(folder, 'near');
    const { out, code } = await idlint(near, ['--history', '--format', 'concise', '--fail-on', 'never', '--require-coverage']);
    expect(code).toBe(3);
    expect(out).toContain('not seen: the history is cut off (a shallow clone)');
  });

  it('shows on a terminal how far it is', async () => {
    const folder = repositoryOf({ 'a.txt': 'x\n' });
    for (let i = 0; i < 3; i++) commit(folder, { 'a.txt': `${i}\n` }, '2025-01-01');
    git(folder, 'repack', '-adq');
    let now = 0;
    const stderr = new Sink(true);
    await idlint(folder, ['--history'], { stderr, env: {}, clock: () => (now += 2000) });
    expect(stderr.text).toContain('4 of 4 blobs');
  });

  it('needs a repository', async () => {
    const { code, err } = await idlint(folderOf({ 'a.ts': '' }), ['--history']);
    expect(code).toBe(2);
    expect(err).toContain('--history: git rev-parse: not a git repository');
  });
});

describe('a secret in a committed file', () => {
  it('is told of each line of a file, by who wrote it', async () => {
    const folder = repositoryOf({ 'a.txt': 'x\n' });
    const dates = ['2025-05-02', '2025-06-03', '2025-07-04'];
    const lines = dates.map((_, i) => `const t${i} = '${token(20 + i)}';\n`);
    dates.forEach((date, i) => void commit(folder, { 'b.ts': lines.slice(0, i + 1).join('') }, date));
    write(folder, { 'b.ts': `${lines.join('')}const t3 = '${token(30)}';\n` });
    const { out } = await idlint(folder, ['--format', 'concise'], { env: {} });
    const told = out
      .split('\n')
      .slice(0, 4)
      .map(line => /in git since \w{7} \((.*?)\)/.exec(line)?.[1]);
    expect(told).toEqual(['2 May 2025', '3 June 2025', '4 July 2025', undefined]);
  });

  it('is said to be in git since a commit, unless the output must be the same every time', async () => {
    const { folder } = leaky();
    write(folder, { 'new.py': `password = "${password}x"\n` });
    const { out } = await idlint(folder, ['--format', 'concise'], { env: {} });
    expect(out).toMatch(/^a\.ts:3:12: .*; in git since \w{7} \(3 June 2025\), so deleting the line is not enough$/m);
    expect(out).toMatch(/^c\.py:1:13: .*; in git since \w{7} \(2 May 2025\), so/m);
    expect(out).toMatch(/^new\.py:1:13: (?!.*in git since)/m);
    expect((await idlint(folder, ['--format', 'concise'])).out).not.toContain('in git since');
    expect((await idlint(folder, ['a.ts', '--format', 'concise'], { env: {} })).out).not.toContain('in git since');
  });
});
