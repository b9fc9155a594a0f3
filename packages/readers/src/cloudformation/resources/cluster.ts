import { itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Fact, knownValue, type Trust } from '@idlint/model';
import { accessPolicy, accountPrincipal, nameOfAccess } from '../../kubernetes/eks.ts';
import { nameOfIdentity, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { binding } from './attached.ts';
import { baseOf, distinctly, subjectOf } from './base.ts';
import type { Mapper } from './mapper.ts';

/** EKS: which identities of AWS may do what in a cluster, and which accounts of a cluster act as a role. */
export const clusterMappers: Record<string, Mapper> = {
  'AWS::EKS::AccessEntry': accessEntry,
  'AWS::EKS::PodIdentityAssociation': podIdentity,
};

/** Each of EKS's access policies for a role or user, in the cluster or in some namespaces of it. */
function accessEntry(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  const holder = subjectOf(member(properties, 'PrincipalArn'), 'role');
  const policies = itemsOf(member(properties, 'AccessPolicies')).items.flatMap(item => {
    const name = accessPolicy(spokenOf(member(item, 'PolicyArn'), nameOfAccess));
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
  const account = stringValue(member(properties, 'ServiceAccount'));
  const trust: Trust = {
    kind: 'trust',
    ...baseOf(resource, template),
    at: account.at,
    identity: spokenOf(member(properties, 'RoleArn'), nameOfIdentity('role')),
    effect: 'allow',
    principals: { items: [accountPrincipal(stringValue(member(properties, 'Namespace')), account)] },
    conditions: { items: [] },
  };
  return [trust];
}
