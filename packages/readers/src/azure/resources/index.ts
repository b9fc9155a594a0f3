import { boolValue, stringValue } from '@idlint/evaluate';
import type { Fact } from '@idlint/model';
import type { Instance } from '../deployment.ts';
import { roleAssignment, roleDefinition } from './authorization.ts';
import { application, applicationCredential, federatedCredential, identityBlock, managedIdentity, servicePrincipal } from './identity.ts';
import { type Mapper, property, thing } from './mapper.ts';
import { accessPolicies, vault } from './vault.ts';

/** Types of Azure Resource Manager, in lower case: the platform does not mind case. */
const mappers: Record<string, Mapper> = {
  'microsoft.authorization/roleassignments': roleAssignment,
  // Of Privileged Identity Management; who is only eligible has to ask first.
  'microsoft.authorization/roleassignmentschedulerequests': roleAssignment,
  'microsoft.authorization/roledefinitions': roleDefinition,
  'microsoft.managedidentity/userassignedidentities': managedIdentity,
  'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials': federatedCredential,
  'microsoft.graph/applications': application,
  'microsoft.graph/applications/federatedidentitycredentials': applicationCredential,
  'microsoft.graph/serviceprincipals': servicePrincipal,
  'microsoft.keyvault/vaults': vault,
  'microsoft.keyvault/vaults/accesspolicies': accessPolicies,
  'microsoft.storage/storageaccounts': storageAccount,
  'microsoft.storage/storageaccounts/blobservices/containers': container,
};

/** `Microsoft.Storage/storageAccounts/providers/roleAssignments` is a role assignment. */
const typeOf = (type: string): string => {
  const lower = type.toLowerCase();
  const [, extension] = /\/providers\/(.+)$/.exec(lower) ?? [];
  return extension === undefined ? lower : extension.includes('.') ? extension : `microsoft.authorization/${extension}`;
};

export function factsOf(instance: Instance): Fact[] {
  const type = typeOf(instance.type);
  const own = Object.hasOwn(mappers, type) ? mappers[type]!(instance) : [];
  return [...own, ...withKey(identityBlock(instance), own)];
}

/** A resource that is a fact of its own has its identity under another key. */
function withKey(facts: Fact[], own: Fact[]): Fact[] {
  const taken = new Set(own.map(({ key }) => key));
  return facts.map(fact => (taken.has(fact.key) ? { ...fact, key: `${fact.key}/identity` } : fact));
}

function storageAccount(instance: Instance): Fact[] {
  return [
    thing(instance, 'storage-account', {
      publicAccess: boolValue(property(instance, 'properties', 'allowBlobPublicAccess')),
      sharedKey: boolValue(property(instance, 'properties', 'allowSharedKeyAccess')),
    }),
  ];
}

/** `Blob` and `Container` open what is in it to everyone. */
function container(instance: Instance): Fact[] {
  const access = stringValue(property(instance, 'properties', 'publicAccess'));
  return [thing(instance, 'bucket', { publicAccess: access.kind === 'known' ? { ...access, value: access.value.toLowerCase() } : access })];
}
