import { type Found, itemsOf, labelsOf, member, numberValue, stringValue } from '@idlint/evaluate';
import {
  type Binding,
  type Credential,
  type Fact,
  type Identity,
  type IdentityType,
  known,
  type Name,
  type Resource,
  type Value,
} from '@idlint/model';
import { policyFacts } from '../../iam-policy/document.ts';
import { nameInAccount, nameOfReference, nameOfResource, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { attached, binding, inlinePolicy, managedPolicies } from './attached.ts';
import type { Mapper } from './mapper.ts';

/** AWS::IAM: users, groups, roles, and what is attached to them. */
export const identityMappers: Record<string, Mapper> = {
  'AWS::IAM::Role': role,
  'AWS::IAM::User': user,
  'AWS::IAM::Group': (resource, template) => [identity(resource, template, 'group', 'GroupName'), ...attached(resource, template)],
  'AWS::IAM::Policy': policy,
  'AWS::IAM::ManagedPolicy': policy,
  'AWS::IAM::RolePolicy': (resource, template) => ownInline(resource, template, 'RoleName', 'role'),
  'AWS::IAM::UserPolicy': (resource, template) => ownInline(resource, template, 'UserName', 'user'),
  'AWS::IAM::GroupPolicy': (resource, template) => ownInline(resource, template, 'GroupName', 'group'),
  'AWS::IAM::AccessKey': accessKey,
  'AWS::IAM::OIDCProvider': oidcProvider,
  'AWS::SSO::PermissionSet': permissionSet,
};

function role(resource: CfnResource, template: Template): Fact[] {
  const trusts = trustOf(resource, template, member(resource.properties, 'AssumeRolePolicyDocument'));
  return [
    {
      ...identity(resource, template, 'role', 'RoleName'),
      actor: actorOf(trusts),
      longestSession: numberValue(member(resource.properties, 'MaxSessionDuration')),
    },
    ...trusts,
    ...attached(resource, template),
  ];
}

/** The trust policy of a role. */
export function trustOf({ id, at, exists }: CfnResource, { uri }: Template, document: Found, roleId = id): Fact[] {
  if (document.kind === 'absent') return [];
  const context = {
    key: `${uri}#${roleId}/AssumeRolePolicyDocument`,
    at,
    exists,
    names: [],
    name: known(roleId, at),
    layer: 'trust' as const,
  };
  return policyFacts(document, { ...context, identity: known(nameOfResource(uri, roleId), at), nameOf: nameOfReference(uri) });
}

/** People come through SAML; services and OpenID Connect providers are machines; accounts can be either. */
export function actorOf(trusts: Fact[]): Identity['actor'] {
  const principals = trusts.flatMap(fact => (fact.kind === 'trust' ? fact.principals.items : []));
  const texts = principals.map(({ written }) =>
    written.kind === 'known' ? written.value : written.kind === 'unknown' ? (written.suffix ?? '') : '',
  );
  if (texts.some(text => text.includes(':saml-provider/') || text.includes('saml'))) return 'human';
  return principals.some(({ who }) => who === 'service' || who === 'federated') ? 'machine' : 'unknown';
}

function user(resource: CfnResource, template: Template): Fact[] {
  const name = nameOfResource(template.uri, resource.id);
  const signsIn = member(resource.properties, 'LoginProfile').kind !== 'absent';
  const hasKey = template.resources.some(
    other => other.type === 'AWS::IAM::AccessKey' && userOf(other, template.uri).some(of => of === name),
  );
  const actor = signsIn ? 'human' : hasKey ? 'machine' : 'unknown';
  return [{ ...identity(resource, template, 'user', 'UserName'), actor }, ...attached(resource, template)];
}

const userOf = (key: CfnResource, uri: string): Name[] => {
  const name = spokenOf(uri, member(key.properties, 'UserName'), text => `aws:user/${text}`);
  return name.kind === 'known' ? [name.value] : [];
};

function identity(
  resource: CfnResource,
  { uri }: Template,
  type: Extract<IdentityType, 'role' | 'user' | 'group'>,
  nameProperty: string,
): Identity {
  const { id, at, exists, properties } = resource;
  const written = stringValue(member(properties, nameProperty));
  return {
    kind: 'identity',
    key: `${uri}#${id}`,
    platform: 'aws',
    at,
    exists,
    names: [nameOfResource(uri, id), ...(written.kind === 'known' ? [`aws:${type}/${written.value}`] : [])],
    type,
    actor: 'unknown',
    name: nameInAccount(resource, written.kind === 'absent' ? written : member(properties, nameProperty)),
    labels: labelsOf(member(properties, 'Tags')),
  };
}

const attachedTo = [
  ['Roles', 'role'],
  ['Users', 'user'],
  ['Groups', 'group'],
] as const;

/** AWS::IAM::Policy and AWS::IAM::ManagedPolicy: a document, and the users, groups and roles that it is attached to. */
function policy(resource: CfnResource, template: Template): Fact[] {
  const { id, at, exists, properties } = resource;
  const { uri } = template;
  const nameProperty = resource.type === 'AWS::IAM::Policy' ? 'PolicyName' : 'ManagedPolicyName';
  const own = nameOfResource(uri, id);
  const name = nameInAccount(resource, member(properties, nameProperty));
  const document = member(properties, 'PolicyDocument');
  const names = [own, ...(name.kind === 'known' && name.at !== at ? [`aws:policy/${name.value}`] : [])];
  const context = { key: `${uri}#${id}`, at, exists, names, name, layer: 'identity' as const, nameOf: nameOfReference(uri) };
  const subjects: Binding['subjects']['items'] = [];
  for (const [property, type] of attachedTo)
    for (const item of itemsOf(member(properties, property)).items) subjects.push(subject(uri, item, type));
  return [
    ...(document.kind === 'absent' ? [] : policyFacts(document, context)),
    ...(subjects.length > 0 ? [binding(resource, `${uri}#${id}/attached`, at, known(own, at), subjects, 'identity')] : []),
  ];
}

function subject(uri: string, item: Found, type: string): Binding['subjects']['items'][number] {
  const name = spokenOf(uri, item, text => `aws:${type}/${text}`);
  return { who: 'identity', written: stringValue(item), ...(name.kind === 'known' ? { name: name.value } : {}) };
}

/** AWS::IAM::RolePolicy and its like: one inline policy of one identity. */
function ownInline(resource: CfnResource, template: Template, property: string, type: string): Fact[] {
  const { id, at, exists, properties } = resource;
  const { uri } = template;
  const document = member(properties, 'PolicyDocument');
  if (document.kind === 'absent') return [];
  const name = nameInAccount(resource, member(properties, 'PolicyName'));
  const own = nameOfResource(uri, id);
  const holder = subject(uri, member(properties, property), type);
  return [
    ...policyFacts(document, { key: `${uri}#${id}`, at, exists, names: [own], name, layer: 'identity', nameOf: nameOfReference(uri) }),
    binding(resource, `${uri}#${id}/attached`, at, known(own, at), [holder], 'identity'),
  ];
}

function accessKey({ id, at, exists, properties }: CfnResource, { uri }: Template): Fact[] {
  const credential: Credential = {
    kind: 'credential',
    key: `${uri}#${id}`,
    platform: 'aws',
    at,
    exists,
    names: [nameOfResource(uri, id)],
    type: 'access-key',
    identity: spokenOf(uri, member(properties, 'UserName'), text => `aws:user/${text}`),
    expires: { kind: 'absent', at },
    rotates: { kind: 'absent', at },
  };
  return [credential];
}

function oidcProvider({ id, at, exists, properties }: CfnResource, { uri }: Template): Fact[] {
  const url = stringValue(member(properties, 'Url'));
  const clients = itemsOf(member(properties, 'ClientIdList')).items.map(stringValue);
  const unknownClient = clients.find(client => client.kind !== 'known');
  const first = clients[0];
  const provider: Resource = {
    kind: 'resource',
    key: `${uri}#${id}`,
    platform: 'aws',
    at,
    exists,
    names: [nameOfResource(uri, id)],
    type: 'oidc-provider',
    name: url.kind === 'known' ? url : known(id, at),
    labels: labelsOf(member(properties, 'Tags')),
    settings: {
      url,
      clients:
        unknownClient ??
        (first
          ? known(clients.flatMap(client => (client.kind === 'known' ? client.value : [])).join(' '), first.at)
          : { kind: 'absent', at }),
    },
  };
  return [provider];
}

/** IAM Identity Center: what people may do once they have signed in. */
function permissionSet(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  const subject = nameOfResource(template.uri, resource.id);
  const inline = member(properties, 'InlinePolicy');
  return [
    {
      ...identity(resource, template, 'role', 'Name'),
      actor: 'human',
      longestSession: seconds(stringValue(member(properties, 'SessionDuration'))),
    },
    ...(inline.kind === 'absent' ? [] : inlinePolicy(resource, template, inline, 'InlinePolicy', known(resource.id, resource.at), subject)),
    ...managedPolicies(resource, template, member(properties, 'ManagedPolicies'), subject),
  ];
}

/** ISO 8601: `PT8H`, `PT1H30M`. */
function seconds(duration: Value<string>): Value<number> {
  if (duration.kind !== 'known') return duration;
  const [, hours = '0', minutes = '0', rest = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration.value) ?? [];
  return known(Number(hours) * 3600 + Number(minutes) * 60 + Number(rest), duration.at, duration.via);
}
