import { type Found, itemsOf, labelsOf, member, numberValue, stringValue } from '@idlint/evaluate';
import {
  type Credential,
  type CredentialType,
  type Fact,
  type Identity,
  type IdentityType,
  known,
  type Name,
  type Resource,
  type Value,
} from '@idlint/model';
import { nameInAccount, nameOfIdentity, nameOfResource, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { attached, binding, boundary, documentFacts, inlinePolicy, managedPolicies } from './attached.ts';
import { baseOf, joinedTexts, nowhere, subjectOf } from './base.ts';
import type { Mapper } from './mapper.ts';
import { groupsOfUser } from './membership.ts';

type IamType = Extract<IdentityType, 'role' | 'user' | 'group'>;

/** AWS::IAM and IAM Identity Center: users, groups, roles, what is attached to them, and what proves them. */
export const identityMappers: Record<string, Mapper> = {
  'AWS::IAM::Role': role,
  'AWS::IAM::User': user,
  'AWS::IAM::Group': (resource, template) => [identity(resource, template, 'group', 'GroupName'), ...attached(resource, template)],
  'AWS::IAM::Policy': (resource, template) => policy(resource, template, 'PolicyName'),
  'AWS::IAM::ManagedPolicy': (resource, template) => policy(resource, template, 'ManagedPolicyName'),
  'AWS::IAM::RolePolicy': (resource, template) => ownInline(resource, template, 'RoleName', 'role'),
  'AWS::IAM::UserPolicy': (resource, template) => ownInline(resource, template, 'UserName', 'user'),
  'AWS::IAM::GroupPolicy': (resource, template) => ownInline(resource, template, 'GroupName', 'group'),
  'AWS::IAM::AccessKey': (resource, template) => [
    credential(resource, template, 'access-key', spokenOf(member(resource.properties, 'UserName'), nameOfIdentity('user'))),
  ],
  'AWS::IAM::InstanceProfile': instanceProfile,
  'AWS::IAM::OIDCProvider': oidcProvider,
  'AWS::SSO::PermissionSet': permissionSet,
};

function role(resource: CfnResource, template: Template): Fact[] {
  const { properties, at } = resource;
  const trusts = documentFacts(resource, template, member(properties, 'AssumeRolePolicyDocument'), 'AssumeRolePolicyDocument', 'trust', {
    names: [],
    identity: known(nameOfResource(template.scope, resource.id), at),
  });
  return [
    {
      ...identity(resource, template, 'role', 'RoleName'),
      actor: actorOf(trusts),
      longestSession: numberValue(member(properties, 'MaxSessionDuration')),
    },
    ...trusts,
    ...attached(resource, template),
  ];
}

/** People come through SAML; services and OpenID Connect providers are machines; accounts can be either. */
function actorOf(trusts: Fact[]): Identity['actor'] {
  const principals = trusts.flatMap(fact => (fact.kind === 'trust' ? fact.principals.items : []));
  const texts = principals.map(({ written }) =>
    written.kind === 'known' ? written.value : written.kind === 'unknown' ? (written.suffix ?? '') : '',
  );
  if (texts.some(text => text.includes(':saml-provider/'))) return 'human';
  return principals.some(({ who }) => who === 'service' || who === 'federated') ? 'machine' : 'unknown';
}

/** How a user signs in tells a person from a machine; an access key of the same template is linked later. */
function user(resource: CfnResource, template: Template): Fact[] {
  const login = member(resource.properties, 'LoginProfile');
  const name = known(nameOfResource(template.scope, resource.id), resource.at);
  return [
    identity(resource, template, 'user', 'UserName'),
    ...attached(resource, template),
    ...groupsOfUser(resource, template),
    ...(login.kind === 'absent' ? [] : [credential(resource, template, 'password', name, 'LoginProfile')]),
  ];
}

function identity(resource: CfnResource, template: Template, type: IamType, nameProperty: string): Identity {
  const base = baseOf(resource, template);
  const written = member(resource.properties, nameProperty);
  const name = stringValue(written);
  return {
    kind: 'identity',
    ...base,
    names: [...base.names, ...(name.kind === 'known' ? [`aws:${type}/${name.value}`] : [])],
    type,
    actor: 'unknown',
    name: nameInAccount(resource, written),
    labels: labelsOf(member(resource.properties, 'Tags')),
  };
}

const attachedTo = [
  ['Roles', 'role'],
  ['Users', 'user'],
  ['Groups', 'group'],
] as const;

/** AWS::IAM::Policy and AWS::IAM::ManagedPolicy: a document, and the users, groups and roles that it is attached to. */
function policy(resource: CfnResource, template: Template, nameProperty: string): Fact[] {
  const { at, properties } = resource;
  const written = stringValue(member(properties, nameProperty));
  const own = nameOfResource(template.scope, resource.id);
  const names = [own, ...(written.kind === 'known' ? [`aws:policy/${written.value}`] : [])];
  const name = nameInAccount(resource, member(properties, nameProperty));
  const lists = attachedTo.map(([property, type]) => ({ type, ...itemsOf(member(properties, property)) }));
  const subjects = lists.flatMap(({ type, items }) => items.map(item => subjectOf(item, type)));
  const open = lists.find(list => list.open)?.open;
  const attachment = binding(resource, template, 'attached', known(own, at), subjects, 'identity', at);
  return [
    ...documentFacts(resource, template, member(properties, 'PolicyDocument'), '', 'identity', { names, name }),
    ...(subjects.length > 0 || open ? [open ? { ...attachment, subjects: { items: subjects, open } } : attachment] : []),
  ];
}

/** AWS::IAM::RolePolicy and its like: one inline policy of one identity. */
function ownInline(resource: CfnResource, template: Template, property: string, type: IamType): Fact[] {
  const { at, properties } = resource;
  const name = nameInAccount(resource, member(properties, 'PolicyName'));
  const facts = documentFacts(resource, template, member(properties, 'PolicyDocument'), '', 'identity', { name });
  if (facts.length === 0) return [];
  const own = known(nameOfResource(template.scope, resource.id), at);
  return [...facts, binding(resource, template, 'attached', own, [subjectOf(member(properties, property), type)])];
}

function credential(resource: CfnResource, template: Template, type: CredentialType, identity: Value<Name>, what = ''): Credential {
  return {
    kind: 'credential',
    ...baseOf(resource, template, what),
    type,
    identity,
    expires: nowhere(resource),
    rotates: nowhere(resource),
  };
}

/** An instance has its role through a profile: linking puts the one in the place of the other. */
function instanceProfile(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  const [first] = itemsOf(member(properties, 'Roles')).items;
  const profile: Resource = {
    kind: 'resource',
    ...baseOf(resource, template),
    type: 'instance-profile',
    name: nameInAccount(resource, member(properties, 'InstanceProfileName')),
    labels: { entries: {} },
    settings: { role: first ? spokenOf(first, nameOfIdentity('role')) : nowhere(resource) },
  };
  return [profile];
}

function oidcProvider(resource: CfnResource, template: Template): Fact[] {
  const { properties, called, at } = resource;
  const url = stringValue(member(properties, 'Url'));
  const provider: Resource = {
    kind: 'resource',
    ...baseOf(resource, template),
    type: 'oidc-provider',
    name: url.kind === 'known' ? url : known(called, at),
    labels: labelsOf(member(properties, 'Tags')),
    settings: { url, clients: joinedTexts(member(properties, 'ClientIdList'), nowhere(resource)) },
  };
  return [provider];
}

/** IAM Identity Center: what people may do once they have signed in. */
function permissionSet(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  const inline = member(properties, 'InlinePolicy');
  const customer = (item: Found): Value<Name> => spokenOf(member(item, 'Name'), name => `aws:policy/${name}`);
  return [
    {
      ...identity(resource, template, 'role', 'Name'),
      actor: 'human',
      longestSession: seconds(stringValue(member(properties, 'SessionDuration'))),
    },
    ...(inline.kind === 'absent' ? [] : inlinePolicy(resource, template, inline, 'InlinePolicy', known(resource.called, resource.at))),
    ...managedPolicies(resource, template, member(properties, 'ManagedPolicies')),
    ...managedPolicies(resource, template, member(properties, 'CustomerManagedPolicyReferences'), customer),
    ...boundary(resource, template, 'PermissionsBoundary', 'ManagedPolicyArn'),
  ];
}

/** ISO 8601: `PT8H`, `PT1H30M`. */
function seconds(duration: Value<string>): Value<number> {
  if (duration.kind !== 'known') return duration;
  const [, hours = '0', minutes = '0', rest = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration.value) ?? [];
  return known(Number(hours) * 3600 + Number(minutes) * 60 + Number(rest), duration.at, duration.via);
}
