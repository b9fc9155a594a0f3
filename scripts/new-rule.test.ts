import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'idlint-new-rule-'));
  for (const path of [
    'rules',
    'scripts/new-rule.mjs',
    'packages/model/src/finding.ts',
    'package.json',
    'vitest.config.ts',
    'scripts/fuzz.setup.ts',
    'tsconfig.base.json',
    'packages/model/tsconfig.json',
  ])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  mkdirSync(join(copy, 'test-fixtures'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

const newRule = (...args: string[]) => spawnSync(process.execPath, [join(copy, 'scripts/new-rule.mjs'), ...args], { encoding: 'utf8' });
const read = (path: string) => readFileSync(join(copy, path), 'utf8');

describe('npm run new-rule', () => {
  test('makes a rule, its page, its fixture and its place in the list', () => {
    const { status, stdout } = newRule('trust', 'example-fault');
    expect(status).toBe(0);
    for (const path of [
      'rules/trust/example-fault/rule.ts',
      'rules/trust/example-fault/README.md',
      'test-fixtures/example-fault/terraform.tf',
      'rules/index.ts',
    ])
      expect(stdout).toContain(path);
    expect(read('rules/trust/example-fault/rule.ts')).toContain("id: 'example-fault'");
    const list = read('rules/index.ts');
    expect(list).toContain("import exampleFault from './trust/example-fault/rule.ts';");
    const imported = [...list.matchAll(/^import (\w+) from '\.\//gm)].map(match => match[1]);
    const listed = /rules: Rule\[\] = \[([^\]]*)\]/.exec(list)![1]!.match(/\w+/g);
    expect(listed).toEqual(imported);
  });

  test('leaves what is still to do to the tests', () => {
    newRule('trust', 'example-fault');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const { stdout } = spawnSync(process.execPath, [vitest, 'run', 'rules/house.test.ts', '--reporter=json'], {
      cwd: copy,
      // Its report is its own.
      env: { ...process.env, IDLINT_TEST_REPORT: '' },
      encoding: 'utf8',
    });
    const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
      testResults: { assertionResults: { ancestorTitles: string[]; title: string; status: string }[] }[];
    };
    const failed = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ ancestorTitles, status }) => status === 'failed' && ancestorTitles.includes('example-fault'));
    expect(failed.map(({ title }) => title).sort()).toEqual([
      'has a page that opens with its id and its summary',
      'is called in kebab-case, and speaks in one sentence each',
      'is drawn in a fixture',
      'shows on its page what fails and what passes',
    ]);
  }, 60_000);

  test.each([
    [[], 'npm run new-rule -- FAMILY ID'],
    [['trusts', 'example-fault'], 'there is no family trusts; there are permissions, trust,'],
    [['secrets', 'example-token'], 'there is no family secrets'],
    [['trust', 'Example'], 'Example: an id is kebab-case'],
    [['trust', 'wildcard-action'], 'there is a rule wildcard-action already: rules/permissions/wildcard-action'],
  ])('says what is wrong with %j, and changes nothing', (args, message) => {
    const before = read('rules/index.ts');
    const { status, stderr } = newRule(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(read('rules/index.ts')).toBe(before);
  });
});
