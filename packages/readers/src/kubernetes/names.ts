import type { Name } from '@idlint/model';

/** Kinds that stand in no namespace; users and groups are known to the cluster by name only. */
const clusterWide = new Set(['ClusterRole', 'ClusterRoleBinding', 'User', 'Group']);

/**
 * The Name of an object. An object without a namespace has the empty one: which namespace it is put into is said when it is applied,
 * and nobody can know that it is `default`.
 */
export const kubernetesName = (kind: string, namespace: string, name: string): Name =>
  clusterWide.has(kind) ? `kubernetes:${kind}/${name}` : `kubernetes:${kind}/${namespace}/${name}`;

export const groupOfAccounts = (namespace?: string): string =>
  namespace === undefined ? 'system:serviceaccounts' : `system:serviceaccounts:${namespace}`;
