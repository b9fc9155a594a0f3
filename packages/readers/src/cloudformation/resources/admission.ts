import { boolValue, labelsOf, member, stringValue } from '@idlint/evaluate';
import { absent, blockOf, type Fact, known, type Resource, type ResourceType } from '@idlint/model';
import { nameInAccount, nameOfResource } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { baseOf } from './base.ts';
import type { Mapper } from './mapper.ts';

/** How resources admit callers otherwise than by a policy: ACLs, public access blocks, addresses without authentication. */
export const admissionMappers: Record<string, Mapper> = {
  'AWS::S3::Bucket': bucket,
  'AWS::Lambda::Url': (resource, template) => [endpoint(resource, template, 'AuthType')],
  'AWS::ApiGateway::Method': (resource, template) => [endpoint(resource, template, 'AuthorizationType')],
  'AWS::ApiGatewayV2::Route': (resource, template) => [endpoint(resource, template, 'AuthorizationType')],
  'AWS::AppSync::GraphQLApi': (resource, template) => [endpoint(resource, template, 'AuthenticationType')],
};

function bucket(resource: CfnResource, template: Template): Fact[] {
  const { properties, at } = resource;
  const block = member(properties, 'PublicAccessBlockConfiguration');
  const own = nameOfResource(template.scope, resource.id);
  const setting = (name: string) => (block.kind === 'map' ? boolValue(member(block, name)) : block.kind === 'unknown' ? block : absent(at));
  const settings = {
    bucket: known(own, at),
    blockPublicAcls: setting('BlockPublicAcls'),
    blockPublicPolicy: setting('BlockPublicPolicy'),
    ignorePublicAcls: setting('IgnorePublicAcls'),
    restrictPublicBuckets: setting('RestrictPublicBuckets'),
  };
  const what = 'PublicAccessBlockConfiguration';
  return [
    {
      ...thing(resource, template, 'bucket', { acl: stringValue(member(properties, 'AccessControl')) }),
      name: nameInAccount(resource, member(properties, 'BucketName')),
    },
    {
      ...thing(resource, template, 'public-access-block', settings),
      key: `${template.scope}#${resource.id}/${what}`,
      at: properties.entries.get(what)?.key ?? at,
      names: [`${own}/${what}`, ...blockOf(known(own, at))],
    },
  ];
}

/** What an address asks of its callers; absent where the template does not say. */
const endpoint = (resource: CfnResource, template: Template, property: string): Resource =>
  thing(resource, template, 'endpoint', { authentication: stringValue(member(resource.properties, property)) });

function thing(resource: CfnResource, template: Template, type: ResourceType, settings: Resource['settings']): Resource {
  return {
    kind: 'resource',
    ...baseOf(resource, template),
    type,
    name: known(resource.called, resource.at),
    labels: labelsOf(member(resource.properties, 'Tags')),
    settings,
  };
}
