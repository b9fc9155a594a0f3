import { linterRules, type OwnSecretRule } from '@idlint/engine';
import type { Rule, RuleMeta, SecretRule, SecretTables } from '@idlint/model';
import { families } from '@idlint/model';
import { rules, secretRules } from '@idlint/rules';
import { secretTables } from '@idlint/rules/secret-tables';
import { UsageError } from './exit.ts';
import { didYouMean } from './suggest.ts';

/** Every rule there is. */
export interface Catalogue {
  rules: Rule[];
  secretRules: SecretRule[];
  /** Made of `secretRules`, where they are those that idlint brings. */
  secretTables: SecretTables | undefined;
  /** What all of them say of themselves. */
  all: RuleMeta[];
}

/** @param own what the workspace's configuration brings; of two rules that find the same, its own one speaks */
export function catalogueOf(own: readonly OwnSecretRule[] = []): Catalogue {
  const every = own.length > 0 ? [...own.map(({ rule }) => rule), ...secretRules] : secretRules;
  return {
    rules,
    secretRules: every,
    secretTables: own.length > 0 ? undefined : secretTables,
    all: [...rules, ...every, ...linterRules],
  };
}

/**
 * The rule that is called so now or was before.
 * @throws {UsageError} with the nearest name
 */
export function ruleNamed(written: string, { all }: Catalogue): RuleMeta {
  const found = all.find(rule => rule.id === written || rule.aliases?.includes(written));
  if (found) return found;
  const hint = didYouMean(
    written,
    all.map(rule => rule.id),
  );
  throw new UsageError(`there is no rule ${JSON.stringify(written)}${hint}\nidlint rules lists them`);
}

/**
 * Ids and families as `--select` and `--ignore` take them, former ids turned into today's.
 * @throws {UsageError} for one that does not exist
 */
export function selectionOf(flag: string, written: string[] | undefined, { all }: Catalogue): string[] | undefined {
  return written?.map(name => {
    if ((families as readonly string[]).includes(name)) return name;
    const rule = all.find(({ id, aliases }) => id === name || aliases?.includes(name));
    if (rule) return rule.id;
    const hint = didYouMean(name, [...families, ...all.map(({ id }) => id)]);
    throw new UsageError(`${flag}: there is no rule or family ${JSON.stringify(name)}${hint}`);
  });
}
