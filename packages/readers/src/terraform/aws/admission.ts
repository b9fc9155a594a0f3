import { boolValue, itemsOf, member, stringValue } from '@idlint/evaluate';
import { absent, blockOf, type Fact, known, type Resource, type ResourceType, type Value } from '@idlint/model';
import {
  allLabels,
  argumentOf,
  baseOf,
  calledOf,
  type Mapper,
  nameOfResource,
  spokenOf,
  type TerraformResource,
  textOf,
} from '../resource.ts';
import { resourcePolicyMappers } from './resource-policy.ts';

/** How resources admit callers otherwise than by a policy: ACLs, public access blocks, shared images, addresses without authentication. */
export const admissionMappers: Record<string, Mapper> = {
  aws_s3_bucket: resource => [bucket(resource), ...(resourcePolicyMappers.aws_s3_bucket?.(resource) ?? [])],
  aws_s3_bucket_acl: resource => [{ ...bucket(resource), names: [], settings: { acl: aclOf(resource) } }],
  aws_s3_bucket_public_access_block: resource => [publicAccessBlock(resource)],
  aws_s3_account_public_access_block: resource => [publicAccessBlock(resource)],
  aws_ami_launch_permission: resource => [
    thing(resource, 'image', { sharedWith: firstOf(resource, 'group', 'account_id', 'organization_arn', 'organizational_unit_arn') }),
  ],
  aws_snapshot_create_volume_permission: resource => [thing(resource, 'image', { sharedWith: textOf(resource, 'account_id') })],
  aws_db_snapshot: resource => sharedSnapshot(resource),
  aws_db_cluster_snapshot: resource => sharedSnapshot(resource),
  aws_lambda_function_url: resource => [thing(resource, 'endpoint', { authentication: textOf(resource, 'authorization_type') })],
  aws_api_gateway_method: resource => [thing(resource, 'endpoint', { authentication: textOf(resource, 'authorization') })],
  aws_apigatewayv2_route: resource => [thing(resource, 'endpoint', { authentication: textOf(resource, 'authorization_type') })],
};

function thing(resource: TerraformResource, type: ResourceType, settings: Resource['settings']): Resource {
  return {
    kind: 'resource',
    ...baseOf(resource, 'aws'),
    type,
    name: calledOf(resource, 'name'),
    labels: allLabels(resource, 'tags'),
    settings,
  };
}

const bucket = (resource: TerraformResource): Resource => ({
  ...thing(resource, 'bucket', { acl: textOf(resource, 'acl') }),
  name: calledOf(resource, 'bucket'),
});

/** Groups that everybody is in, by their URIs, as the canned ACL that says the same. */
const groups: [pattern: RegExp, canned: string][] = [
  [/\/global\/AllUsers$/, 'public-read'],
  [/\/global\/AuthenticatedUsers$/, 'authenticated-read'],
];

/** The canned ACL, or the one that grants written out amount to. */
function aclOf(resource: TerraformResource): Value<string> {
  const canned = textOf(resource, 'acl');
  if (canned.kind !== 'absent') return canned;
  for (const policy of itemsOf(argumentOf(resource, 'access_control_policy')).items)
    for (const grant of itemsOf(member(policy, 'grant')).items)
      for (const grantee of itemsOf(member(grant, 'grantee')).items) {
        const uri = stringValue(member(grantee, 'uri'));
        const group = uri.kind === 'known' ? groups.find(([pattern]) => pattern.test(uri.value)) : undefined;
        if (group && uri.kind === 'known')
          return known(writes(stringValue(member(grant, 'permission'))) ? `${group[1]}-write` : group[1], uri.at, uri.via);
      }
  return canned;
}

const writes = (permission: Value<string>): boolean =>
  permission.kind === 'known' && /^(?:WRITE|WRITE_ACP|FULL_CONTROL)$/.test(permission.value);

function publicAccessBlock(resource: TerraformResource): Resource {
  const setting = (name: string): Value<boolean> => boolValue(argumentOf(resource, name));
  const written = argumentOf(resource, 'bucket');
  const bucket = written.kind === 'absent' ? absent(resource.at) : spokenOf(written, name => `aws:arn:aws:s3:::${name}`);
  return {
    ...thing(resource, 'public-access-block', {
      bucket,
      blockPublicAcls: setting('block_public_acls'),
      blockPublicPolicy: setting('block_public_policy'),
      ignorePublicAcls: setting('ignore_public_acls'),
      restrictPublicBuckets: setting('restrict_public_buckets'),
    }),
    names: [nameOfResource(resource), ...blockOf(bucket)],
  };
}

function firstOf(resource: TerraformResource, ...names: string[]): Value<string> {
  const values = names.map(name => textOf(resource, name));
  return values.find(value => value.kind !== 'absent') ?? absent(resource.at);
}

/** One fact for each account that it is shared with. */
function sharedSnapshot(resource: TerraformResource): Fact[] {
  return itemsOf(argumentOf(resource, 'shared_accounts')).items.map((account, index) => ({
    ...thing(resource, 'image', { sharedWith: stringValue(account) }),
    ...(index > 0 ? { key: baseOf(resource, 'aws', `shared/${index}`).key, names: [] } : {}),
  }));
}
