import { gravity, type Level } from '@idlint/model';
import { folded } from './fold.ts';
import type { Report } from './report.ts';
import { headline, lookedAt, notSeen, remedyOf, told } from './words.ts';

const commandOf: Record<Level, string> = { error: 'error', warning: 'warning', note: 'notice' };

/** Workflow commands, which GitHub shows as annotations of the change. It takes ten of each level a step: the gravest come first, each secret once before any a second time. */
export function github(report: Report): string {
  const all = told(report);
  const shown = new Set(folded(all).map(({ finding }) => finding));
  const findings = [...all].sort((a, b) => gravity[b.level] - gravity[a.level] || Number(shown.has(b)) - Number(shown.has(a)));
  const lines = findings.map(finding => {
    const { start, end } = finding.location.range;
    const properties = [
      `file=${property(report.path(finding.location.uri))}`,
      `line=${start.line + 1}`,
      `endLine=${end.line + 1}`,
      // Columns only count where both ends stand in one line.
      ...(start.line === end.line ? [`col=${start.character + 1}`, `endColumn=${end.character + 1}`] : []),
      `title=${property(finding.ruleId)}`,
    ];
    return `::${commandOf[finding.level]} ${properties.join(',')}::${data(`${finding.message}\nfix: ${remedyOf(finding)}`)}`;
  });
  if (!report.quiet) {
    lines.push(
      data(headline(report)),
      data(`looked at ${lookedAt(report.coverage)}`),
      ...notSeen(report).map(line => data(`not seen: ${line}`)),
    );
  }
  return lines.length ? `${lines.join('\n')}\n` : '';
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
