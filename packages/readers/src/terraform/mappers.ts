import { awsMappers } from './aws/index.ts';
import { azureDataMappers, azureMappers } from './azure/index.ts';
import { directoryMappers } from './directory/index.ts';
import { entraMappers } from './entra/index.ts';
import { iamFacts, iamResource } from './gcp/binding.ts';
import { gcpMappers } from './gcp/index.ts';
import { githubMappers } from './github/index.ts';
import { gitlabMappers } from './gitlab/index.ts';
import { kubernetesMappers } from './kubernetes/index.ts';
import { oktaMappers } from './okta/index.ts';
import type { Mapper } from './resource.ts';
import { serviceMappers } from './services/index.ts';
import { sqlMappers } from './sql/index.ts';
import { vaultMappers } from './vault/index.ts';
import { workloadMappers } from './workload.ts';

const managed: Record<string, Mapper> = {
  ...awsMappers,
  ...azureMappers,
  ...gcpMappers,
  ...kubernetesMappers,
  ...workloadMappers,
  ...directoryMappers,
  ...entraMappers,
  ...githubMappers,
  ...gitlabMappers,
  ...oktaMappers,
  ...serviceMappers,
  ...sqlMappers,
  ...vaultMappers,
};

/** What is made into facts: only these resources are ever worked out. */
export function mapperOf(mode: 'managed' | 'data', type: string): Mapper | undefined {
  if (mode === 'data') return Object.hasOwn(azureDataMappers, type) ? azureDataMappers[type] : undefined;
  if (Object.hasOwn(managed, type)) return managed[type];
  return iamResource.test(type) ? iamFacts : undefined;
}
