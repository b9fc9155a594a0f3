import { type Data, type Found, itemsOf, type MapEntry, member, stringValue } from '@idlint/evaluate';
import { knownValue, type Place } from '@idlint/model';
import { type FrameworkFunction, trigger } from './functions.ts';
import { type Made, made, resource } from './made.ts';
import type { Service } from './template.ts';

/** The role that all functions run as which name none. Undefined where the provider names one. */
export function defaultRole(service: Service, functions: FrameworkFunction[], at: Place): [id: string, entry: MapEntry] | undefined {
  const { provider } = service;
  const iam = member(provider, 'iam', 'role');
  if (namesRole(iam) || member(provider, 'role').kind !== 'absent') return undefined;
  const either = (name: string, legacy: string): Found => firstOf(member(iam, name), member(provider, legacy));
  const statements = either('statements', 'iamRoleStatements');
  const written = placeOf(provider, ['iam', 'iamRoleStatements', 'iamManagedPolicies']) ?? at;
  const properties = roleOf({
    service,
    at: written,
    name: given(member(iam, 'name')) ?? { 'Fn::Join': ['-', [service.name, service.stage, { Ref: 'AWS::Region' }, 'lambdaRole']] },
    statements,
    functions,
    logGroups: [{ 'Fn::Join': ['-', [service.name, service.stage]] }],
    managed: either('managedPolicies', 'iamManagedPolicies'),
    boundary: firstOf(member(iam, 'permissionsBoundary'), member(iam, 'permissionBoundary'), member(provider, 'rolePermissionsBoundary')),
    tags: member(iam, 'tags'),
  });
  return ['IamRoleLambdaExecution', resource('AWS::IAM::Role', properties, written)];
}

/** A role by its ARN, its logical id, or an intrinsic function. */
export const namesRole = (role: Found): boolean =>
  role.kind === 'string' ||
  role.kind === 'unknown' ||
  (role.kind === 'map' && [...role.entries.keys()].some(key => key === 'Ref' || key.startsWith('Fn::')));

export interface RoleOptions {
  service: Service;
  at: Place;
  name: Made;
  statements: Found;
  functions: FrameworkFunction[];
  /** The beginnings of the names of the log groups that it may write to. */
  logGroups: Made[];
  managed: Found;
  boundary: Found;
  tags: Found;
}

export function roleOf({ service, at, name, statements, functions, logGroups, managed, boundary, tags }: RoleOptions): Made {
  const { provider } = service;
  const own = statements.kind === 'absent' ? { items: [] } : itemsOf(statements);
  const all: Data[] = [...logging(logGroups, at), ...needed(functions, service, at), ...own.items];
  const list: Data = { kind: 'list', items: all, at, ...(own.open ? { open: own.open } : {}) };
  const inNetwork = member(provider, 'vpc').kind !== 'absent' || functions.some(fn => member(fn.data, 'vpc').kind !== 'absent');
  const policies = managed.kind === 'absent' ? { items: [] } : itemsOf(managed);
  const network: Data[] = inNetwork
    ? [made({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole' }, at)]
    : [];
  const attached: Data = { kind: 'list', items: [...policies.items, ...network], at, ...(policies.open ? { open: policies.open } : {}) };
  return {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
    },
    Policies: [
      {
        PolicyName: { 'Fn::Join': ['-', [service.stage, service.name, 'lambda']] },
        PolicyDocument: { Version: '2012-10-17', Statement: list },
      },
    ],
    ManagedPolicyArns: attached,
    PermissionsBoundary: given(boundary),
    Tags: given(tags.kind === 'absent' ? member(provider, 'tags') : tags),
  };
}

function logging(groups: Made[], at: Place): Data[] {
  const on = (end: string): Made =>
    groups.map(group => ({
      'Fn::Sub': [`arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/\${Group}${end}`, { Group: group }],
    }));
  return [
    made({ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'], Resource: on('*:*') }, at),
    made({ Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: on('*:*:*') }, at),
  ];
}

const fetching: Record<string, string[]> = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  dynamodb: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
  kinesis: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards'],
};

/** What the events of the functions, and tracing, need. */
function needed(functions: FrameworkFunction[], { provider }: Service, at: Place): Data[] {
  const statements = functions.flatMap(({ events }) =>
    events.flatMap(event => {
      const source = trigger(event);
      const actions = source && fetching[source.kind];
      return actions ? [made({ Effect: 'Allow', Action: actions, Resource: [source.arn] }, event.at)] : [];
    }),
  );
  const traces = (found: Found): boolean => /^(?:true|Active|PassThrough)$/.test(knownValue(stringValue(found)) ?? '');
  const traced = traces(member(provider, 'tracing', 'lambda')) || functions.some(fn => traces(member(fn.data, 'tracing')));
  const tracing = { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: ['*'] };
  return traced ? [...statements, made(tracing, at)] : statements;
}

export const given = (found: Found): Data | undefined => (found.kind === 'absent' || found.kind === 'null' ? undefined : found);

export const firstOf = (...found: [Found, ...Found[]]): Found => found.find(one => one.kind !== 'absent') ?? found[0];

/** The place of the first of these keys. */
function placeOf(data: Data, keys: string[]): Place | undefined {
  const map = data.kind === 'map' ? data : undefined;
  return keys.map(key => map?.entries.get(key)?.key).find(place => place !== undefined);
}
