import { type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import type { Fact, Value, Values } from '@idlint/model';
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

const kinds = ['key', 'secret', 'certificate', 'storage'];

/** Data actions of Microsoft.KeyVault that roles have in the place of these permissions; others are named alike. */
const actions: Record<string, string> = {
  'secret.get': 'secrets/getSecret/action',
  'secret.list': 'secrets/readMetadata/action',
  'secret.set': 'secrets/setSecret/action',
  'secret.delete': 'secrets/delete',
  'key.get': 'keys/read',
  'key.list': 'keys/read',
  'key.create': 'keys/create/action',
  'key.delete': 'keys/delete',
  'certificate.get': 'certificates/read',
  'certificate.list': 'certificates/read',
  'certificate.delete': 'certificates/delete',
};

/** `Get` for a secret; `All`, until the provider's version 3. */
function actionOf(kind: string, permission: string): string {
  const word = permission.toLowerCase();
  const known = actions[`${kind}.${word}`];
  const plural = kind === 'storage' ? 'storageaccounts' : `${kind}s`;
  return `Microsoft.KeyVault/vaults/${known ?? (word === 'all' ? `${plural}/*` : `${plural}/${word}/action`)}`;
}

function accessPolicy(resource: TerraformResource, what: string, at: Found['at'], argument: (name: string) => Found): Fact[] {
  const values: Values<string> = { items: [] };
  for (const kind of kinds) {
    const { items, open } = itemsOf(argument(`${kind}_permissions`));
    for (const item of items) values.items.push(asAction(kind, stringValue(item)));
    if (open) values.open ??= open;
  }
  if (values.items.length === 0 && !values.open) return [];
  const vault = stringValue(resource.type === 'azurerm_key_vault' ? argumentOf(resource, 'name') : argumentOf(resource, 'key_vault_id'));
  const subject = subjectIn(argument('object_id'), 'azure:principal');
  return givenDirectly(resource, 'azure', what, { actions: values, resources: only(vault), at }, { items: [subject] });
}

const asAction = (kind: string, value: Value<string>): Value<string> =>
  value.kind === 'known' ? { ...value, value: actionOf(kind, value.value) } : value;
