import type { Fact } from '@idlint/model';

/** Things that are called the same are told apart by their order, so that each fact has a key of its own. */
export function uniqueKeys(facts: Fact[]): Fact[] {
  const seen = new Map<string, number>();
  const policies = new Map<string, string>();
  return facts.map(fact => {
    const before = seen.get(fact.key) ?? 0;
    seen.set(fact.key, before + 1);
    const key = before === 0 ? fact.key : `${fact.key}~${before}`;
    if (fact.kind === 'policy') policies.set(fact.key, key);
    return fact.kind === 'grant' ? { ...fact, key, policy: policies.get(fact.policy) ?? fact.policy } : { ...fact, key };
  });
}
