import { member, stringValue } from '@idlint/evaluate';
import { knownValue } from '@idlint/model';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { eventsOf, scheduler } from './events.ts';
import { boundaryAndTags, distinct, isGiven, withRole } from './function.ts';
import { allowing, awsPolicy, generated, made, trusting } from './made.ts';
import { policiesIn } from './policies.ts';

/** A state machine, its role unless it names one, and the roles as which its events start it. */
export function stateMachineResources(resource: CfnResource, working: Working): CfnResource[] {
  const brings = member(resource.properties, 'Role').kind === 'absent';
  return [
    withRole(roleAsArn(resource), 'AWS::StepFunctions::StateMachine', 'RoleArn', brings, working),
    ...(brings ? [ownRole(resource, working)] : []),
    ...starters(resource, working),
  ];
}

/** CloudFormation's name for what SAM calls Role. */
function roleAsArn(resource: CfnResource): CfnResource {
  const { properties } = resource;
  const role = properties.entries.get('Role');
  if (!role) return resource;
  return { ...resource, properties: { ...properties, entries: new Map([...properties.entries, ['RoleArn', role]]) } };
}

function ownRole(resource: CfnResource, working: Working): CfnResource {
  const { properties } = resource;
  const id = `${resource.id}Role`;
  const { arns, inline } = policiesIn(properties, id, working);
  const traced = isGiven(member(properties, 'Tracing')) && knownValue(stringValue(member(properties, 'Tracing', 'Enabled'))) !== 'false';
  const fromSam = traced ? [made(awsPolicy('AWSXrayWriteOnlyAccess'), resource.at, working)] : [];
  return generated(
    resource,
    id,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: trusting('states.amazonaws.com'),
      ManagedPolicyArns: distinct([...fromSam, ...arns]),
      Policies: inline.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: document })),
      ...boundaryAndTags(properties),
    },
    working,
  );
}

const services: Record<string, string> = {
  Schedule: 'events.amazonaws.com',
  CloudWatchEvent: 'events.amazonaws.com',
  EventBridgeRule: 'events.amazonaws.com',
  Api: 'apigateway.amazonaws.com',
};

function starters(resource: CfnResource, working: Working): CfnResource[] {
  const target = working.named(resource.id, resource.at);
  const boundary = member(resource.properties, 'PermissionsBoundary');
  return eventsOf(resource.properties, resource.id).flatMap(event => {
    const start = allowing('states:StartExecution', target);
    if (event.type === 'ScheduleV2') return scheduler(resource, event, start, `${event.id}StartExecutionPolicy`, working);
    const service = services[event.type];
    if (!service || member(event.properties, 'RoleArn').kind !== 'absent') return [];
    const id = `${event.id}Role`;
    return generated(
      resource,
      id,
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trusting(service),
        Policies: [{ PolicyName: `${id}StartExecutionPolicy`, PolicyDocument: start }],
        ...(boundary.kind === 'absent' ? {} : { PermissionsBoundary: boundary }),
      },
      working,
      event.at,
    );
  });
}
