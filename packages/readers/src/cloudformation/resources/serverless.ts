import { type Data, type Found, itemsOf, labelsOf, member } from '@idlint/evaluate';
import { type Fact, type Identity, known } from '@idlint/model';
import { nameOfArn, nameOfResource } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { endpoint } from './admission.ts';
import { boundary, inlinePolicy, managedPolicies } from './attached.ts';
import { actorOf, trustOf } from './identity.ts';
import type { Mapper } from './mapper.ts';

/**
 * AWS SAM: functions and state machines that bring a role of their own, made from `Policies`, unless `Role` names another.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export const serverlessMappers: Record<string, Mapper> = {
  'AWS::Serverless::Function': (resource, template) => [
    ...ownRole(resource, template),
    ...(member(resource.properties, 'FunctionUrlConfig').kind === 'absent'
      ? []
      : [endpoint(resource, template, ['FunctionUrlConfig', 'AuthType'])]),
  ],
  'AWS::Serverless::StateMachine': ownRole,
};

function ownRole(resource: CfnResource, template: Template): Fact[] {
  const { at, exists, properties } = resource;
  if (member(properties, 'Role').kind !== 'absent') return [];
  const id = `${resource.id}Role`;
  const role: Identity = {
    kind: 'identity',
    key: `${template.uri}#${id}`,
    platform: 'aws',
    at,
    exists,
    names: [nameOfResource(template.uri, id)],
    type: 'role',
    actor: 'machine',
    name: known(id, at),
    labels: labelsOf(member(properties, 'Tags')),
  };
  const trusts = trustOf(resource, template, member(properties, 'AssumeRolePolicyDocument'), id);
  if (trusts.length > 0) role.actor = actorOf(trusts);
  const subject = nameOfResource(template.uri, id);
  return [
    role,
    ...trusts,
    ...policies(resource, template, member(properties, 'Policies'), subject),
    ...boundary(resource, template, subject),
  ];
}

/** Each item is an ARN, the name of an AWS managed policy, a document, or a policy template of SAM, which is narrow by its making. */
function policies(resource: CfnResource, template: Template, written: Found, subject: string): Fact[] {
  const { items } = itemsOf(written);
  const named = items.filter(item => item.kind !== 'map');
  const documents = items.filter(isDocument);
  return [
    ...managedPolicies(resource, template, { kind: 'list', items: named, at: resource.at }, subject, nameOfManaged),
    ...documents.flatMap((document, index) =>
      inlinePolicy(resource, template, document, `Policies/${index}`, known(`${resource.id}Role`, resource.at), subject),
    ),
  ];
}

const isDocument = (item: Data): boolean => item.kind === 'map' && item.entries.has('Statement');

const nameOfManaged = (text: string): string => nameOfArn(text.startsWith('arn:') ? text : `arn:aws:iam::aws:policy/${text}`);
