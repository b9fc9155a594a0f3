import { known, type Name, type Principal, type Value } from '@idlint/model';
import { kubernetesName } from './names.ts';

/** What EKS's own access policies allow, as Kubernetes calls the same. https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const clusterRoles: Record<string, string> = {
  AmazonEKSClusterAdminPolicy: 'cluster-admin',
  AmazonEKSAdminPolicy: 'admin',
  AmazonEKSEditPolicy: 'edit',
  AmazonEKSViewPolicy: 'view',
};

/** The Name of one of EKS's access policies by its ARN: of the role of Kubernetes that allows the same, where there is one. */
export function nameOfAccess(arn: string): Name {
  const policy = arn.slice(arn.lastIndexOf('/') + 1);
  return Object.hasOwn(clusterRoles, policy) ? kubernetesName('ClusterRole', '', clusterRoles[policy]!) : `aws:${arn}`;
}

/** The same for a Name that `nameOfAccess` was put in where it was written: the partition need not be known. */
export const accessPolicy = (written: Value<Name>): Value<Name> =>
  written.kind === 'unknown' && written.suffix?.includes('cluster-access-policy/')
    ? known(nameOfAccess(written.suffix), written.at, written.via)
    : written;

/** A service account of a cluster, as the one who becomes a role by a pod identity association. */
export const accountPrincipal = (namespace: Value<string>, account: Value<string>): Principal => ({
  who: 'identity',
  written: account,
  ...(namespace.kind === 'known' && account.kind === 'known'
    ? { name: kubernetesName('ServiceAccount', namespace.value, account.value) }
    : {}),
});
