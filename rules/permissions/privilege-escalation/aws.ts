import { type Grant, type Identity, type Inventory, type Known, knownOf } from '@idlint/model';
import { isEveryResource } from '../../aws.ts';
import { raisesOwnRights } from '../../escalation-actions.ts';

/** What a statement lets its holder do to raise its own rights; of several ways, the first. */
export function awsEscalation(grant: Grant, inventory: Inventory): { action: Known<string>; how: string } | undefined {
  if (grant.layer !== 'identity' || grant.conditions.items.length > 0 || grant.conditions.open) return undefined;
  if (!knownOf(grant.resources).some(({ value }) => isEveryResource(value) || isEveryIdentity(value))) return undefined;
  for (const action of knownOf(grant.actions)) {
    const how = raisesOwnRights(action.value);
    if (how && !inventory.holdersOf(grant).some(holder => isHeldBack(holder, action.value, inventory))) return { action, how };
  }
  return undefined;
}

/** `arn:aws:iam::*:role/*`, `arn:aws:iam::123456789012:policy/*`. */
const isEveryIdentity = (resource: string): boolean => /^arn:[^:]*:iam::[^:]*:(?:role|user|group|policy)\/[*]+$/.test(resource);

/** A boundary, or a statement that denies it: whether that takes all of it away is not worked out, so nothing is said. */
function isHeldBack(holder: Identity, action: string, inventory: Inventory): boolean {
  return inventory.grantsOf(holder).some(({ binding, grant }) => {
    if (binding?.layer === 'boundary') return true;
    return (
      grant?.effect === 'deny' && (grant.actions.open !== undefined || knownOf(grant.actions).some(({ value }) => covers(value, action)))
    );
  });
}

const covers = (pattern: string, action: string): boolean => {
  const star = pattern.indexOf('*');
  const start = (star < 0 ? pattern : pattern.slice(0, star)).toLowerCase();
  return star < 0 ? start === action.toLowerCase() : action.toLowerCase().startsWith(start);
};
