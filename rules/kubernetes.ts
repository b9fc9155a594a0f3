import { type Grant, type Known, knownOf } from '@idlint/model';

/** API groups of Kubernetes itself: what stands in others belongs to whoever defines it, mostly the one that asks for the right. */
const builtinGroups = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions', '*']);

/** A rule about URLs of the API server itself has no group, and little to do with objects. */
export const isAboutObjects = (grant: Grant): boolean =>
  grant.groups === undefined || grant.groups.items.length > 0 || grant.groups.open !== undefined;

export const reachesBuiltin = (grant: Grant): boolean =>
  grant.groups === undefined || knownOf(grant.groups).some(({ value }) => builtinGroups.has(value) || value.endsWith('.k8s.io'));

export const everyResource = (grant: Grant): Known<string> | undefined => knownOf(grant.resources).find(({ value }) => value === '*');
export const everyVerb = (grant: Grant): Known<string> | undefined => knownOf(grant.actions).find(({ value }) => value === '*');
export const everyGroup = (grant: Grant): boolean => knownOf(grant.groups).some(({ value }) => value === '*');
