import { type Data, mapOf, member, stringValue, stringValues } from '@idlint/evaluate';
import { knownOf, knownValue, type Place } from '@idlint/model';
import type { Working } from '../intrinsics/working.ts';
import type { CfnResource } from '../template.ts';
import { statementsFor } from './connector.ts';
import { isGiven } from './function.ts';
import { awsPolicy, generated, made, trusting } from './made.ts';

/** A GraphQL API: the role that it logs as, and one for each of its sources of data. */
export function graphResources(resource: CfnResource, working: Working): CfnResource[] {
  const { properties, at } = resource;
  const sources = (kind: string) => [...(mapOf(member(properties, 'DataSources', kind))?.entries ?? [])];
  return [
    { ...resource, type: 'AWS::AppSync::GraphQLApi', properties: withType(resource) },
    ...logRole(resource, working),
    ...sources('DynamoDb').flatMap(([name, { key, value }]) => {
      const arn = member(value, 'TableArn');
      const table = isGiven(arn) ? arn : tableArn(value, key, working);
      return source(resource, `${name}DynamoDBDataSource`, 'ToTable', value, 'data-source table', table, key, working);
    }),
    ...sources('Lambda').flatMap(([name, { key, value }]) => {
      const arn = member(value, 'FunctionArn');
      const called = isGiven(arn) ? arn : working.named(name, at);
      return source(resource, `${name}LambdaDataSource`, 'ToLambda', value, 'data-source function', called, key, working);
    }),
  ];
}

/** How callers are asked who they are, where CloudFormation says it. */
function withType({ properties }: CfnResource): CfnResource['properties'] {
  const type = member(properties, 'Auth', 'Type');
  if (!isGiven(type)) return properties;
  return { ...properties, entries: new Map([...properties.entries, ['AuthenticationType', { key: type.at, value: type }]]) };
}

function logRole(resource: CfnResource, working: Working): CfnResource[] {
  const logging = member(resource.properties, 'Logging');
  if (knownValue(stringValue(logging)) === 'false' || (logging.kind === 'map' && isGiven(member(logging, 'CloudWatchLogsRoleArn'))))
    return [];
  const policy = awsPolicy('service-role/AWSAppSyncPushToCloudWatchLogs');
  const properties = { AssumeRolePolicyDocument: trusting('appsync.amazonaws.com'), ManagedPolicyArns: [policy] };
  return [generated(resource, `${resource.id}CloudWatchRole`, 'AWS::IAM::Role', properties, working)];
}

function tableArn(source: Data, at: Place, working: Working): Data {
  const region = member(source, 'Region');
  const name = member(source, 'TableName');
  const values = {
    Region: isGiven(region) ? region : working.named('AWS::Region', at),
    ...(isGiven(name) ? { Table: name } : {}),
  };
  return made('arn:${AWS::Partition}:dynamodb:${Region}:${AWS::AccountId}:table/${Table}', at, working, values);
}

function source(
  resource: CfnResource,
  called: string,
  suffix: string,
  written: Data,
  profile: string,
  arn: Data,
  at: Place,
  working: Working,
): CfnResource[] {
  if (isGiven(member(written, 'ServiceRoleArn'))) return [];
  const id = `${resource.id}${called}`;
  const asked = knownOf(stringValues(member(written, 'Permissions'))).map(({ value }) => value);
  const statements = statementsFor(profile, asked.length > 0 ? asked : ['Read', 'Write'], arn, at, working);
  const role = { AssumeRolePolicyDocument: trusting('appsync.amazonaws.com') };
  const policy = { PolicyDocument: { Version: '2012-10-17', Statement: statements }, Roles: [working.named(`${id}Role`, at)] };
  return [
    generated(resource, `${id}Role`, 'AWS::IAM::Role', role, working, at),
    generated(resource, `${id}${suffix}ConnectorPolicy`, 'AWS::IAM::ManagedPolicy', policy, working, at),
  ];
}
