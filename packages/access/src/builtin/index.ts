import type { Access, Name } from '@idlint/model';
import { awsPolicy } from './aws.ts';
import { azureRole } from './azure.ts';
import { gcpRole } from './gcp.ts';
import { kubernetesRole } from './kubernetes.ts';
import { serviceRole } from './services.ts';

export type Builtin = NonNullable<ReturnType<Access['builtin']>>;

/** By the space of the name; what stands after it is looked up as the platform writes it. */
export function builtin(name: Name): Builtin | undefined {
  const colon = name.indexOf(':');
  const rest = name.slice(colon + 1);
  switch (name.slice(0, colon)) {
    case 'aws':
      return awsPolicy(rest);
    case 'gcp':
      return gcpRole(rest);
    case 'azure':
      return azureRole(rest);
    case 'kubernetes':
      return kubernetesRole(rest);
    default:
      return serviceRole(name.slice(0, Math.max(0, colon)), rest);
  }
}
