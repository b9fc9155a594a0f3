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
const caches = () =>
  readdirSync(join(copy, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.cache'))
    .sort();
writeFileSync(join(copy, 'a.py'), 'password = "winter2024!"\n');
// Behind a template of several lines a parser must say whether this is one.
writeFileSync(join(copy, 'a.js'), "query(`\n  select 1\n`);\nconnect({ user: 'shop', password: 'winter2024!' });\n");
const run = () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(copy, 'bin/idlint.js'), join(copy, 'a.py'), join(copy, 'a.js'), '--format=concise'],
    {
      encoding: 'utf8',
    },
  );
  return { stdout: stdout.replace(/[\d.]+ s$/m, ''), stderr, status };
};
afterAll(() => rmSync(copy, { recursive: true }));

describe('idlint starts', () => {
  it('from what V8 compiled, and says the same as from its modules', () => {
    const made = caches();
    expect(made.map(name => name.replace(/-\d.*/, ''))).toEqual(['cli', join('later', 'javascript')]);
    const cached = run();
    expect(cached.stdout.match(/hardcoded-password/g)).toHaveLength(2);
    for (const cache of made.toReversed()) {
      writeFileSync(join(copy, 'dist', cache), 'of another V8');
      expect(run()).toEqual(cached);
      rmSync(join(copy, 'dist', cache));
      expect(run()).toEqual(cached);
    }
  });

  it('from a bundle of which each byte is a character', () => {
    for (const script of ['cli', 'later/javascript'])
      expect(readFileSync(join(copy, `dist/${script}.cjs`)).findIndex(byte => byte > 127)).toBe(-1);
  });
});
