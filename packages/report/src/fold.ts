/** For people, a secret that stands at several places is one: the most telling place is shown, the others are named. */
import { type Confidence, type Finding, gravity } from '@idlint/model';
import type { Report } from './report.ts';

/** A finding, and those of the same secret elsewhere. */
export interface Folded {
  finding: Finding;
  others: Finding[];
}

/** Of more other places than these, all but one are named. */
const most = 4;
const sureness: Record<Confidence, number> = { low: 0, medium: 1, high: 2 };

/** In the order of the findings that are shown: of each secret the gravest and surest one, the first of equal ones. */
export function folded(findings: readonly Finding[]): Folded[] {
  const groups = new Map<string | Finding, Finding[]>();
  for (const finding of findings) {
    const key = finding.same ?? finding;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const graver = (a: Finding, b: Finding): number => gravity[b.level] - gravity[a.level] || sureness[b.confidence] - sureness[a.confidence];
  const shown = new Map([...groups.values()].map(group => [[...group].sort(graver)[0]!, group]));
  return findings.flatMap(finding => {
    const group = shown.get(finding);
    return group ? { finding, others: group.filter(other => other !== finding) } : [];
  });
}

/** `also at a.ts:1, :4, b.yaml:2 and 5 more`; the file's name only where it is another one than before. */
export function elsewhere({ finding, others }: Folded, report: Report): string {
  if (others.length === 0) return '';
  let file = finding.location.uri;
  const named = others.length > most ? most - 1 : others.length;
  const places = others.slice(0, named).map(({ location: { uri, range } }) => {
    const place = `${uri === file ? '' : report.path(uri)}:${range.start.line + 1}`;
    file = uri;
    return place;
  });
  const more = others.length - places.length;
  if (more > 0) return `also at ${places.join(', ')} and ${more} more`;
  const last = places.pop();
  return `also at ${places.length > 0 ? `${places.join(', ')} and ` : ''}${last}`;
}
