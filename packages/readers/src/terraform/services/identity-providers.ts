import type { Fact, Name } from '@idlint/model';
import { bindingsOf, givenDirectly, identityOf, only, subjectIn, textsOf } from '../given.ts';
import { isOneOf, oauthClient } from '../oauth-client.ts';
import { argumentOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';

/** Auth0 and Keycloak: applications that sign people in, or act for themselves, and what they are allowed. */
export const identityProviderMappers: Record<string, Mapper> = {
  auth0_client: resource => [
    identityOf(resource, 'idp', { type: 'application', actor: 'machine', space: 'auth0:client' }),
    ...oauthClient(resource, 'idp', 'name', [argumentOf(resource, 'callbacks')], isOneOf(textOf(resource, 'app_type'), ['native', 'spa'])),
  ],
  auth0_client_grant: clientGrant,
  auth0_role: resource => [identityOf(resource, 'idp', { type: 'group', space: 'auth0:role' })],
  keycloak_openid_client: resource => [
    identityOf(resource, 'idp', { type: 'application', actor: 'machine', called: 'client_id' }),
    ...oauthClient(
      resource,
      'idp',
      'client_id',
      [argumentOf(resource, 'valid_redirect_uris')],
      isOneOf(textOf(resource, 'access_type'), ['public']),
    ),
  ],
  keycloak_group: resource => [identityOf(resource, 'idp', { type: 'group', space: 'keycloak:group' })],
  keycloak_user: resource => [identityOf(resource, 'idp', { type: 'user', called: 'username', space: 'keycloak:user' })],
  keycloak_openid_client_service_account_role: serviceAccountRole,
};

/** Scopes of an API, mostly of Auth0's own. */
function clientGrant(resource: TerraformResource): Fact[] {
  const actions = textsOf(resource, textOf(resource, 'scopes').kind === 'absent' ? 'scope' : 'scopes');
  const client = argumentOf(resource, 'client_id');
  // Without one, it is for whatever application of others comes along.
  if (client.kind === 'absent') return [];
  const subject = subjectIn(client, 'auth0:client');
  return givenDirectly(resource, 'idp', 'scopes', { actions, resources: only(textOf(resource, 'audience')) }, { items: [subject] });
}

/** A role of a client, given to the account as which another one acts; `realm-management` is Keycloak's own. */
function serviceAccountRole(resource: TerraformResource): Fact[] {
  const roleOf = (text: string): Name => `keycloak:${text === 'realm-admin' ? 'realm-management/realm-admin' : text.toLowerCase()}`;
  const subjects = { items: [subjectIn(argumentOf(resource, 'service_account_user_id'), 'keycloak:user')] };
  return bindingsOf(resource, 'idp', argumentOf(resource, 'role'), roleOf, { subjects, level: 'project' }, 'role');
}
