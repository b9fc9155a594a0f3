import { boolValue, type Found, itemsOf, stringValue } from '@idlint/evaluate';
import {
  type Credential,
  type CredentialType,
  type Fact,
  type Identity,
  known,
  type Labels,
  type Name,
  type Resource,
  type Trust,
  type Value,
} from '@idlint/model';
import { claimsOf } from '../../azure/common.ts';
import { allLabels, argumentOf, baseOf, calledOf, type Mapper, nowhere, spokenOf, type TerraformResource, textOf } from '../resource.ts';
import { directoryRole, groupMember, roleAssignment, roleDefinition } from './role.ts';
import { vaultMappers } from './vault.ts';

/** Azure and Entra: role assignments and definitions, identities, federation, secrets of applications, keys of storage. */
export const azureMappers: Record<string, Mapper> = {
  ...vaultMappers,
  azurerm_role_assignment: roleAssignment,
  azurerm_role_definition: roleDefinition,
  azuread_directory_role_assignment: directoryRole,
  azuread_group_member: groupMember,
  azurerm_user_assigned_identity: resource => [{ ...identity(resource, 'service-account', 'name'), labels: allLabels(resource, 'tags') }],
  azurerm_federated_identity_credential: resource => [federated(resource, argumentOf(resource, 'parent_id'))],
  azuread_application: resource => [application(resource, 'display_name')],
  azuread_application_registration: resource => [application(resource, 'display_name')],
  azuread_service_principal: servicePrincipal,
  azuread_application_federated_identity_credential: resource => [federated(resource, applicationOf(resource))],
  azuread_application_password: resource => [secret(resource, 'password', applicationOf(resource))],
  azuread_application_certificate: resource => [secret(resource, 'certificate', applicationOf(resource))],
  azuread_service_principal_password: resource => [secret(resource, 'password', argumentOf(resource, 'service_principal_id'))],
  azuread_service_principal_certificate: resource => [secret(resource, 'certificate', argumentOf(resource, 'service_principal_id'))],
  azurerm_storage_account: storageAccount,
  azurerm_storage_container: resource => [thing(resource, 'bucket', { publicAccess: textOf(resource, 'container_access_type') })],
};

/** Data sources that hand something out, and so are facts though they declare nothing. */
export const azureDataMappers: Record<string, Mapper> = {
  azurerm_storage_account_sas: signature,
  azurerm_storage_account_blob_container_sas: signature,
};

function identity(resource: TerraformResource, type: Identity['type'], name: string): Identity {
  return {
    kind: 'identity',
    ...baseOf(resource, 'azure'),
    type,
    actor: 'machine',
    name: calledOf(resource, name),
    labels: { entries: {} },
  };
}

/** Tags of directory objects are words without values; `owners` says who answers for it, by ids that the workspace rarely knows. */
function application(resource: TerraformResource, name: string): Identity {
  const owners = itemsOf(argumentOf(resource, 'owners'));
  const [first] = owners.items;
  const labels: Labels = { entries: first ? { owner: stringValue(first) } : {}, ...(owners.open ? { open: owners.open } : {}) };
  return { ...identity(resource, 'application', name), labels };
}

/** The principal of an application that is declared beside it is the same identity: `linked` makes one of the two. */
function servicePrincipal(resource: TerraformResource): Fact[] {
  const found = ['client_id', 'application_id'].map(name => argumentOf(resource, name)).find(({ kind }) => kind !== 'absent');
  const of = found && spokenOf(found, id => `azure:clientId/${id}`);
  const own = application(resource, 'client_id');
  return [{ ...own, names: [...own.names, ...(of?.kind === 'known' ? [of.value] : [])], name: known(resource.name, resource.at) }];
}

const applicationOf = (resource: TerraformResource): Found => {
  const found = ['application_id', 'application_object_id'].map(name => argumentOf(resource, name)).find(({ kind }) => kind !== 'absent');
  return found ?? argumentOf(resource, 'application_id');
};

const nameOfObject = (id: string): Name => `azure:object/${id.toLowerCase()}`;

/** Who may become it: whoever the issuer says it is. */
function federated(resource: TerraformResource, of: Found): Trust {
  const issuer = textOf(resource, 'issuer');
  return {
    kind: 'trust',
    ...baseOf(resource, 'azure'),
    identity: spokenOf(of, nameOfObject),
    effect: 'allow',
    principals: { items: [{ who: 'federated', written: issuer }] },
    conditions: {
      items: claimsOf(issuer, {
        sub: argumentOf(resource, 'subject'),
        aud: argumentOf(resource, resource.type.startsWith('azuread') ? 'audiences' : 'audience'),
      }),
    },
  };
}

function secret(resource: TerraformResource, type: CredentialType, of: Found): Credential {
  const ends = ['end_date', 'end_date_relative'].map(name => textOf(resource, name)).find(({ kind }) => kind !== 'absent');
  const rotates: Value<boolean> = ['rotate_when_changed'].some(name => argumentOf(resource, name).kind !== 'absent')
    ? known(true, resource.at)
    : nowhere(resource);
  return {
    kind: 'credential',
    ...baseOf(resource, 'azure'),
    type,
    identity: spokenOf(of, nameOfObject),
    expires: ends ?? nowhere(resource),
    rotates,
  };
}

function signature(resource: TerraformResource): Fact[] {
  const credential: Credential = {
    kind: 'credential',
    ...baseOf(resource, 'azure'),
    type: 'shared-access-signature',
    identity: nowhere(resource),
    expires: textOf(resource, 'expiry'),
    rotates: nowhere(resource),
  };
  return [credential];
}

function thing(resource: TerraformResource, type: string, settings: Resource['settings']): Resource {
  return {
    kind: 'resource',
    ...baseOf(resource, 'azure'),
    type,
    name: calledOf(resource, 'name'),
    labels: allLabels(resource, 'tags'),
    settings,
  };
}

function storageAccount(resource: TerraformResource): Fact[] {
  const open = ['allow_nested_items_to_be_public', 'allow_blob_public_access'].map(name => boolValue(argumentOf(resource, name)));
  return [
    thing(resource, 'storage-account', {
      publicAccess: open.find(({ kind }) => kind !== 'absent') ?? nowhere(resource),
      sharedKey: boolValue(argumentOf(resource, 'shared_access_key_enabled')),
    }),
  ];
}
