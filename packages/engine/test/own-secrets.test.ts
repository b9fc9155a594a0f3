import { createHash } from 'node:crypto';
import type { Uri } from '@idlint/model';
import { SourceDocument } from '@idlint/model';
import { createScanner } from '@idlint/secrets';
import { expandTemplates } from '@idlint/secrets/templates';
import { describe, expect, it } from 'vitest';
import { linterRules, loadConfiguration } from '../src/index.ts';
import { toyRules } from './toy.ts';
import { filesOf, testHost, workspaceOf } from './workspace.ts';

const load = (files: Record<Uri, string>) =>
  loadConfiguration({ files: filesOf(new Map(Object.entries(files))), rules: [...toyRules, ...linterRules] });
const problemsOf = async (files: Record<Uri, string>) =>
  (await load(files)).problems.map(({ uri, range, line, message, suggestion }) => ({
    at: `${uri}:${range.start.line + 1}`,
    line: line.trim(),
    message,
    suggestion,
  }));

const patterns = (...lines: string[]) => `secrets:\n  patterns:\n${lines.map(line => `    - { ${line} }\n`).join('')}`;
const acme = "id: acme-token, name: Acme token, keywords: [acme_], pattern: 'acme_[A-Za-z0-9]{32}'";
const token = expandTemplates('acme_{alnum:32}');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('patterns', () => {
  it('are rules, which settings anywhere may name', async () => {
    const { own, problems, configFor } = await load({
      'idlint.yaml': patterns(`${acme}, level: warning, revoke: acme.test/keys, finds: ['{alnum:3}']`),
      'a/idlint.yaml': 'rules: { acme-token: off }\n',
    });
    expect(problems).toEqual([]);
    expect(own.map(({ rule }) => rule)).toEqual([
      {
        id: 'acme-token',
        family: 'secrets',
        level: 'warning',
        confidence: 'high',
        preset: 'recommended',
        summary: 'Acme token: it stands in the text, so whoever can read the file can act with it.',
        remedy: 'Revoke it at acme.test/keys, then read the new one from the environment or a secret store.',
        revoke: 'acme.test/keys',
        standards: { owaspNhi: 'NHI2:2025', cwe: 798 },
        secrets: [{ name: 'Acme token', keywords: ['acme_'], pattern: 'acme_[A-Za-z0-9]{32}' }],
      },
    ]);
    expect(own[0]!.finds).toMatchObject([{ text: '{alnum:3}', range: { start: { line: 2 } } }]);
    expect(configFor('a/x').rules['acme-token']).toEqual({ level: 'off' });
  });

  it('come from what the root extends, too; of two with one name the nearer one counts', async () => {
    const { own, problems } = await load({
      'idlint.yaml': `extends: ./base.yaml\nrules: { base-token: note }\n${patterns(acme)}`,
      'base.yaml': patterns(`${acme}, level: note`, "id: base-token, name: Base, near: [base], pattern: '[0-9a-f]{32}'"),
      'a/idlint.yaml': 'extends: ../base.yaml\n',
    });
    expect(problems).toEqual([]);
    expect(own.map(({ rule }) => [rule.id, rule.level])).toEqual([
      ['acme-token', 'error'],
      ['base-token', 'error'],
    ]);
  });

  it('of a folder are a mistake, since every file is looked through with the same ones', async () => {
    expect(await problemsOf({ 'a/idlint.yaml': patterns(acme) })).toMatchObject([
      { at: 'a/idlint.yaml:3', message: expect.stringMatching(/^Patterns stand in the configuration at the workspace's root/) },
    ]);
  });

  it.each([
    [acme.replace('acme-token', 'Acme_Token'), '"id" is lower-case words with hyphens between them', 'Such as acme-token'],
    [acme.replace('acme-token', 'toy-admin'), `"toy-admin" is the name of one of idlint's own rules`, undefined],
    [acme.replace('keywords', 'keyword'), 'Unknown key "keyword" in an item of "patterns"', 'Did you mean "keywords"?'],
    [acme.replace('keywords: [acme_], ', ''), expect.stringMatching(/^"acme-token" needs "keywords"/), undefined],
    [acme.replace('acme_]', 'ac]'), 'an item of "keywords" is three characters or more, of ASCII', undefined],
    [acme.replace('{32}', '+'), 'The pattern has no end', expect.stringContaining('{1,80}')],
    [acme.replace('[A-Z', '(['), expect.stringMatching(/^The pattern is no regular expression: /), undefined],
    [acme.replace(/'acme_.*'/, "'(?:acme_)?'"), 'The pattern can match an empty text', undefined],
    [acme.replace('{32}', '{1,99}\\w{1,99}\\w{1,99}!'), expect.stringMatching(/^The pattern can take very long/), expect.any(String)],
  ])('are checked: %s', async (written, message, suggestion) => {
    const [problem, ...more] = await problemsOf({ 'idlint.yaml': `# first\n${patterns(written)}` });
    expect(problem).toEqual({ at: 'idlint.yaml:4', line: `- { ${written} }`, message, suggestion });
    expect(more).toEqual([]);
  });

  it('of one file have names of their own', async () => {
    expect(await problemsOf({ 'idlint.yaml': patterns(acme, acme) })).toMatchObject([
      { at: 'idlint.yaml:4', message: '"acme-token" is the name of another pattern of this file' },
    ]);
  });
});

describe('what is allowed', () => {
  const found = async (allow: string, texts: Record<Uri, string>, folder = '') => {
    const files = { 'idlint.yaml': patterns(acme), ...texts };
    const config = `secrets:\n  allow:\n    - { ${allow}, reason: known }\n`;
    const all = folder ? { ...files, [`${folder}/idlint.yaml`]: config } : { ...files, 'idlint.yaml': patterns(acme) + config.slice(9) };
    const { own, configFor, problems } = await load(all);
    expect(problems).toEqual([]);
    const scanner = createScanner([...own.map(({ rule }) => rule)], testHost);
    const { session, bugs } = workspaceOf(all, { readers: [], rules: [], scanner, configFor });
    await session.load();
    const { findings } = session.lint();
    expect(bugs).toEqual([]);
    return findings.map(({ location, suppressed }) => [location.uri, suppressed]);
  };
  const silent = { by: 'configuration', reason: 'known' };

  it('is a value, by its hash alone', async () => {
    const other = expandTemplates('acme_{alnum:32}', 2);
    expect(await found(`sha256: ${sha256(token).toUpperCase()}`, { 'a.py': `x = "${token}"`, 'b.py': `x = "${other}"` })).toEqual([
      ['a.py', silent],
      ['b.py', undefined],
    ]);
  });

  it('is a path, counted from the file that says so', async () => {
    const texts = { 'a/b/x.py': `x = "${token}"`, 'b/x.py': `x = "${token}"` };
    expect(await found('path: b', texts, 'a')).toEqual([
      ['a/b/x.py', silent],
      ['b/x.py', undefined],
    ]);
  });

  it('is a name', async () => {
    expect(await found("name: 'demo_*'", { 'a.py': `demo_key = "${token}"`, 'b.py': `key = "${token}"` })).toEqual([
      ['a.py', silent],
      ['b.py', undefined],
    ]);
  });

  it('is what all of an entry is true of', async () => {
    const entry = `sha256: ${sha256(token)}, path: 'test/**', name: key`;
    expect(await found(entry, { 'test/a.py': `key = "${token}"`, 'b.py': `key = "${token}"`, 'test/c.py': `id = "${token}"` })).toEqual([
      ['b.py', undefined],
      ['test/a.py', silent],
      ['test/c.py', undefined],
    ]);
  });

  it('is told by the value that a manifest encodes', async () => {
    const password = expandTemplates('{alnum:20}');
    const text = `kind: Secret\ndata:\n  password: ${btoa(password)}\n`;
    const config = `secrets:\n  allow:\n    - { sha256: ${sha256(password)}, reason: known }\n`;
    const { configFor } = await load({ 'idlint.yaml': config });
    const rule = { ...toyRules[0]!, id: 'hardcoded-password', family: 'secrets' as const };
    const scanner = createScanner([{ ...rule, secrets: [] }], testHost);
    const [secret] = scanner.scan(new SourceDocument('s.yaml', text)).secrets;
    const { session } = workspaceOf({ 's.yaml': text }, { readers: [], rules: [], configFor, scanner });
    await session.load();
    expect(secret && text.slice(secret.at.start, secret.at.end)).toBe(btoa(password));
    expect(session.lint().findings.map(({ suppressed }) => suppressed)).toEqual([silent]);
  });

  it.each([
    [
      'sha256: hunter2, reason: x',
      '"sha256" is the SHA-256 of the value: 64 hexadecimal digits',
      'printf %s "$VALUE" | sha256sum prints it',
    ],
    ['value: hunter2, reason: x', 'Unknown key in an item of "allow"', 'There are: sha256, path, name, reason'],
    ['hunter2: x, path: x, reason: x', 'Unknown key in an item of "allow"', 'There are: sha256, path, name, reason'],
    ['path: hunter2', 'an item of "allow" needs "reason"', undefined],
    ['reason: x', 'An item of "allow" says which secrets: by "sha256", "path" or "name"', undefined],
  ])('is checked, and a value that was written in clear is not repeated: %s', async (entry, message, suggestion) => {
    const [problem] = await problemsOf({ 'idlint.yaml': `secrets:\n  allow:\n    - { ${entry} }\n` });
    expect(problem).toMatchObject({ at: 'idlint.yaml:3', message, suggestion });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });
});
