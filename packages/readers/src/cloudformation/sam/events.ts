import { type Data, itemsOf, type MapData, mapOf, member, stringValue } from '@idlint/evaluate';
import { knownValue, type Place } from '@idlint/model';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { allowing, generated, type Made, trusting } from './made.ts';

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

const fromApi: Caller = (event, working) => ({
  Principal: 'apigateway.amazonaws.com',
  SourceArn: working.attribute(apiOf(event), 'Arn', event.at),
});

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
    SourceArn: working.attribute(event.id, 'Arn', event.at),
    SourceAccount: accountId(event, working),
  }),
  CloudWatchLogs: (event, working) => ({
    Principal: 'logs.${AWS::Region}.${AWS::URLSuffix}',
    SourceArn: working.attribute(event.id, 'Arn', event.at),
  }),
  Cognito: event => ({ Principal: 'cognito-idp.amazonaws.com', ...property(event, 'SourceArn', 'UserPool') }),
};

function property(event: SamEvent, name: string, from: string): Record<string, Made> {
  const value = member(event.properties, from);
  return value.kind === 'absent' ? {} : { [name]: value };
}

/** The logical id of the API that an event belongs to: the one that it names, or the one that SAM makes for the whole template. */
export function apiOf(event: SamEvent): string {
  const named = member(event.properties, event.type === 'Api' ? 'RestApiId' : 'ApiId');
  if (named.kind === 'unknown' && named.why.code === 'reference') return named.why.what.slice(named.why.what.lastIndexOf('#') + 1);
  return knownValue(stringValue(named)) ?? (event.type === 'Api' ? 'ServerlessRestApi' : 'ServerlessHttpApi');
}

/** The permissions and roles that the events of a function need beside the function's own role. */
export function eventResources(resource: CfnResource, working: Working): CfnResource[] {
  const target = working.named(resource.id, resource.at);
  const permitted = new Set<string>();
  return eventsOf(resource.properties, resource.id).flatMap(event => {
    if (event.type === 'ScheduleV2')
      return scheduler(resource, event, allowing('lambda:InvokeFunction', target), `${event.id}LambdaPolicy`, working);
    const caller = Object.hasOwn(callers, event.type) ? callers[event.type]!(event, working, resource) : undefined;
    if (!caller || throughQueue(event)) return [];
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

/** A topic's messages that come through a queue are fetched from it. */
function throughQueue(event: SamEvent): boolean {
  if (event.type !== 'SNS') return false;
  const subscription = member(event.properties, 'SqsSubscription');
  return subscription.kind === 'map' || knownValue(stringValue(subscription)) === 'true';
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

/** The items of what an event or an authorisation lists. */
export const listed = (data: Data): Data[] => itemsOf(data).items;
