import type { Finding, Location, RuleMeta, Secret, Uri } from '@idlint/model';
import type { Config } from '../config/config.ts';
import { matcher } from '../config/patterns.ts';
import { allowed, type Written } from './allow.ts';
import type { Baseline, Places } from './baseline.ts';
import type { Directive } from './directives.ts';

interface Suppressing {
  /** The document's, as a configuration names it. */
  path: Uri;
  directives: readonly Directive[];
  config: Config;
  baseline: Baseline;
  placesOf(secret: Secret | undefined): Places;
  /** The day of today, `2027-01-31`. */
  today: string;
  /** The rule that an id, a former id or a family names. */
  ruleOf(id: string): RuleMeta | undefined;
  locate(start: number, end: number): Location;
  /** What stands where a secret does. */
  written: Written;
}

/** A finding, what its thing is called, and where rules that it speaks for would have stood. */
export interface Suppressible {
  finding: Finding;
  names: readonly string[];
  also: readonly { id: string; line: number }[];
  secret?: Secret;
}

/** Says of each finding what silences it, if anything does; gives the directives that silenced something. */
export function suppress(findings: readonly Suppressible[], suppressing: Suppressing): Set<Directive> {
  const used = new Set<Directive>();
  for (const one of findings) {
    const { finding } = one;
    const directive = suppressing.directives.find(
      directive => holds(directive.until, suppressing.today) && silences(directive, one, suppressing),
    );
    if (directive) {
      used.add(directive);
      const at = suppressing.locate(directive.start, directive.end);
      finding.suppressed = { by: 'comment', ...(directive.reason ? { reason: directive.reason } : {}), at };
      continue;
    }
    const configured = suppressing.config.suppressions.find(
      ({ rule, path, resource, until }) =>
        holds(until, suppressing.today) &&
        speaksOf([rule], finding, suppressing) &&
        (!path || matcher(path)(suppressing.path)) &&
        (!resource || one.names.some(matcher(resource, 'name'))),
    );
    const reason = one.secret && allowed(one.secret, suppressing.path, suppressing.config.allow, suppressing.written);
    if (configured) finding.suppressed = { by: 'configuration', ...(configured.reason ? { reason: configured.reason } : {}) };
    else if (reason !== undefined) finding.suppressed = { by: 'configuration', reason };
    else if (suppressing.baseline.has(finding, () => suppressing.placesOf(one.secret))) finding.suppressed = { by: 'baseline' };
  }
  return used;
}

/** The day itself still counts. A date that is none has passed. */
export const holds = (until: string | undefined, today: string): boolean => until === undefined || (isDay(until) && today <= until);

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

function silences(directive: Directive, { finding, also }: Suppressible, suppressing: Suppressing): boolean {
  const { line } = finding.location.range.start;
  const ids = directive.rules.map(({ id }) => id);
  if (within(directive, line) && (ids.length === 0 || speaksOf(ids, finding, suppressing))) return true;
  return also.some(other => within(directive, other.line) && ids.some(id => nameOf(id, suppressing) === other.id));
}

const within = ({ from, to }: Directive, line: number): boolean => line >= from && line <= to;

const nameOf = (id: string, { ruleOf }: Suppressing): string => ruleOf(id)?.id ?? id;

function speaksOf(ids: readonly string[], finding: Finding, suppressing: Suppressing): boolean {
  return ids.some(id => {
    const name = nameOf(id, suppressing);
    return name === finding.ruleId || name === finding.family || finding.also.includes(name);
  });
}
