import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Provider, provider } from '../../verify/test/provider.ts';
import { repositoryOf } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint } from './idlint.ts';

const [good, bad] = [expandTemplates('hf_{lower:34}', 1), expandTemplates('hf_{lower:34}', 2)];
let there: Provider;
beforeEach(async () => {
  there = await provider((_, __, { authorization }) =>
    authorization === `Bearer ${good}` ? { status: 200, body: '{"name":"shop-bot"}' } : { status: 401 },
  );
});
afterEach(() => there.close());

const files = {
  'a.py': `token = "${good}"\n`,
  'b.py': `token = "${bad}"\nagain = "${good}"\n`,
  'c.py': 'password = "winter2024!"\n',
};

describe('--verify', () => {
  it('asks each provider about each secret once, and says what it answers', async () => {
    const folder = repositoryOf(files);
    const { code, out, err } = await idlint(folder, ['--verify', '--format', 'concise'], { fetch: there.fetch });
    expect(there.asked.map(({ host, path }) => host + path)).toEqual(['huggingface.co/api/whoami-v2', 'huggingface.co/api/whoami-v2']);
    expect(out).toMatch(/^a\.py:1:10: error\[huggingface-token\] .*; its provider says that it works \(shop-bot\)$/m);
    expect(out).toMatch(/^b\.py:1:10: note\[huggingface-token\] .*; its provider says that it does not work any more$/m);
    expect(out).toMatch(/^b\.py:2:10: error\[huggingface-token\] .*works \(shop-bot\)$/m);
    expect(err).toBe('idlint: asked 1 provider about 2 secrets: 1 active, 1 inactive, 0 unknown; of 1 more nobody can be asked\n');
    expect(code).toBe(1);
    expect(out + err).not.toContain(good);
    expect(out + err).not.toContain(bad);
  });

  it('is told to programs', async () => {
    const folder = repositoryOf({ 'a.py': files['a.py'] });
    const json = JSON.parse((await idlint(folder, ['--verify', '--format', 'json'], { fetch: there.fetch })).out);
    expect(json.findings[0].verified).toEqual({ state: 'active', account: 'shop-bot' });
    const sarif = JSON.parse((await idlint(folder, ['--verify', '--format', 'sarif'], { fetch: there.fetch })).out);
    expect(sarif.runs[0].results[0].properties.verified).toEqual({ state: 'active', account: 'shop-bot' });
  });

  it('is the only thing that uses a network', async () => {
    const folder = repositoryOf(files);
    await idlint(folder, ['--format', 'concise'], { fetch: there.fetch });
    expect(there.asked).toEqual([]);
  });

  it('goes on where nobody answers', async () => {
    const folder = repositoryOf({ 'a.py': files['a.py'] });
    const { code, out } = await idlint(folder, ['--verify', '--format', 'concise']);
    expect(out).toContain('; whether it works is not known: no connection');
    expect(code).toBe(1);
  });

  it.each([
    ['a hook', [], { env: { PRE_COMMIT: '1' } }, 'hook'],
    ['what is staged', ['--staged'], {}, "--verify and --staged or --stdin-filename don't go together"],
    ['an editor’s text', ['--stdin-filename', 'a.py'], {}, "--verify and --staged or --stdin-filename don't go together"],
    ['history', ['--history'], {}, "--verify and --history don't go together"],
  ])('is not for %s', async (_, argv, more, said) => {
    const { code, err } = await idlint(repositoryOf(files), ['--verify', ...argv], { fetch: there.fetch, ...more });
    expect([code, there.asked]).toEqual([2, []]);
    expect(err).toContain(said);
  });
});
