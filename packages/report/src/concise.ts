import type { Report, Terminal } from './report.ts';
import { Style } from './style.ts';
import { visible } from './visible.ts';
import { headline, lookedAt, notSeen, told } from './words.ts';

/** A line for each finding, as compilers write them, so that editors and `grep` find their way: `path:line:column: level[rule] message`. */
export function concise(report: Report, _: unknown, terminal: Terminal): string {
  const style = new Style(terminal);
  const lines = told(report).map(finding => {
    const { line, character } = finding.location.range.start;
    const where = visible(`${report.path(finding.location.uri)}:${line + 1}:${character + 1}`);
    return `${where}: ${style.level(finding.level, finding.level)}[${style.link(finding.ruleId, report.link?.(finding.ruleId))}] ${visible(finding.message)}`;
  });
  if (!report.quiet) {
    lines.push(style.bold(headline(report)), `looked at ${lookedAt(report.coverage)}`);
    const unseen = notSeen(report);
    if (unseen.length) lines.push(`not seen: ${visible(unseen.join('; '))}`);
  }
  return lines.length ? `${lines.join('\n')}\n` : '';
}
