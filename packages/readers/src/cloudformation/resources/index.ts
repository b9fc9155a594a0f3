import type { Fact } from '@idlint/model';
import type { Template } from '../template.ts';
import { admissionMappers } from './admission.ts';
import { identityMappers } from './identity.ts';
import type { Mapper } from './mapper.ts';
import { resourcePolicyMappers } from './resource-policy.ts';
import { serverlessMappers } from './serverless.ts';

const mappers = new Map<string, Mapper>(
  [identityMappers, resourcePolicyMappers, admissionMappers, serverlessMappers].flatMap(group => Object.entries(group)),
);

export const factsOf = (template: Template): Fact[] =>
  template.resources.flatMap(resource => mappers.get(resource.type)?.(resource, template) ?? []);
