import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { repositoryOf, write } from '../../workspace/test/temporary.ts';
import { expandTemplates, idlint } from './idlint.ts';

const acme = `    - id: acme-token
      name: Acme deploy token
      keywords: [acme_]
      pattern: 'acme_[A-Za-z0-9]{32}'
`;
const configuration = `secrets:\n  patterns:\n${acme}`;
const token = expandTemplates('acme_{alnum:32}');

describe('a pattern of one’s own', () => {
  it('is a rule as any other', async () => {
    const folder = repositoryOf({ 'idlint.yaml': configuration, 'a.py': `deploy = "${token}"\n` });
    const { code, out } = await idlint(folder, ['--format', 'concise']);
    expect(code).toBe(1);
    expect(out).toMatch(/^a\.py:1:11: error\[acme-token\] Acme deploy token in "deploy"/);
    expect((await idlint(folder, ['--ignore', 'acme-token'])).code).toBe(0);
    expect((await idlint(folder, ['--select', 'acme-token'])).code).toBe(1);
    expect((await idlint(folder, ['--select', 'acme-tokn'])).err).toContain('did you mean acme-token?');
    expect((await idlint(folder, ['rules', 'secrets'])).out).toMatch(/^ {2}acme-token +error/m);
    expect((await idlint(folder, ['explain', 'acme-token'])).out).toMatch(/^acme-token|^# acme-token/);
    const sarif = JSON.parse((await idlint(folder, ['--format', 'sarif'])).out);
    expect(JSON.stringify(sarif.runs[0].tool.driver.rules)).toContain('"acme-token"');
    write(folder, { 'idlint.yaml': `rules: { acme-token: note }\n${configuration}` });
    expect((await idlint(folder, [])).code).toBe(0);
  });

  it('speaks where it finds what another rule finds as well', async () => {
    const pattern = `secrets:\n  patterns:\n    - { id: our-stripe, name: Ours, keywords: [sk_live_], pattern: 'sk_live_[A-Za-z0-9]{24}' }\n`;
    const folder = repositoryOf({ 'a.py': expandTemplates('key = "sk_live_{alnum:24}"\n') });
    expect((await idlint(folder, ['--format', 'concise'])).out).toContain('[stripe-');
    write(folder, { 'idlint.yaml': pattern });
    expect((await idlint(folder, ['--format', 'concise'])).out).toContain('[our-stripe]');
  });

  it('may be wrong, and names can be looked up all the same', async () => {
    const folder = repositoryOf({ 'idlint.yaml': configuration.replace('{32}', '+') });
    const { code, err } = await idlint(folder, ['--select', 'acme-token']);
    expect(code).toBe(2);
    expect(err).toBe(
      "idlint: idlint.yaml:6:16: The pattern has no end\n  6 | pattern: 'acme_[A-Za-z0-9]+'\n  Say how many at most: {1,80} in place of +, {0,80} in place of *\n",
    );
    expect((await idlint(folder, ['rules'])).code).toBe(0);
    expect((await idlint(folder, ['explain', 'github-token'])).code).toBe(0);
  });

  it('leaves alone what is allowed, and says so', async () => {
    const hash = createHash('sha256').update(token).digest('hex');
    const allow = `  allow:\n    - sha256: ${hash}\n      reason: revoked in 2020\n`;
    const folder = repositoryOf({ 'idlint.yaml': configuration + allow, 'a.py': `deploy = "${token}"\n` });
    const { code, out } = await idlint(folder, []);
    expect(code).toBe(0);
    expect(out).toContain('(1 suppressed)');
  });
});

describe('test-rules', () => {
  const tested = async (examples: string, argv: string[] = []) => {
    const folder = repositoryOf({ 'idlint.yaml': configuration + examples, 'other.yaml': configuration });
    return idlint(folder, ['test-rules', ...argv]);
  };

  it('says that every example is as written', async () => {
    const { code, out } = await tested(`      finds: ['key = "acme_{alnum:32}"']\n      passes: ['acme_{alnum:31}']\n`);
    expect({ code, out }).toEqual({ code: 0, out: '1 pattern, 2 examples: 2 as written\n' });
  });

  it('says which are not, where they stand and why, and shows no value', async () => {
    const examples = ['acme_{alnum:31}', 'acne_{alnum:32}', `acme_${'x'.repeat(32)}`, 'acme_{alnum:33}', 'acme_{alnum:32}'];
    const { code, out } = await tested(
      `      finds:\n${examples.map(each => `        - '${each}'\n`).join('')}      passes: ['key = "${token}"']\n`,
    );
    expect(code).toBe(1);
    expect(out).toBe(
      [
        'idlint.yaml:8:11: acme-token does not find this: the pattern does not match',
        'idlint.yaml:9:11: acme-token does not find this: none of acme_ stands in it',
        'idlint.yaml:10:11: acme-token does not find this: the pattern matches, but not a whole word, or what it matches looks like a placeholder or is too little random',
        'idlint.yaml:11:11: acme-token does not find this: the pattern matches, but not a whole word, or what it matches looks like a placeholder or is too little random',
        'idlint.yaml:13:16: acme-token finds this, which it should pass',
        '1 pattern, 6 examples: 1 as written, 5 not',
        '',
      ].join('\n'),
    );
  });

  it('says when there is nothing to test', async () => {
    expect(await tested('')).toMatchObject({ code: 0, out: 'nothing to test: no pattern has examples under secrets in idlint.yaml\n' });
    const folder = repositoryOf({ 'a.py': 'x = 1\n' });
    expect((await idlint(folder, ['test-rules'])).out).toBe('nothing to test: no patterns under secrets in idlint.yaml\n');
  });

  it('takes another file', async () => {
    expect((await tested(`      finds: ['nothing']\n`, ['other.yaml'])).out).toContain(
      'no pattern has examples under secrets in other.yaml',
    );
    expect((await tested('', ['gone.yaml'])).code).toBe(2);
  });
});
