import type { Finding, Location, TextEdit } from '@idlint/model';
import type { Report } from './report.ts';

/**
 * For programs. Lines and columns start at one and count UTF-16 code units; `end` is the first position outside. Paths are relative
 * to the workspace's root. The shape only grows within one `version`.
 */
export function json(report: Report): string {
  const { coverage } = report;
  // Numbers of secrets, in the order of their first places.
  const secrets = new Map<string, number>();
  for (const { same } of report.findings) if (same !== undefined && !secrets.has(same)) secrets.set(same, secrets.size + 1);
  const output = {
    version: 1,
    idlint: report.version,
    findings: report.findings.map(finding => findingOf(finding, report, secrets)),
    coverage: {
      files: coverage.files,
      bytes: coverage.bytes,
      read: coverage.read,
      identities: coverage.identities,
      grants: coverage.grants,
      notAnalysed: coverage.gaps.map(({ uri, line, message, severity }) => ({
        path: uri,
        ...(line === undefined ? {} : { line: line + 1 }),
        severity,
        message,
      })),
      unknownValues: coverage.unknown,
      passedOver: report.passedOver,
    },
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}

function findingOf(finding: Finding, report: Report, secrets: ReadonlyMap<string, number>) {
  const { fix, suppressed, same } = finding;
  return {
    rule: finding.ruleId,
    also: finding.also,
    family: finding.family,
    level: finding.level,
    confidence: finding.confidence,
    ...(finding.code === undefined ? {} : { code: finding.code }),
    ...placed(finding.location),
    message: finding.message,
    ...(finding.label === undefined ? {} : { label: finding.label }),
    remedy: finding.remedy,
    related: finding.related.map(related => ({ ...placed(related), message: related.message })),
    ...(fix && { fix: { title: fix.title, safety: fix.safety, edits: fix.edits.flatMap(edit => editOf(edit, report)) } }),
    ...(finding.history && { history: finding.history }),
    ...(finding.verified && { verified: finding.verified }),
    ...(suppressed && {
      suppressed: {
        by: suppressed.by,
        ...(suppressed.reason === undefined ? {} : { reason: suppressed.reason }),
        ...(suppressed.at ? placed(suppressed.at) : {}),
      },
    }),
    ...(same === undefined ? {} : { secret: secrets.get(same) }),
    fingerprint: finding.fingerprint,
  };
}

const placed = ({ uri, range: { start, end } }: Location) => ({
  path: uri,
  start: { line: start.line + 1, column: start.character + 1 },
  end: { line: end.line + 1, column: end.character + 1 },
});

function editOf({ uri, start, end, text }: TextEdit, report: Report) {
  const document = report.document(uri);
  return document ? [{ ...placed({ uri, place: { uri, segment: '', start, end }, range: document.rangeOf(start, end) }), text }] : [];
}
