import { anyOwner, type Inventory, ownerName } from '@idlint/model';

/** A team or person that the workspace knows, and where from. */
export interface Known {
  written: string;
  name: string;
  person: boolean;
  from: 'catalog' | 'CODEOWNERS';
}

/** The teams and people that a catalog lists, or that CODEOWNERS names. */
export function rosterOf(inventory: Inventory): Known[] {
  const roster = new Map<string, Known>();
  for (const fact of inventory.named(anyOwner)) {
    if (fact.kind === 'identity') {
      const written = fact.name.kind === 'known' ? fact.name.value : '';
      for (const name of fact.names)
        if (name !== anyOwner) roster.set(name, { written, name, person: fact.type === 'user', from: 'catalog' });
    } else if (fact.kind === 'ownership' && fact.source === 'codeowners') {
      for (const owner of fact.owners) {
        const name = owner.kind === 'known' ? ownerName(owner.value) : undefined;
        if (owner.kind === 'known' && name && !roster.has(name))
          roster.set(name, { written: owner.value, name, person: !owner.value.includes('/'), from: 'CODEOWNERS' });
      }
    }
  }
  return [...roster.values()];
}
