import { boolValue, labelsOf, member, stringValue } from '@idlint/evaluate';
import { absent, blockOf, type Fact, known, type Resource, type ResourceType } from '@idlint/model';
import { nameInAccount, nameOfResource } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import type { Mapper } from './mapper.ts';

/** How resources admit callers otherwise than by a policy: ACLs, public access blocks, addresses without authentication. */
export const admissionMappers: Record<string, Mapper> = {
  'AWS::S3::Bucket': bucket,
  'AWS::Lambda::Url': (resource, template) => [
    thing(resource, template, 'endpoint', { authentication: stringValue(member(resource.properties, 'AuthType')) }),
  ],
};

function bucket(resource: CfnResource, template: Template): Fact[] {
  const { properties, at } = resource;
  const block = member(properties, 'PublicAccessBlockConfiguration');
  const own = nameOfResource(template.uri, resource.id);
  const facts: Fact[] = [
    {
      ...thing(resource, template, 'bucket', { acl: stringValue(member(properties, 'AccessControl')) }),
      name: nameInAccount(resource, member(properties, 'BucketName')),
    },
  ];
  const setting = (name: string) => (block.kind === 'map' ? boolValue(member(block, name)) : block.kind === 'unknown' ? block : absent(at));
  const settings = {
    bucket: known(own, at),
    blockPublicAcls: setting('BlockPublicAcls'),
    blockPublicPolicy: setting('BlockPublicPolicy'),
    ignorePublicAcls: setting('IgnorePublicAcls'),
    restrictPublicBuckets: setting('RestrictPublicBuckets'),
  };
  const what = 'PublicAccessBlockConfiguration';
  facts.push({
    ...thing(resource, template, 'public-access-block', settings),
    key: `${template.uri}#${resource.id}/${what}`,
    at: properties.entries.get(what)?.key ?? at,
    names: [`${own}/${what}`, ...blockOf(known(own, at))],
  });
  return facts;
}

/** What an address asks of its callers; absent where the template does not say. */
export const endpoint = (resource: CfnResource, template: Template, path: string[]): Resource => ({
  ...thing(resource, template, 'endpoint', { authentication: stringValue(member(resource.properties, ...path)) }),
  key: `${template.uri}#${resource.id}/${path.join('/')}`,
  names: [],
});

function thing(
  { id, at, exists, properties }: CfnResource,
  { uri }: Template,
  type: ResourceType,
  settings: Resource['settings'],
): Resource {
  return {
    kind: 'resource',
    key: `${uri}#${id}`,
    platform: 'aws',
    at,
    exists,
    names: [nameOfResource(uri, id)],
    type,
    name: known(id, at),
    labels: labelsOf(member(properties, 'Tags')),
    settings,
  };
}
