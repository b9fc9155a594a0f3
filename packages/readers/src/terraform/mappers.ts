import { awsMappers } from './aws/index.ts';
import { azureDataMappers, azureMappers } from './azure/index.ts';
import { iamFacts, iamResource } from './gcp/binding.ts';
import { gcpMappers } from './gcp/index.ts';
import { kubernetesMappers } from './kubernetes/index.ts';
import type { Mapper } from './resource.ts';
import { workloadMappers } from './workload.ts';

const managed: Record<string, Mapper> = { ...awsMappers, ...azureMappers, ...gcpMappers, ...kubernetesMappers, ...workloadMappers };

/** What is made into facts: only these resources are ever worked out. */
export function mapperOf(mode: 'managed' | 'data', type: string): Mapper | undefined {
  if (mode === 'data') return Object.hasOwn(azureDataMappers, type) ? azureDataMappers[type] : undefined;
  if (Object.hasOwn(managed, type)) return managed[type];
  return iamResource.test(type) ? iamFacts : undefined;
}
