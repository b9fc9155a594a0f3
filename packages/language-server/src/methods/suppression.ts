import type { Finding, SourceDocument, TextEdit } from '@idlint/model';
import type { CommentForm } from '@idlint/syntax/lexical';

/** A comment above the finding's line that silences it, with the place for a reason; undefined where the format has no comments. */
export function suppressionOf(finding: Finding, document: SourceDocument, form: CommentForm | undefined): TextEdit | undefined {
  if (!form) return undefined;
  const { line } = finding.location.range.start;
  const at = document.lineStarts[line] ?? 0;
  const indentation = /^[ \t]*/.exec(document.text.slice(at, at + 200))![0];
  const directive = `idlint-disable-next-line ${finding.ruleId} -- reason`;
  const comment = 'line' in form ? `${form.line} ${directive}` : `${form.open} ${directive} ${form.close}`;
  return { uri: finding.location.uri, start: at, end: at, text: `${indentation}${comment}\n` };
}
