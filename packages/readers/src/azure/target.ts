import type { StringData } from '@idlint/evaluate';
import { canonical, opaque } from '@idlint/evaluate/arm';
import { holeText, joinTexts, type Lazy, madeText } from '@idlint/evaluate/hcl';
import type { Place } from '@idlint/model';

/** What a template is deployed to. */
export type TargetLevel = 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant';

/** Where resources are made: what their ids begin with, as far as the template says it. */
export interface Target {
  level: TargetLevel;
  subscription: StringData;
  group: StringData;
  managementGroup: StringData;
}

const asked = (what: string, at: Place): StringData => holeText({ code: 'reference', what, at }, at);

export const ownTarget = (level: TargetLevel, at: Place): Target => ({
  level,
  subscription: asked('subscription().subscriptionId', at),
  group: asked('resourceGroup().name', at),
  managementGroup: asked('managementGroup().name', at),
});

/** The id of a group, a subscription …: `/subscriptions/…/resourceGroups/…`; empty for the tenant. */
export function idOfTarget({ level, subscription, group, managementGroup }: Target, at: Place): StringData {
  const text = (value: string): StringData => madeText(value, at);
  switch (level) {
    case 'resourceGroup':
      return joinTexts([text('/subscriptions/'), subscription, text('/resourceGroups/'), group], at);
    case 'subscription':
      return joinTexts([text('/subscriptions/'), subscription], at);
    case 'managementGroup':
      return joinTexts([text('/providers/Microsoft.Management/managementGroups/'), managementGroup], at);
    case 'tenant':
      return text('');
  }
}

/** What `resourceGroup()`, `subscription()` … give: an id and a name, and what else only the cloud knows. */
export interface Scoped extends Lazy {
  target?: Target;
}

export function scoped(target: Target, what: string, at: Place): Scoped {
  const known = (name: string): StringData | undefined => {
    if (name === 'id') return idOfTarget(target, at);
    if (name === 'subscriptionId') return target.level === 'subscription' ? target.subscription : undefined;
    if (name !== 'name') return undefined;
    return target.level === 'resourceGroup' ? target.group : target.level === 'managementGroup' ? target.managementGroup : undefined;
  };
  return { ...opaque(what, 'reference', known), target };
}

const ownGroup = '/subscriptions/${subscription().subscriptionId}/resourceGroups/${resourceGroup().name}/providers/';

/** An id without what every resource of the group that is deployed to has before it: `Microsoft.Storage/storageAccounts/logs`. */
export function labelOf(id: StringData): string {
  const text = canonical(id);
  return text.startsWith(ownGroup) ? text.slice(ownGroup.length) : text;
}
