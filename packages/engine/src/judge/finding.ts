import type { Fact, FactKey, Finding, Fix, Host, Location, Place, Secret } from '@idlint/model';
import { knownValue, samePlace } from '@idlint/model';
import type { Config } from '../config/config.ts';
import { matcher } from '../config/patterns.ts';
import type { Fault } from './merge.ts';
import type { Report } from './report.ts';
import { raised, settingOf } from './settings.ts';

/** More related places than these tell nobody anything. */
const mostRelated = 12;

interface FindingContext {
  /** The configuration of the document in which it stands. */
  config: Config;
  host: Host;
  locate(place: Place, report: Report): Location;
  /** Whether a place can be shown. */
  shows(place: Place): boolean;
  fixOf(report: Report): Fix | undefined;
  secretsLike(fingerprint: string): readonly Secret[];
}

/** A fault as it is told; undefined where the configuration of the document in which it stands has its rule switched off. */
export function findingOf(fault: Fault, context: FindingContext): Finding | undefined {
  const { report, at } = fault;
  const { rule, fact, options } = report;
  const setting = settingOf(rule, context.config);
  if (!setting) return undefined;
  const level = isSensitive(fact, at, context.config) ? raised(fault.level) : fault.level;
  const fix = context.fixOf(report);
  return {
    ruleId: rule.id,
    family: rule.family,
    level,
    confidence: fact.kind === 'secret' ? fact.confidence : rule.confidence,
    location: context.locate(at, report),
    message: report.message,
    ...(options.label ? { label: options.label } : {}),
    remedy: options.remedy ?? rule.remedy,
    ...(options.code ? { code: options.code } : {}),
    related: relatedOf(fault, context),
    ...(fix ? { fix } : {}),
    also: [...new Set(fault.also.map(({ rule }) => rule.id))].filter(id => id !== rule.id).sort(),
    fact: fact.key,
    fingerprint: fingerprintOf(rule.id, fact.key, fault.ordinal, context.host),
    ...(fact.kind === 'secret' ? { same: fact.fingerprint, ...(fact.issued ? { secret: fact.fingerprint.slice(0, 32) } : {}) } : {}),
  };
}

export const fingerprintOf = (rule: string, fact: FactKey, ordinal: number, { sha256 }: Host): string =>
  sha256(JSON.stringify([rule, fact, ordinal])).slice(0, 32);

function relatedOf({ report, at, instances }: Fault, context: FindingContext): Finding['related'] {
  const related: { place: Place; message: string; report: Report; same?: true }[] = [];
  const add = (place: Place, message: string, from = report, same?: true) => {
    if (
      related.length < mostRelated &&
      context.shows(place) &&
      ![at, ...related.map(other => other.place)].some(other => samePlace(other, place))
    )
      related.push({ place, message, report: from, ...(same && { same }) });
  };
  for (const { at, message } of report.options.related ?? []) add(at, message);
  for (const place of report.fact.through ?? []) add(place, 'it is used here');
  for (const instance of instances) {
    const message = instance.message === report.message ? 'and here' : instance.message;
    // The document itself, read for its own sake, is no other use of it.
    if (!instance.via.length && !instance.fact.through?.length && instance.fact.at.uri === at.uri && report.fact.at.uri !== at.uri)
      continue;
    const places = [...instance.via, ...(instance.fact.through ?? [])];
    // The use nearest to the root tells the instances apart.
    add(places.at(-1) ?? instance.fact.at, message, instance);
    for (const { at, message } of instance.options.related ?? []) add(at, message, instance);
  }
  for (const place of [report.at, ...report.via]) add(place, 'comes through here');
  if (report.fact.kind === 'secret')
    for (const other of context.secretsLike(report.fact.fingerprint))
      if (other.key !== report.fact.key) add(other.at, 'the same secret', report, true);
  return related.map(({ place, message, report, same }) => ({ ...context.locate(place, report), message, ...(same && { same }) }));
}

/** Whether the document, or the name of the thing, is one that the configuration calls sensitive. */
function isSensitive(fact: Fact, at: Place, { sensitive }: Config): boolean {
  if (sensitive.length === 0) return false;
  const names = namesOf(fact);
  return sensitive.some(pattern => matcher(pattern)(at.uri) || matcher(pattern)(fact.at.uri) || names.some(matcher(pattern, 'name')));
}

/** What people call the thing that a fact is about: its name, and what its key and the names that documents give it are made of. */
export function namesOf(fact: Fact): string[] {
  const name = 'name' in fact ? (typeof fact.name === 'string' ? fact.name : knownValue(fact.name)) : undefined;
  const called = fact.kind === 'secret' ? fact.called : undefined;
  const subjects = fact.kind === 'binding' ? fact.subjects.items.flatMap(({ name }) => name ?? []) : [];
  const whose = fact.kind === 'trust' || fact.kind === 'credential' ? (knownValue(fact.identity) ?? '') : '';
  const made = [
    fact.key.slice(fact.key.indexOf('#') + 1),
    ...[...fact.names, ...subjects, whose].map(one => one.slice(one.indexOf(':') + 1)),
  ];
  const pieces = made.flatMap(one => one.split(/[/.#:[\]"']+/));
  return [...new Set([name ?? '', called ?? '', ...made, ...pieces])].filter(one => one !== '');
}
