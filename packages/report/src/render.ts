import type { SourceDocument, Uri } from '@idlint/model';
import { concise } from './concise.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { Masks } from './masks.ts';
import { pretty } from './pretty.ts';
import { plainTerminal, type Report, type Terminal } from './report.ts';
import { sarif } from './sarif.ts';

const renderers = { pretty, concise, json, sarif, github, markdown } satisfies Record<
  string,
  (report: Report, masks: Masks, terminal: Terminal) => string
>;

export type Format = keyof typeof renderers;
export const formats = Object.keys(renderers) as Format[];

/** A report in one of its forms. Every secret in it is masked. */
export function render(format: Format, report: Report, terminal: Terminal = plainTerminal): string {
  const document = remembering(report.document);
  const masks = new Masks(report.secrets, document);
  return renderers[format](withoutSecrets({ ...report, document }, masks), masks, terminal);
}

/** Findings of one document follow each other: it is read once for all of them. */
function remembering(read: Report['document']): Report['document'] {
  let last: { uri: Uri; document: SourceDocument | undefined } | undefined;
  return uri => {
    if (last?.uri !== uri) last = { uri, document: read(uri) };
    return last.document;
  };
}

/** No form has to think of it: what a sentence holds of a secret is gone before. Lines of documents are masked where they are shown. */
const withoutSecrets = (report: Report, masks: Masks): Report => ({
  ...report,
  findings: report.findings.map(finding => masks.finding(finding)),
  coverage: { ...report.coverage, gaps: report.coverage.gaps.map(gap => ({ ...gap, message: masks.scrub(gap.message) })) },
});
