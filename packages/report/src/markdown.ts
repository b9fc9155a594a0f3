import { gravity } from '@idlint/model';
import { elsewhere, type Folded, folded } from './fold.ts';
import type { Report } from './report.ts';
import { visible } from './visible.ts';
import { count, headline, lookedAt, notSeen, remedyOf, sentenceOf, told } from './words.ts';

/** So many findings are shown at once; the others are folded. */
const shown = 20;
/** GitHub takes a summary of 1 MiB and a comment of 65,536 characters. */
const most = 200;

/** A summary for a pull request or a job. What comes from the workspace is text there, never Markdown, a tag or a mention. */
export function markdown(report: Report): string {
  const findings = folded(told(report)).sort((a, b) => gravity[b.finding.level] - gravity[a.finding.level]);
  const lines = [`### idlint: ${plain(headline(report))}`, ''];
  if (findings.length) lines.push(...table(findings.slice(0, shown), report), '');
  if (findings.length > shown) {
    const more = findings.slice(shown, most);
    lines.push(
      '<details>',
      `<summary>${count(findings.length - shown, 'more finding')}</summary>`,
      '',
      ...table(more, report),
      '',
      '</details>',
      '',
    );
    if (findings.length > most) lines.push(`${findings.length - most} are left out here.`, '');
  }
  lines.push(`Looked at ${plain(lookedAt(report.coverage))}.`);
  const unseen = notSeen(report);
  if (unseen.length) lines.push('', 'Not seen:', ...unseen.map(line => `- ${plain(line)}`));
  return `${lines.join('\n')}\n`;
}

function table(findings: Folded[], report: Report): string[] {
  const rows = findings.map(each => {
    const { finding } = each;
    const places = elsewhere(each, report);
    const where = code(`${report.path(finding.location.uri)}:${finding.location.range.start.line + 1}`);
    return `| ${finding.level} | ${where} | ${plain(sentenceOf(finding) + (places ? `; ${places}` : ''))} (${code(finding.ruleId)}) | ${plain(remedyOf(finding))} |`;
  });
  return ['| | where | what | fix |', '|---|---|---|---|', ...rows];
}

const plain = (text: string): string =>
  visible(text)
    .replace(/[&<>]/g, character => `&#${character.charCodeAt(0)};`)
    .replace(/[\\`*_{}[\]()+!|~:]/g, '\\$&')
    // Mentions and references are looked for in the finished page: only something between the sign and the name stops that.
    .replace(/[@#](?!\d+;)/g, '$&<!-- -->');

/** A span of code takes no escapes, so what would end it, or the table's cell, becomes something else. */
const code = (text: string): string => `\`${visible(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
