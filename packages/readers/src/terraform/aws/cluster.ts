import { itemsOf, stringValue } from '@idlint/evaluate';
import { type Binding, type Fact, known, type Name, type Principal, type Trust } from '@idlint/model';
import { kubernetesName } from '../../kubernetes/names.ts';
import { argumentOf, baseOf, type Mapper, nowhere, spokenOf, type TerraformResource, textOf } from '../resource.ts';
import { nameOfIdentity } from './attach.ts';

/** EKS: which identities of AWS may do what in a cluster, and which accounts of a cluster act as a role. */
export const clusterMappers: Record<string, Mapper> = {
  aws_eks_access_policy_association: accessPolicy,
  aws_eks_pod_identity_association: podIdentity,
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
  return Object.hasOwn(clusterRoles, policy) ? kubernetesName('ClusterRole', '', clusterRoles[policy]!) : `aws:${arn}`;
}

const creator = /\bdata\.aws_(?:iam_session_context|caller_identity)\./;

function accessPolicy(resource: TerraformResource): Fact[] {
  const arn = argumentOf(resource, 'policy_arn');
  const written = spokenOf(arn, nameOfAccess);
  // The partition need not be known.
  const policy =
    written.kind === 'unknown' && written.suffix?.includes('cluster-access-policy/')
      ? known(nameOfAccess(written.suffix), written.at, written.via)
      : written;
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
  const [namespace, account] = [textOf(resource, 'namespace'), textOf(resource, 'service_account')];
  const name =
    namespace.kind === 'known' && account.kind === 'known'
      ? { name: kubernetesName('ServiceAccount', namespace.value, account.value) }
      : {};
  const trust: Trust = {
    kind: 'trust',
    ...baseOf(resource, 'aws'),
    at: account.at,
    identity: nameOfIdentity(argumentOf(resource, 'role_arn'), 'role'),
    effect: 'allow',
    principals: { items: [{ who: 'identity', written: account, ...name }] },
    conditions: { items: [] },
  };
  return [trust];
}
