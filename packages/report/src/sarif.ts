import type { Confidence, Finding, Fix, Level, Location, Range, RuleMeta, TextEdit, Uri } from '@idlint/model';
import type { Masks } from './masks.ts';
import type { Report } from './report.ts';
import { headline, lookedAt, notSeen } from './words.ts';

/** How grave GitHub shows an alert: 9 and above is critical, 7 high, 4 medium, below low. */
const severity: Record<Level, string> = { error: '8.0', warning: '5.0', note: '2.0' };
const precision: Record<Confidence, string> = { high: 'high', medium: 'medium', low: 'low' };

/** SARIF 2.1.0 (OASIS, with Errata 01), within what GitHub code scanning takes. Uris are relative to the workspace's root. */
export function sarif(report: Report, masks: Masks): string {
  const { findings } = report;
  // Hundreds of rules say nothing: only those that the results name are described.
  const spoken = new Set(findings.flatMap(finding => [finding.ruleId, ...finding.also]));
  const rules = report.rules.filter(rule => spoken.has(rule.id));
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  const run = {
    tool: {
      driver: {
        name: 'idlint',
        version: report.version,
        semanticVersion: report.version,
        rules: rules.map(rule => descriptor(rule, report.page?.(rule.id))),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the workspace that was linted.' } } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(report) }],
    results: findings.map(finding => resultOf(finding, index.get(finding.ruleId), report, masks)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(rule: RuleMeta, page: string | undefined) {
  const { owaspNhi, cwe } = rule.standards;
  const standards = [...(owaspNhi ? [`OWASP-${owaspNhi}`] : []), ...(cwe ? [`external/cwe/cwe-${cwe}`] : [])];
  return {
    id: rule.id,
    name: rule.id
      .split('-')
      .map(word => word[0]!.toUpperCase() + word.slice(1))
      .join(''),
    ...(rule.aliases?.length ? { deprecatedIds: rule.aliases } : {}),
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.summary },
    help: { text: rule.remedy, markdown: page ?? rule.remedy },
    defaultConfiguration: { level: rule.level },
    properties: {
      family: rule.family,
      tags: ['security', rule.family, ...standards],
      precision: precision[rule.confidence],
      'problem.severity': rule.level === 'note' ? 'recommendation' : rule.level,
      'security-severity': severity[rule.level],
    },
  };
}

function resultOf(finding: Finding, ruleIndex: number | undefined, report: Report, masks: Masks) {
  const { suppressed, fix } = finding;
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: finding.level,
    message: { text: `${finding.message}. ${finding.remedy}` },
    locations: [{ physicalLocation: physical(finding.location, snippet(finding.location, report, masks)) }],
    ...(finding.related.length && {
      relatedLocations: finding.related.map((related, id) => ({
        id,
        physicalLocation: physical(related),
        message: { text: related.message },
      })),
    }),
    partialFingerprints: {
      primaryLocationLineHash: `${finding.fingerprint}:1`,
      'idlint/v1': finding.fingerprint,
      ...(report.salted && finding.secret && { 'idlint/secret/v1': finding.secret }),
    },
    ...(fix && { fixes: fixesOf(fix, report) }),
    ...(suppressed && {
      suppressions: [
        {
          kind: suppressed.by === 'comment' ? 'inSource' : 'external',
          status: 'accepted',
          ...(suppressed.reason || suppressed.by === 'baseline' ? { justification: suppressed.reason ?? 'Known from the baseline' } : {}),
          ...(suppressed.at ? { location: { physicalLocation: physical(suppressed.at) } } : {}),
        },
      ],
    }),
    properties: {
      also: finding.also,
      confidence: finding.confidence,
      ...(finding.code === undefined ? {} : { code: finding.code }),
      ...(finding.history && { history: finding.history }),
      ...(finding.verified && { verified: finding.verified }),
    },
  };
}

const artifact = (uri: Uri) => ({ uri: uri.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' });

const region = ({ start, end }: Range) => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

const physical = ({ uri, range }: Location, text?: string) => ({
  artifactLocation: artifact(uri),
  region: { ...region(range), ...(text === undefined ? {} : { snippet: { text } }) },
});

/** The line at fault. A region within one line has no other; longer ones and very long lines go without. */
function snippet({ uri, range: { start, end } }: Location, report: Report, masks: Masks): string | undefined {
  const document = report.document(uri);
  if (!document || start.line !== end.line) return undefined;
  const line = masks.line(document, start.line);
  const text = line.text.slice(line.column(start.character), line.column(end.character, true));
  return text && text.length <= 200 ? text : undefined;
}

function fixesOf(fix: Fix, report: Report) {
  const byUri = new Map<Uri, TextEdit[]>();
  for (const edit of fix.edits) byUri.set(edit.uri, [...(byUri.get(edit.uri) ?? []), edit]);
  const artifactChanges = [...byUri].flatMap(([uri, edits]) => {
    const document = report.document(uri);
    if (!document) return [];
    const replacements = edits.map(edit => ({
      deletedRegion: region(document.rangeOf(edit.start, edit.end)),
      insertedContent: { text: edit.text },
    }));
    return [{ artifactLocation: artifact(uri), replacements }];
  });
  return artifactChanges.length ? [{ description: { text: fix.title }, artifactChanges }] : [];
}

/** What was not analysed is part of the result: nobody may take silence for a pass. */
function notifications(report: Report) {
  const gaps = report.coverage.gaps.map(({ uri, line, message, severity: kind }) => ({
    level: kind === 'broken' ? 'warning' : 'note',
    message: { text: `Not analysed: ${message}` },
    locations: [
      { physicalLocation: { artifactLocation: artifact(uri), ...(line === undefined ? {} : { region: { startLine: line + 1 } }) } },
    ],
  }));
  const summary = [
    headline(report),
    `looked at ${lookedAt(report.coverage)}`,
    ...notSeen({ ...report, coverage: { ...report.coverage, gaps: [] } }),
  ];
  return [...gaps, ...summary.map(text => ({ level: 'note', message: { text } }))];
}
