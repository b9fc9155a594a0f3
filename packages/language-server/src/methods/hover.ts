import type { Finding, Position, Range } from '@idlint/model';
import { type Hover, MarkupKind } from 'vscode-languageserver/node';

/** What is at fault here, what it lets happen and what to do; then the rule's page. */
export function hover(findings: Finding[], position: Position, pageOf: (ruleId: string) => string | undefined): Hover | null {
  const here = findings.filter(finding => !finding.suppressed && covers(finding.location.range, position));
  if (!here.length) return null;
  const parts = here.map(finding => {
    const page = pageOf(finding.ruleId);
    const said = `**${finding.ruleId}** (${finding.level}): ${finding.message}\n\n**fix:** ${finding.remedy}`;
    return page ? `${said}\n\n---\n\n${page.replace(/^# .*\n+/, '')}` : said;
  });
  return { contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') }, range: here[0]!.location.range };
}

const before = (a: Position, b: Position) => a.line < b.line || (a.line === b.line && a.character < b.character);
const covers = (range: Range, at: Position) => !before(at, range.start) && !before(range.end, at);
