import { type Fact, known, type Name } from '@idlint/model';
import { bindingsOf, eitherOf, givenDirectly, identityOf, itself, policyOf, subjectIn, subjectsIn, textsOf } from '../given.ts';
import { isOneOf, oauthClient } from '../oauth-client.ts';
import { argumentOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';

/** Okta: people, groups and applications, and who of them administers it. */
export const oktaMappers: Record<string, Mapper> = {
  okta_user: resource => [
    identityOf(resource, 'idp', { type: 'user', actor: 'human', called: 'login', space: 'okta:user' }),
    ...administrator(resource, argumentOf(resource, 'admin_roles')),
  ],
  okta_group: resource => [identityOf(resource, 'idp', { type: 'group', space: 'okta:group' })],
  okta_user_admin_roles: resource => administrator(resource, argumentOf(resource, 'admin_roles'), 'user_id', 'okta:user'),
  okta_group_role: resource => administrator(resource, argumentOf(resource, 'role_type'), 'group_id', 'okta:group'),
  okta_group_roles: resource => administrator(resource, argumentOf(resource, 'admin_roles'), 'group_id', 'okta:group'),
  okta_app_oauth_role_assignment: resource => administrator(resource, argumentOf(resource, 'type'), 'client_id', 'okta:app'),
  okta_app_oauth: application,
  okta_app_saml: resource => [identityOf(resource, 'idp', { type: 'application', actor: 'machine', called: 'label' })],
  okta_app_oauth_api_scope: scopes,
  okta_admin_role_custom: customRole,
  okta_admin_role_custom_assignments: customAssignments,
};

const roleOf = (text: string): Name => `okta:${text.toLowerCase()}`;

function administrator(resource: TerraformResource, roles: ReturnType<typeof argumentOf>, whom?: string, space = ''): Fact[] {
  const subject = whom ? subjectIn(argumentOf(resource, whom), space) : itself(resource);
  return bindingsOf(resource, 'idp', roles, roleOf, { subjects: { items: [subject] }, level: 'organisation' });
}

/** One of type `service` signs in as itself; the others sign in people. */
function application(resource: TerraformResource): Fact[] {
  const open = isOneOf(textOf(resource, 'type'), ['browser', 'native']);
  return [
    identityOf(resource, 'idp', { type: 'application', actor: 'machine', called: 'label', space: 'okta:app' }),
    ...oauthClient(resource, 'idp', 'label', [argumentOf(resource, 'redirect_uris')], open),
  ];
}

function scopes(resource: TerraformResource): Fact[] {
  const actions = textsOf(resource, 'scopes');
  const subject = subjectIn(argumentOf(resource, 'app_id'), 'okta:app');
  // A scope is for all of the organisation; a custom role only for what its resource set holds.
  const resources = { items: [known('*', resource.at)] };
  return givenDirectly(resource, 'idp', 'scopes', { actions, resources }, { items: [subject] });
}

function customRole(resource: TerraformResource): Fact[] {
  return policyOf(resource, 'idp', 'label', [], [{ actions: textsOf(resource, 'permissions'), resources: { items: [] } }]);
}

/** Members are written as the addresses of users, groups and applications in Okta's API. */
function customAssignments(resource: TerraformResource): Fact[] {
  const role = eitherOf(resource, 'custom_role_id');
  const subjects = subjectsIn(argumentOf(resource, 'members'), 'okta:member');
  return bindingsOf(resource, 'idp', role, roleOf, { subjects, level: 'resource', scope: textOf(resource, 'resource_set_id') }, 'role');
}
