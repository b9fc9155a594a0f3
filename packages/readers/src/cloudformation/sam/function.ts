import { type Data, type Found, type MapData, member, stringValue } from '@idlint/evaluate';
import { knownValue } from '@idlint/model';
import { unknown, whole } from '../intrinsics/strings.ts';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { eventResources, eventsOf } from './events.ts';
import type { Globals } from './index.ts';
import { allowing, awsPolicy, generated, type Made, made, trusting, writingTo } from './made.ts';
import { policiesIn } from './policies.ts';
import { pullPolicies } from './pull.ts';
import { routesOf } from './routes.ts';

/** A function, its role unless it names one, its address, and what its events need. */
export function functionResources(resource: CfnResource, working: Working, others: CfnResource[], globals: Globals): CfnResource[] {
  const { properties } = resource;
  const brings = member(properties, 'Role').kind === 'absent';
  const role = brings ? [ownRole(resource, working)] : [];
  return [
    withRole(resource, 'AWS::Lambda::Function', 'Role', brings, working),
    ...role,
    ...urlOf(resource, working),
    ...deployer(resource, working),
    ...eventResources(resource, working),
    ...routesOf(resource, working, others, globals),
  ];
}

/** The resource under CloudFormation's type, running as the role that SAM makes for it. */
export function withRole(resource: CfnResource, type: string, property: string, brings: boolean, working: Working): CfnResource {
  if (!brings) return { ...resource, type };
  const value = working.attribute(`${resource.id}Role`, 'Arn', resource.at);
  const entries = new Map([...resource.properties.entries, [property, { key: resource.at, value }]]);
  return { ...resource, type, properties: { ...resource.properties, entries } };
}

function ownRole(resource: CfnResource, working: Working): CfnResource {
  const { properties, at } = resource;
  const id = `${resource.id}Role`;
  const { arns, inline } = policiesIn(properties, id, working);
  const basic = isGiven(member(properties, 'DurableConfig')) ? 'AWSLambdaBasicDurableExecutionRolePolicy' : 'AWSLambdaBasicExecutionRole';
  const standard = [`service-role/${basic}`];
  const tracing = member(properties, 'Tracing');
  if (isGiven(tracing) && knownValue(stringValue(tracing)) !== 'Disabled') standard.push('AWSXrayWriteOnlyAccess');
  if (isGiven(member(properties, 'VpcConfig'))) standard.push('service-role/AWSLambdaVPCAccessExecutionRole');
  const pulled = pullPolicies(eventsOf(properties, resource.id));
  const fromSam = standard.map(path => made(awsPolicy(path), at, working));
  const documents: { name: string; document: Made }[] = [
    ...deadLetters(member(properties, 'DeadLetterQueue')),
    ...destinations(resource),
    ...inline,
    ...pulled.inline,
  ];
  const attached = distinct([...fromSam, ...arns, ...pulled.managed.map(({ path, at }) => made(awsPolicy(path), at, working))]);
  const trust = member(properties, 'AssumeRolePolicyDocument');
  return generated(
    resource,
    id,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: isGiven(trust) ? trust : trusting('lambda.amazonaws.com'),
      ManagedPolicyArns: attached,
      Policies: documents.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: document })),
      ...boundaryAndTags(properties),
    },
    working,
  );
}

export const isGiven = (found: Found): found is Data => found.kind !== 'absent' && found.kind !== 'null';

export function boundaryAndTags(properties: MapData): Record<string, Made> {
  const [boundary, tags] = [member(properties, 'PermissionsBoundary'), member(properties, 'Tags')];
  return { ...(isGiven(boundary) ? { PermissionsBoundary: boundary } : {}), ...(isGiven(tags) ? { Tags: tags } : {}) };
}

/** One binding for each policy, however often it is asked for. */
export function distinct(arns: Data[]): Data[] {
  const seen = new Set<string>();
  return arns.filter(arn => {
    const text = knownValue(stringValue(arn));
    if (text === undefined) return true;
    return seen.has(text) ? false : seen.add(text);
  });
}

function deadLetters(queue: Found): { name: string; document: Made }[] {
  if (!isGiven(queue)) return [];
  const target = member(queue, 'TargetArn');
  const action = knownValue(stringValue(member(queue, 'Type'))) === 'SNS' ? 'sns:Publish' : 'sqs:SendMessage';
  return isGiven(target)
    ? [{ name: 'DeadLetterQueuePolicy', document: { Version: '2012-10-17', ...(allowing(action, target) as object) } }]
    : [];
}

/** What a destination of a function's results is written to with. */
function sending(type: string | undefined, to: Made): { suffix: string; document: Made } | undefined {
  switch (type) {
    case 'SQS':
      return { suffix: 'SQSPolicy', document: allowing('sqs:SendMessage', to) };
    case 'SNS':
      return { suffix: 'SNSPolicy', document: allowing('sns:publish', to) };
    case 'S3Bucket':
      return { suffix: 'S3Policy', document: writingTo(to) };
    case 'EventBridge':
      return { suffix: 'EventBridgePolicy', document: allowing('events:PutEvents', to) };
    case 'Lambda':
      return { suffix: 'LambdaPolicy', document: allowing('lambda:InvokeFunction', to) };
    default:
      return undefined;
  }
}

function destinations(resource: CfnResource): { name: string; document: Made }[] {
  const config = member(resource.properties, 'EventInvokeConfig', 'DestinationConfig');
  return ['OnSuccess', 'OnFailure'].flatMap(when => {
    const destination = member(config, when);
    if (!isGiven(destination)) return [];
    const to = member(destination, 'Destination');
    // A queue or topic that is made for it where none is named.
    const made = isGiven(to) ? to : unknown({ code: 'reference', what: `the destination of ${resource.id}` }, destination.at);
    const sent = sending(knownValue(stringValue(member(destination, 'Type'))), made);
    return sent ? [{ name: `${resource.id}EventInvokeConfig${when}${sent.suffix}`, document: sent.document }] : [];
  });
}

/** `FunctionUrlConfig`; without authentication, a permission for everybody stands beside it. */
function urlOf(resource: CfnResource, working: Working): CfnResource[] {
  const config = member(resource.properties, 'FunctionUrlConfig');
  if (!isGiven(config)) return [];
  const { id } = resource;
  const at = resource.properties.entries.get('FunctionUrlConfig')?.key ?? resource.at;
  const authType = member(config, 'AuthType');
  const target = working.named(id, at);
  const settings = { TargetFunctionArn: target, ...(isGiven(authType) ? { AuthType: authType } : {}) };
  const address = generated(resource, `${id}Url`, 'AWS::Lambda::Url', settings, working, at);
  if (knownValue(stringValue(authType)) !== 'NONE' || !isGiven(authType)) return [address];
  // The permission stands where authentication is declined.
  const everyone: Data = { ...whole('*', authType.at), ...(authType.via ? { via: authType.via } : {}) };
  const permission = { Action: 'lambda:InvokeFunctionUrl', FunctionName: target, Principal: everyone, FunctionUrlAuthType: authType };
  return [address, generated(resource, `${id}UrlPublicPermissions`, 'AWS::Lambda::Permission', permission, working, at)];
}

/** CodeDeploy's role is made once for all functions that it deploys step by step, unless one is named. */
function deployer(resource: CfnResource, working: Working): CfnResource[] {
  const preference = member(resource.properties, 'DeploymentPreference');
  if (!isGiven(preference) || preference.kind === 'unknown') return [];
  if (isGiven(member(preference, 'Role')) || knownValue(stringValue(member(preference, 'Enabled'))) === 'false') return [];
  return [
    generated(
      { ...resource, called: 'CodeDeployServiceRole', id: 'CodeDeployServiceRole' },
      'CodeDeployServiceRole',
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trusting('codedeploy.amazonaws.com'),
        ManagedPolicyArns: [awsPolicy('service-role/AWSCodeDeployRoleForLambda')],
      },
      working,
    ),
  ];
}
