import type { Access, Fact, Ownership, RuleMeta, Secret, Uri } from '@idlint/model';
import { languageOf } from '@idlint/syntax/lexical';
import type { LintResult, Masked, Session, SessionOptions } from '../api.ts';
import { Attribution } from '../attribute/inventory.ts';
import { type Links, link } from '../attribute/links.ts';
import { isConfigFile } from '../config/paths.ts';
import { inPaths } from '../config/patterns.ts';
import { Judge } from '../judge/judge.ts';
import { type Fault, groupBy, merge } from '../judge/merge.ts';
import type { Verdict } from '../judge/report.ts';
import { reportSecrets } from '../judge/secrets.ts';
import { Database } from '../query/database.ts';
import { sameItems } from '../query/equal.ts';
import { Baseline } from '../suppress/baseline.ts';
import type { CommentForm } from '../suppress/directives.ts';
import { linterRules } from '../suppress/rules.ts';
import { coverageOf } from './coverage.ts';
import { Discover } from './discover.ts';
import { Documents } from './documents.ts';
import { findingsIn } from './findings.ts';
import { Layout } from './layout.ts';
import { isAmong } from './tree.ts';

/** Kinds of facts whose judgement asks the catalogue of permissions. */
const catalogued: ReadonlySet<Fact['kind']> = new Set(['policy', 'grant', 'binding', 'trust']);

/** Queries whose answers nobody needs any more are let go of after so many changes. */
const sweepAfter = 200;

const keepSame = <T>(old: readonly T[], next: readonly T[]): readonly T[] => (sameItems(old, next) ? old : next);
/** The same list where nothing is left out. */
const without = (uris: readonly Uri[], out: (uri: Uri) => boolean): readonly Uri[] =>
  uris.some(out) ? uris.filter(uri => !out(uri)) : uris;
const byId = (rules: readonly RuleMeta[]) => new Map(rules.flatMap(rule => [rule.id, ...(rule.aliases ?? [])].map(id => [id, rule])));
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The whole way through as queries, and the inputs that they stand on. */
export function createSession(options: SessionOptions): Session {
  const { files, rules, scanner, readers, host, baseline = new Map(), onBug = () => {} } = options;
  const { loadAccess = async () => (await import('@idlint/access')).loadAccess() } = options;
  const db = new Database();

  const configure = db.input(options.configFor);
  const today = db.input(dayOf(host.now()));
  const catalogue = db.input<Access | undefined>(undefined);
  let loaded: Access | undefined;
  // Once it is there it stays the same, and nobody needs to be told.
  const access = () => loaded ?? catalogue.get();
  const documents = new Documents(db, files);

  const configFor = (uri: Uri) => configure.get()(uri);
  const lintable = db.query<readonly Uri[]>('uris', () => without(documents.tree.uris, uri => inPaths(configFor(uri).ignores, uri)), {
    settle: keepSame,
  });
  const uris = () => lintable.get();
  const discover = new Discover({
    db,
    documents,
    readers,
    scanner,
    uris,
    lookAhead: options.lookAhead,
    settings: uri => {
      const { varFiles, parameterFiles, valueFiles } = configFor(uri);
      return { varFiles, parameterFiles, valueFiles };
    },
    onBug,
  });
  const layout = new Layout(db, documents, discover);

  const facts = db.query<Links['facts']>('all-facts', () => discover.facts());
  const secrets = db.query<readonly Secret[]>(
    'all-secrets',
    () => facts.get().flatMap(({ fact }) => (fact.kind === 'secret' ? fact : [])),
    {
      settle: keepSame,
    },
  );
  const ownerships = db.query<readonly Ownership[]>(
    'ownerships',
    () => facts.get().flatMap(({ fact }) => (fact.kind === 'ownership' ? fact : [])),
    { settle: keepSame },
  );
  const links = db.query('link', () => link(facts.get(), ownerships.get()), { settle: (_, next) => next });
  const inventory = new Attribution({ db, links, access, ownerLabels: uri => configFor(uri).ownerLabels });

  const judge = new Judge({ db, rules, inventory, access, now: () => new Date(`${today.get()}T00:00:00Z`), onBug });
  const verdicts = db.query<{ fact: Fact; verdict: Verdict }[]>('verdicts', () =>
    facts.get().flatMap(({ fact, reader }) => judge.verdicts(fact, reader, configFor(fact.at.uri)).map(verdict => ({ fact, verdict }))),
  );
  const rulesById = byId([...rules, ...scanner.rules, ...linterRules]);
  const faults = db.query('merge', () => {
    const reports = verdicts.get().flatMap(({ verdict }) => verdict.reports);
    for (const [uri, group] of groupBy(secrets.get(), secret => secret.at.uri))
      reports.push(...reportSecrets(group, rulesById, configFor(uri)));
    const stands = lintable.get();
    return groupBy(
      merge(reports, uri => isAmong(stands, uri)),
      fault => fault.at.uri,
    );
  });
  const faultsIn = db.family<Uri, readonly Fault[]>('faults-in', uri => faults.get().get(uri) ?? []);

  /** JSON has no comments, but some of what is written in it has. */
  const commentsOf = (uri: Uri): readonly CommentForm[] => {
    const own = languageOf(uri)?.comments ?? [];
    return [...own, ...discover.readersOf(uri).flatMap(({ comment }) => comment ?? [])];
  };
  const context = {
    documents,
    discover,
    layout,
    inventory,
    host,
    baseline: new Baseline(baseline),
    unseen: (uri: Uri) => !documents.has(uri) && files.stands?.(uri) === true,
    rules: rulesById,
    configFor,
    pathOf: options.pathOf ?? (uri => uri),
    today: () => today.get(),
    commentsOf,
    onBug,
  };
  const findings = db.family('findings', (uri: Uri) => findingsIn(uri, faultsIn.get(uri), context));
  const spoken = db.query<readonly Uri[]>(
    'spoken',
    () => {
      const scanned = [...discover.scans.notable].flatMap(([uri, { directives, claims }]) =>
        directives || claims.length > 0 ? [uri] : [],
      );
      return [...new Set([...scanned, ...uris().filter(isConfigFile), ...faults.get().keys()])].sort();
    },
    { settle: keepSame },
  );
  const coverage = db.query('coverage', () =>
    coverageOf({ discover, layout, readers, uris: uris(), facts: facts.get(), verdicts: verdicts.get() }),
  );
  const masked = db.query<Masked[]>('masked', () => secrets.get().map(secret => ({ ...layout.locate(secret.at), mask: secret.mask })));

  let swept = db.revision;
  const sweep = () => {
    if (db.revision - swept < sweepAfter) return;
    for (const part of [discover, layout, inventory, faultsIn, findings]) part.sweep(db.revision);
    swept = db.revision;
  };

  return {
    work: db.work,
    async load() {
      await discover.load();
      if (loaded || !facts.get().some(({ fact }) => catalogued.has(fact.kind))) return;
      try {
        loaded = await loadAccess();
        catalogue.set(loaded);
      } catch (error) {
        onBug(error, 'the catalogue of permissions');
      }
    },
    overlay: (uri, text) => documents.overlay(uri, text),
    refresh: uris => documents.refresh(uris),
    configure: configFor => configure.set(configFor),
    lint(only): LintResult {
      today.set(dayOf(host.now()));
      const wanted = only && new Set(only);
      const found = spoken.get().flatMap(uri => (wanted && !wanted.has(uri) ? [] : findings.get(uri)));
      const result = { findings: found, coverage: coverage.get(), secrets: masked.get() };
      sweep();
      return result;
    },
  };
}
