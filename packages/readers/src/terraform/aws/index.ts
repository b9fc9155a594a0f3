import type { Mapper } from '../resource.ts';
import { admissionMappers } from './admission.ts';
import { identityMappers } from './identity.ts';
import { resourcePolicyMappers } from './resource-policy.ts';

export const awsMappers: Record<string, Mapper> = { ...identityMappers, ...resourcePolicyMappers, ...admissionMappers };
