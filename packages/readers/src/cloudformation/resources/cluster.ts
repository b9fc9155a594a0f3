import { type Data, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Fact, knownValue, type Value } from '@idlint/model';
import { nameOfArn, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { binding } from './attached.ts';
import { distinctly, subjectOf } from './base.ts';
import type { Mapper } from './mapper.ts';

/** Who may do what in a Kubernetes cluster by what AWS knows of them. */
export const clusterMappers: Record<string, Mapper> = { 'AWS::EKS::AccessEntry': accessEntry };

/** One of EKS's access policies for a role or user, in the cluster or in some namespaces of it. */
function accessEntry(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  const holder = subjectOf(member(properties, 'PrincipalArn'), 'role');
  const policies = itemsOf(member(properties, 'AccessPolicies')).items.flatMap(item => {
    const name = spokenOf(member(item, 'PolicyArn'), nameOfArn);
    return name.kind === 'absent' ? [] : [{ name, inNamespace: knownValue(scopeOf(item)) === 'namespace' }];
  });
  return distinctly(policies, ({ name }) => knownValue(name)).map(({ item: { name, inNamespace }, called }) => {
    const bound = binding(resource, template, `attached/${called}`, name, [holder]);
    return { ...bound, scope: { ...bound.scope, level: inNamespace ? 'namespace' : 'cluster' } };
  });
}

const scopeOf = (item: Data): Value<string> => stringValue(member(item, 'AccessScope', 'Type'));
