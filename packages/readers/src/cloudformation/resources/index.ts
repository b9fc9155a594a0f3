import type { Fact } from '@idlint/model';
import type { Template } from '../template.ts';
import { throughModules, withAccounts } from './accounts.ts';
import { admissionMappers } from './admission.ts';
import { clusterMappers } from './cluster.ts';
import { identityMappers } from './identity.ts';
import type { Mapper } from './mapper.ts';
import { membershipMappers } from './membership.ts';
import { resourcePolicyMappers } from './resource-policy.ts';
import { workloadMappers } from './workload.ts';

const mappers = new Map<string, Mapper>(
  [identityMappers, resourcePolicyMappers, admissionMappers, workloadMappers, clusterMappers, membershipMappers].flatMap(group =>
    Object.entries(group),
  ),
);

/** What the resources of a template are, and what is not known of it. */
export function factsOf(template: Template): Fact[] {
  const facts = template.resources.flatMap(resource => mappers.get(resource.type)?.(resource, template) ?? []);
  return throughModules([...facts, ...template.gaps], template.through).map(withAccounts);
}
