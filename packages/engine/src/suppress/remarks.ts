import { type Family, families, type RuleMeta, type Uri } from '@idlint/model';
import type { Config } from '../config/config.ts';
import { nearest } from '../config/suggest.ts';
import { settingOf } from '../judge/settings.ts';
import type { Directive } from './directives.ts';
import { suppressionExpired, suppressionUnused, suppressionWithoutReason } from './rules.ts';
import { holds } from './suppress.ts';

/** Something to say about a suppression itself, in offsets of the document. */
export interface Remark {
  rule: RuleMeta;
  message: string;
  start: number;
  end: number;
}

interface Remarking {
  used: ReadonlySet<Directive>;
  config: Config;
  today: string;
  ruleOf(id: string): RuleMeta | undefined;
  /** Every id that a suppression may name. */
  ids: Iterable<string>;
}

export function remarksOn(directives: readonly Directive[], { used, config, today, ruleOf, ids }: Remarking): Remark[] {
  return directives.flatMap(directive => {
    const { start, end, reason, until } = directive;
    const remarks: Remark[] = [];
    if (config.requireReason && !reason) remarks.push({ rule: suppressionWithoutReason, message: withoutReason, start, end });
    for (const { id, ...at } of directive.rules)
      if (!ruleOf(id) && !families.includes(id as Family)) remarks.push({ rule: suppressionUnused, message: noSuchRule(id, ids), ...at });
    if (!holds(until, today)) {
      remarks.push({ rule: suppressionExpired, message: expired(until!), start, end });
    } else if (!used.has(directive) && directive.rules.every(({ id }) => runs(ruleOf(id), config)))
      remarks.push({ rule: suppressionUnused, message: 'Nothing here needs to be suppressed', start, end });
    return remarks;
  });
}

/** What there is to say of the suppressions that a configuration file holds. */
export function remarksOnConfigured(uri: Uri, { suppressions, requireReason }: Config, today: string): Remark[] {
  return suppressions.flatMap(({ at, until, reason }) => {
    if (at?.uri !== uri) return [];
    const remarks: Remark[] = [];
    const { start, end } = at;
    if (requireReason && !reason) remarks.push({ rule: suppressionWithoutReason, message: withoutReason, start, end });
    if (!holds(until, today)) remarks.push({ rule: suppressionExpired, message: expired(until!), start, end });
    return remarks;
  });
}

const withoutReason = 'A suppression without a reason';

const expired = (until: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(until)
    ? `This suppression held until ${until}`
    : `"${until}" is no date: a suppression ends on a day such as 2027-01-31`;

function noSuchRule(id: string, ids: Iterable<string>): string {
  const meant = nearest(id, ids);
  return `No rule is called ${id}${meant ? `; did you mean ${meant}?` : ''}`;
}

/** Whether the silence of a rule says anything: one that is switched off, or left out by `--select`, may well find something. */
function runs(rule: RuleMeta | undefined, config: Config): boolean {
  return rule !== undefined && settingOf(rule, config) !== undefined && !config.select;
}
