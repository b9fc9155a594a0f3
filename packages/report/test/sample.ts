import type { Masked } from '@idlint/engine';
import { type Finding, type Level, type Location, type RuleMeta, SourceDocument } from '@idlint/model';
import type { Report } from '../src/index.ts';

/** A token that is made up while the test runs. */
export const token = `ghp_${'Ab3'.repeat(12)}`;

const infra = [
  'data "aws_iam_policy_document" "trust" {',
  '  condition {',
  '    variable = "token.actions.githubusercontent.com:sub"',
  '    values   = ["repo:*"]',
  '  }',
  '}',
  'resource "aws_iam_role_policy_attachment" "deploy" {',
  '  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"',
  '}',
  '',
].join('\n');

const client = `export const client = connect({\n\ttoken: "${token}",\n\tagain: "${token}", // the same\n});\n`;

export class Sample {
  readonly documents: Record<string, SourceDocument> = {};

  add(uri: string, text: string): this {
    this.documents[uri] = new SourceDocument(uri, text);
    return this;
  }

  /** Where the nth `text` stands in a document. */
  at(uri: string, text: string, nth = 0): Location {
    const document = this.documents[uri]!;
    let start = -1;
    for (let count = 0; count <= nth; count++) start = document.text.indexOf(text, start + 1);
    if (start < 0) throw new Error(`${uri} has no ${text}`);
    return { uri, place: { uri, segment: '', start, end: start + text.length }, range: document.rangeOf(start, start + text.length) };
  }

  report(findings: Finding[], more: Partial<Report> = {}): Report {
    return {
      findings,
      coverage: { files: 212, bytes: 1000, read: { Terraform: 9, workflow: 3 }, identities: 11, grants: 24, gaps: [], unknown: {} },
      secrets: [],
      rules,
      document: uri => this.documents[uri],
      path: uri => uri,
      passedOver: [],
      failOn: 'error',
      version: '1.2.3',
      milliseconds: 412,
      ...more,
    };
  }
}

const silent = {
  id: 'silent',
  family: 'trust',
  level: 'note',
  confidence: 'low',
  preset: 'all',
  summary: 's',
  remedy: 'r',
  standards: {},
} as const;

const rules: RuleMeta[] = [
  silent,
  {
    id: 'oidc-subject-too-wide',
    aliases: ['oidc-wide'],
    family: 'trust',
    level: 'error',
    confidence: 'high',
    preset: 'recommended',
    summary: 'A federated identity may be taken by more than the one workflow that it is for.',
    remedy: 'Name repository and branch.',
    standards: { owaspNhi: 'NHI6:2025', cwe: 284 },
  },
  {
    id: 'github-token',
    family: 'secrets',
    level: 'error',
    confidence: 'high',
    preset: 'recommended',
    summary: 'A GitHub token stands in a file.',
    remedy: 'Revoke it, then read it from the environment.',
    standards: { owaspNhi: 'NHI2:2025', cwe: 798 },
  },
];

export function finding(rule: string, location: Location, message: string, more: Partial<Finding> = {}): Finding {
  const level: Level = more.level ?? 'error';
  return {
    ruleId: rule,
    family: 'trust',
    confidence: 'high',
    location,
    message,
    remedy: 'do it otherwise',
    related: [],
    also: [],
    fact: `${location.uri}#x`,
    fingerprint: `f${location.place.start}`,
    ...more,
    level,
  };
}

/** The two findings that the design draws. */
export function drawn(): { sample: Sample; findings: Finding[]; secrets: Masked[] } {
  const sample = new Sample().add('infra/ci.tf', infra).add('src/client.ts', client);
  const findings = [
    finding(
      'oidc-subject-too-wide',
      sample.at('infra/ci.tf', 'repo:*'),
      'Any GitHub repository can become role "deploy", which may do everything',
      {
        label: 'every repository on GitHub',
        remedy: 'name repository and branch: "repo:acme/shop:ref:refs/heads/main"',
        related: [{ ...sample.at('infra/ci.tf', 'arn:aws:iam::aws:policy/AdministratorAccess'), message: 'what they get' }],
        also: ['oidc-audience-missing'],
      },
    ),
    finding('github-token', sample.at('src/client.ts', token), 'A GitHub token', {
      family: 'secrets',
      label: 'checksum valid',
      remedy: 'revoke it at github.com/settings/tokens, then read it from the environment',
    }),
  ];
  const secrets = [0, 1].map(nth => ({ ...sample.at('src/client.ts', token, nth), mask: 'ghp_…bAb3' }));
  return { sample, findings, secrets };
}
