import { type Data, type Found, itemsOf, type MapData, type MapEntry, member, stringValue } from '@idlint/evaluate';
import { madeText } from '@idlint/evaluate/hcl';
import type { Fact, Layer, Place } from '@idlint/model';
import { reachedThrough } from '../../iam-policy/network.ts';
import { argumentOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';
import { documentFacts } from './attach.ts';

/** Where each type of resource keeps the policy that says who may reach it. */
const documents: [type: string, argument: string, layer?: Layer][] = [
  ['aws_acmpca_policy', 'policy'],
  ['aws_api_gateway_rest_api', 'policy'],
  ['aws_api_gateway_rest_api_policy', 'policy'],
  ['aws_backup_vault_policy', 'policy'],
  ['aws_cloudwatch_event_bus_policy', 'policy'],
  ['aws_cloudwatch_log_destination_policy', 'access_policy'],
  ['aws_cloudwatch_log_resource_policy', 'policy_document'],
  ['aws_codeartifact_domain_permissions_policy', 'policy_document'],
  ['aws_codeartifact_repository_permissions_policy', 'policy_document'],
  ['aws_codebuild_resource_policy', 'policy'],
  ['aws_dynamodb_resource_policy', 'policy'],
  ['aws_ecr_registry_policy', 'policy'],
  ['aws_ecr_repository_policy', 'policy'],
  ['aws_ecrpublic_repository_policy', 'policy'],
  ['aws_efs_file_system_policy', 'policy'],
  ['aws_elasticsearch_domain_policy', 'access_policies'],
  ['aws_glacier_vault', 'access_policy'],
  ['aws_glacier_vault_lock', 'policy'],
  ['aws_glue_resource_policy', 'policy'],
  ['aws_iot_policy', 'policy', 'identity'],
  ['aws_kinesis_resource_policy', 'policy'],
  ['aws_kms_external_key', 'policy'],
  ['aws_kms_key', 'policy'],
  ['aws_kms_key_policy', 'policy'],
  ['aws_kms_replica_external_key', 'policy'],
  ['aws_kms_replica_key', 'policy'],
  ['aws_media_store_container_policy', 'policy'],
  ['aws_networkfirewall_resource_policy', 'policy'],
  ['aws_opensearch_domain_policy', 'access_policies'],
  ['aws_organizations_resource_policy', 'content'],
  ['aws_redshift_resource_policy', 'policy'],
  ['aws_rolesanywhere_profile', 'session_policy', 'session'],
  ['aws_s3_access_point', 'policy'],
  ['aws_s3_bucket', 'policy'],
  ['aws_s3_bucket_policy', 'policy'],
  ['aws_s3control_access_point_policy', 'policy'],
  ['aws_s3control_bucket_policy', 'policy'],
  ['aws_s3control_object_lambda_access_point_policy', 'policy'],
  ['aws_s3tables_table_bucket_policy', 'resource_policy'],
  ['aws_s3tables_table_policy', 'resource_policy'],
  ['aws_schemas_registry_policy', 'policy'],
  ['aws_secretsmanager_secret', 'policy'],
  ['aws_secretsmanager_secret_policy', 'policy'],
  ['aws_ses_identity_policy', 'policy'],
  ['aws_sesv2_email_identity_policy', 'policy'],
  ['aws_sns_topic', 'policy'],
  ['aws_sns_topic_policy', 'policy'],
  ['aws_sqs_queue', 'policy'],
  ['aws_sqs_queue_policy', 'policy'],
  ['aws_transfer_access', 'policy', 'session'],
  ['aws_transfer_user', 'policy', 'session'],
  ['aws_vpc_endpoint', 'policy', 'boundary'],
  ['aws_vpc_endpoint_policy', 'policy', 'boundary'],
  ['aws_vpclattice_auth_policy', 'policy'],
  ['aws_vpclattice_resource_policy', 'policy'],
  ['aws_xray_resource_policy', 'policy_document'],
];

export const resourcePolicyMappers: Record<string, Mapper> = {
  ...Object.fromEntries(
    documents.map(([type, argument, layer = 'resource']): [string, Mapper] => [
      type,
      resource => documentFacts(resource, argumentOf(resource, argument), argument, layer),
    ]),
  ),
  aws_s3control_multi_region_access_point_policy: resource =>
    documentFacts(resource, member(first(argumentOf(resource, 'details')), 'policy'), 'policy', 'resource'),
  aws_elasticsearch_domain: searchDomain,
  aws_opensearch_domain: searchDomain,
  aws_organizations_policy: organisationPolicy,
  aws_lambda_permission: lambdaPermission,
  aws_lambda_layer_version_permission: layerPermission,
  aws_cloudwatch_event_permission: eventPermission,
};

const first = (blocks: Found): Found => (blocks.kind === 'list' ? (blocks.items[0] ?? { kind: 'absent', at: blocks.at }) : blocks);

function searchDomain(resource: TerraformResource): Fact[] {
  const argument = 'access_policies';
  return reachedThrough(argumentOf(resource, 'vpc_options'), documentFacts(resource, argumentOf(resource, argument), argument, 'resource'));
}

/** Policies of tags, backups and the like say nothing of who may do what. */
function organisationPolicy(resource: TerraformResource): Fact[] {
  const type = textOf(resource, 'type');
  const limits = type.kind === 'absent' || (type.kind === 'known' && /^(?:SERVICE|RESOURCE)_CONTROL_POLICY$/.test(type.value));
  return limits ? documentFacts(resource, argumentOf(resource, 'content'), 'content', 'organisation') : [];
}

/** One statement, written in arguments of its own. */
function lambdaPermission(resource: TerraformResource): Fact[] {
  const conditions: Clause[] = [
    ['ArnLike', 'aws:SourceArn', argumentOf(resource, 'source_arn')],
    ['StringEquals', 'aws:SourceAccount', argumentOf(resource, 'source_account')],
    ['StringEquals', 'aws:PrincipalOrgID', argumentOf(resource, 'principal_org_id')],
    ['StringEquals', 'lambda:FunctionUrlAuthType', argumentOf(resource, 'function_url_auth_type')],
    ['StringEquals', 'lambda:EventSourceToken', argumentOf(resource, 'event_source_token')],
  ];
  return statement(resource, {
    Sid: argumentOf(resource, 'statement_id'),
    Principal: principal(argumentOf(resource, 'principal')),
    Action: argumentOf(resource, 'action'),
    Resource: argumentOf(resource, 'function_name'),
    Condition: conditionOf(conditions, resource.at),
  });
}

function layerPermission(resource: TerraformResource): Fact[] {
  return statement(resource, {
    Sid: argumentOf(resource, 'statement_id'),
    Principal: principal(argumentOf(resource, 'principal')),
    Action: argumentOf(resource, 'action'),
    Resource: argumentOf(resource, 'layer_name'),
    Condition: conditionOf([['StringEquals', 'aws:PrincipalOrgID', argumentOf(resource, 'organization_id')]], resource.at),
  });
}

function eventPermission(resource: TerraformResource): Fact[] {
  const conditions = itemsOf(argumentOf(resource, 'condition')).items.flatMap((block): Clause[] => {
    const [type, key] = [stringValue(member(block, 'type')), stringValue(member(block, 'key'))];
    return type.kind === 'known' && key.kind === 'known' ? [[type.value, key.value, member(block, 'value')]] : [];
  });
  const action = argumentOf(resource, 'action');
  return statement(resource, {
    Sid: argumentOf(resource, 'statement_id'),
    Principal: principal(argumentOf(resource, 'principal')),
    Action: action.kind === 'absent' ? madeText('events:PutEvents', resource.at) : action,
    Resource: madeText('*', resource.at),
    Condition: conditionOf(conditions, resource.at),
  });
}

function statement(resource: TerraformResource, elements: Record<string, Found>): Fact[] {
  const { at } = resource;
  const document = mapOf(at, { Statement: mapOf(at, { Effect: madeText('Allow', at), ...elements }) });
  return documentFacts(resource, document, 'statement', 'resource');
}

function mapOf(at: Place, values: Record<string, Found>): MapData {
  const entries = Object.entries(values).flatMap(([name, value]): [string, MapEntry][] =>
    value.kind === 'absent' ? [] : [[name, { key: value.at, value }]],
  );
  return { kind: 'map', of: 'object', entries: new Map(entries), at };
}

/** `*`, a service, an account or an ARN, without saying which of them. */
function principal(written: Found): Found {
  if (written.kind !== 'string') return written.kind === 'absent' ? written : mapOf(written.at, { AWS: written });
  if (written.value === '*') return written;
  return mapOf(written.at, { [/\.(?:amazonaws\.com(?:\.cn)?|amazon\.com|internal)$/.test(written.value) ? 'Service' : 'AWS']: written });
}

type Clause = [operator: string, key: string, value: Found];

function conditionOf(clauses: Clause[], at: Place): Found {
  const operators: Record<string, Record<string, Found>> = {};
  for (const [operator, key, value] of clauses) if (value.kind !== 'absent') operators[operator] = { ...operators[operator], [key]: value };
  const found = Object.entries(operators).map(([operator, keys]): [string, Data] => [operator, mapOf(at, keys)]);
  return found.length > 0 ? mapOf(at, Object.fromEntries(found)) : { kind: 'absent', at };
}
