import { type Grant, type Known, knownOf } from '@idlint/model';

/**
 * Actions by which a role gives itself rights.
 * https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations#microsoftauthorization
 */
const actions: [pattern: RegExp, how: string][] = [
  [/^microsoft\.authorization\/(?:\*|roleassignments\/(?:\*|write))$/i, 'give itself any role'],
  [/^microsoft\.authorization\/roledefinitions\/(?:\*|write)$/i, 'write any right into the custom roles that it has'],
  [/^microsoft\.authorization\/elevateaccess\/action$/i, 'make itself administrator of every subscription'],
];

export function azureEscalation(grant: Grant): { action: Known<string>; how: string } | undefined {
  const taken = new Set(knownOf(grant.notActions).map(({ value }) => value.toLowerCase()));
  for (const action of knownOf(grant.actions)) {
    const [, how] = actions.find(([pattern]) => pattern.test(action.value)) ?? [];
    if (how && !taken.has(action.value.toLowerCase())) return { action, how };
  }
  return undefined;
}
