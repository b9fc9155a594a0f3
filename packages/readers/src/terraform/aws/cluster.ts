import { itemsOf, stringValue } from '@idlint/evaluate';
import type { Binding, Fact, Principal, Trust } from '@idlint/model';
import { accessPolicy, accountPrincipal, nameOfAccess } from '../../kubernetes/eks.ts';
import { argumentOf, baseOf, type Mapper, nowhere, spokenOf, type TerraformResource, textOf } from '../resource.ts';
import { nameOfIdentity } from './attach.ts';

/** EKS: which identities of AWS may do what in a cluster, and which accounts of a cluster act as a role. */
export const clusterMappers: Record<string, Mapper> = {
  aws_eks_access_policy_association: accessEntry,
  aws_eks_pod_identity_association: podIdentity,
};

const creator = /\bdata\.aws_(?:iam_session_context|caller_identity)\./;

function accessEntry(resource: TerraformResource): Fact[] {
  const policy = accessPolicy(spokenOf(argumentOf(resource, 'policy_arn'), nameOfAccess));
  const principal = argumentOf(resource, 'principal_arn');
  // Whoever makes a cluster is its administrator, whether that is written or not.
  if (principal.kind === 'unknown' && creator.test(principal.why.what)) return [];
  const name = nameOfIdentity(principal, 'role');
  const subject: Principal = { who: 'identity', written: stringValue(principal), ...(name.kind === 'known' ? { name: name.value } : {}) };
  const [scope] = itemsOf(argumentOf(resource, 'access_scope')).items;
  const type = scope?.kind === 'map' ? scope.entries.get('type')?.value : undefined;
  const inNamespace = type?.kind === 'string' && type.value === 'namespace';
  const binding: Binding = {
    kind: 'binding',
    ...baseOf(resource, 'kubernetes'),
    at: policy.at,
    policy,
    subjects: { items: [subject] },
    scope: { level: inNamespace ? 'namespace' : 'cluster', name: nowhere(resource) },
    conditions: { items: [] },
    layer: 'identity',
  };
  return [binding];
}

function podIdentity(resource: TerraformResource): Fact[] {
  const account = textOf(resource, 'service_account');
  const trust: Trust = {
    kind: 'trust',
    ...baseOf(resource, 'aws'),
    at: account.at,
    identity: nameOfIdentity(argumentOf(resource, 'role_arn'), 'role'),
    effect: 'allow',
    principals: { items: [accountPrincipal(textOf(resource, 'namespace'), account)] },
    conditions: { items: [] },
  };
  return [trust];
}
