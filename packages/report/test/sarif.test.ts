import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { type Report, render } from '../src/index.ts';
import { drawn, finding, Sample } from './sample.ts';

const require = createRequire(import.meta.url);
const {
  $schema: _draft,
  id: _id,
  ...schema
} = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
const valid = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema);

function full(): Report {
  const { sample, findings, secrets } = drawn();
  const [first, second] = findings;
  const edits = [
    { uri: 'infra/ci.tf', start: first!.location.place.start, end: first!.location.place.end, text: 'repo:acme/shop:ref:refs/heads/main' },
  ];
  const suppressed = { by: 'comment' as const, reason: 'being revoked', at: sample.at('src/client.ts', '// the same') };
  sample.add('a b/ü#.tf', 'x\n');
  return sample.report(
    [
      { ...first!, fix: { title: 'Name the repository', safety: 'safe', edits }, code: 'C1' },
      { ...second!, suppressed },
      finding('not-listed', sample.at('a b/ü#.tf', 'x'), 'm', { suppressed: { by: 'baseline' } }),
    ],
    {
      secrets,
      page: rule => `# ${rule}\n`,
      coverage: {
        files: 2,
        bytes: 10,
        read: { Terraform: 1 },
        identities: 1,
        grants: 0,
        gaps: [{ uri: 'infra/ci.tf', line: 3, message: 'a module is not here', severity: 'limit' }],
        unknown: { variable: 1 },
      },
    },
  );
}

const log = () => JSON.parse(render('sarif', full()));

it('is valid by the schema of SARIF 2.1.0', () => {
  valid(log());
  expect(valid.errors).toBeNull();
  const broken = log();
  delete broken.runs[0].tool;
  expect(valid(broken)).toBe(false);
});

it('holds what GitHub code scanning asks for', () => {
  const { version, runs } = log();
  expect(version).toBe('2.1.0');
  expect(runs).toHaveLength(1);
  const { tool, results } = runs[0];
  expect(tool.driver.name).toBe('idlint');
  expect(tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(['oidc-subject-too-wide', 'github-token']);
  for (const rule of tool.driver.rules) {
    expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
    expect(rule.help.text).not.toBe('');
    expect(rule.properties.tags).toContain('security');
    expect(rule.properties.tags.length).toBeLessThanOrEqual(20);
    expect(Number(rule.properties['security-severity'])).toBeGreaterThan(0);
    expect(['very-high', 'high', 'medium', 'low']).toContain(rule.properties.precision);
    expect(['error', 'warning', 'recommendation']).toContain(rule.properties['problem.severity']);
  }
  const prints = new Set<string>();
  for (const result of results) {
    expect(result.message.text).not.toBe('');
    expect(result.locations).toHaveLength(1);
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(artifactLocation.uri).not.toMatch(/^\/|^[a-z]+:|[ #]/);
    for (const key of ['startLine', 'startColumn', 'endLine', 'endColumn']) expect(region[key]).toBeGreaterThanOrEqual(1);
    if (result.ruleIndex !== undefined) expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    prints.add(result.partialFingerprints.primaryLocationLineHash);
  }
  expect(prints.size).toBe(results.length);
});

it('tells family and standards of a rule, what a finding speaks for, its evidence, its fix', () => {
  const { tool, results } = log().runs[0];
  expect(tool.driver.rules[0].properties).toMatchObject({
    family: 'trust',
    tags: ['security', 'trust', 'OWASP-NHI6:2025', 'external/cwe/cwe-284'],
  });
  expect(tool.driver.rules[0].deprecatedIds).toEqual(['oidc-wide']);
  expect(tool.driver.rules[0].help.markdown).toBe('# oidc-subject-too-wide\n');
  const [first] = results;
  expect(first.properties).toEqual({ also: ['oidc-audience-missing'], confidence: 'high', code: 'C1' });
  expect(first.relatedLocations).toMatchObject([{ message: { text: 'what they get' }, physicalLocation: { region: { startLine: 8 } } }]);
  expect(first.fixes).toMatchObject([
    {
      description: { text: 'Name the repository' },
      artifactChanges: [
        {
          artifactLocation: { uri: 'infra/ci.tf' },
          replacements: [
            {
              deletedRegion: { startLine: 4, startColumn: 18, endLine: 4, endColumn: 24 },
              insertedContent: { text: 'repo:acme/shop:ref:refs/heads/main' },
            },
          ],
        },
      ],
    },
  ]);
});

it('says who silenced a finding, and where', () => {
  const [, second, third] = log().runs[0].results;
  expect(second.suppressions).toMatchObject([
    { kind: 'inSource', justification: 'being revoked', location: { physicalLocation: { region: { startLine: 3 } } } },
  ]);
  expect(third.suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'Known from the baseline' }]);
});

it('never leaves out what was not analysed', () => {
  const [invocation] = log().runs[0].invocations;
  expect(invocation.executionSuccessful).toBe(true);
  expect(invocation.toolExecutionNotifications.map((each: { message: { text: string } }) => each.message.text)).toEqual([
    'Not analysed: a module is not here',
    '1 error in 1 of 2 files, 0.4 s (1 suppressed, 1 known from the baseline)',
    'looked at 1 Terraform, 1 other for secrets: 1 identity, 0 grants',
    '1 value given from outside',
  ]);
});

it('reads a document once, and a line of it once, however many findings stand there', () => {
  const many = 4000;
  const sample = new Sample().add('dump.sql', `${"('winter2024!'), ".repeat(many)}\n`);
  const text = sample.documents['dump.sql']!;
  const ranges = Array.from({ length: many }, (_, nth) => {
    const start = nth * 17 + 2;
    const place = { uri: 'dump.sql', segment: '', start, end: start + 11 };
    return { uri: 'dump.sql', place, range: text.rangeOf(place.start, place.end) };
  });
  let reads = 0;
  const report = sample.report(
    ranges.map(at => finding('hash', at, 'a password')),
    {
      secrets: ranges.map(at => ({ ...at, mask: 'w…!' })),
      document: () => {
        reads++;
        return text;
      },
    },
  );
  const { results } = JSON.parse(render('sarif', report)).runs[0];
  expect(results.at(-1).locations[0].physicalLocation.region.snippet.text).toBe('w…!');
  expect(reads).toBe(1);
});
