import type { Uri } from '@idlint/model';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type ConfigurationOptions, configurationSchema, linterRules, loadConfiguration } from '../src/index.ts';
import { toyRules } from './toy.ts';
import { filesOf } from './workspace.ts';

const dated = { ...toyRules[0]!, id: 'toy-old', aliases: ['toy-ancient'], options: { days: 90, names: ['x'] } };
const rules = [...toyRules, dated, ...linterRules];

const load = (files: Record<Uri, string>, more: Partial<ConfigurationOptions> = {}) =>
  loadConfiguration({ files: filesOf(new Map(Object.entries(files))), rules, ...more });

describe('a configuration file', () => {
  it('applies to its folder and below; the nearest one wins', async () => {
    const { configFor, problems } = await load({
      'idlint.yaml': 'preset: strict\nrules:\n  toy-admin: off\n  permissions: note\nownerLabels: [cost-owner]\n',
      'infra/idlint.yaml': 'preset: all\nrules:\n  toy-admin: { level: warning }\n',
      'infra/prod/main.toy': '',
    });
    expect(problems).toEqual([]);
    expect(configFor('a.toy')).toMatchObject({
      preset: 'strict',
      rules: { 'toy-admin': { level: 'off' }, permissions: { level: 'note' } },
    });
    expect(configFor('infra/prod/main.toy')).toMatchObject({
      preset: 'all',
      rules: { 'toy-admin': { level: 'warning' }, permissions: { level: 'note' } },
      ownerLabels: ['cost-owner'],
    });
  });

  it('names files of variables from its folder, the nearest last', async () => {
    const { configFor, problems } = await load({
      'idlint.yaml': 'terraform:\n  varFiles: [env/common.tfvars, ../outside.tfvars]\n',
      'infra/idlint.yaml': 'overrides:\n  - paths: [prod]\n    terraform: { varFiles: [../env/prod.tfvars] }\n',
    });
    expect(problems).toEqual([]);
    expect(configFor('infra/prod/main.tf').varFiles).toEqual(['env/common.tfvars', 'env/prod.tfvars']);
    expect(configFor('infra/dev/main.tf').varFiles).toEqual(['env/common.tfvars']);
  });

  it('names files of parameters, for everything or for some paths', async () => {
    const { configFor, problems } = await load({
      'idlint.yaml': 'cloudformation:\n  parameterFiles: [params/common.json, ../outside.json]\n',
      'infra/idlint.yaml': 'overrides:\n  - paths: [prod]\n    cloudformation: { parameterFiles: [../params/prod.json] }\n',
    });
    expect(problems).toEqual([]);
    expect(configFor('infra/prod/app.yaml').parameterFiles).toEqual(['params/common.json', 'params/prod.json']);
    expect(configFor('infra/dev/app.yaml').parameterFiles).toEqual(['params/common.json']);
  });

  it('names files of values of charts, for everything or for some paths', async () => {
    const { configFor, problems } = await load({
      'idlint.yaml':
        'helm:\n  valueFiles: [values/common.yaml, ../outside.yaml]\noverrides:\n  - paths: [charts/web]\n    helm: { valueFiles: [values/web.yaml] }\n',
    });
    expect(problems).toEqual([]);
    expect(configFor('charts/web/Chart.yaml').valueFiles).toEqual(['values/common.yaml', 'values/web.yaml']);
    expect(configFor('charts/db/Chart.yaml').valueFiles).toEqual(['values/common.yaml']);
  });

  it('is the same object for documents with the same settings', async () => {
    const { configFor } = await load({
      'idlint.yaml': 'overrides:\n  - paths: [test]\n    rules: { secrets: off }\n',
      'a/idlint.yaml': '',
    });
    expect(configFor('x')).toBe(configFor('b/c/y'));
    expect(configFor('x/test/y')).toBe(configFor('test/z'));
    expect(configFor('x')).not.toBe(configFor('test/z'));
    expect(configFor('a/x')).not.toBe(configFor('x'));
  });

  it('overrides settings for paths, counted from its folder; the last one that matches wins', async () => {
    const { configFor } = await load({
      'app/idlint.yaml': `
rules: { toy-admin: error }
overrides:
  - paths: ['**/test/**', '*.spec.ts']
    rules: { toy-admin: off }
  - paths: [test/real]
    preset: all
    rules: { toy-admin: note }
`,
    });
    const levelOf = (uri: Uri) => configFor(uri).rules['toy-admin']?.level;
    expect(['app/x.toy', 'app/a/test/x.toy', 'app/deep/x.spec.ts', 'app/test/real/x.toy', 'test/x.toy'].map(levelOf)).toEqual([
      'error',
      'off',
      'off',
      'note',
      undefined,
    ]);
  });

  it('builds on files and on packages of the organisation', async () => {
    const { configFor, problems, uses } = await load(
      {
        'a/idlint.yaml': 'extends: [../base.yaml, "@acme/idlint-config"]\nrules: { toy-old: { options: { days: 7 } } }\n',
        'base.yaml':
          'preset: strict\nignores: [vendor]\nrules: { toy-admin: off, toy-old: { level: note, options: { days: 30, names: [y] } } }\n',
      },
      {
        resolvePackage: name =>
          name === '@acme/idlint-config' ? { uri: 'node_modules/@acme/idlint.yaml', text: 'preset: all' } : undefined,
      },
    );
    expect(problems).toEqual([]);
    expect(uses).toEqual(['a/idlint.yaml', 'base.yaml', 'node_modules/@acme/idlint.yaml']);
    expect(configFor('a/x')).toMatchObject({
      preset: 'all',
      ignores: ['a/**/vendor'],
      rules: { 'toy-admin': { level: 'off' }, 'toy-old': { level: 'note', options: { days: 7, names: ['y'] } } },
    });
    expect(configFor('x').preset).toBe('recommended');
  });

  it('gives way to the command line', async () => {
    const { configFor } = await load({ 'idlint.yaml': 'preset: strict\n' }, { commandLine: { preset: 'all', select: ['secrets'] } });
    expect(configFor('x')).toMatchObject({ preset: 'all', select: ['secrets'] });
  });

  it('named on the command line replaces the ones that are found', async () => {
    const explicit = { uri: '../shared/idlint.yaml', text: 'preset: all\nignores: [/gen]\n' };
    const { configFor } = await load({ 'a/idlint.yaml': 'preset: strict\n' }, { explicit });
    expect(configFor('a/x')).toMatchObject({ preset: 'all', ignores: ['gen'] });
  });

  it('keeps account numbers as they are written', async () => {
    const { configFor } = await load({ 'idlint.yaml': 'ownAccounts: [012345678901, "210987654321", acme-prod]\n' });
    expect(configFor('x').ownAccounts).toEqual(['012345678901', '210987654321', 'acme-prod']);
  });

  it('takes true and false for on and off', async () => {
    const { configFor } = await load({ 'idlint.yaml': 'rules: { toy-admin: false, toy-named-twice: true }\n' });
    expect(configFor('x').rules).toEqual({ 'toy-admin': { level: 'off' }, 'toy-named-twice': { level: 'on' } });
  });

  it('is shown with all that applies', async () => {
    const { show } = await load({
      'idlint.yaml': 'rules: { toy-admin: off }\nsensitive: ["prod*"]\n',
      'a/idlint.yaml': 'preset: strict\n',
    });
    const shown = show('a/b.toy');
    expect(shown).toContain('# a/b.toy: from a/idlint.yaml, idlint.yaml\npreset: strict\nsensitive: ["prod*"]\n');
    expect(parse(shown).rules).toMatchObject({
      'toy-admin': 'off',
      'toy-named-twice': 'note',
      'toy-old': { level: 'error', options: { days: 90, names: ['x'] } },
    });
  });
});

describe('a mistake', () => {
  const mistakes = async (text: string) =>
    (await load({ 'idlint.yaml': text })).problems.map(({ range, line, message, suggestion }) => [
      range.start.line,
      line,
      message,
      suggestion,
    ]);

  it.each([
    ['rules:\n  toy-adnim: off\n', [1, '  toy-adnim: off', 'There is no rule or family "toy-adnim"', 'Did you mean "toy-admin"?']],
    ['preset: all\nignore: [x]\n', [1, 'ignore: [x]', 'Unknown key "ignore" in the file', 'Did you mean "ignores"?']],
    ['preset: stric\n', [0, 'preset: stric', '"preset" is one of recommended, strict, all', 'Did you mean "strict"?']],
    ['rules:\n  toy-admin: high\n', [1, '  toy-admin: high', '"toy-admin" is one of error, warning, note, off, on', undefined]],
    [
      'rules: { toy-old: { options: { dyas: 1 } } }\n',
      [0, 'rules: { toy-old: { options: { dyas: 1 } } }', 'Unknown key "dyas" in "options"', 'Did you mean "days"?'],
    ],
    ['ignores: vendor\n', [0, 'ignores: vendor', '"ignores" is a list, with a line "- …" for each item', undefined]],
    ['overrides:\n  - rules: {}\n', [1, '  - rules: {}', 'an item of "overrides" needs "paths"', undefined]],
    [
      'suppressions:\n  - rule: toy-admin\n    until: tomorrow\n',
      [2, '    until: tomorrow', '"until" is a day such as 2027-01-31', undefined],
    ],
    ['requireReason: yes\n', [0, 'requireReason: yes', '"requireReason" is true or false', undefined]],
    ['preset: all\npreset: strict\n', [1, 'preset: strict', 'Map keys must be unique', undefined]],
    ['extends: ./gone.yaml\n', [0, 'extends: ./gone.yaml', '"./gone.yaml" is not here', undefined]],
    ['extends: ../../etc/passwd.yaml\n', [0, 'extends: ../../etc/passwd.yaml', '"../../etc/passwd.yaml" is not here', undefined]],
    ['extends: ./idlint.yaml\n', [0, 'extends: ./idlint.yaml', '"./idlint.yaml" extends this file in turn', undefined]],
    ['- preset\n', [0, '- preset', 'the file is a map of extends, preset, rules, overrides, ignores …', undefined]],
  ])('in %j is said with its line', async (text, mistake) => expect(await mistakes(text)).toEqual([mistake]));

  it('leaves the file out, and the others in', async () => {
    const { configFor } = await load({ 'idlint.yaml': 'preset: all\n', 'a/idlint.yaml': 'preset: non\nrules: { toy-admin: off }\n' });
    expect(configFor('a/x')).toMatchObject({ preset: 'all', rules: {} });
  });

  it.each(['', '\n', '# nothing\n', 'rules:\n', '{}', '\uFEFFpreset: all\n'])('is not in %j', async text =>
    expect(await mistakes(text)).toEqual([]),
  );

  it('never stops it, whatever the text', async () => {
    const piece = fc.constantFrom(
      'rules',
      'preset',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      '{',
      '}',
      '&a ',
      '*a',
      '"',
      'off',
      'toy-admin',
      '<<: ',
      '\t',
      '|',
      '!x ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async pieces => {
        const { configFor } = await load({ 'idlint.yaml': pieces.join('') });
        expect(configFor('x').preset).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });
});

describe('the schema', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(configurationSchema(rules));
  const word = fc.constantFrom<unknown>('off', 'on', 'error', 'all', 'strict', 'x', 7, true, false, '2027-01-31');
  const setting = fc.oneof(
    word,
    fc.record(
      { level: word, options: fc.dictionary(fc.constantFrom('days', 'names', 'other'), fc.oneof(word, fc.array(word))) },
      { requiredKeys: [] },
    ),
  );
  const ruleMap = fc.dictionary(fc.constantFrom('toy-admin', 'toy-old', 'toy-ancient', 'permissions', 'nothing'), setting, { maxKeys: 3 });
  const file = fc.record(
    {
      extends: fc.oneof(fc.constantFrom('./base.yaml'), fc.array(fc.constantFrom('./base.yaml'))),
      preset: word,
      rules: ruleMap,
      overrides: fc.array(fc.record({ paths: fc.array(word), preset: word, rules: ruleMap }, { requiredKeys: [] }), { maxLength: 2 }),
      ignores: fc.oneof(fc.array(word), word),
      requireReason: word,
      suppressions: fc.array(fc.record({ rule: word, path: word, until: word, more: word }, { requiredKeys: [] }), { maxLength: 2 }),
      unheardOf: word,
    },
    { requiredKeys: [] },
  );

  it('accepts what the checker accepts, as a validator of JSON Schema reads it', async () => {
    await fc.assert(
      fc.asyncProperty(file, async written => {
        const text = stringify(written);
        const { problems } = await load({ 'idlint.yaml': text, 'base.yaml': '' });
        expect(problems.length === 0, text).toBe(validate(parse(text)));
      }),
      { numRuns: 500 },
    );
  });
});

it('gives the defaults where there is no file', async () => {
  const { configFor, uses } = await load({ 'a.toy': '' });
  expect(uses).toEqual([]);
  expect(configFor('a.toy').preset).toBe('recommended');
});
