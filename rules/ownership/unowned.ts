import type { Identity, Inventory, RuleContext } from '@idlint/model';
import { titleOf } from '../who.ts';
import { held, namesakes } from './held.ts';

/** Says that an identity is nobody's, where every source of owners was read and none speaks of it. */
export function reportUnowned(identity: Identity, { inventory, report }: RuleContext): void {
  const answer = inventory.ownersOf(identity);
  if (answer.is !== 'unowned') return;
  const { likely } = answer;
  report(
    identity.name.kind === 'known' ? identity.name : identity.at,
    `nobody answers for ${titleOf(identity)}${reach(identity, inventory)}`,
    {
      // Where nobody says whose anything is, it is not this identity that lacks it.
      ...(answer.sources ? {} : { level: 'note' as const }),
      label: 'no owner',
      ...(likely ? { related: [{ at: likely.at, message: `${likely.name} owns what stands beside it` }] } : {}),
      ...(likely
        ? {
            fix: {
              title: `label it with ${likely.name}`,
              safety: 'suggested' as const,
              intents: [{ do: 'setLabel' as const, fact: identity, label: 'owner', value: likely.name }],
            },
          }
        : {}),
    },
  );
}

/** What makes it worth asking: how far it reaches, else what it is used for. */
function reach(identity: Identity, inventory: Inventory): string {
  if (namesakes(identity, inventory).length > 0) return '';
  const granted = held(inventory.grantsOf(identity), inventory);
  if (granted) return granted;
  const uses = inventory.usesOf(identity).filter(({ how }) => how === 'runs-as').length;
  if (uses === 0) return '';
  return uses === 1 ? ', as which one workload runs' : `, as which ${uses} workloads run`;
}
