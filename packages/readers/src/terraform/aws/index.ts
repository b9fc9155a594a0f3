import type { Mapper } from '../resource.ts';
import { admissionMappers } from './admission.ts';
import { clusterMappers } from './cluster.ts';
import { identityMappers } from './identity.ts';
import { membershipMappers } from './membership.ts';
import { resourcePolicyMappers } from './resource-policy.ts';

export const awsMappers: Record<string, Mapper> = {
  ...identityMappers,
  ...resourcePolicyMappers,
  ...admissionMappers,
  ...membershipMappers,
  ...clusterMappers,
};
