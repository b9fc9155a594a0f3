import { itemsOf, member, numberValue, stringValue } from '@idlint/evaluate';
import {
  type Credential,
  type CredentialType,
  type Fact,
  type Identity,
  type IdentityType,
  known,
  type Principal,
  type Resource,
} from '@idlint/model';
import {
  allLabels,
  argumentOf,
  baseOf,
  calledOf,
  type Mapper,
  nameOfResource,
  nowhere,
  type TerraformResource,
  textOf,
} from '../resource.ts';
import { binding, boundaryOf, documentFacts, inlinePolicy, managedPolicies, nameOfIdentity, nameOfPolicy, subjectOf } from './attach.ts';

/** IAM: users, groups, roles, what is attached to them, and what proves them. */
export const identityMappers: Record<string, Mapper> = {
  aws_iam_role: role,
  aws_iam_user: resource => [identity(resource, 'user'), ...boundaryOf(resource)],
  aws_iam_group: resource => [identity(resource, 'group')],
  aws_iam_policy: policy,
  aws_iam_role_policy: resource => ownInline(resource, 'role'),
  aws_iam_user_policy: resource => ownInline(resource, 'user'),
  aws_iam_group_policy: resource => ownInline(resource, 'group'),
  aws_iam_role_policy_attachment: resource => attachment(resource, 'role'),
  aws_iam_user_policy_attachment: resource => attachment(resource, 'user'),
  aws_iam_group_policy_attachment: resource => attachment(resource, 'group'),
  aws_iam_policy_attachment: manyAttached,
  aws_iam_access_key: resource => [credential(resource, 'access-key')],
  aws_iam_user_login_profile: resource => [credential(resource, 'password')],
  aws_iam_service_specific_credential: resource => [credential(resource, 'password')],
  aws_iam_openid_connect_provider: oidcProvider,
  aws_ssoadmin_permission_set: permissionSet,
  aws_ssoadmin_permission_set_inline_policy: permissionSetPolicy,
  aws_ssoadmin_managed_policy_attachment: permissionSetAttachment,
};

function identity(resource: TerraformResource, type: Extract<IdentityType, 'role' | 'user' | 'group'>): Identity {
  const written = textOf(resource, 'name');
  const base = baseOf(resource, 'aws');
  return {
    kind: 'identity',
    ...base,
    names: [...base.names, ...(written.kind === 'known' ? [`aws:${type}/${written.value}`] : [])],
    type,
    actor: 'unknown',
    name: calledOf(resource, 'name'),
    labels: allLabels(resource, 'tags'),
  };
}

function role(resource: TerraformResource): Fact[] {
  const own = known(nameOfResource(resource), resource.at);
  const trusts = documentFacts(resource, argumentOf(resource, 'assume_role_policy'), 'assume_role_policy', 'trust', { identity: own });
  return [
    { ...identity(resource, 'role'), actor: actorOf(trusts), longestSession: numberValue(argumentOf(resource, 'max_session_duration')) },
    ...trusts,
    ...inlinePolicies(resource),
    ...managedPolicies(resource, 'managed_policy_arns'),
    ...boundaryOf(resource),
  ];
}

/** People come through SAML; services and OpenID Connect providers are machines; accounts can be either. */
function actorOf(trusts: Fact[]): Identity['actor'] {
  const principals = trusts.flatMap(fact => (fact.kind === 'trust' ? fact.principals.items : []));
  if (principals.some(isSaml)) return 'human';
  return principals.some(({ who }) => who === 'service' || who === 'federated') ? 'machine' : 'unknown';
}

function isSaml({ written }: Principal): boolean {
  if (written.kind === 'known') return written.value.includes(':saml-provider/');
  return (
    written.kind === 'unknown' && (written.why.what.includes('aws_iam_saml_provider') || (written.suffix ?? '').includes(':saml-provider/'))
  );
}

function inlinePolicies(resource: TerraformResource): Fact[] {
  const taken = new Set<string>();
  return itemsOf(argumentOf(resource, 'inline_policy')).items.flatMap((block, index) => {
    const name = stringValue(member(block, 'name'));
    const called = name.kind === 'known' && !taken.has(name.value) ? name.value : String(index);
    taken.add(called);
    return inlinePolicy(
      resource,
      member(block, 'policy'),
      `inline_policy/${called}`,
      name.kind === 'known' ? name : known(called, block.at),
    );
  });
}

function policy(resource: TerraformResource): Fact[] {
  const written = textOf(resource, 'name');
  const names = [nameOfResource(resource), ...(written.kind === 'known' ? [`aws:policy/${written.value}`] : [])];
  return documentFacts(resource, argumentOf(resource, 'policy'), '', 'identity', { name: calledOf(resource, 'name'), names });
}

/** aws_iam_role_policy and its like: one inline policy of one identity. */
function ownInline(resource: TerraformResource, type: 'role' | 'user' | 'group'): Fact[] {
  const holder = argumentOf(resource, type);
  const facts = documentFacts(resource, argumentOf(resource, 'policy'), '', 'identity', { name: calledOf(resource, 'name') });
  return facts.length === 0
    ? []
    : [...facts, binding(resource, 'attached', known(nameOfResource(resource), resource.at), { items: [subjectOf(holder, type)] })];
}

function attachment(resource: TerraformResource, type: 'role' | 'user' | 'group'): Fact[] {
  const policy = nameOfPolicy(argumentOf(resource, 'policy_arn'));
  return policy.kind === 'absent'
    ? []
    : [{ ...binding(resource, '', policy, { items: [subjectOf(argumentOf(resource, type), type)] }), key: baseOf(resource, 'aws').key }];
}

function manyAttached(resource: TerraformResource): Fact[] {
  const policy = nameOfPolicy(argumentOf(resource, 'policy_arn'));
  if (policy.kind === 'absent') return [];
  const lists = (['role', 'user', 'group'] as const).map(type => ({ type, ...itemsOf(argumentOf(resource, `${type}s`)) }));
  const open = lists.find(list => list.open)?.open;
  const items = lists.flatMap(({ type, items }) => items.map(item => subjectOf(item, type)));
  return [{ ...binding(resource, '', policy, { items, ...(open ? { open } : {}) }), key: baseOf(resource, 'aws').key }];
}

function credential(resource: TerraformResource, type: CredentialType): Credential {
  const user = argumentOf(resource, resource.type === 'aws_iam_service_specific_credential' ? 'user_name' : 'user');
  return {
    kind: 'credential',
    ...baseOf(resource, 'aws'),
    type,
    identity: nameOfIdentity(user, 'user'),
    expires: nowhere(resource),
    rotates: nowhere(resource),
  };
}

function oidcProvider(resource: TerraformResource): Fact[] {
  const url = textOf(resource, 'url');
  const { items, open } = itemsOf(argumentOf(resource, 'client_id_list'));
  const clients = items.map(stringValue);
  const unclear =
    clients.find(client => client.kind !== 'known') ?? (open ? { kind: 'unknown' as const, why: open, at: resource.at } : undefined);
  const [first] = clients;
  const provider: Resource = {
    kind: 'resource',
    ...baseOf(resource, 'aws'),
    type: 'oidc-provider',
    name: url.kind === 'known' ? url : known(resource.name, resource.at),
    labels: allLabels(resource, 'tags'),
    settings: {
      url,
      clients:
        unclear ??
        (first ? known(clients.flatMap(client => (client.kind === 'known' ? [client.value] : [])).join(' '), first.at) : nowhere(resource)),
    },
  };
  return [provider];
}

/** IAM Identity Center: what people may do once they have signed in. */
function permissionSet(resource: TerraformResource): Fact[] {
  return [{ ...identity(resource, 'role'), actor: 'human', longestSession: seconds(resource) }];
}

/** ISO 8601: `PT8H`, `PT1H30M`. */
function seconds(resource: TerraformResource): NonNullable<Identity['longestSession']> {
  const duration = textOf(resource, 'session_duration');
  if (duration.kind !== 'known') return duration;
  const [, hours = '0', minutes = '0', rest = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration.value) ?? [];
  return known(Number(hours) * 3600 + Number(minutes) * 60 + Number(rest), duration.at, duration.via);
}

function permissionSetPolicy(resource: TerraformResource): Fact[] {
  const facts = documentFacts(resource, argumentOf(resource, 'inline_policy'), '', 'identity');
  const holder = subjectOf(argumentOf(resource, 'permission_set_arn'), 'role');
  return facts.length === 0
    ? []
    : [...facts, binding(resource, 'attached', known(nameOfResource(resource), resource.at), { items: [holder] })];
}

function permissionSetAttachment(resource: TerraformResource): Fact[] {
  const policy = nameOfPolicy(argumentOf(resource, 'managed_policy_arn'));
  const holder = subjectOf(argumentOf(resource, 'permission_set_arn'), 'role');
  return policy.kind === 'absent' ? [] : [{ ...binding(resource, '', policy, { items: [holder] }), key: baseOf(resource, 'aws').key }];
}
