import type { Data, StringData } from '@idlint/evaluate';
import { canonical } from '@idlint/evaluate/arm';
import { joinTexts, madeText, unknownData } from '@idlint/evaluate/hcl';
import { type Ask, type Fact, type Part, type Place, placeOf, type Uri } from '@idlint/model';
import { type Deployment, type Instance, Root } from '../azure/deployment.ts';
import { idIn, textOf } from '../azure/ids.ts';
import type { AzurePart } from '../azure/part.ts';
import { factsOf } from '../azure/resources/index.ts';
import { idOfTarget, labelOf, ownTarget } from '../azure/target.ts';
import type { PulumiResource } from './program.ts';

/** `azure-native:…`: types of Azure Resource Manager, whose properties stand one level higher, and which are named by an argument. */
export class Natives {
  readonly #root: Root;
  readonly #deployment: Deployment;

  constructor(uri: Uri, prefix: string) {
    const none: Ask<AzurePart> & Ask<Part> = { part: () => undefined, text: () => undefined, list: () => [], call: () => undefined };
    this.#root = new Root(uri, none);
    this.#deployment = {
      root: this.#root,
      uri,
      target: ownTarget('resourceGroup', placeOf(uri, 0, 0)),
      prefix,
      through: [],
      instances: () => [],
      output: (name, use) => unknownData({ code: 'reference', what: name, at: use }, use),
      outputNames: () => [],
    };
  }

  facts(resources: PulumiResource[]): Fact[] {
    return resources.flatMap(resource => (isNative(resource) ? factsOf(this.#instance(resource)) : []));
  }

  attribute(resource: PulumiResource, path: string, use: Place): Data {
    const id = idOf(resource, this.#deployment);
    if (path === 'id') return { ...id, at: use };
    return unknownData({ code: 'reference', what: `${path} of ${labelOf(id)}`, at: use }, use);
  }

  #instance(resource: PulumiResource): Instance {
    const { key, at } = resource;
    const deployment = this.#deployment;
    const property = (name: string): Data => {
      if (name === 'properties') return resource.properties();
      return resource.properties().entries.get(name)?.value ?? { kind: 'null', at };
    };
    const scope = property('scope');
    return {
      key,
      symbol: key,
      type: typeOf(resource.type),
      name: nameOf(resource),
      id: idOf(resource, deployment),
      extends: scope.kind === 'null' ? undefined : textOf(scope),
      at,
      exists: true,
      existing: false,
      get: property,
      deployment,
      nested: () => undefined,
    };
  }
}

const isNative = ({ type }: PulumiResource): boolean => type.startsWith('azure-native:');

/** Modules are named after the last part of a namespace. Only types that facts are made of have to be exact. */
const namespaces: Record<string, string> = {
  authorization: 'Microsoft.Authorization',
  managedidentity: 'Microsoft.ManagedIdentity',
  storage: 'Microsoft.Storage',
};

const exactly: Record<string, string> = {
  'managedidentity:FederatedIdentityCredential': 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  'storage:BlobContainer': 'Microsoft.Storage/storageAccounts/blobServices/containers',
};

/** `azure-native:authorization/v20220401:RoleAssignment`: `Microsoft.Authorization/RoleAssignments`; Azure does not mind case. */
function typeOf(type: string): string {
  const [, module = '', name = ''] = type.split(':');
  const area = module.split('/')[0]!;
  const plural = /y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
  return exactly[`${area}:${name}`] ?? `${namespaces[area] ?? `Microsoft.${area}`}/${plural}`;
}

/** `resourceName`, `accountName`, `roleAssignmentName` …; what the program calls it where that is left to Pulumi. */
function nameOf({ type, key, at, properties }: PulumiResource): Data {
  const [, , name = ''] = type.split(':');
  const { entries } = properties();
  const own = `${name[0]?.toLowerCase() ?? ''}${name.slice(1)}Name`;
  for (const candidate of [
    own,
    'name',
    ...(/FederatedIdentityCredential/.test(name) ? ['federatedIdentityCredentialResourceName'] : ['resourceName']),
    'accountName',
    'containerName',
  ]) {
    if (candidate === 'accountName' && name !== 'StorageAccount') continue;
    const written = entries.get(candidate)?.value;
    if (written && written.kind !== 'null' && written.kind !== 'unknown') return written;
  }
  return madeText(key, at);
}

/** Ids within the program are made of what it calls things: each is linked to what refers to it. */
function idOf(resource: PulumiResource, { target }: Deployment): StringData {
  const { key, at, type } = resource;
  if (/:ResourceGroup$/.test(type)) return idOfTarget({ ...target, group: madeText(key, at) }, at);
  const own = typeOf(type);
  if (/federatedIdentityCredentials$/.test(own)) {
    // It stands below the identity that it names.
    const parent = resource.properties().entries.get('resourceName')?.value;
    const [, of] = / of .*\/([^/]+)$/.exec(parent?.kind === 'unknown' ? parent.why.what : '') ?? [];
    const identity = parent?.kind === 'string' ? canonical(parent) : (of ?? '');
    const base = idIn(idOfTarget(target, at), 'Microsoft.ManagedIdentity/userAssignedIdentities', [madeText(identity, at)], at);
    return joinTexts([base, madeText(`/federatedIdentityCredentials/${key}`, at)], at);
  }
  return idIn(idOfTarget(target, at), own, [madeText(key, at)], at);
}
