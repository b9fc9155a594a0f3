import { type Data, type Found, itemsOf, type MapData, type MapEntry, mapOf, member, stringValue } from '@idlint/evaluate';
import { knownValue, type Place } from '@idlint/model';
import { type Made, resource } from './made.ts';
import type { Resolver } from './resolver.ts';
import { firstOf, given, namesRole, roleOf } from './role.ts';
import type { Service } from './template.ts';

/** A function of a service. */
export interface FrameworkFunction {
  name: string;
  /** As the framework writes the name into logical ids. */
  id: string;
  at: Place;
  data: MapData;
  events: FrameworkEvent[];
}

interface FrameworkEvent {
  type: string;
  at: Place;
  value: Data;
}

/** `functions`: a map, or several that are put together. */
export function functionsOf(root: MapData, resolver: Resolver): FrameworkFunction[] {
  const written = root.entries.get('functions');
  if (!written) return [];
  const maps = itemsOf(resolver.all(written.value)).items.flatMap(item => mapOf(item) ?? []);
  return maps.flatMap(({ entries }) =>
    [...entries].flatMap(([name, { key: at, value }]) => (value.kind === 'map' ? functionOf(name, at, value) : [])),
  );
}

function functionOf(name: string, at: Place, data: MapData): FrameworkFunction {
  const events = itemsOf(member(data, 'events')).items.flatMap((item): FrameworkEvent[] => {
    if (item.kind === 'string') return [{ type: item.value, at: item.at, value: item }];
    const [entry] = item.kind === 'map' ? item.entries : [];
    return entry ? [{ type: entry[0], at: entry[1].key, value: entry[1].value }] : [];
  });
  return { name, id: logicalName(name), at, data, events };
}

/** https://www.serverless.com/framework/docs/providers/aws/guide/resources#aws-cloudformation-resource-reference */
const logicalName = (name: string): string =>
  `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');

/** The function, its role where it brings one, its addresses. `usesDefault`: it runs as the role that all share. */
export function functionResources(fn: FrameworkFunction, service: Service): { resources: [string, MapEntry][]; usesDefault: boolean } {
  const { id, data, at, events } = fn;
  const own = ownRole(fn, service);
  const role = own ? { 'Fn::GetAtt': [own[0], 'Arn'] } : roleOfFunction(data, service);
  const properties: Made = {
    FunctionName: given(member(data, 'name')) ?? { 'Fn::Join': ['-', [service.name, service.stage, fn.name]] },
    Role: role ?? { 'Fn::GetAtt': ['IamRoleLambdaExecution', 'Arn'] },
    Tags: given(firstOf(member(data, 'tags'), member(service.provider, 'tags'))),
  };
  const resources: [string, MapEntry][] = [
    [`${id}LambdaFunction`, resource('AWS::Lambda::Function', properties, at)],
    ...(own ? [own] : []),
    ...events.flatMap((event, index) => addressOf(event, index, fn)),
    ...urlOf(fn),
  ];
  return { resources, usesDefault: role === undefined };
}

/** The role that the function or else the provider names: an ARN, the logical id of a role, or an intrinsic function. */
function roleOfFunction(data: MapData, { provider }: Service): Made | undefined {
  const inProvider = member(provider, 'iam', 'role');
  const named = firstOf(member(data, 'role'), namesRole(inProvider) ? inProvider : member(provider, 'role'));
  if (named.kind === 'absent') return undefined;
  return named.kind === 'string' && /^\w+$/.test(named.value) ? { 'Fn::GetAtt': [named, 'Arn'] } : named;
}

/** `iam.role` of the function since version 4, `iamRoleStatements` by the plugin serverless-iam-roles-per-function. */
function ownRole(fn: FrameworkFunction, service: Service): [string, MapEntry] | undefined {
  const { id, data, name } = fn;
  const iam = member(data, 'iam', 'role');
  const legacy = member(data, 'iamRoleStatements');
  const byPlugin = legacy.kind !== 'absent' && service.plugins.includes('serverless-iam-roles-per-function');
  if (member(data, 'role').kind !== 'absent' || (iam.kind !== 'map' && !byPlugin) || namesRole(iam)) return undefined;
  const at = data.entries.get(iam.kind === 'map' ? 'iam' : 'iamRoleStatements')?.key ?? fn.at;
  const statements = byPlugin ? inherited(legacy, data, service) : member(iam, 'statements');
  const functionName: Made = { 'Fn::Join': ['-', [service.name, service.stage, name]] };
  const properties = roleOf({
    service,
    at,
    name: given(firstOf(member(data, 'iamRoleStatementsName'), member(iam, 'name'))) ?? {
      'Fn::Join': ['-', [service.name, service.stage, name, { Ref: 'AWS::Region' }, 'lambdaRole']],
    },
    statements,
    functions: [fn],
    logGroups: [functionName],
    managed: member(iam, 'managedPolicies'),
    boundary: firstOf(
      member(data, 'iamPermissionsBoundary'),
      member(iam, 'permissionsBoundary'),
      member(service.provider, 'iam', 'role', 'permissionsBoundary'),
      member(service.provider, 'rolePermissionsBoundary'),
    ),
    tags: member(iam, 'tags'),
  });
  return [`${id}IamRoleLambdaExecution`, resource('AWS::IAM::Role', properties, at)];
}

/** The function's own statements, and those of all where the plugin is told so. */
function inherited(own: Data, data: MapData, { provider, custom }: Service): Data {
  const byDefault = custom ? member(custom, 'serverless-iam-roles-per-function', 'defaultInherit') : undefined;
  const wanted = knownValue(stringValue(member(data, 'iamRoleStatementsInherit'))) ?? (byDefault && knownValue(stringValue(byDefault)));
  const shared = firstOf(member(provider, 'iam', 'role', 'statements'), member(provider, 'iamRoleStatements'));
  if (wanted !== 'true' || shared.kind === 'absent') return own;
  const [first, second] = [itemsOf(shared), itemsOf(own)];
  const open = first.open ?? second.open;
  return { kind: 'list', items: [...first.items, ...second.items], at: own.at, ...(open ? { open } : {}) };
}

/** Who may call a path of an API: whoever passes the authoriser, or everybody. */
function addressOf({ type, at, value }: FrameworkEvent, index: number, fn: FrameworkFunction): [string, MapEntry][] {
  if (type !== 'http' && type !== 'httpApi') return [];
  const authoriser: Found = value.kind === 'map' ? member(value, 'authorizer') : value.kind === 'unknown' ? value : { kind: 'absent', at };
  const id = `${fn.id}${index}${type === 'http' ? 'Method' : 'Route'}`;
  const kind = authorisation(authoriser);
  const properties = { AuthorizationType: kind };
  return [[id, resource(type === 'http' ? 'AWS::ApiGateway::Method' : 'AWS::ApiGatewayV2::Route', properties, at)]];
}

function authorisation(authoriser: Found): Made {
  if (authoriser.kind === 'absent' || authoriser.kind === 'null') return 'NONE';
  if (authoriser.kind === 'unknown') return authoriser;
  const written = authoriser.kind === 'map' ? member(authoriser, 'type') : authoriser;
  const kind = knownValue(stringValue(written))?.toUpperCase();
  return kind === 'AWS_IAM' ? 'AWS_IAM' : kind === 'COGNITO_USER_POOLS' ? 'COGNITO_USER_POOLS' : kind === 'JWT' ? 'JWT' : 'CUSTOM';
}

/** `url: true` is an address for everybody. */
function urlOf({ id, data }: FrameworkFunction): [string, MapEntry][] {
  const url = member(data, 'url');
  if (url.kind === 'absent' || url.kind === 'null' || (url.kind === 'bool' && !url.value)) return [];
  const at = data.entries.get('url')?.key ?? data.at;
  const authoriser = member(url.kind === 'map' ? url : { kind: 'absent', at }, 'authorizer');
  const open = url.kind !== 'unknown' && authoriser.kind !== 'unknown' && knownValue(stringValue(authoriser)) !== 'aws_iam';
  const target = { 'Fn::GetAtt': [`${id}LambdaFunction`, 'Arn'] };
  const address = resource(
    'AWS::Lambda::Url',
    { AuthType: url.kind === 'unknown' ? url : open ? 'NONE' : 'AWS_IAM', TargetFunctionArn: target },
    at,
  );
  if (!open) return [[`${id}LambdaFunctionUrl`, address]];
  const permission = { Action: 'lambda:InvokeFunctionUrl', FunctionName: target, Principal: '*', FunctionUrlAuthType: 'NONE' };
  return [
    [`${id}LambdaFunctionUrl`, address],
    [`${id}LambdaPermissionFnUrl`, resource('AWS::Lambda::Permission', permission, at)],
  ];
}

/** From where the framework lets a function fetch, and the ARN. */
export function trigger({ type, value }: FrameworkEvent): { kind: string; arn: Data } | undefined {
  const arn =
    value.kind === 'map' && !value.entries.has('Fn::GetAtt') && !value.entries.has('Fn::ImportValue') ? member(value, 'arn') : value;
  if (arn.kind === 'absent') return undefined;
  if (type === 'sqs') return { kind: 'sqs', arn };
  if (type !== 'stream') return undefined;
  const named = value.kind === 'map' ? knownValue(stringValue(member(value, 'type'))) : undefined;
  const text = knownValue(stringValue(arn)) ?? '';
  const kind = named ?? (text.includes(':kinesis:') ? 'kinesis' : 'dynamodb');
  return { kind, arn };
}
