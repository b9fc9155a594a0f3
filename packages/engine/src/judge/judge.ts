import type { Access, Fact, FactKind, Inventory, Reader, ReportOptions, Rule, RuleContext, Value } from '@idlint/model';
import type { Config } from '../config/config.ts';
import type { Database } from '../query/database.ts';
import type { Query } from '../query/query.ts';
import { isValue, nothingSaid, type Report, type Verdict } from './report.ts';
import { asksFor, type Setting, settingOf } from './settings.ts';

interface JudgeOptions {
  db: Database;
  rules: readonly Rule[];
  inventory: Omit<Inventory, 'access'>;
  /** Recorded as long as it is not there. */
  access(): Access | undefined;
  /** Recorded. */
  now(): Date;
  onBug(error: unknown, what: string): void;
}

/** What was said of a fact under a configuration: a verdict for good, or a query where the rule asked about the rest of the workspace. */
interface Judged {
  config: Config;
  verdicts: (Verdict | Query<Verdict>)[];
}

class NotLoaded extends Error {}

/** Every rule meets the facts of its kind. A pair of rule and fact is judged again only when an answer that the rule was given changed. */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #inventory: Inventory;
  readonly #rules = new Map<FactKind, Rule[]>();
  readonly #judged = new WeakMap<Fact, Judged>();

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#inventory = withAccess(options.inventory, options.access);
    for (const rule of options.rules)
      for (const kind of [rule.looksAt].flat()) this.#rules.set(kind, [...(this.#rules.get(kind) ?? []), rule]);
  }

  /** Recorded, as far as the rules asked for anything. */
  verdicts(fact: Fact, reader: Reader | undefined, config: Config): readonly Verdict[] {
    let judged = this.#judged.get(fact);
    if (judged?.config !== config) {
      judged = { config, verdicts: this.#judge(fact, reader, config) };
      this.#judged.set(fact, judged);
    }
    return judged.verdicts.map(verdict => ('reports' in verdict ? verdict : verdict.get()));
  }

  #judge(fact: Fact, reader: Reader | undefined, config: Config): Judged['verdicts'] {
    const verdicts: Judged['verdicts'] = [];
    for (const rule of this.#rules.get(fact.kind) ?? []) {
      const setting = settingOf(rule, config);
      if (!setting) continue;
      const query = this.#options.db.query('judge', () => this.#check(rule, fact, reader, config, setting));
      const verdict = query.peek();
      if (query.asksNothing) {
        if (verdict !== nothingSaid) verdicts.push(verdict);
      } else verdicts.push(query);
    }
    return verdicts;
  }

  #check(rule: Rule, fact: Fact, reader: Reader | undefined, config: Config, setting: Setting): Verdict {
    const { now, onBug } = this.#options;
    const reports: Report[] = [];
    const unknown: string[] = [];
    const report = (at: Parameters<RuleContext['report']>[0], message: string, options: ReportOptions = {}): void => {
      if (options.preset && !asksFor(config, options.preset)) return;
      if (isValue(at) && at.kind === 'unknown') unknown.push(at.why.code);
      else reports.push({ rule, fact, reader, ...placesOf(at), message, level: setting.level ?? options.level ?? rule.level, options });
    };
    const context: RuleContext = {
      inventory: this.#inventory,
      get now() {
        return now();
      },
      options: setting.options,
      ownAccounts: config.ownAccounts,
      report,
    };
    try {
      rule.check(fact as never, context);
    } catch (error) {
      if (error instanceof NotLoaded) return { reports: [], unknown: [], failed: 'the catalogue of permissions is not loaded yet' };
      onBug(error, `${rule.id} ${fact.key}`);
      return { reports: [], unknown: [], failed: `the rule ${rule.id} failed here, which is a bug of idlint` };
    }
    return reports.length || unknown.length ? { reports, unknown } : nothingSaid;
  }
}

function placesOf(at: Parameters<RuleContext['report']>[0]): Pick<Report, 'at' | 'via'> {
  if (!isValue(at)) return { at, via: [] };
  return { at: at.at, via: (at as Exclude<Value<unknown>, { kind: 'absent' }>).via ?? [] };
}

function withAccess(inventory: Omit<Inventory, 'access'>, access: () => Access | undefined): Inventory {
  return {
    ...inventory,
    get access() {
      const loaded = access();
      if (!loaded) throw new NotLoaded();
      return loaded;
    },
  };
}
