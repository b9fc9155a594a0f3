import { boolValue, type Data, type Found, itemsOf, type MapData, type MapEntry, member, stringValue } from '@idlint/evaluate';
import { type Fact, knownValue, type Layer, type Place } from '@idlint/model';
import { reachedThrough } from '../../iam-policy/network.ts';
import { whole } from '../intrinsics/strings.ts';
import type { CfnResource, Template } from '../template.ts';
import { documentFacts } from './attached.ts';
import type { Mapper } from './mapper.ts';

/** Where each type of resource keeps the policy that says who may reach it. */
const documents: [type: string, property: string | [string, string], layer?: Layer][] = [
  ['AWS::S3::BucketPolicy', 'PolicyDocument'],
  ['AWS::S3::AccessPoint', 'Policy'],
  ['AWS::S3::MultiRegionAccessPointPolicy', 'Policy'],
  ['AWS::S3Express::BucketPolicy', 'PolicyDocument'],
  ['AWS::S3ObjectLambda::AccessPointPolicy', 'PolicyDocument'],
  ['AWS::S3Outposts::BucketPolicy', 'PolicyDocument'],
  ['AWS::S3Tables::TableBucketPolicy', 'ResourcePolicy'],
  ['AWS::SNS::TopicPolicy', 'PolicyDocument'],
  ['AWS::SNS::TopicInlinePolicy', 'PolicyDocument'],
  ['AWS::SQS::QueuePolicy', 'PolicyDocument'],
  ['AWS::SQS::QueueInlinePolicy', 'PolicyDocument'],
  ['AWS::KMS::Key', 'KeyPolicy'],
  ['AWS::KMS::ReplicaKey', 'KeyPolicy'],
  ['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy'],
  ['AWS::SSM::ResourcePolicy', 'Policy'],
  ['AWS::ECR::Repository', 'RepositoryPolicyText'],
  ['AWS::ECR::PublicRepository', 'RepositoryPolicyText'],
  ['AWS::ECR::RegistryPolicy', 'PolicyText'],
  ['AWS::EFS::FileSystem', 'FileSystemPolicy'],
  ['AWS::Backup::BackupVault', 'AccessPolicy'],
  ['AWS::Logs::ResourcePolicy', 'PolicyDocument'],
  ['AWS::Logs::LogGroup', 'ResourcePolicyDocument'],
  ['AWS::CodeArtifact::Domain', 'PermissionsPolicyDocument'],
  ['AWS::CodeArtifact::Repository', 'PermissionsPolicyDocument'],
  ['AWS::CodeBuild::ReportGroup', 'ResourcePolicy'],
  ['AWS::DynamoDB::Table', ['ResourcePolicy', 'PolicyDocument']],
  ['AWS::Kinesis::ResourcePolicy', 'ResourcePolicy'],
  ['AWS::MediaStore::Container', 'Policy'],
  ['AWS::Events::EventBus', 'Policy'],
  ['AWS::VpcLattice::AuthPolicy', 'Policy'],
  ['AWS::VpcLattice::ResourcePolicy', 'Policy'],
  ['AWS::CloudTrail::ResourcePolicy', 'ResourcePolicy'],
  ['AWS::ECR::RepositoryCreationTemplate', 'RepositoryPolicy'],
  ['AWS::EventSchemas::RegistryPolicy', 'Policy'],
  ['AWS::Lex::ResourcePolicy', 'Policy'],
  ['AWS::Logs::Destination', 'DestinationPolicy'],
  ['AWS::MSK::ClusterPolicy', 'Policy'],
  ['AWS::Oam::Sink', 'Policy'],
  ['AWS::Redshift::Cluster', 'NamespaceResourcePolicy'],
  ['AWS::RedshiftServerless::Namespace', 'NamespaceResourcePolicy'],
  ['AWS::S3Tables::TablePolicy', 'ResourcePolicy'],
  ['AWS::XRay::ResourcePolicy', 'PolicyDocument'],
  ['AWS::RolesAnywhere::Profile', 'SessionPolicy', 'session'],
  ['AWS::Transfer::User', 'Policy', 'session'],
  // For whoever holds the certificate that it is attached to.
  ['AWS::IoT::Policy', 'PolicyDocument', 'identity'],
  ['AWS::EC2::VPCEndpoint', 'PolicyDocument', 'boundary'],
  ['AWS::Organizations::ResourcePolicy', 'Content'],
];

export const resourcePolicyMappers: Record<string, Mapper> = {
  ...Object.fromEntries(documents.map(([type, property, layer = 'resource']) => [type, mapper(property, layer)])),
  'AWS::OpenSearchService::Domain': searchDomain,
  'AWS::Elasticsearch::Domain': searchDomain,
  'AWS::ApiGateway::RestApi': restApi,
  'AWS::DynamoDB::GlobalTable': globalTable,
  'AWS::Organizations::Policy': organisationPolicy,
  'AWS::Lambda::Permission': lambdaPermission,
  'AWS::Lambda::LayerVersionPermission': layerPermission,
  'AWS::Events::EventBusPolicy': eventBusPolicy,
};

function mapper(property: string | [string, string], layer: Layer): Mapper {
  const path = typeof property === 'string' ? [property] : property;
  return (resource, template) => {
    const document = member(resource.properties, ...path);
    return document.kind === 'absent' ? [] : facts(document, resource, template, path.join('/'), layer);
  };
}

function searchDomain(resource: CfnResource, template: Template): Fact[] {
  return reachedThrough(member(resource.properties, 'VPCOptions'), mapper('AccessPolicies', 'resource')(resource, template));
}

const facts = (document: Data, resource: CfnResource, template: Template, what: string, layer: Layer): Fact[] =>
  documentFacts(resource, template, document, what, layer);

/** The policy of an API stands beside its definition or in it. */
function restApi(resource: CfnResource, template: Template): Fact[] {
  const beside = mapper('Policy', 'resource')(resource, template);
  return beside.length > 0 ? beside : mapper(['Body', 'x-amazon-apigateway-policy'], 'resource')(resource, template);
}

/** One policy in each region that the table is in. */
function globalTable(resource: CfnResource, template: Template): Fact[] {
  return itemsOf(member(resource.properties, 'Replicas')).items.flatMap((replica, index) => {
    const document = member(replica, 'ResourcePolicy', 'PolicyDocument');
    return document.kind === 'absent' ? [] : facts(document, resource, template, `Replicas/${index}/ResourcePolicy`, 'resource');
  });
}

/** Policies of tags, backups and the like say nothing of who may do what. */
function organisationPolicy(resource: CfnResource, template: Template): Fact[] {
  const type = stringValue(member(resource.properties, 'Type'));
  const limits = type.kind === 'absent' || (type.kind === 'known' && /^(?:SERVICE|RESOURCE)_CONTROL_POLICY$/.test(type.value));
  return limits ? mapper('Content', 'organisation')(resource, template) : [];
}

/** One statement, written in properties of its own. */
function lambdaPermission(resource: CfnResource, template: Template): Fact[] {
  const { properties, at } = resource;
  // It is needed beside the permission to call the function's URL, and lets nobody in who has not that one.
  if (knownValue(boolValue(member(properties, 'InvokedViaFunctionUrl'))) === true) return [];
  const conditions = [
    condition('ArnLike', 'aws:SourceArn', member(properties, 'SourceArn')),
    condition('StringEquals', 'aws:SourceAccount', member(properties, 'SourceAccount')),
    condition('StringEquals', 'aws:PrincipalOrgID', member(properties, 'PrincipalOrgID')),
    condition('StringEquals', 'lambda:FunctionUrlAuthType', member(properties, 'FunctionUrlAuthType')),
    condition('StringEquals', 'lambda:EventSourceToken', member(properties, 'EventSourceToken')),
  ];
  const statement = {
    Principal: principal(member(properties, 'Principal')),
    Action: member(properties, 'Action'),
    Resource: member(properties, 'FunctionName'),
    Condition: merged(conditions, at),
  };
  return facts(allow(statement, at), resource, template, 'Permission', 'resource');
}

function layerPermission(resource: CfnResource, template: Template): Fact[] {
  const { properties, at } = resource;
  const statement = {
    Principal: principal(member(properties, 'Principal')),
    Action: member(properties, 'Action'),
    Resource: member(properties, 'LayerVersionArn'),
    Condition: merged([condition('StringEquals', 'aws:PrincipalOrgID', member(properties, 'OrganizationId'))], at),
  };
  return facts(allow(statement, at), resource, template, 'Permission', 'resource');
}

/** Either a whole statement, or an account that may put events. */
function eventBusPolicy(resource: CfnResource, template: Template): Fact[] {
  const { properties, at } = resource;
  const statement = member(properties, 'Statement');
  if (statement.kind !== 'absent') return facts(map({ Statement: statement }, at), resource, template, 'Statement', 'resource');
  const given = member(properties, 'Condition');
  const operator = stringValue(member(given, 'Type'));
  const key = stringValue(member(given, 'Key'));
  const narrowed =
    operator.kind === 'known' && key.kind === 'known' ? condition(operator.value, key.value, member(given, 'Value')) : undefined;
  const written = {
    Principal: principal(member(properties, 'Principal')),
    Action: member(properties, 'Action'),
    Resource: member(properties, 'EventBusName'),
    Condition: merged([narrowed], at),
  };
  return facts(allow(written, at), resource, template, 'Statement', 'resource');
}

/** A principal without its kind: a service's name ends in its domain, everything else is an account, an identity or `*`. */
function principal(found: Found): Found {
  if (found.kind === 'absent') return found;
  const text = stringValue(found);
  const ending = text.kind === 'known' ? text.value : text.kind === 'unknown' ? (text.suffix ?? '') : '';
  return map({ [/\.amazonaws\.com(?:\.cn)?$/.test(ending) ? 'Service' : 'AWS']: found }, found.at);
}

function condition(operator: string, key: string, value: Found): [string, MapData] | undefined {
  return value.kind === 'absent' ? undefined : [operator, map({ [key]: value }, value.at)];
}

function merged(conditions: ([string, MapData] | undefined)[], at: Place): Found {
  const entries = new Map<string, MapEntry>();
  for (const found of conditions) {
    if (!found) continue;
    const [operator, keys] = found;
    const before = entries.get(operator)?.value;
    const all = new Map([...(before?.kind === 'map' ? before.entries : []), ...keys.entries]);
    entries.set(operator, { key: keys.at, value: { ...keys, entries: all } });
  }
  return entries.size > 0 ? { kind: 'map', entries, at } : { kind: 'absent', at };
}

const allow = (statement: Record<string, Found>, at: Place): MapData =>
  map({ Statement: map({ Effect: whole('Allow', at), ...statement }, at) }, at);

function map(entries: Record<string, Found>, at: Place): MapData {
  const written = Object.entries(entries).flatMap(([key, value]): [string, MapEntry][] =>
    value.kind === 'absent' ? [] : [[key, { key: value.at, value }]],
  );
  return { kind: 'map', entries: new Map(written), at };
}
