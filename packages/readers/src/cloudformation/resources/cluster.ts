import { type Data, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Fact, known, knownValue, type Name, type Principal, type Trust, type Value } from '@idlint/model';
import { kubernetesName } from '../../kubernetes/names.ts';
import { nameOfArn, nameOfIdentity, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { binding } from './attached.ts';
import { baseOf, distinctly, subjectOf } from './base.ts';
import type { Mapper } from './mapper.ts';

/** EKS: which identities of AWS may do what in a cluster, and which accounts of a cluster act as a role. */
export const clusterMappers: Record<string, Mapper> = {
  'AWS::EKS::AccessEntry': accessEntry,
  'AWS::EKS::PodIdentityAssociation': podIdentity,
};

/** What EKS's own access policies allow, as Kubernetes calls the same. https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const clusterRoles: Record<string, string> = {
  AmazonEKSClusterAdminPolicy: 'cluster-admin',
  AmazonEKSAdminPolicy: 'admin',
  AmazonEKSEditPolicy: 'edit',
  AmazonEKSViewPolicy: 'view',
};

function nameOfAccess(arn: string): Name {
  const policy = arn.slice(arn.lastIndexOf('/') + 1);
  return Object.hasOwn(clusterRoles, policy) ? kubernetesName('ClusterRole', '', clusterRoles[policy]!) : nameOfArn(arn);
}

function accessName(item: Data): Value<Name> {
  const written = spokenOf(member(item, 'PolicyArn'), nameOfAccess);
  // The partition need not be known.
  return written.kind === 'unknown' && written.suffix?.includes('cluster-access-policy/')
    ? known(nameOfAccess(written.suffix), written.at, written.via)
    : written;
}

/** Each of EKS's access policies for a role or user, in the cluster or in some namespaces of it. */
function accessEntry(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  const holder = subjectOf(member(properties, 'PrincipalArn'), 'role');
  const policies = itemsOf(member(properties, 'AccessPolicies')).items.flatMap(item => {
    const name = accessName(item);
    const scope = knownValue(stringValue(member(item, 'AccessScope', 'Type')));
    return name.kind === 'absent' ? [] : [{ name, level: scope === 'namespace' ? ('namespace' as const) : ('cluster' as const) }];
  });
  return distinctly(policies, ({ name }) => knownValue(name)).map(({ item: { name, level }, called }): Fact => {
    const bound = binding(resource, template, `attached/${called}`, name, [holder]);
    return { ...bound, platform: 'kubernetes', scope: { ...bound.scope, level } };
  });
}

/** A service account of the cluster that becomes a role. */
function podIdentity(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  const [namespace, account] = [stringValue(member(properties, 'Namespace')), stringValue(member(properties, 'ServiceAccount'))];
  const name =
    namespace.kind === 'known' && account.kind === 'known'
      ? { name: kubernetesName('ServiceAccount', namespace.value, account.value) }
      : {};
  const principal: Principal = { who: 'identity', written: account, ...name };
  const trust: Trust = {
    kind: 'trust',
    ...baseOf(resource, template),
    at: account.at,
    identity: spokenOf(member(properties, 'RoleArn'), nameOfIdentity('role')),
    effect: 'allow',
    principals: { items: [principal] },
    conditions: { items: [] },
  };
  return [trust];
}
