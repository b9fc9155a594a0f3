import type { Found } from '@idlint/evaluate';
import { type Condition, type Fact, unknown } from '@idlint/model';

/**
 * The grants of a resource that stands inside of a VPC (a search domain): whoever they are for must be in that network first, as if each
 * had a condition on it. `network`: what puts the resource there; absent where it stands in the open.
 */
export function reachedThrough(network: Found, facts: Fact[]): Fact[] {
  if (network.kind === 'absent' || network.kind === 'null' || (network.kind === 'list' && network.items.length === 0)) return facts;
  const { at } = network;
  const inside: Condition = {
    operator: 'StringEquals',
    key: 'aws:SourceVpc',
    values: { items: [unknown({ code: 'reference', what: 'the VPC', at }, at)] },
    at,
  };
  return facts.map(fact =>
    fact.kind === 'grant' ? { ...fact, conditions: { ...fact.conditions, items: [...fact.conditions.items, inside] } } : fact,
  );
}
