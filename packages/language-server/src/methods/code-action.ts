import type { Finding, Fix, Range, TextEdit } from '@idlint/model';
import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver/node';

/** LSP's kind for what `--fix` does, so that editors can do it on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.idlint`;

export interface ActionContext {
  range: Range;
  only: string[] | undefined;
  diagnosticOf(finding: Finding): Diagnostic;
  /** Offsets in idlint's documents to what an editor applies. */
  workspaceEdit(edits: TextEdit[]): WorkspaceEdit;
  /** Silences a finding by a comment, in the document's own form; undefined where it has none. */
  suppression(finding: Finding): TextEdit | undefined;
}

/** The fixes and the suppressions of the findings in a range, and all safe fixes of the document at once. */
export function codeActions(findings: Finding[], context: ActionContext): CodeAction[] {
  const wants = (kind: string) => !context.only || context.only.some(only => kind === only || kind.startsWith(`${only}.`));
  const shown = findings.filter(finding => !finding.suppressed);
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const here = shown.filter(finding => overlap(finding.location.range, context.range));
    for (const finding of here) if (finding.fix) actions.push(fixAction(finding, finding.fix, context));
    for (const finding of here) {
      const edit = context.suppression(finding);
      if (!edit) continue;
      const title = `Suppress ${finding.ruleId} here, with a reason`;
      actions.push({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [context.diagnosticOf(finding)],
        edit: context.workspaceEdit([edit]),
      });
    }
  }
  if (wants(fixAllKind)) {
    const edits = apart(shown.flatMap(finding => (finding.fix?.safety === 'safe' ? [finding.fix.edits] : [])));
    if (edits.length) actions.push({ title: 'Fix all that idlint can fix safely', kind: fixAllKind, edit: context.workspaceEdit(edits) });
  }
  return actions;
}

function fixAction(finding: Finding, fix: Fix, context: ActionContext): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [context.diagnosticOf(finding)],
    isPreferred: fix.safety === 'safe',
    edit: context.workspaceEdit(fix.edits),
  };
}

/** Fixes whose edits do not overlap those of one before: an editor applies them together. */
function apart(fixes: TextEdit[][]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const edits of fixes) {
    const free = edits.every(edit => taken.every(other => other.uri !== edit.uri || edit.end < other.start || other.end < edit.start));
    if (free) taken.push(...edits);
  }
  return taken;
}

function overlap(a: Range, b: Range): boolean {
  const ends = (first: Range, second: Range) =>
    first.end.line < second.start.line || (first.end.line === second.start.line && first.end.character < second.start.character);
  return !ends(a, b) && !ends(b, a);
}
