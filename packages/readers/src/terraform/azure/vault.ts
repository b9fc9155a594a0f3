import { type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import type { Fact } from '@idlint/model';
import { vaultActions } from '../../azure/common.ts';
import { givenDirectly, only, subjectIn } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource } from '../resource.ts';

/** Key Vault's access policies, from before it had roles: who may do what with the keys, secrets and certificates of a vault. */
export const vaultMappers: Record<string, Mapper> = {
  azurerm_key_vault: resource =>
    itemsOf(argumentOf(resource, 'access_policy')).items.flatMap((policy, index) =>
      accessPolicy(resource, `access_policy/${index}`, policy.at, name => member(policy, name)),
    ),
  azurerm_key_vault_access_policy: resource => accessPolicy(resource, 'access', resource.at, name => argumentOf(resource, name)),
};

function accessPolicy(resource: TerraformResource, what: string, at: Found['at'], argument: (name: string) => Found): Fact[] {
  const values = vaultActions(kind => argument(`${kind}_permissions`));
  if (values.items.length === 0 && !values.open) return [];
  const vault = stringValue(resource.type === 'azurerm_key_vault' ? argumentOf(resource, 'name') : argumentOf(resource, 'key_vault_id'));
  const subject = subjectIn(argument('object_id'), 'azure:principal');
  return givenDirectly(resource, 'azure', what, { actions: values, resources: only(vault), at }, { items: [subject] });
}
