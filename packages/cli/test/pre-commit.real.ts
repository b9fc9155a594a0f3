import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git, repositoryOf, write } from '../../workspace/test/temporary.ts';
import { expandTemplates } from './idlint.ts';

/** The real pre-commit (PyPI), which `.ci/run` brings. */
const preCommit = process.env.PRE_COMMIT ?? 'pre-commit';
const missing = spawnSync(preCommit, ['--version']).status !== 0;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const leak = expandTemplates('password = "{alnum:18}"\n');
let folder: string;

beforeAll(() => {
  if (missing) return;
  folder = mkdtempSync(join(tmpdir(), 'idlint-hook-'));
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: 'Ana',
    GIT_AUTHOR_EMAIL: 'ana@acme.example',
    GIT_COMMITTER_NAME: 'Ana',
    GIT_COMMITTER_EMAIL: 'ana@acme.example',
  };
  const commit = execFileSync(process.execPath, ['scripts/release-tree.mjs'], { cwd: root, env, encoding: 'utf8' }).trim();
  git(folder, 'init', '-q', 'hook');
  git(join(folder, 'hook'), 'fetch', '-q', root, commit);
  git(join(folder, 'hook'), 'tag', 'v1', commit);
});
afterAll(() => rmSync(folder ?? '', { recursive: true, force: true }));

function repository(files: Record<string, string>): string {
  const config = `repos:\n  - repo: ${join(folder, 'hook')}\n    rev: v1\n    hooks:\n      - id: idlint\n`;
  return repositoryOf({ '.pre-commit-config.yaml': config, ...files });
}

function run(cwd: string, ...args: string[]) {
  const env = { ...process.env, PRE_COMMIT_HOME: join(folder, 'home') };
  const done = spawnSync(preCommit, ['run', '--color=never', ...args], { cwd, env, encoding: 'utf8' });
  return { code: done.status, out: done.stdout + done.stderr };
}

describe.skipIf(missing)('the pre-commit hook', () => {
  it('lints what is staged, and nothing else', () => {
    const repo = repository({ 'a.py': 'x = 1\n' });
    write(repo, { 'a.py': leak });
    expect(run(repo).out).toContain('Skipped');
    git(repo, 'add', '.');
    const { code, out } = run(repo);
    expect(code).toBe(1);
    expect(out).toContain('a.py:1:13  error  hardcoded-password');
    write(repo, { 'a.py': 'x = 2\n' });
    git(repo, 'add', '.');
    expect(run(repo)).toMatchObject({ code: 0, out: expect.stringContaining('Passed') });
  });

  it('lints everything with --all-files', () => {
    const repo = repository({ 'sub/a.py': leak, 'logo.png': 'x' });
    const { code, out } = run(repo, '--all-files');
    expect(code).toBe(1);
    expect(out).toContain('sub/a.py:1:13  error  hardcoded-password');
  });

  it('lints what lies between two commits with --from-ref', () => {
    const repo = repository({ 'old.py': leak });
    write(repo, { 'new.py': 'x = 1\n' });
    git(repo, 'add', '.');
    git(repo, 'commit', '-q', '-m', 'second');
    expect(run(repo, '--from-ref', 'HEAD~1', '--to-ref', 'HEAD').code).toBe(0);
    write(repo, { 'new.py': leak });
    git(repo, 'commit', '-q', '-a', '-m', 'third');
    const { code, out } = run(repo, '--from-ref', 'HEAD~1', '--to-ref', 'HEAD');
    expect(code).toBe(1);
    expect(out).toContain('new.py:1:13');
    expect(out).not.toContain('old.py');
  });
});
