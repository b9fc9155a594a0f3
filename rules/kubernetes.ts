import { type Grant, type Known, knownOf } from '@idlint/model';

/**
 * API groups of Kubernetes itself: what stands in others belongs to whoever defines it, mostly the one that asks for the right.
 * https://kubernetes.io/docs/reference/generated/kubernetes-api/
 */
const builtinGroups = new Set([
  '',
  '*',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** A rule about URLs of the API server itself has no group, and little to do with objects. */
export const isAboutObjects = ({ groups }: Grant): boolean => groups === undefined || groups.items.length > 0 || groups.open !== undefined;

export const reachesBuiltin = ({ groups }: Grant): boolean =>
  groups === undefined || knownOf(groups).some(({ value }) => builtinGroups.has(value));

/** Secrets are in the core group. */
export const reachesSecrets = ({ groups }: Grant): boolean =>
  groups === undefined || knownOf(groups).some(({ value }) => value === '' || value === '*');

export const everyResource = (grant: Grant): Known<string> | undefined => knownOf(grant.resources).find(({ value }) => value === '*');
export const everyVerb = (grant: Grant): Known<string> | undefined => knownOf(grant.actions).find(({ value }) => value === '*');
export const everyGroup = (grant: Grant): boolean => knownOf(grant.groups).some(({ value }) => value === '*');
