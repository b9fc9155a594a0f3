import type { Finding, Location, Place, Uri } from '@idlint/model';
import { elsewhere, type Folded, folded } from './fold.ts';
import { type FrameOptions, frame } from './frame.ts';
import type { Masks } from './masks.ts';
import type { Report, Terminal } from './report.ts';
import { Style } from './style.ts';
import { visible } from './visible.ts';
import { headline, lookedAt, notSeen, remedyOf, sentenceOf, told } from './words.ts';

/** More notes of one rule than this share one line. */
const manyNotes = 3;
/** Of more findings of one rule in one file than these, the first few are shown: a dump of a table has thousands. */
const manyAlike = 20;
const shownAlike = 10;
/** From so many findings on, the rules are counted. */
const many = 10;
const shownRules = 8;
/** More kinds of what was not seen than this are only counted. */
const manyKinds = 6;

/** For people in front of a terminal: each finding in at most eight lines, then what was looked at and what was not. */
export function pretty(report: Report, masks: Masks, terminal: Terminal): string {
  const style = new Style(terminal);
  const options: FrameOptions = { masks, style, columns: Math.max(40, terminal.columns), document: report.document, path: report.path };
  const findings = folded(told(report));
  const notes = notesByRule(findings);
  const blocks: string[] = [];
  const shown = findings.filter(({ finding }) => !notes.has(finding.ruleId) || finding.level !== 'note');
  const alike = groupBy(shown, ({ finding }) => `${finding.ruleId} ${finding.location.uri}`);
  const rests = new Map(
    [...alike.values()].filter(({ length }) => length > manyAlike).map(group => [group[shownAlike]!, group.slice(shownAlike)]),
  );
  const left = new Set([...rests.values()].flat());
  for (const each of shown) {
    const rest = rests.get(each);
    if (rest) blocks.push(restLine(rest, report, style));
    else if (!left.has(each)) blocks.push(block(each, report, options));
  }
  for (const [, group] of notes) blocks.push(noteLine(group, report, style));
  if (!report.quiet) blocks.push(closing(report, style));
  return blocks.length ? `${blocks.join('\n\n')}\n` : '';
}

function block(each: Folded, report: Report, options: FrameOptions): string {
  const { style } = options;
  const { finding, others } = each;
  const { line, character } = finding.location.range.start;
  const where = style.bold(visible(`${report.path(finding.location.uri)}:${line + 1}:${character + 1}`));
  const also = finding.also.length ? style.dim(` (also ${finding.also.join(', ')})`) : '';
  const rule = style.link(finding.ruleId, report.link?.(finding.ruleId));
  const fixable = finding.fix?.safety === 'safe' ? style.dim(' (idlint --fix)') : '';
  // What is named in a line of its own is no evidence beside it.
  const related = finding.related.filter(({ same, uri, place }) => !same || !others.some(({ location: at }) => isAt(at, uri, place)));
  const places = elsewhere(each, report);
  return [
    `${where}  ${style.level(finding.level, finding.level)}  ${rule}${also}`,
    `  ${visible(sentenceOf(finding))}`,
    ...frame({ ...finding, related }, options),
    ...(places ? [`  ${style.dim(visible(places))}`] : []),
    `  ${style.good('fix:')} ${visible(remedyOf(finding))}${fixable}`,
  ].join('\n');
}

const isAt = (at: Location, uri: Uri, { start, end }: Place): boolean => at.uri === uri && at.place.start === start && at.place.end === end;

function notesByRule(findings: Folded[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const { finding } of findings) {
    if (finding.level === 'note') groups.set(finding.ruleId, [...(groups.get(finding.ruleId) ?? []), finding]);
  }
  for (const [rule, group] of groups) if (group.length <= manyNotes) groups.delete(rule);
  return groups;
}

function restLine(group: readonly Folded[], report: Report, style: Style): string {
  const [{ finding }] = group as [Folded, ...Folded[]];
  const where = style.bold(visible(report.path(finding.location.uri)));
  return `${where}  and ${group.length} more of ${finding.ruleId} in this file, from line ${finding.location.range.start.line + 1} on: idlint --format json has all`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function noteLine(group: Finding[], report: Report, style: Style): string {
  const [first] = group as [Finding, ...Finding[]];
  const places = group.slice(0, manyNotes).map(({ location: { uri, range } }) => visible(`${report.path(uri)}:${range.start.line + 1}`));
  const rule = style.link(first.ruleId, report.link?.(first.ruleId));
  const where = `${places.join(', ')}, and ${group.length - places.length} more`;
  const same = group.every(finding => finding.message === first.message);
  const message = same ? sentenceOf(first) : (report.rules.find(each => each.id === first.ruleId)?.summary ?? first.message);
  return `${style.level('note', `${group.length} notes`)}  ${rule}  ${visible(message)}\n  ${where}\n  ${style.good('fix:')} ${visible(remedyOf(first))}`;
}

/** Where the findings are more than one takes in at once: how many of which rule. */
function byRule(report: Report): string | undefined {
  const findings = folded(told(report));
  if (findings.length < many) return undefined;
  const counts = new Map<string, number>();
  for (const {
    finding: { ruleId },
  } of findings)
    counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const rest = sorted.slice(shownRules).reduce((sum, [, each]) => sum + each, 0);
  return (
    sorted
      .slice(0, shownRules)
      .map(([rule, each]) => `${each} ${rule}`)
      .join(', ') + (rest ? `, ${rest} of other rules` : '')
  );
}

function closing(report: Report, style: Style): string {
  const lines = [style.bold(headline(report)), `  looked at  ${lookedAt(report.coverage)}`];
  const rules = byRule(report);
  if (rules) lines.push(`  by rule    ${rules}`);
  const unseen = notSeen(report);
  if (unseen.length > manyKinds)
    unseen.splice(manyKinds - 1, Infinity, `and ${unseen.length - manyKinds + 1} more kinds: idlint --format json has all`);
  unseen.forEach((line, index) => {
    lines.push(`  ${index ? '        ' : 'not seen'}   ${visible(line)}`);
  });
  if (report.next?.length) lines.push(`next: ${report.next.join(' | ')}`);
  return lines.join('\n');
}
