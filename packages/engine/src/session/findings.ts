import type { Finding, Fix, Host, Intent, Location, Place, Reader, RuleMeta, Secret, TextEdit, Uri } from '@idlint/model';
import type { Attribution } from '../attribute/inventory.ts';
import type { Config } from '../config/config.ts';
import { findingOf, fingerprintOf, namesOf } from '../judge/finding.ts';
import type { Fault } from '../judge/merge.ts';
import type { Report } from '../judge/report.ts';
import { settingOf } from '../judge/settings.ts';
import type { Baseline } from '../suppress/baseline.ts';
import { type CommentForm, type Directive, directivesOf } from '../suppress/directives.ts';
import { type Remark, remarksOn, remarksOnConfigured } from '../suppress/remarks.ts';
import { notAnalysed } from '../suppress/rules.ts';
import { type Suppressible, suppress } from '../suppress/suppress.ts';
import type { Discover } from './discover.ts';
import type { Documents } from './documents.ts';
import type { Layout } from './layout.ts';

interface FindingsContext {
  documents: Documents;
  discover: Discover;
  layout: Layout;
  inventory: Attribution;
  host: Host;
  baseline: Baseline;
  rules: ReadonlyMap<string, RuleMeta>;
  configFor(uri: Uri): Config;
  /** Whether a file is there that is not looked at. */
  unseen(uri: Uri): boolean;
  /** What a configuration calls it. */
  pathOf(uri: Uri): Uri;
  /** Recorded. */
  today(): string;
  commentsOf(uri: Uri): readonly CommentForm[];
  onBug(error: unknown, what: string): void;
}

/** The findings that stand in one document: faults told, silenced where somebody asked for it, and what there is to say of that. Recorded. */
export function findingsIn(uri: Uri, faults: readonly Fault[], context: FindingsContext): Finding[] {
  const { documents, discover, layout, host, baseline, rules, configFor, pathOf } = context;
  const config = configFor(uri);
  const told: Suppressible[] = [];
  for (const fault of faults) {
    const finding = findingOf(fault, {
      config,
      host,
      locate: (place, { reader }) => layout.locate(place, reader),
      shows: place => documents.has(place.uri),
      fixOf: report => fixOf(report, context),
      secretsLike: context.inventory.secretsLike,
    });
    if (!finding) continue;
    const also = fault.also.filter(({ at }) => at.uri === uri);
    const lines = also.map(({ rule, at }) => ({ id: rule.id, line: layout.locate(at, fault.report.reader).range.start.line }));
    const { fact } = fault.report;
    told.push({ finding, names: namesOf(fact), also: lines, ...(fact.kind === 'secret' ? { secret: fact } : {}) });
  }
  const directives = discover.scans.of(uri)?.directives ? directivesIn(uri, context) : [];
  const locate = (start: number, end: number): Location => layout.locate({ uri, segment: '', start, end });
  const today = context.today();
  const ruleOf = (id: string) => rules.get(id);
  const written = (secret: Secret) => {
    const { start, end } = secret.at;
    return { text: documents.get(uri)?.text.slice(start, end) ?? '', sha256: host.sha256 };
  };
  const placesOf = (known: Secret | undefined) => {
    const alike = known ? context.inventory.secretsLike(known.fingerprint).filter(({ rule }) => rule === known.rule) : [];
    return { found: alike.map(({ rule, key }) => fingerprintOf(rule, key, 0, host)), unseen: context.unseen };
  };
  const suppressing = { path: pathOf(uri), directives, config, baseline, placesOf, today, ruleOf, locate, written };
  const used = suppress(told, suppressing);
  const remarks = [
    ...remarksOn(directives, { used, config, today, ruleOf, ids: rules.keys() }),
    ...remarksOnConfigured(uri, config, today),
    ...brokenPart(uri, discover),
  ];
  const own = remarks.flatMap((remark, ordinal) => ownFinding(remark, uri, ordinal, config, host, locate));
  suppress(own, { ...suppressing, directives: [] });
  return [...told, ...own].map(({ finding }) => finding).sort(byPlace);
}

const byPlace = (a: Finding, b: Finding): number => {
  const [one, other] = [a.location.range.start, b.location.range.start];
  return one.line - other.line || one.character - other.character || (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0);
};

function directivesIn(uri: Uri, { documents, commentsOf }: FindingsContext): Directive[] {
  const document = documents.get(uri);
  return document ? directivesOf(document, commentsOf(uri)) : [];
}

/** The first fault of a broken document: more of them tell nobody more. */
function brokenPart(uri: Uri, discover: Discover): Remark[] {
  const fault = discover.faults(uri).find(({ start }) => start !== undefined);
  return fault
    ? [{ rule: notAnalysed, message: `Not all of it could be read: ${fault.message}`, start: fault.start!, end: fault.start! }]
    : [];
}

function ownFinding(
  { rule, message, start, end }: Remark,
  uri: Uri,
  ordinal: number,
  config: Config,
  host: Host,
  locate: (start: number, end: number) => Location,
): Suppressible[] {
  const setting = settingOf(rule, config);
  if (!setting) return [];
  const fact = `${uri}#linter/${ordinal}`;
  const finding: Finding = {
    ruleId: rule.id,
    family: rule.family,
    level: setting.level ?? rule.level,
    confidence: rule.confidence,
    location: locate(start, end),
    message,
    remedy: rule.remedy,
    related: [],
    also: [],
    fact,
    fingerprint: host.sha256(JSON.stringify([rule.id, uri, message])).slice(0, 32),
  };
  return [{ finding, names: [], also: [] }];
}

/** A rule's fix in the syntax of the fact's reader; none where any of its edits can't be written safely. */
function fixOf({ options, reader, fact }: Report, { documents, discover, onBug }: FindingsContext): Fix | undefined {
  if (!options.fix || !reader?.edit) return undefined;
  const edits: TextEdit[] = [];
  for (const intent of options.fix.intents) {
    const written = editsOf(intent, reader, documents, discover, error => onBug(error, `${reader.name} fixes ${fact.key}`));
    if (!written) return undefined;
    edits.push(...written);
  }
  return edits.length > 0 ? { title: options.fix.title, safety: options.fix.safety, edits } : undefined;
}

function editsOf(
  intent: Intent,
  reader: Reader,
  documents: Documents,
  discover: Discover,
  onError: (error: unknown) => void,
): TextEdit[] | undefined {
  const place: Place = intent.do === 'setLabel' ? intent.fact.at : intent.at;
  const document = documents.get(place.uri);
  const part = discover.part(reader, place.uri);
  if (!document || !part) return undefined;
  try {
    return reader.edit!(intent, document, part);
  } catch (error) {
    onError(error);
    return undefined;
  }
}
