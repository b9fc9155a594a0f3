import { boolValue, member, stringValue } from '@idlint/evaluate';
import { type Credential, type Fact, type Identity, known, type Name, type Use, type Value } from '@idlint/model';
import { nameOfRole } from '../iam-policy/role-name.ts';
import { groupOfAccounts, kubernetesName } from './names.ts';
import { below, type KubernetesObject, nameOf } from './object.ts';

export function serviceAccountFacts(account: KubernetesObject): Fact[] {
  const { root, name, namespace, id, labels, base } = account;
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...account.names.of('ServiceAccount', id), ...groupsOf(id.namespace)],
    type: 'service-account',
    actor: 'machine',
    name,
    ...(namespace.kind === 'absent' ? {} : { scope: namespace }),
    labels,
    mountsToken: boolValue(member(root, 'automountServiceAccountToken')),
  };
  const cloud = cloudIdentity(account);
  return cloud ? [identity, cloud] : [identity];
}

/** The groups that every account of its namespace and of the cluster is in. */
export const groupsOf = (namespace: string): Name[] => [
  kubernetesName('Group', '', groupOfAccounts(namespace)),
  kubernetesName('Group', '', groupOfAccounts()),
];

/** The annotations by which a cloud lets the account act as one of its own identities. */
const cloudAnnotations: [annotation: string, nameIn: (value: Value<string>) => Value<Name>][] = [
  ['eks.amazonaws.com/role-arn', nameOfRole],
  ['iam.gke.io/gcp-service-account', value => named(value, 'gcp:serviceAccount/')],
  ['azure.workload.identity/client-id', value => named(value, 'azure:clientId/')],
];

const named = (value: Value<string>, space: string): Value<Name> =>
  value.kind === 'known' ? known(`${space}${value.value}`, value.at, value.via) : value;

function cloudIdentity(account: KubernetesObject): Use | undefined {
  for (const [annotation, nameIn] of cloudAnnotations) {
    const value = account.labels.entries[annotation];
    if (!value || value.kind === 'absent') continue;
    const used = nameIn(value);
    return { kind: 'use', ...below(account, 'cloud-identity'), at: value.at, names: [], how: 'runs-as', user: account.base.key, used };
  }
  return undefined;
}

/** A Secret that the control plane fills with a token of an account, which never expires. */
export function secretFacts(secret: KubernetesObject): Fact[] {
  const type = stringValue(member(secret.root, 'type'));
  if (type.kind !== 'known' || type.value !== 'kubernetes.io/service-account-token') return [];
  const account = stringValue(member(secret.root, 'metadata', 'annotations', 'kubernetes.io/service-account.name'));
  const credential: Credential = {
    kind: 'credential',
    ...secret.base,
    names: secret.names.of('Secret', secret.id),
    type: 'token',
    identity: nameOf('ServiceAccount', account, secret),
    expires: { kind: 'absent', at: type.at },
    rotates: { kind: 'absent', at: type.at },
  };
  return [credential];
}
