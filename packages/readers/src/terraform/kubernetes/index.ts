import { boolValue, type Found, itemsOf, member, stringValue, stringValues } from '@idlint/evaluate';
import {
  absent,
  type Binding,
  type Credential,
  type Fact,
  type Grant,
  type Identity,
  keyName,
  type Name,
  type Policy,
  type Principal,
  type Use,
} from '@idlint/model';
import { groupOfAccounts, kubernetesName } from '../../kubernetes/names.ts';
import { argumentOf, baseOf, keyOf, type Mapper, nowhere, spokenOf, type TerraformResource } from '../resource.ts';
import { manifestMappers } from './manifest.ts';
import { cloudAnnotations, first, labels, metadata, nameIn, namespaceOf } from './metadata.ts';
import { releaseMappers } from './release.ts';
import { kubernetesWorkloadMappers } from './workload.ts';

/** The Kubernetes provider: the same facts as manifests make. */
export const kubernetesMappers: Record<string, Mapper> = { ...kubernetesWorkloadMappers, ...manifestMappers, ...releaseMappers };
const add = (types: string, mapper: Mapper): void => {
  // The provider has each under its name and under its name and version.
  kubernetesMappers[`kubernetes_${types}`] = mapper;
  kubernetesMappers[`kubernetes_${types}_v1`] = mapper;
};
add('service_account', serviceAccount);
add('role', resource => role(resource, 'Role'));
add('cluster_role', resource => role(resource, 'ClusterRole'));
add('role_binding', resource => binding(resource, 'RoleBinding'));
add('cluster_role_binding', resource => binding(resource, 'ClusterRoleBinding'));
add('secret', secret);

const textIn = (found: Found): string => {
  const value = stringValue(found);
  return value.kind === 'known' ? value.value : '';
};
/** Its own name, and the groups that every account of its namespace and of the cluster is in. */
const accountNames = (namespace: string, name: string): Name[] => [
  kubernetesName('ServiceAccount', namespace, name),
  kubernetesName('Group', '', groupOfAccounts(namespace)),
  kubernetesName('Group', '', groupOfAccounts()),
];

function serviceAccount(resource: TerraformResource): Fact[] {
  const base = baseOf(resource, 'kubernetes');
  const name = stringValue(metadata(resource, 'name'));
  const identity: Identity = {
    kind: 'identity',
    ...base,
    names: [...base.names, ...(name.kind === 'known' ? accountNames(namespaceOf(resource), name.value) : [])],
    type: 'service-account',
    actor: 'machine',
    name: nameIn(resource),
    scope: stringValue(metadata(resource, 'namespace')),
    labels: labels(resource),
    mountsToken: boolValue(argumentOf(resource, 'automount_service_account_token')),
  };
  return [identity, ...cloudIdentity(resource)];
}

/** Which identity of a cloud the account acts as. */
function cloudIdentity(resource: TerraformResource): Use[] {
  const annotations = metadata(resource, 'annotations');
  return Object.entries(cloudAnnotations).flatMap(([annotation, nameOf]): Use[] => {
    const used = spokenOf(member(annotations, annotation), nameOf);
    if (annotations.kind !== 'map' || used.kind === 'absent') return [];
    const base = baseOf(resource, 'kubernetes', 'cloud-identity');
    return [{ kind: 'use', ...base, at: used.at, how: 'runs-as', user: keyOf(resource), used }];
  });
}

function role(resource: TerraformResource, kind: 'Role' | 'ClusterRole'): Fact[] {
  const base = baseOf(resource, 'kubernetes');
  const name = stringValue(metadata(resource, 'name'));
  const own = name.kind === 'known' ? [kubernetesName(kind, namespaceOf(resource), name.value)] : [];
  const policy: Policy = {
    kind: 'policy',
    ...base,
    names: [...base.names, keyName(base.key), ...own],
    name: nameIn(resource),
    layer: 'identity',
    faults: [],
  };
  const { items } = itemsOf(argumentOf(resource, 'rule'));
  return [policy, ...items.map((rule, index) => grant(resource, rule, index, kind))];
}

function grant(resource: TerraformResource, rule: Found, index: number, kind: 'Role' | 'ClusterRole'): Grant {
  const names = member(rule, 'resource_names');
  const urls = stringValues(member(rule, 'non_resource_urls'));
  const resources = stringValues(member(rule, 'resources'));
  const open = resources.open ?? urls.open;
  return {
    kind: 'grant',
    ...baseOf(resource, 'kubernetes', `rule/${index}`),
    at: rule.at,
    policy: baseOf(resource, 'kubernetes').key,
    layer: 'identity',
    effect: 'allow',
    actions: stringValues(member(rule, 'verbs')),
    resources: { items: [...resources.items, ...urls.items], ...(open ? { open } : {}) },
    groups: stringValues(member(rule, 'api_groups')),
    ...(names.kind === 'absent' ? {} : { resourceNames: stringValues(names) }),
    conditions: { items: [] },
    ...(kind === 'Role' ? { namespaced: true } : {}),
  };
}

function binding(resource: TerraformResource, kind: 'RoleBinding' | 'ClusterRoleBinding'): Fact[] {
  const namespace = stringValue(metadata(resource, 'namespace'));
  const subjects = itemsOf(argumentOf(resource, 'subject'));
  const base = baseOf(resource, 'kubernetes');
  const fact: Binding = {
    kind: 'binding',
    ...base,
    names: [...base.names, kubernetesName(kind, namespaceOf(resource), textIn(metadata(resource, 'name')))],
    policy: roleNamed(resource),
    subjects: {
      items: subjects.items.map(subject => principal(subject, namespaceOf(resource))),
      ...(subjects.open ? { open: subjects.open } : {}),
    },
    scope: kind === 'ClusterRoleBinding' ? { level: 'cluster', name: nowhere(resource) } : { level: 'namespace', name: namespace },
    conditions: { items: [] },
    layer: 'identity',
  };
  return [fact];
}

function roleNamed(resource: TerraformResource): Binding['policy'] {
  const reference = first(argumentOf(resource, 'role_ref'));
  const kind = stringValue(member(reference, 'kind'));
  if (kind.kind !== 'known') return kind;
  return spokenOf(member(reference, 'name'), name => kubernetesName(kind.value, namespaceOf(resource), name));
}

function principal(subject: Found, own: string): Principal {
  const [kind, name] = [textIn(member(subject, 'kind')), member(subject, 'name')];
  const written = stringValue(name);
  if (name.kind === 'absent' || kind === '') return { who: 'unknown', written };
  if (kind === 'ServiceAccount') {
    const namespace = textIn(member(subject, 'namespace')) || own;
    const account = spokenOf(name, text => kubernetesName('ServiceAccount', namespace, text));
    return { who: 'identity', written, ...(account.kind === 'known' ? { name: account.value } : {}) };
  }
  const text = written.kind === 'known' ? written.value : '';
  if (text === 'system:anonymous' || text === 'system:unauthenticated') return { who: 'everyone', written };
  if (text === 'system:authenticated') return { who: 'authenticated', written };
  const many = kind === 'Group' && (text === groupOfAccounts() || text.startsWith(`${groupOfAccounts()}:`));
  return { who: many ? 'account' : 'identity', written, ...(text ? { name: kubernetesName(kind, '', text) } : {}) };
}

/** One that the control plane fills with a token of an account, which never expires. */
function secret(resource: TerraformResource): Fact[] {
  const type = stringValue(argumentOf(resource, 'type'));
  if (type.kind !== 'known' || type.value !== 'kubernetes.io/service-account-token') return [];
  const account = member(metadata(resource, 'annotations'), 'kubernetes.io/service-account.name');
  const credential: Credential = {
    kind: 'credential',
    ...baseOf(resource, 'kubernetes'),
    type: 'token',
    identity: spokenOf(account, name => kubernetesName('ServiceAccount', namespaceOf(resource), name)),
    expires: absent(type.at),
    rotates: absent(type.at),
  };
  return [credential];
}
