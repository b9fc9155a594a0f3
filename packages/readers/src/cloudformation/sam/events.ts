import { type Data, type MapData, mapOf, member, stringValue } from '@idlint/evaluate';
import { knownValue, type Place } from '@idlint/model';
import { whole } from '../intrinsics/strings.ts';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { allowing, generated, type Made, made, trusting } from './made.ts';

/** What calls a function or starts a state machine. */
export interface SamEvent {
  /** The logical id that SAM makes for it: of the resource and the event's name. */
  id: string;
  name: string;
  type: string;
  properties: MapData;
  at: Place;
}

export function eventsOf(properties: MapData, owner: string): SamEvent[] {
  const events = mapOf(member(properties, 'Events'));
  return [...(events?.entries ?? [])].flatMap(([name, { key: at, value }]) => {
    const type = knownValue(stringValue(member(value, 'Type')));
    if (type === undefined) return [];
    const own = mapOf(member(value, 'Properties')) ?? { kind: 'map' as const, entries: new Map(), at };
    return [{ id: `${owner}${name}`, name, type, properties: own, at }];
  });
}

/** Whom an event lets call the function: the service, and from where as far as that is said. */
type Caller = (event: SamEvent, working: Working, resource: CfnResource) => Record<string, Made> | undefined;

const accountId = (event: SamEvent, working: Working): Data => working.named('AWS::AccountId', event.at);

const fromRule: Caller = (event, working) => ({
  Principal: 'events.amazonaws.com',
  SourceArn: working.attribute(event.id, 'Arn', event.at),
});

const here = (service: string, resource: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;

/** One path and method of an API, in all of its stages. API Gateway knows no variables of paths here, and no slash at their end. */
const fromApi: Caller = (event, working) => {
  const written = (name: string) => knownValue(stringValue(member(event.properties, name)));
  const http = event.type === 'HttpApi';
  const path = (written('Path') ?? (http ? '$default' : '/')).replace(/^(.+)\/$/, '$1');
  const method = written('Method') ?? 'any';
  const all = /^(?:any|x-amazon-apigateway-any-method)$/i.test(method);
  const end = http && path === '$default' ? '' : path.replace(/\{[\w.-]+\+?\}/g, '*');
  const source = here('execute-api', `\${Api}/*/${all ? '*' : method.toUpperCase()}\${Path}`);
  return {
    Principal: 'apigateway.amazonaws.com',
    SourceArn: made(source, event.at, working, { Api: apiOf(event, working), Path: whole(end, event.at) }),
  };
};

const callers: Record<string, Caller> = {
  Schedule: fromRule,
  CloudWatchEvent: fromRule,
  EventBridgeRule: fromRule,
  S3: (event, working) => ({ Principal: 's3.amazonaws.com', SourceAccount: accountId(event, working) }),
  SNS: event => ({ Principal: 'sns.amazonaws.com', ...property(event, 'SourceArn', 'Topic') }),
  Api: fromApi,
  HttpApi: fromApi,
  AlexaSkill: event => ({ Principal: 'alexa-appkit.amazon.com', ...property(event, 'EventSourceToken', 'SkillId') }),
  IoTRule: (event, working) => ({
    Principal: 'iot.amazonaws.com',
    SourceArn: made(here('iot', 'rule/${Rule}'), event.at, working, { Rule: working.named(event.id, event.at) }),
    SourceAccount: accountId(event, working),
  }),
  CloudWatchLogs: (event, working) => {
    const group = member(event.properties, 'LogGroupName');
    const values: Record<string, Data> = group.kind === 'absent' ? {} : { Group: group };
    return { Principal: 'logs.amazonaws.com', SourceArn: made(here('logs', 'log-group:${Group}:*'), event.at, working, values) };
  },
  Cognito: event => ({ Principal: 'cognito-idp.amazonaws.com', ...property(event, 'SourceArn', 'UserPool') }),
};

function property(event: SamEvent, name: string, from: string): Record<string, Made> {
  const value = member(event.properties, from);
  return value.kind === 'absent' ? {} : { [name]: value };
}

/** The id of the API that an event belongs to: the one that it names, or the one that SAM makes for the whole template. */
function apiOf(event: SamEvent, working: Working): Data {
  const rest = event.type === 'Api';
  const named = member(event.properties, rest ? 'RestApiId' : 'ApiId');
  return named.kind === 'absent' ? working.named(rest ? 'ServerlessRestApi' : 'ServerlessHttpApi', event.at) : named;
}

/** The permissions and roles that the events of a function need beside the function's own role. */
export function eventResources(resource: CfnResource, working: Working): CfnResource[] {
  const target = working.named(resource.id, resource.at);
  const permitted = new Set<string>();
  const events = eventsOf(resource.properties, resource.id);
  const takesAll = events.some(isDefaultRoute);
  return events.flatMap(event => {
    if (event.type === 'ScheduleV2')
      return scheduler(resource, event, allowing('lambda:InvokeFunction', target), `${event.id}LambdaPolicy`, working);
    const caller = Object.hasOwn(callers, event.type) ? callers[event.type]!(event, working, resource) : undefined;
    // Whoever may call it by every path may by each.
    if (takesAll && event.type === 'HttpApi' && !isDefaultRoute(event)) return [];
    if (throughQueue(event)) return queueFor(resource, event, working);
    if (!caller) return [];
    const id = event.type === 'Cognito' ? `${resource.id}CognitoPermission` : `${event.id}Permission`;
    // One pool calls one function for many reasons.
    if (permitted.has(id)) return [];
    permitted.add(id);
    return generated(
      resource,
      id,
      'AWS::Lambda::Permission',
      { Action: 'lambda:InvokeFunction', FunctionName: target, ...caller },
      working,
      event.at,
    );
  });
}

const isDefaultRoute = ({ type, properties }: SamEvent): boolean => type === 'HttpApi' && member(properties, 'Path').kind === 'absent';

/** A topic's messages that come through a queue are fetched from it. */
export function throughQueue(event: SamEvent): boolean {
  if (event.type !== 'SNS') return false;
  const subscription = member(event.properties, 'SqsSubscription');
  return subscription.kind === 'map' || knownValue(stringValue(subscription)) === 'true';
}

/** The policy of the queue that a topic's messages come through. */
function queueFor(resource: CfnResource, event: SamEvent, working: Working): CfnResource[] {
  const subscription = member(event.properties, 'SqsSubscription');
  const topic = member(event.properties, 'Topic');
  const given = member(subscription.kind === 'map' ? subscription : { kind: 'absent', at: event.at }, 'QueueArn');
  const queue = given.kind === 'absent' ? working.attribute(`${event.id}Queue`, 'Arn', event.at) : given;
  const policyId = knownValue(
    stringValue(member(subscription.kind === 'map' ? subscription : { kind: 'absent', at: event.at }, 'QueuePolicyLogicalId')),
  );
  const condition = topic.kind === 'absent' ? undefined : { ArnEquals: { 'aws:SourceArn': topic } };
  const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: queue, Condition: condition };
  const document = { Version: '2012-10-17', Statement: [statement] };
  return [
    generated(resource, policyId ?? `${event.id}QueuePolicy`, 'AWS::SQS::QueuePolicy', { PolicyDocument: document }, working, event.at),
  ];
}

/** The role as which EventBridge Scheduler calls what it is to call, unless one is named. */
export function scheduler(resource: CfnResource, event: SamEvent, policy: Made, name: string, working: Working): CfnResource[] {
  const named = member(event.properties, 'RoleArn');
  if (named.kind !== 'absent') return [];
  const queue = member(event.properties, 'DeadLetterConfig', 'Arn');
  const boundary = member(event.properties, 'PermissionsBoundary');
  return [
    generated(
      resource,
      `${event.id}Role`,
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trusting('scheduler.amazonaws.com'),
        Policies: [
          { PolicyName: name, PolicyDocument: policy },
          ...(queue.kind === 'absent' ? [] : [{ PolicyName: `${event.id}SQSPolicy`, PolicyDocument: allowing('sqs:SendMessage', queue) }]),
        ],
        ...(boundary.kind === 'absent' ? {} : { PermissionsBoundary: boundary }),
      },
      working,
      event.at,
    ),
  ];
}
