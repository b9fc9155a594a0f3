import { type Found, itemsOf, labelsOf, member, stringValue, stringValues } from '@idlint/evaluate';
import { jsonInString } from '@idlint/evaluate/json';
import {
  type Condition,
  type Fact,
  type Identity,
  known,
  type List,
  type Name,
  type Place,
  type Principal,
  type Resource,
  type Trust,
} from '@idlint/model';
import { bindingsOf, credentialOf, eitherOf, identityOf, itself, namedIn, subjectIn } from '../given.ts';
import { argumentOf, baseOf, calledOf, type Mapper, nameOfResource, spokenOf, type TerraformResource, textOf } from '../resource.ts';
import { accountsOf, audienceOf, claimsOf, type Signing } from './bound.ts';

/** Who signs in to Vault, under which conditions, and which policies that gives. */
export const authMappers: Record<string, Mapper> = {
  vault_jwt_auth_backend: provider,
  vault_jwt_auth_backend_role: jwtRole,
  vault_kubernetes_auth_backend_role: resource => signing(resource, 'role_name', 'machine', accountsOf(resource)),
  vault_aws_auth_backend_role: resource => signing(resource, 'role', 'machine', awsPrincipals(resource)),
  vault_gcp_auth_backend_role: resource =>
    signing(
      resource,
      'role',
      'machine',
      bound(resource, 'bound_service_accounts', email => `gcp:serviceAccount/${email}`),
    ),
  vault_azure_auth_backend_role: resource =>
    signing(
      resource,
      'role',
      'machine',
      bound(resource, 'bound_service_principal_ids', id => `azure:principal/${id.toLowerCase()}`),
    ),
  vault_approle_auth_backend_role: resource => signing(resource, 'role_name', 'machine'),
  vault_approle_auth_backend_role_secret_id: resource => [
    credentialOf(resource, 'vault', { type: 'password', of: namedIn(argumentOf(resource, 'role_name'), 'vault:approle') }),
  ],
  vault_cert_auth_backend_role: resource => signing(resource, 'name', 'machine'),
  vault_token_auth_backend_role: resource => signing(resource, 'role_name', 'machine'),
  vault_saml_auth_backend_role: resource => signing(resource, 'name', 'human'),
  vault_token: token,
  vault_ldap_auth_backend_group: resource => memberOf(resource, 'group', 'groupname'),
  vault_ldap_auth_backend_user: resource => memberOf(resource, 'user', 'username'),
  vault_okta_auth_backend_group: resource => memberOf(resource, 'group', 'group_name'),
  vault_okta_auth_backend_user: resource => memberOf(resource, 'user', 'username'),
  vault_kerberos_auth_backend_group: resource => memberOf(resource, 'group', 'name'),
  vault_radius_auth_backend_user: resource => memberOf(resource, 'user', 'username'),
  vault_userpass_auth_backend_user: resource => memberOf(resource, 'user', 'username'),
  vault_github_team: resource => memberOf(resource, 'group', 'team'),
  vault_github_user: resource => memberOf(resource, 'user', 'user'),
  vault_identity_entity: resource => memberOf(resource, 'user', 'name'),
  vault_identity_group: resource => memberOf(resource, 'group', 'name'),
  vault_identity_entity_policies: resource => givenLater(resource, 'entity_id'),
  vault_identity_group_policies: resource => givenLater(resource, 'group_id'),
  vault_generic_endpoint: endpoint,
};

const policyName = (name: string): Name => `vault:policy/${name.toLowerCase()}`;

/** The policies that whoever signs in gets. */
function policiesOf(resource: TerraformResource, found: Found, subject: Principal = itself(resource)): Fact[] {
  return bindingsOf(resource, 'vault', found, policyName, { subjects: { items: [subject] }, level: 'cluster' }, 'policies');
}

function signing(resource: TerraformResource, called: string, actor: Identity['actor'], by?: Signing): Fact[] {
  const space = resource.type === 'vault_approle_auth_backend_role' ? { space: 'vault:approle' } : {};
  return [
    identityOf(resource, 'vault', { type: 'role', actor, called, ...space }),
    ...(by ? [trustOf(resource, by)] : []),
    ...policiesOf(resource, eitherOf(resource, 'token_policies', 'policies', 'allowed_policies')),
  ];
}

function trustOf(resource: TerraformResource, { principals, conditions }: Signing): Trust {
  return {
    kind: 'trust',
    ...baseOf(resource, 'vault', 'trust'),
    identity: known(nameOfResource(resource), resource.at),
    effect: 'allow',
    principals,
    conditions,
  };
}

/** The issuer whose tokens are accepted. */
function provider(resource: TerraformResource): Fact[] {
  const fact: Resource = {
    kind: 'resource',
    ...baseOf(resource, 'vault'),
    type: 'oidc-provider',
    name: calledOf(resource, 'path'),
    labels: { entries: {} },
    settings: { url: stringValue(eitherOf(resource, 'bound_issuer', 'oidc_discovery_url')) },
  };
  const path = textOf(resource, 'path');
  const mounted = `vault:auth/${path.kind === 'known' ? path.value : 'jwt'}`;
  return [{ ...fact, names: path.kind === 'unknown' ? fact.names : [...fact.names, mounted] }];
}

/** People sign in through a browser (`oidc`, which is what is meant where nothing is said), machines with a token (`jwt`). */
function jwtRole(resource: TerraformResource): Fact[] {
  const type = textOf(resource, 'role_type');
  const isMachine = type.kind === 'known' && type.value === 'jwt';
  const backend = argumentOf(resource, 'backend');
  const name = backend.kind === 'absent' ? known('vault:auth/jwt', resource.at) : spokenOf(backend, path => `vault:auth/${path}`);
  const path = stringValue(backend);
  const principal: Principal = {
    who: isMachine ? 'federated' : 'account',
    // The path is written where the backend is; whom it lets in is said here.
    written: known(path.kind === 'known' ? path.value : 'jwt', resource.at),
    ...(name.kind === 'known' ? { name: name.value } : {}),
  };
  const by: Signing = { principals: { items: [principal] }, conditions: conditionsOf(resource) };
  return signing(resource, 'role_name', isMachine ? 'machine' : 'human', by);
}

function conditionsOf(resource: TerraformResource): List<Condition> {
  const claims = claimsOf(resource);
  return { ...claims, items: [...claims.items, ...audienceOf(resource)] };
}

/** ARNs may end in a wildcard. An instance is let in by what it is, which no Name stands for. */
function awsPrincipals(resource: TerraformResource): Signing {
  const arns = itemsOf(argumentOf(resource, 'bound_iam_principal_arns'));
  const accounts = itemsOf(argumentOf(resource, 'bound_account_ids'));
  const items: Principal[] = [
    ...arns.items.map((item): Principal => {
      const written = stringValue(item);
      const text = written.kind === 'known' ? written.value : '';
      if (/^\*+$/.test(text)) return { who: 'everyone', written };
      const subject = spokenOf(item, arn => `aws:${arn}`);
      const who = /\*$|:root$/.test(text) ? 'account' : 'identity';
      return { who, written, ...(subject.kind === 'known' ? { name: subject.value } : {}) };
    }),
    ...accounts.items.map((item): Principal => ({ who: 'account', written: stringValue(item) })),
  ];
  const open = arns.open ?? accounts.open;
  return { principals: { items, ...(open ? { open } : {}) }, conditions: { items: [] } };
}

function bound(resource: TerraformResource, argument: string, nameOf: (text: string) => Name): Signing {
  const { items, open } = itemsOf(argumentOf(resource, argument));
  const principals = items.map((item): Principal => {
    const written = stringValue(item);
    if (written.kind === 'known' && written.value === '*') return { who: 'account', written };
    const name = spokenOf(item, nameOf);
    return { who: 'identity', written, ...(name.kind === 'known' ? { name: name.value } : {}) };
  });
  return { principals: { items: principals, ...(open ? { open } : {}) }, conditions: { items: [] } };
}

/** A token that is made once, and that stands in the state. */
function token(resource: TerraformResource): Fact[] {
  const ends = [textOf(resource, 'explicit_max_ttl'), textOf(resource, 'ttl')].find(({ kind }) => kind !== 'absent');
  const credential = credentialOf(resource, 'vault', {
    type: 'token',
    of: known(nameOfResource(resource), resource.at),
    ...(ends ? { expires: ends } : {}),
  });
  const identity = identityOf(resource, 'vault', { type: 'service-account', actor: 'machine', called: 'display_name' });
  return [
    { ...credential, key: baseOf(resource, 'vault', 'token').key, names: [] },
    identity,
    ...policiesOf(resource, argumentOf(resource, 'policies')),
  ];
}

/** Users and groups of Vault itself, or of what they sign in with. */
function memberOf(resource: TerraformResource, type: 'user' | 'group', called: string): Fact[] {
  const metadata = argumentOf(resource, 'metadata');
  return [
    identityOf(resource, 'vault', { type, called, ...(metadata.kind === 'absent' ? {} : { labels: labelsOf(metadata) }) }),
    ...policiesOf(resource, eitherOf(resource, 'policies', 'token_policies')),
  ];
}

function givenLater(resource: TerraformResource, whom: string): Fact[] {
  return policiesOf(resource, argumentOf(resource, 'policies'), subjectIn(argumentOf(resource, whom), 'vault:identity'));
}

/** `auth/userpass/users/ana` and its like, written as what the API takes. */
function endpoint(resource: TerraformResource): Fact[] {
  const path = textOf(resource, 'path');
  const [, kind, name] = path.kind === 'known' ? (/^\/?auth\/[^/]+\/(users?|groups?|role|map\/teams)\/(.+)$/.exec(path.value) ?? []) : [];
  const body = argumentOf(resource, 'data_json');
  if (!kind || !name || path.kind !== 'known' || body.kind !== 'string') return [];
  const data = body.encoded ? body.encoded.of : jsonInString(body).data;
  const policies = ['token_policies', 'policies'].map(key => member(data, key)).find(({ kind }) => kind !== 'absent');
  const type = kind === 'role' ? 'role' : kind.startsWith('user') ? 'user' : 'group';
  const identity = identityOf(resource, 'vault', { type, called: 'path' });
  return [{ ...identity, name: known(name, path.at, path.via) }, ...(policies ? policiesOf(resource, inParts(policies)) : [])];
}

/** The API also takes several in one text: `default,admin`. */
function inParts(found: Found): Found {
  const values = stringValues(found);
  const [only] = values.items;
  if (found.kind !== 'string' || only?.kind !== 'known' || !only.value.includes(',')) return found;
  const at: Place = found.at;
  return {
    kind: 'list',
    at,
    items: only.value
      .split(',')
      .map(value => ({ kind: 'string', value: value.trim(), at, parts: [{ start: 0, end: value.trim().length, from: { at, map: [] } }] })),
  };
}
