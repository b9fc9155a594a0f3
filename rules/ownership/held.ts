import type { Fact, Granted, Identity, Inventory } from '@idlint/model';

/** What grants come to, as the end of a sentence: `, which gets everything in the account`; empty where there are none. */
export function held(granted: Granted[], inventory: Inventory): string {
  if (granted.length === 0) return '';
  for (const { builtin } of granted) {
    const role = builtin ? inventory.access.builtin(builtin) : undefined;
    if (role?.breadth === 'administrator') return `, which gets ${role.title}`;
  }
  const policies = new Set(granted.map(({ binding, policy, builtin }) => builtin ?? policy?.key ?? binding?.key)).size;
  return policies === 1 ? ', which holds a grant' : `, which holds ${policies} grants`;
}

/** Others that bear its name (one account in many overlays): what is theirs and what is its own can't be told apart. */
export const namesakes = (identity: Identity, inventory: Inventory): Fact[] =>
  identity.names[0] ? inventory.named(identity.names[0]).filter(fact => fact.kind === 'identity' && fact.key !== identity.key) : [];
