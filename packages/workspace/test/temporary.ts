import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A folder for one test with these files in it, gone afterwards. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'idlint-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, files);
  return folder;
}

/** An empty folder for all tests of a suite. */
export function folderOfSuite(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'idlint-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Runs git in a folder, untouched by the settings of whoever runs the tests. */
export function git(folder: string, ...args: string[]): string {
  const settings = [
    '-c',
    'user.name=Ana',
    '-c',
    'user.email=ana@acme.example',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'commit.gpgsign=false',
  ];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return execFileSync('git', [...settings, ...args], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A repository with one commit of these files. */
export const repositoryOf = (files: Record<string, string | Uint8Array>): string => committed(folderOf(files));

/** The same for all tests of a suite, which leave it as it is. */
export function repositoryOfSuite(files: Record<string, string | Uint8Array>): string {
  const folder = folderOfSuite();
  write(folder, files);
  return committed(folder);
}

function committed(folder: string): string {
  git(folder, 'init', '-q');
  git(folder, 'add', '--force', '.');
  git(folder, 'commit', '-q', '-m', 'first');
  return folder;
}
