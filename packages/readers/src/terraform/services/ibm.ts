import { itemsOf } from '@idlint/evaluate';
import type { Fact, Name, Principal, ScopeLevel } from '@idlint/model';
import { bindingsOf, credentialOf, identityOf, namedIn, nameIn, subjectIn } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';

/** IBM Cloud: service ids with their keys, access groups, trusted profiles, and the roles that policies give them. */
export const ibmMappers: Record<string, Mapper> = {
  ibm_iam_service_id: resource => [identityOf(resource, 'saas', { type: 'service-account', actor: 'machine', space: 'ibm:service' })],
  ibm_iam_trusted_profile: resource => [identityOf(resource, 'saas', { type: 'role', space: 'ibm:profile' })],
  ibm_iam_access_group: resource => [identityOf(resource, 'saas', { type: 'group', space: 'ibm:group' })],
  ibm_iam_service_api_key: resource => [
    credentialOf(resource, 'saas', {
      type: 'access-key',
      of: namedIn(argumentOf(resource, 'iam_service_id'), 'ibm:service'),
      expires: textOf(resource, 'expires_at'),
      endless: true,
    }),
  ],
  ibm_iam_user_policy: resource => policy(resource, 'ibm_id', 'ibm:user'),
  ibm_iam_service_policy: resource => policy(resource, 'iam_service_id', 'ibm:service'),
  ibm_iam_trusted_profile_policy: resource => policy(resource, 'profile_id', 'ibm:profile'),
  ibm_iam_access_group_policy: resource => policy(resource, 'access_group_id', 'ibm:group'),
  ibm_iam_access_group_members: members,
};

const nameOfRole = (text: string): Name => `saas:ibm/${text.toLowerCase()}`;

/** Without a resource, the roles hold for everything in the account. */
function policy(resource: TerraformResource, whom: string, space: string): Fact[] {
  const limits = ['resources', 'resource_attributes', 'resource_tags'].map(name => argumentOf(resource, name));
  const level: ScopeLevel = limits.every(({ kind }) => kind === 'absent') ? 'account' : 'resource';
  const subjects = { items: [subjectIn(argumentOf(resource, whom), space)] };
  return bindingsOf(resource, 'saas', argumentOf(resource, 'roles'), nameOfRole, { subjects, level });
}

function members(resource: TerraformResource): Fact[] {
  const group = namedIn(argumentOf(resource, 'access_group_id'), 'ibm:group');
  const of = (argument: string, space: string): Principal[] =>
    itemsOf(argumentOf(resource, argument)).items.map(item => subjectIn(item, space));
  const items = [...of('ibm_ids', 'ibm:user'), ...of('iam_service_ids', 'ibm:service'), ...of('iam_profile_ids', 'ibm:profile')];
  if (items.length === 0 || group.kind === 'absent') return [];
  return bindingsOf(resource, 'saas', argumentOf(resource, 'access_group_id'), text => nameIn('ibm:group', text), {
    subjects: { items },
    level: 'resource',
  });
}
