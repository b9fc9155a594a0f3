import type { Builtin } from './index.ts';

/**
 * The user-facing cluster roles, and the group that passes every check.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
const roles: Record<string, Builtin> = {
  'ClusterRole/cluster-admin': { title: 'everything in the cluster', breadth: 'administrator' },
  'ClusterRole/admin': { title: 'nearly everything in a namespace, roles and secrets included', breadth: 'some' },
  'ClusterRole/edit': { title: 'the right to change nearly everything in a namespace, secrets included', breadth: 'some' },
  'ClusterRole/view': { title: 'the right to read a namespace, without its secrets', breadth: 'some' },
  'Group/system:masters': { title: 'everything in the cluster, whatever the roles say', breadth: 'administrator' },
};

/** `ClusterRole//cluster-admin` (Kind/namespace/name, without a namespace) or `ClusterRole/cluster-admin`. */
export const kubernetesRole = (name: string): Builtin | undefined => roles[name.replace('//', '/')];
