import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineRule } from '@idlint/model';
import { describe, expect, it, vi } from 'vitest';
import { git, repositoryOf, write } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint } from './idlint.ts';

/** Wants service accounts that are called `bad` to be `good`. No rule of the house has a fix that is safe for sure. */
const rule = defineRule({
  id: 'bad-name',
  family: 'linter',
  level: 'error',
  confidence: 'high',
  preset: 'recommended',
  summary: 'The name is bad.',
  remedy: 'Call it good.',
  standards: {},
  looksAt: 'identity',
  check(identity, { report }) {
    if (identity.name.kind !== 'known' || identity.name.value !== 'bad') return;
    const { at } = identity.name;
    report(at, 'is called bad', { fix: { title: 'call it good', safety: 'safe', intents: [{ do: 'replace', at, with: 'good' }] } });
  },
});

vi.mock('@idlint/rules', async original => ({ ...(await original<typeof import('@idlint/rules')>()), rules: [rule] }));

const account = (name: string, more = '') => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n${more}`;
const password = expandTemplates('db_password: "{alnum:18}"');

describe('--fix', () => {
  it('writes what is safe, and reports what is left', async () => {
    const folder = repositoryOf({ 'a.yaml': account('bad'), 'sub/b.yaml': account('bad', `${password}\n`), 'c.yaml': account('fine') });
    const { code, out, err } = await idlint(folder, ['--fix', '--format', 'concise']);
    expect(err).toBe('idlint: fixed 2 in 2 files\n');
    expect(out).toMatch(/^sub\/b\.yaml:5:\d+: error\[hardcoded-password\].*\n1 error in 1 of 3 files\n/);
    expect(code).toBe(1);
    expect(readFileSync(join(folder, 'sub/b.yaml'), 'utf8')).toBe(account('good', `${password}\n`));
    expect(git(folder, 'status', '--short')).toBe(' M a.yaml\n M sub/b.yaml\n');
  });

  it('only shows it with --diff, secrets masked', async () => {
    const folder = repositoryOf({ 'a.yaml': account('bad', `${password}\n`) });
    const { code, out, err } = await idlint(folder, ['--fix', '--diff']);
    expect(code).toBe(0);
    expect(out).toMatch(/^--- a\/a\.yaml\n\+\+\+ b\/a\.yaml\n/);
    expect(out).toContain('-  name: bad\n+  name: good\n db_password: "');
    expect(out).not.toContain(password.slice(-8, -1));
    expect(err).toBe('idlint: 1 safe fix in 1 file; without --diff they are written\n');
    expect(git(folder, 'status', '--short')).toBe('');
  });

  it('mends only what the change brought with --since', async () => {
    const folder = repositoryOf({ 'old.yaml': account('bad') });
    write(folder, { 'new.yaml': account('bad') });
    expect((await idlint(folder, ['--fix', '--since', 'HEAD'])).code).toBe(0);
    expect(readFileSync(join(folder, 'old.yaml'), 'utf8')).toBe(account('bad'));
    expect(readFileSync(join(folder, 'new.yaml'), 'utf8')).toBe(account('good'));
  });
});
