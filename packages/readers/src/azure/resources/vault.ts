import { type Data, itemsOf, member } from '@idlint/evaluate';
import { type Fact, keyName, known } from '@idlint/model';
import { vaultActions } from '../common.ts';
import type { Instance } from '../deployment.ts';
import { baseOf, principalOf } from '../names.ts';
import { calledOf, property } from './mapper.ts';

/** Key Vault's access policies, of the vault itself or beside it. A vault that has roles does not look at them. */
export function vault(instance: Instance): Fact[] {
  const roles = property(instance, 'properties', 'enableRbacAuthorization');
  return roles.kind === 'bool' && roles.value ? [] : accessPolicies(instance);
}

export const accessPolicies = (instance: Instance): Fact[] =>
  itemsOf(property(instance, 'properties', 'accessPolicies')).items.flatMap((policy, index) => accessPolicy(instance, policy, index));

/** Rights without a policy that has a name: the policy, its grant and the binding. */
function accessPolicy(instance: Instance, policy: Data, index: number): Fact[] {
  const permissions = member(policy, 'permissions');
  const actions = vaultActions(kind => member(permissions, kind === 'storage' ? kind : `${kind}s`));
  if (actions.items.length === 0 && !actions.open) return [];
  const base = baseOf(instance, `access/${index}/policy`);
  const own = keyName(base.key);
  const name = calledOf(instance);
  const principal = principalOf(instance.deployment.root, member(policy, 'objectId'));
  return [
    { kind: 'policy', ...base, names: [own], name, layer: 'identity', faults: [] },
    {
      kind: 'grant',
      ...baseOf(instance, `access/${index}`),
      at: policy.at,
      policy: base.key,
      layer: 'identity',
      effect: 'allow',
      actions,
      resources: { items: [name] },
      conditions: { items: [] },
    },
    {
      kind: 'binding',
      ...baseOf(instance, `access/${index}/binding`),
      at: policy.at,
      policy: known(own, policy.at),
      subjects: { items: [principal] },
      scope: { level: 'resource', name },
      conditions: { items: [] },
      layer: 'identity',
    },
  ];
}
