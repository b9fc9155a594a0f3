import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, repositoryOf, write } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint } from './idlint.ts';

const token = (seed: number) => expandTemplates('hf_{lower:34}', seed);
const shown = async (folder: string, ...argv: string[]) => (await idlint(folder, ['--format', 'concise', ...argv])).out;
const known = async (files: Record<string, string>) => {
  const folder = repositoryOf(files);
  await idlint(folder, ['baseline']);
  expect(await shown(folder)).toContain('nothing found');
  return folder;
};

describe('a token that is known', () => {
  it('is known where it moves to', async () => {
    const folder = await known({ 'a.py': `token = "${token(1)}"\n` });
    write(folder, { 'a.py': 'pass\n', 'lib/b.py': `other = "${token(1)}"\n` });
    const out = await shown(folder);
    expect(out).toContain('nothing found');
    expect(out).not.toContain('not seen');
  });

  it('is new wherever it is copied to', async () => {
    const folder = await known({ 'b.py': `token = "${token(1)}"\n` });
    write(folder, { 'a.py': `other = "${token(1)}"\n`, 'c.py': `third = "${token(1)}"\n` });
    const lines = (await shown(folder)).split('\n').filter(line => line.includes('huggingface-token'));
    expect(lines.map(line => line.split(' ')[0])).toEqual(['a.py:1:10:', 'c.py:1:10:']);
  });

  it('is new in a change that copies it, though its first place is not looked at', async () => {
    const folder = await known({ 'b.py': `token = "${token(1)}"\n` });
    write(folder, { 'a.py': `other = "${token(1)}"\n` });
    git(folder, 'add', 'a.py');
    expect(await shown(folder, '--staged')).toMatch(/^a\.py:1:10/m);
    expect(await shown(folder, 'a.py')).toMatch(/^a\.py:1:10/m);
    git(folder, 'rm', '-q', '--cached', 'b.py');
    rmSync(join(folder, 'b.py'));
    expect(await shown(folder, '--staged')).toContain('nothing found');
  });

  it('makes no other one known that takes its place', async () => {
    const folder = await known({ 'a.py': `token = "${token(1)}"\n` });
    write(folder, { 'a.py': `token = "${token(2)}"\n` });
    expect(await shown(folder)).toMatch(/^a\.py:1:10: error\[huggingface-token\]/);
  });

  it('is written as a hash with the file’s salt, which stays when it is written anew', async () => {
    const folder = await known({ 'a.py': `token = "${token(1)}"\n` });
    const read = () => JSON.parse(readFileSync(join(folder, 'idlint-baseline.json'), 'utf8'));
    const first = read();
    expect(first.salt).toMatch(/^[0-9a-f]{32}$/);
    expect(first.findings[0].secret).toMatch(/^[0-9a-f]{32}$/);
    await idlint(folder, ['baseline']);
    expect(read()).toEqual(first);
    write(folder, { 'idlint-baseline.json': '{"version": 1, "salt": 7, "findings": []}' });
    expect((await idlint(folder, [])).err).toContain('idlint baseline writes it anew');
    write(folder, { 'idlint-baseline.json': '{' });
    expect((await idlint(folder, [])).err).toContain('idlint baseline writes it anew');
    expect((await idlint(folder, ['baseline'])).code).toBe(0);
    expect(read().findings[0].secret).not.toBe(first.findings[0].secret);
  });

  it('has a fingerprint of its own in SARIF, where the salt is kept', async () => {
    const folder = repositoryOf({ 'a.py': `token = "${token(1)}"\n` });
    const prints = async () => JSON.parse(await shown(folder, '--format', 'sarif')).runs[0].results[0].partialFingerprints;
    expect(await prints()).not.toHaveProperty('idlint/secret/v1');
    await idlint(folder, ['baseline']);
    const { findings } = JSON.parse(readFileSync(join(folder, 'idlint-baseline.json'), 'utf8'));
    expect((await prints())['idlint/secret/v1']).toBe(findings[0].secret);
  });
});

it('a password is known by its place alone, and no hash of it is written', async () => {
  const folder = await known({ 'a.py': 'db_password = "winter2024!"\n' });
  expect(readFileSync(join(folder, 'idlint-baseline.json'), 'utf8')).not.toContain('"secret"');
  write(folder, { 'a.py': 'db_password = "summer2025!"\n' });
  expect(await shown(folder)).toContain('nothing found');
  write(folder, { 'b.py': 'db_password = "winter2024!"\n' });
  expect(await shown(folder)).toMatch(/^b\.py:1/);
});
