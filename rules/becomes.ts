import type { Fact, Granted, Identity, Inventory, Place, Trust } from '@idlint/model';
import { isAnything } from './conditions.ts';
import { titleOf } from './who.ts';

/** Whom a trust lets become, and what that one may do: what makes a wide trust worth a sentence. */
export interface Become {
  /** `role "deploy"`, or `this role` where the workspace does not declare it. */
  title: string;
  /** `, which may do everything in the account`; empty where nothing graver than usual is known. */
  gets: string;
  related: { at: Place; message: string }[];
}

export function becomes(trust: Trust, inventory: Inventory): Become {
  const facts = trust.identity.kind === 'known' ? inventory.named(trust.identity.value) : [];
  const identity = facts.find(isIdentity);
  if (!identity) return { title: 'this role', gets: '', related: [] };
  const strongest = inventory.grantsOf(identity).find(granted => isEverything(granted, inventory));
  return {
    title: titleOf(identity),
    gets: strongest ? ', which may do everything' : '',
    related: strongest ? [{ at: strongest.at, message: 'what they get' }] : [],
  };
}

const isIdentity = (fact: Fact): fact is Identity => fact.kind === 'identity';

function isEverything({ builtin, grant, binding }: Granted, { access }: Inventory): boolean {
  if (builtin !== undefined) return binding?.layer === 'identity' && access.builtin(builtin)?.breadth === 'administrator';
  if (grant?.layer !== 'identity' || grant.effect !== 'allow') return false;
  const resources = grant.resources.items.some(value => value.kind === 'known' && isAnything(value.value));
  return resources && grant.actions.items.some(value => value.kind === 'known' && access.breadth(grant.platform, value.value) === 'all');
}

/** Whether anything that the identity may do changes something; unknown rights count as such. */
export function mayChange(trust: Trust, inventory: Inventory): boolean {
  const facts = trust.identity.kind === 'known' ? inventory.named(trust.identity.value) : [];
  const identity = facts.find(isIdentity);
  const granted = identity ? inventory.grantsOf(identity) : [];
  if (granted.length === 0) return true;
  return granted.some(({ builtin, grant }) => {
    if (builtin !== undefined) return !/ReadOnly|ViewOnly|SecurityAudit/.test(builtin);
    if (!grant) return true;
    return (
      grant.effect === 'allow' && (grant.actions.open !== undefined || grant.notActions !== undefined || grant.actions.items.some(isNoRead))
    );
  });
}

const isNoRead = (action: { kind: string; value?: string }): boolean =>
  action.kind !== 'known' || !/^[\w-]+:(?:Get|List|Describe|Head|BatchGet|View|Read)/i.test(action.value ?? '');
