import { boolValue, type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Fact, known, type Name } from '@idlint/model';
import { bindingOf, bindingsOf, credentialOf, identityOf, isTrue, itself, nameIn, subjectIn } from '../given.ts';
import { argumentOf, baseOf, calledOf, type Mapper, nameOfResource, type TerraformResource, textOf } from '../resource.ts';

/** HCP Terraform, Consul and Nomad: teams, tokens and what they are allowed. */
export const hashicorpMappers: Record<string, Mapper> = {
  tfe_team: team,
  tfe_team_token: resource => [
    credentialOf(resource, 'saas', { type: 'token', of: teamOf(resource), expires: textOf(resource, 'expired_at'), endless: true }),
  ],
  tfe_organization_token: organizationToken,
  tfe_team_access: teamAccess,
  consul_acl_token: resource => tokenWith(resource, 'consul', 'description', 'expiration_time'),
  consul_acl_role: consulRole,
  nomad_acl_token: nomadToken,
  nomad_acl_role: resource => [identityOf(resource, 'saas', { type: 'role', space: 'nomad:role' })],
};

const teamOf = (resource: TerraformResource) => {
  const subject = subjectIn(argumentOf(resource, 'team_id'), 'tfe:team');
  return subject.name === undefined ? subject.written : known(subject.name, subject.written.at);
};

/** Of what a team may do in the whole organisation, only the right to set that is as good as any. */
function team(resource: TerraformResource): Fact[] {
  const identity = identityOf(resource, 'saas', { type: 'group', space: 'tfe:team' });
  const [access] = itemsOf(argumentOf(resource, 'organization_access')).items;
  const manages = access ? boolValue(member(access, 'manage_organization_access')) : undefined;
  if (!manages || !isTrue(manages)) return [identity];
  const policy = known('saas:tfe/manage_organization_access', manages.at, manages.via);
  return [
    identity,
    bindingOf(resource, 'saas', 'organization_access', { policy, subjects: { items: [itself(resource)] }, level: 'organisation' }),
  ];
}

function teamAccess(resource: TerraformResource): Fact[] {
  const roleOf = (text: string): Name => `saas:tfe/workspace-${text.toLowerCase()}`;
  const subjects = { items: [subjectIn(argumentOf(resource, 'team_id'), 'tfe:team')] };
  return bindingsOf(resource, 'saas', argumentOf(resource, 'access'), roleOf, { subjects, level: 'resource' }, 'access');
}

/** It may do everything but start runs. */
function organizationToken(resource: TerraformResource): Fact[] {
  const credential = credentialOf(resource, 'saas', { type: 'token', expires: textOf(resource, 'expired_at'), endless: true });
  const policy = known('saas:tfe/organization', resource.at);
  const token = { who: 'identity' as const, written: calledOf(resource, 'organization') };
  return [credential, bindingOf(resource, 'saas', 'organization', { policy, subjects: { items: [token] }, level: 'organisation' })];
}

function tokenWith(resource: TerraformResource, space: string, called: string, expires: string): Fact[] {
  const identity = identityOf(resource, 'saas', { type: 'service-account', actor: 'machine', called });
  const credential = credentialOf(resource, 'saas', {
    type: 'token',
    of: known(nameOfResource(resource), resource.at),
    expires: textOf(resource, expires),
    // Tokens of Consul's agents are meant to last.
    endless: space !== 'consul',
  });
  return [
    identity,
    { ...credential, key: baseOf(resource, 'saas', 'token').key, names: [] },
    ...policies(resource, space, argumentOf(resource, 'policies')),
  ];
}

const policies = (resource: TerraformResource, space: string, found: Found): Fact[] =>
  bindingsOf(
    resource,
    'saas',
    found,
    text => (text === 'global-management' ? 'saas:consul/global-management' : nameIn(`${space}:policy`, text)),
    { subjects: { items: [itself(resource)] }, level: 'cluster' },
    'policies',
  );

function consulRole(resource: TerraformResource): Fact[] {
  return [
    identityOf(resource, 'saas', { type: 'role', space: 'consul:role' }),
    ...policies(resource, 'consul', argumentOf(resource, 'policies')),
  ];
}

/** A token of type `management` may do everything. */
function nomadToken(resource: TerraformResource): Fact[] {
  const type = stringValue(argumentOf(resource, 'type'));
  const facts = tokenWith(resource, 'nomad', 'name', 'expiration_ttl');
  if (type.kind !== 'known' || type.value !== 'management') return facts;
  const policy = known('saas:nomad/management', type.at, type.via);
  return [...facts, bindingOf(resource, 'saas', 'type', { policy, subjects: { items: [itself(resource)] }, level: 'cluster' })];
}
