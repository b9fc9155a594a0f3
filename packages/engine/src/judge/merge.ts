import { type FactKey, gravity, type Level, type Place, type RuleMeta, type Uri } from '@idlint/model';
import type { Report } from './report.ts';

/** One fault: what stands at one place under one rule, however many instances and rules say so. */
export interface Fault {
  /** The first report, by the facts' keys, of those that know whom it is about: it gives the message. */
  report: Report;
  at: Place;
  level: Level;
  /** Reports of the same rule at the same place: other uses of a module. */
  instances: Report[];
  /** Which one it is of those that the rule reports of this fact, by place. */
  ordinal: number;
  /** What the rule speaks for as well: other rules, and where they would have stood. */
  also: { rule: RuleMeta; at: Place }[];
}

/** Whether a finding may stand in a document. */
export type Stands = (uri: Uri) => boolean;

/** One finding a fault: covered reports go into what covers them, instances of one fault into one. Sorted by the facts' keys within a place. */
export function merge(reports: readonly Report[], stands: Stands): Fault[] {
  const placed = reports.map(report => ({ report, at: standsAt(report, stands) }));
  const { spoken, coveredBy } = cover(placed);
  const faults = new Map<string, Fault>();
  spoken.sort((a, b) => namesNobody(a.report) - namesNobody(b.report) || compare(a.report.fact.key, b.report.fact.key));
  for (const { report, at } of spoken) {
    const { uri, segment, start, end } = at;
    const key = `${report.rule.id} ${start} ${end} ${segment}\n${uri}`;
    const also = coveredBy.get(report) ?? [];
    const fault = faults.get(key);
    if (!fault) faults.set(key, { report, at, level: report.level, instances: [], ordinal: 0, also });
    else {
      fault.instances.push(report);
      fault.also.push(...also);
      if (gravity[report.level] > gravity[fault.level]) fault.level = report.level;
    }
  }
  for (const group of groupBy(faults.values(), ({ report }) => `${report.rule.id} ${report.fact.key}`).values())
    group
      .sort((a, b) => comparePlaces(a.at, b.at))
      .forEach((fault, at) => {
        fault.ordinal = at;
      });
  return [...faults.values()];
}

/** A policy's file says what it allows; whoever uses it, whom. */
const namesNobody = ({ options }: Report): number => Number(!options.related?.length);

const comparePlaces = (a: Place, b: Place): number =>
  compare(a.uri, b.uri) || compare(a.segment, b.segment) || a.start - b.start || a.end - b.end;

/**
 * Where the value is written, which is in the module where the module wrote it, and at the use where the use brought it. A place that
 * is not linted (a dependency) gives way to the next one that the value came through, and that to the fact.
 */
function standsAt({ at, via, fact }: Report, stands: Stands): Place {
  return [at, ...via, fact.at, ...(fact.through ?? [])].find(place => stands(place.uri)) ?? at;
}

interface Placed {
  report: Report;
  at: Place;
}

/** A rule speaks for the ones that it covers where both speak of one fact, or of one place. */
function cover(placed: Placed[]): { spoken: Placed[]; coveredBy: Map<Report, Fault['also']> } {
  const coverers = placed.filter(({ report }) => report.rule.covers?.length);
  const coveredBy = new Map<Report, Fault['also']>();
  if (coverers.length === 0) return { spoken: [...placed], coveredBy };
  const byFact = groupBy(coverers, ({ report }) => report.fact.key);
  const bySegment = groupBy(coverers, ({ at }) => segmentOf(at));
  const covered = new Map<Placed, Placed>();
  for (const one of placed) {
    const { rule } = one.report;
    const speaks = (other: Placed) => other.report.rule.covers!.includes(rule.id) && !rule.covers?.includes(other.report.rule.id);
    const coverer =
      byFact.get(one.report.fact.key)?.find(speaks) ??
      bySegment.get(segmentOf(one.at))?.find(other => speaks(other) && overlap(one.at, other.at));
    if (coverer && coverer !== one) covered.set(one, coverer);
  }
  for (const [one, coverer] of covered) {
    // A coverer may be covered itself; the strongest of the chain speaks.
    let strongest = coverer;
    for (let steps = 0; covered.has(strongest) && steps < 10; steps++) strongest = covered.get(strongest)!;
    const also = coveredBy.get(strongest.report) ?? [];
    also.push({ rule: one.report.rule, at: one.at });
    coveredBy.set(strongest.report, also);
  }
  return { spoken: placed.filter(one => !covered.has(one)), coveredBy };
}

const segmentOf = ({ uri, segment }: Place): string => `${segment}\n${uri}`;

export const overlap = (a: Place, b: Place): boolean =>
  a.uri === b.uri && a.segment === b.segment && a.start < Math.max(b.end, b.start + 1) && b.start < Math.max(a.end, a.start + 1);

export const compare = (a: FactKey, b: FactKey): number => (a < b ? -1 : a > b ? 1 : 0);

export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
