import { join } from 'node:path';
import type { Finding, Level } from '@idlint/model';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { fileUri } from './uris.ts';

const severities: Record<Level, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};

/** What an editor shows of a finding: the consequence, what to do, and the evidence as related places (LSP 3.18 Diagnostic). */
export function diagnosticOf(finding: Finding, root: string): Diagnostic {
  return {
    range: finding.location.range,
    severity: severities[finding.level],
    code: finding.ruleId,
    source: 'idlint',
    message: `${finding.message}\nfix: ${finding.remedy}`,
    relatedInformation: finding.related.map(({ uri, range, message }) => ({ location: { uri: fileUri(join(root, uri)), range }, message })),
    data: { fingerprint: finding.fingerprint },
  };
}
