import { defineRule, type Finding, type RuleMeta, type Secret, type SecretScanner } from '@idlint/model';
import { describe, expect, it } from 'vitest';
import { type Config, defaultConfig } from '../src/index.ts';
import { toyReader, toyRules, toyScanner } from './toy.ts';
import { type TestOptions, workspaceOf } from './workspace.ts';

const toy: TestOptions = { readers: [toyReader], rules: toyRules, scanner: toyScanner };

async function findingsOf(
  files: Record<string, string>,
  config: Partial<Config> = {},
  options: Partial<TestOptions> = {},
): Promise<Finding[]> {
  const { session, bugs } = workspaceOf(files, { ...toy, configFor: () => ({ ...defaultConfig, ...config }), ...options });
  await session.load();
  expect(bugs).toEqual([]);
  return session.lint().findings;
}

const brief = ({ ruleId, level, location: { uri, range } }: Finding) => `${uri}:${range.start.line + 1} ${level}[${ruleId}]`;
const briefly = async (...args: Parameters<typeof findingsOf>) => (await findingsOf(...args)).map(brief);

describe('one fault is one finding', () => {
  it('however many rules speak of it', async () => {
    const findings = await findingsOf({ 'a.toy': 'allow x *\n' });
    expect(findings.map(brief)).toEqual(['a.toy:1 error[toy-admin]']);
    expect(findings[0]!.also).toEqual(['toy-wildcard']);
  });

  it('and the next one speaks where the stronger rule is off', async () => {
    expect(await briefly({ 'a.toy': 'allow x *\n' }, { rules: { 'toy-admin': { level: 'off' } } })).toEqual([
      'a.toy:1 error[toy-wildcard]',
    ]);
  });

  it('however many use the module in which it stands', async () => {
    const files = {
      'a.toy': 'use lib/x.toy\n',
      'b.toy': 'role other owner=o\n\nuse lib/x.toy\n',
      'lib/x.toy': 'role shared owner=o\nallow shared s3:*\n',
    };
    const findings = await findingsOf(files);
    expect(findings.map(brief)).toEqual(['lib/x.toy:2 error[toy-wildcard]']);
    expect(findings[0]!.related.map(({ uri, range, message }) => [uri, range.start.line, message])).toEqual([
      ['a.toy', 0, 'it is used here'],
      ['b.toy', 2, 'and here'],
    ]);
  });

  it('at the use, where the use brought the value', async () => {
    const rule = defineRule({
      ...toyRules[0]!,
      id: 'toy-brought',
      looksAt: 'identity',
      check: (identity, { report }) => {
        const { at } = identity.name;
        const brought = { uri: 'main.toy', segment: '', start: 0, end: 3 };
        report({ kind: 'known', value: identity.name, at: brought, via: [at] }, 'brought from outside');
      },
    });
    const findings = await findingsOf({ 'a.toy': 'role x\n', 'main.toy': 'use\n' }, {}, { rules: [rule] });
    expect(findings.map(brief)).toEqual(['main.toy:1 error[toy-brought]']);
    expect(findings[0]!.related.map(({ uri, message }) => [uri, message])).toEqual([['a.toy', 'comes through here']]);
    // Nobody can change what is not here: then it stands where the value is used.
    const elsewhere = await findingsOf({ 'a.toy': 'role x\n' }, {}, { rules: [rule] });
    expect(elsewhere.map(brief)).toEqual(['a.toy:1 error[toy-brought]']);
  });

  it('and its fingerprint tells it from its like', async () => {
    const findings = await findingsOf({ 'a.toy': 'allow x s3:* ec2:*\nallow y s3:*\n', 'b.toy': 'allow x s3:*\n' });
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });
});

describe('which rules run', () => {
  const twice = { 'a.toy': 'role x owner=o\n', 'b.toy': 'role x owner=o\n\ntok_abcdef\n' };
  it.each<[string, Partial<Config>, string[]]>([
    ['recommended ones', {}, ['error[toy-token]']],
    ['strict ones as well', { preset: 'strict' }, ['note[toy-named-twice]', 'note[toy-named-twice]', 'error[toy-token]']],
    [
      'one that is switched on',
      { rules: { 'toy-named-twice': { level: 'on' } } },
      ['note[toy-named-twice]', 'note[toy-named-twice]', 'error[toy-token]'],
    ],
    [
      'one with a level',
      { rules: { 'toy-named-twice': { level: 'error' } } },
      ['error[toy-named-twice]', 'error[toy-named-twice]', 'error[toy-token]'],
    ],
    ['a family that is switched off', { rules: { secrets: { level: 'off' } } }, []],
    ['a rule of that family that is on', { rules: { secrets: { level: 'off' }, 'toy-token': { level: 'note' } } }, ['note[toy-token]']],
    ['a family with a level, as far as the preset has it', { rules: { lifecycle: { level: 'error' } } }, ['error[toy-token]']],
    ['the selected ones only', { select: ['lifecycle'] }, ['note[toy-named-twice]', 'note[toy-named-twice]']],
    ['what is not ignored', { ignore: ['toy-token'], preset: 'all' }, ['note[toy-named-twice]', 'note[toy-named-twice]']],
    ['nothing that is both', { select: ['secrets'], ignore: ['secrets'] }, []],
  ])('%s', async (_, config, wanted) => expect((await briefly(twice, config)).map(one => one.split(' ')[1])).toEqual(wanted));

  it('as the configuration of the document in which they stand says', async () => {
    const off = { ...defaultConfig, rules: { 'toy-wildcard': { level: 'off' as const } } };
    const configFor = (uri: string) => (uri.startsWith('lib/') ? off : defaultConfig);
    expect(await briefly({ 'a.toy': 'use lib/x.toy\nallow y s3:*\n', 'lib/x.toy': 'allow x s3:*\n' }, {}, { configFor })).toEqual([
      'a.toy:2 error[toy-wildcard]',
    ]);
  });

  it('with their options', async () => {
    const rule = defineRule({
      ...toyRules[0]!,
      id: 'toy-limit',
      options: { most: 3, words: ['a'] },
      looksAt: 'identity',
      check: (identity, { options, report }) => report(identity.at, `${options.most} ${options.words} ${options.other}`),
    });
    const config = { rules: { 'toy-limit': { options: { most: 5 } }, permissions: { options: { other: 1, words: ['b'] } } } };
    const [finding] = await findingsOf({ 'a.toy': 'role x\n' }, config, { rules: [rule] });
    expect(finding!.message).toBe('5 b undefined');
  });
});

it('what is sensitive counts a level more', async () => {
  const files = {
    'a.toy': 'role prod-deploy\nallow prod-deploy s3:Get\n\nrole test-deploy\nallow test-deploy s3:Get\n',
    'pci/a.toy': 'role y\nallow y s3:Get\n',
  };
  expect(await briefly(files, { sensitive: ['PROD*', '**/pci/**', 'pci/**'] })).toEqual([
    'a.toy:1 error[toy-unowned]',
    'a.toy:4 warning[toy-unowned]',
    'pci/a.toy:1 error[toy-unowned]',
  ]);
});

describe('a fix', () => {
  it('is written by the reader, where the text stands now', async () => {
    const [finding] = await findingsOf({ 'a.toy': '# first\n\nallow x s3:*\n' });
    expect(finding!.fix).toEqual({
      title: 'Read only',
      safety: 'suggested',
      edits: [{ uri: 'a.toy', start: 17, end: 21, text: 's3:Get' }],
    });
  });

  it('is none where the reader can not write it', async () => {
    const readers = [{ ...toyReader, edit: () => undefined }];
    const [finding] = await findingsOf({ 'a.toy': 'allow x s3:*\n' }, {}, { readers });
    expect(finding).toMatchObject({ ruleId: 'toy-wildcard' });
    expect(finding).not.toHaveProperty('fix');
  });
});

describe('a secret', () => {
  const rule = (id: string, more: Partial<RuleMeta> = {}): RuleMeta => ({ ...toyScanner.rules[0]!, id, ...more });
  const secret = (rule: string, start: number, end: number, more: Partial<Secret> = {}): Secret => ({
    ...(toyScanner.scan({ uri: 'a.txt', text: 'tok_abcdef' } as never).secrets[0] as Secret),
    key: `a.txt#secret/${rule}/${start}`,
    at: { uri: 'a.txt', segment: '', start, end },
    rule,
    fingerprint: `${start}`,
    ...more,
  });
  const scannerOf = (rules: RuleMeta[], secrets: Secret[]): SecretScanner => ({
    rules,
    scan: ({ uri }) => ({ secrets: uri === 'a.txt' ? secrets : [] }),
  });
  const found = async (rules: RuleMeta[], secrets: Secret[]) => {
    const findings = await findingsOf({ 'a.txt': `${'x'.repeat(99)}\n` }, {}, { scanner: scannerOf(rules, secrets) });
    return findings.map(({ ruleId, level, message, label }) => [ruleId, level, message, label]);
  };

  it('says what it is and what is known of it', async () => {
    expect(
      await found([rule('one')], [secret('one', 0, 9, { name: 'Acme key', called: 'api_key', known: ['checksum valid', 'account 1'] })]),
    ).toEqual([['one', 'error', 'Acme key in "api_key": whoever reads this file can use it', 'checksum valid, account 1']]);
  });

  it('that is harmless is a note', async () => {
    expect(await found([rule('one')], [secret('one', 0, 9, { harmless: "the documentation's example" })])).toEqual([
      ['one', 'note', "toy token: the documentation's example", undefined],
    ]);
  });

  it('is told once, by the rule that says most about it', async () => {
    const rules = [rule('sure'), rule('vague'), rule('strong', { covers: ['sure'] })];
    expect((await found(rules, [secret('vague', 0, 30, { confidence: 'medium' }), secret('sure', 5, 20)])).map(([id]) => id)).toEqual([
      'sure',
    ]);
    expect((await found(rules, [secret('strong', 5, 20, { confidence: 'low' }), secret('sure', 5, 20)])).map(([id]) => id)).toEqual([
      'strong',
    ]);
    expect((await found(rules, [secret('sure', 0, 10), secret('vague', 10, 20)])).map(([id]) => id)).toEqual(['sure', 'vague']);
  });

  it('is judged by rules of its own as well', async () => {
    const looksAt = defineRule({
      ...toyRules[0]!,
      id: 'toy-twice',
      looksAt: 'secret',
      check: (secret, { report }) => report(secret.at, `${secret.mask} is here`),
    });
    const findings = await findingsOf({ 'a.txt': 'tok_abcdef' }, {}, { rules: [looksAt] });
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['toy-token', 'toy-twice']);
  });

  it('is looked at in time, however many stand in one place', async () => {
    const secrets = Array.from({ length: 20_000 }, (_, at) => secret('one', at * 3, at * 3 + 4));
    const before = performance.now();
    expect((await found([rule('one')], secrets)).length).toBeGreaterThan(100);
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('is tied to the same secret elsewhere', async () => {
    const [first, second] = await findingsOf({ 'a.txt': 'tok_abcdef tok_ghijkl', 'b/c.txt': '\ntok_abcdef' });
    expect(first!.related.map(({ uri, range, message }) => [uri, range.start.line, message])).toEqual([['b/c.txt', 1, 'the same secret']]);
    expect(second!.related).toEqual([]);
  });
});

describe('a suppression', () => {
  const suppressed = async (...args: Parameters<typeof findingsOf>) =>
    (await findingsOf(...args)).map(
      finding => `${brief(finding)}${finding.suppressed ? ` by ${finding.suppressed.by}: ${finding.suppressed.reason}` : ''}`,
    );

  it('silences what it names where it stands', async () => {
    const text =
      '# idlint-disable-next-line toy-wildcard -- agreed\nallow x s3:*\nallow y s3:* # idlint-disable-line permissions -- so\nallow z s3:*\n';
    expect(await suppressed({ 'a.toy': text })).toEqual([
      'a.toy:2 error[toy-wildcard] by comment: agreed',
      'a.toy:3 error[toy-wildcard] by comment: so',
      'a.toy:4 error[toy-wildcard]',
    ]);
  });

  it('of a rule silences the one that speaks for it', async () => {
    expect(await suppressed({ 'a.toy': 'allow x * # idlint-disable-line toy-wildcard -- agreed\n' })).toEqual([
      'a.toy:1 error[toy-admin] by comment: agreed',
    ]);
  });

  it('does not hold after its day, and that is said', async () => {
    const line = (until: string) => `allow x s3:* # idlint-disable-line toy-wildcard -- so (until ${until})\n`;
    expect(await suppressed({ 'a.toy': line('2026-06-15') })).toEqual(['a.toy:1 error[toy-wildcard] by comment: so']);
    expect(await suppressed({ 'a.toy': line('2026-06-14') })).toEqual([
      'a.toy:1 error[toy-wildcard]',
      'a.toy:1 warning[suppression-expired]',
    ]);
    expect(await suppressed({ 'a.toy': line('2026-02-31') })).toEqual([
      'a.toy:1 error[toy-wildcard]',
      'a.toy:1 warning[suppression-expired]',
    ]);
  });

  it('that silences nothing is said, as far as its rules run', async () => {
    const text =
      '# idlint-disable-next-line toy-admin -- so\nallow x s3:Get\n# idlint-disable-next-line toy-named-twice\nrole x\n# idlint-disable toy-wildcrad\n';
    const findings = await findingsOf({ 'a.toy': text });
    expect(findings.map(({ message, location }) => [location.range.start.line, message])).toEqual([
      [0, 'Nothing here needs to be suppressed'],
      [3, "a.toy#role/x is nobody's and holds 1 grants"],
      [4, 'No rule is called toy-wildcrad; did you mean toy-wildcard?'],
    ]);
  });

  it('gives a reason where the configuration asks for one', async () => {
    const text = 'allow x s3:* # idlint-disable-line\nallow y s3:* # idlint-disable-line -- so\n';
    expect(await suppressed({ 'a.toy': text }, { requireReason: true })).toEqual([
      'a.toy:1 error[toy-wildcard] by comment: undefined',
      'a.toy:1 warning[suppression-without-reason]',
      'a.toy:2 error[toy-wildcard] by comment: so',
    ]);
  });

  it('stands in the configuration where the format has no comments', async () => {
    const files = { 'a.toy': 'allow x s3:*\nallow prod-y s3:*\n', 'b.toy': 'allow x s3:*\n' };
    const suppressions = [
      { rule: 'toy-wildcard', path: 'a.toy', resource: 'prod-*', reason: 'agreed' },
      { rule: 'permissions', path: 'b.*', until: '2026-12-31' },
      { rule: 'toy-wildcard', path: '**', until: '2020-01-01' },
    ];
    expect(await suppressed(files, { suppressions })).toEqual([
      'a.toy:1 error[toy-wildcard]',
      'a.toy:2 error[toy-wildcard] by configuration: agreed',
      'b.toy:1 error[toy-wildcard] by configuration: undefined',
    ]);
  });

  it('is the baseline for what was known before', async () => {
    const files = { 'a.toy': 'allow x s3:*\nallow y s3:*\n' };
    const [first] = await findingsOf(files);
    expect(await suppressed(files, {}, { baseline: new Map([[first!.fingerprint, { path: 'a.toy' }]]) })).toEqual([
      'a.toy:1 error[toy-wildcard] by baseline: undefined',
      'a.toy:2 error[toy-wildcard]',
    ]);
  });
});
