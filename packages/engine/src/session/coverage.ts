import type { Fact, Grant, List, Principal, Reader, Uri, Value, Values, Why } from '@idlint/model';
import type { Coverage, Gapped } from '../api.ts';
import type { Verdict } from '../judge/report.ts';
import type { Discover } from './discover.ts';
import type { Layout } from './layout.ts';

interface CoverageContext {
  discover: Discover;
  layout: Layout;
  readers: readonly Reader[];
  uris: readonly Uri[];
  facts: readonly { fact: Fact; reader: Reader | undefined }[];
  verdicts: readonly { fact: Fact; verdict: Verdict }[];
}

/** What was looked at, and what was not and why. Recorded. */
export function coverageOf({ discover, layout, readers, uris, facts, verdicts }: CoverageContext): Coverage {
  const read: Record<string, number> = {};
  const titles = new Map(readers.map(({ name, title }) => [name, title]));
  const gaps: Gapped[] = [];
  const { notable } = discover.scans;
  let source = uris.length;
  for (const [uri, { claims, failed, limits = [] }] of notable) {
    // A file is one, however many readers want it: the first of them says most of it.
    const title = titles.get(claims[0] ?? '');
    if (title !== undefined) {
      source--;
      read[title] = (read[title] ?? 0) + 1;
    }
    for (const { at, message } of limits) gaps.push({ uri, line: layout.positionAt(uri, at).line, message, severity: 'limit' });
    if (failed || claims.length > 0) gaps.push(...faultGaps(uri, discover, layout));
  }
  const unknown: Record<string, number> = {};
  let identities = 0;
  let grants = 0;
  for (const { fact, reader } of facts) {
    if (fact.kind === 'identity') identities++;
    if (fact.kind === 'grant') grants++;
    if (fact.kind === 'gap')
      gaps.push({
        uri: fact.at.uri,
        line: layout.locate(fact.at, reader).range.start.line,
        message: fact.message,
        severity: fact.severity,
      });
    for (const { code } of unknowns(fact)) unknown[code] = (unknown[code] ?? 0) + 1;
  }
  for (const { fact, verdict } of verdicts) {
    for (const code of verdict.unknown) unknown[code] = (unknown[code] ?? 0) + 1;
    if (verdict.failed) gaps.push({ uri: fact.at.uri, message: verdict.failed, severity: 'limit' });
  }
  const most = Object.entries(read).sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return {
    files: uris.length,
    bytes: discover.scans.bytes,
    read: { ...Object.fromEntries(most), ...(source > 0 ? { source } : {}) },
    identities,
    grants,
    gaps: distinct(gaps),
    unknown,
  };
}

function faultGaps(uri: Uri, discover: Discover, layout: Layout): Gapped[] {
  return discover.faults(uri).map(({ start, message }) => {
    if (start === undefined) return { uri, message, severity: 'limit' };
    return { uri, line: layout.positionAt(uri, start).line, message, severity: 'broken' };
  });
}

/** A module that is used ten times and is not there is one gap. */
function distinct(gaps: Gapped[]): Gapped[] {
  const byText = new Map(gaps.map(gap => [`${gap.uri}\n${gap.line}\n${gap.message}`, gap]));
  return [...byText.values()].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : (a.line ?? -1) - (b.line ?? -1)));
}

const known = new WeakMap<Fact, Why[]>();

/** Why values that rules look at in a fact are not known. */
function unknowns(fact: Fact): Why[] {
  let whys = known.get(fact);
  if (!whys) {
    whys = judged(fact);
    known.set(fact, whys);
  }
  return whys;
}

function judged(fact: Fact): Why[] {
  switch (fact.kind) {
    case 'grant':
      return [fact.actions, fact.notActions, fact.resources, fact.notResources]
        .flatMap(inList)
        .concat(inPrincipals(fact.principals), inConditions(fact));
    case 'binding':
      return [...inValues([fact.policy]), ...inPrincipals(fact.subjects), ...inConditions(fact)];
    case 'trust':
      return [...inValues([fact.identity]), ...inPrincipals(fact.principals), ...inConditions(fact)];
    case 'credential':
      return inValues([fact.identity, fact.expires, fact.rotates]);
    case 'resource':
      return inValues(Object.values(fact.settings));
    default:
      return [];
  }
}

const inValues = (values: readonly Value<unknown>[]): Why[] => values.flatMap(value => (value.kind === 'unknown' ? [value.why] : []));

const inList = (list: Values<string> | undefined): Why[] => (list ? [...inValues(list.items), ...(list.open ? [list.open] : [])] : []);

const inPrincipals = (list: List<Principal> | undefined): Why[] =>
  inList(list && { ...list, items: list.items.map(({ written }) => written) });

const inConditions = ({ conditions }: Pick<Grant, 'conditions'>): Why[] => [
  ...conditions.items.flatMap(({ values }) => inList(values)),
  ...(conditions.open ? [conditions.open] : []),
];
