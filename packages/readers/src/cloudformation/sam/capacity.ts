import { member } from '@idlint/evaluate';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { boundaryAndTags, isGiven } from './function.ts';
import { awsPolicy, generated, trusting } from './made.ts';

/** A provider of capacity: the role as which Lambda keeps instances for it, unless one is named. */
export function capacityResources(resource: CfnResource, working: Working): CfnResource[] {
  const { id, properties } = resource;
  if (isGiven(member(properties, 'OperatorRole'))) return [resource];
  const role = {
    AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
    ManagedPolicyArns: [awsPolicy('AWSLambdaManagedEC2ResourceOperator')],
    ...boundaryAndTags(properties),
  };
  return [resource, generated(resource, `${id}OperatorRole`, 'AWS::IAM::Role', role, working)];
}
