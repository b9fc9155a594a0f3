import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The commit of a release, as the real pre-commit fetches it and runs it. */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const preCommit = process.env.PRE_COMMIT ?? 'pre-commit';
const password = ['kT9v', 'Xq27', 'LmZ4', 'wPb8'].join('');

let folder: string;
let env: NodeJS.ProcessEnv;
const repository = () => join(folder, 'repository');
const git = (...args: string[]) => execFileSync('git', args, { cwd: repository(), encoding: 'utf8', env }).trim();
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(repository(), name)), { recursive: true });
  writeFileSync(join(repository(), name), text);
};
const commit = (message: string) => git('-c', 'user.name=a', '-c', 'user.email=a@acme.example', 'commit', '--no-verify', '-qm', message);
const run = (...args: string[]) => spawnSync(preCommit, ['run', ...args], { cwd: repository(), encoding: 'utf8', env });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idlint-hook-'));
  // Nothing of the machine's git configuration takes part, and pre-commit's cache is this test's own.
  env = { ...process.env, HOME: folder, PRE_COMMIT_HOME: join(folder, 'cache'), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  delete env.GIT_DIR;
  const release = execFileSync(process.execPath, [join(root, 'scripts/release-tree.mjs')], { cwd: root, encoding: 'utf8' }).trim();
  const hook = join(folder, 'hook');
  execFileSync('git', ['init', '-q', hook], { env });
  execFileSync('git', ['fetch', '-q', root, release], {
    cwd: hook,
    env: {
      ...env,
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'uploadpack.allowAnySHA1InWant',
      GIT_CONFIG_VALUE_0: 'true',
      GIT_CONFIG_KEY_1: 'safe.directory',
      GIT_CONFIG_VALUE_1: '*',
    },
  });
  execFileSync('git', ['tag', 'v0.0.0-test', 'FETCH_HEAD'], { cwd: hook, env });

  execFileSync('git', ['init', '-q', '-b', 'main', repository()], { env });
  write('.pre-commit-config.yaml', `repos:\n  - repo: ${hook}\n    rev: v0.0.0-test\n    hooks:\n      - id: idlint\n`);
  write('README.md', '# shop\n');
  git('add', '.');
  commit('first');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the hook', () => {
  test('lets a clean commit through', () => {
    write('src/a.py', 'x = 1\n');
    git('add', '.');
    const { status, stdout } = run();
    expect(stdout).toContain('Passed');
    expect(status).toBe(0);
    commit('clean');
  });

  test('stops a secret that is staged, and does not print it', () => {
    write('src/settings.py', `DB_PASSWORD = "${password}"\n`);
    git('add', '.');
    const { status, stdout } = run();
    expect(status).toBe(1);
    expect(stdout).toContain('src/settings.py:1:16');
    expect(stdout).toContain('hardcoded-password');
    expect(stdout).not.toContain(password);
    commit('secret');
  });

  test('finds it with --all-files', () => {
    const { status, stdout } = run('--all-files');
    expect(stdout).toContain('hardcoded-password');
    expect(status).toBe(1);
  });

  test('finds it between two commits, and nothing between two others', () => {
    expect(run('--from-ref', 'HEAD~1', '--to-ref', 'HEAD').stdout).toContain('hardcoded-password');
    const { status, stdout } = run('--from-ref', 'HEAD~2', '--to-ref', 'HEAD~1');
    expect(stdout).not.toContain('hardcoded-password');
    expect(status).toBe(0);
  });
});
