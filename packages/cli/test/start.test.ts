import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const home = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'idlint-'));
for (const part of ['bin', 'dist', 'package.json'])
  cpSync(join(home, part), join(copy, part), { recursive: true, filter: path => !path.includes('/dist/types') });
const caches = () => readdirSync(join(copy, 'dist')).filter(name => name.endsWith('.cache'));
writeFileSync(join(copy, 'a.py'), 'password = "winter2024!"\n');
const run = () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(copy, 'bin/idlint.js'), join(copy, 'a.py'), '--format=concise'], {
    encoding: 'utf8',
  });
  return { stdout: stdout.replace(/[\d.]+ s$/m, ''), stderr, status };
};
afterAll(() => rmSync(copy, { recursive: true }));

describe('idlint starts', () => {
  it('from what V8 compiled, and says the same as from its modules', () => {
    expect(caches()).toHaveLength(1);
    const cached = run();
    expect(cached.stdout).toMatch(/hardcoded-password/);
    const [cache] = caches();
    writeFileSync(join(copy, 'dist', cache!), 'of another V8');
    expect(run()).toEqual(cached);
    rmSync(join(copy, 'dist', cache!));
    expect(run()).toEqual(cached);
  });

  it('from a bundle of which each byte is a character', () => {
    expect(readFileSync(join(copy, 'dist/cli.cjs')).findIndex(byte => byte > 127)).toBe(-1);
  });
});
