import { type Found, itemsOf, member, stringValue, stringValues } from '@idlint/evaluate';
import { type Fact, known, type Name, type Principal, type ScopeLevel, type Value } from '@idlint/model';
import { bindingOf, bindingsOf, credentialOf, eitherOf, givenDirectly, identityOf, namedIn, only, subjectIn } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';

/** Databricks: principals, tokens, grants of Unity Catalog, and who administers workspace and account. */
export const databricksMappers: Record<string, Mapper> = {
  databricks_user: resource => principal(resource, 'user', 'human', 'user_name'),
  databricks_service_principal: resource => principal(resource, 'service-account', 'machine', 'display_name'),
  databricks_group: resource => principal(resource, 'group', 'unknown', 'display_name'),
  databricks_token: resource => [token(resource)],
  databricks_obo_token: resource => [token(resource)],
  databricks_service_principal_secret: resource => [
    credentialOf(resource, 'saas', {
      type: 'password',
      of: namedIn(argumentOf(resource, 'service_principal_id'), space),
      expires: lifetime(resource),
    }),
  ],
  databricks_user_role: resource => roleOf(resource, 'user_id'),
  databricks_service_principal_role: resource => roleOf(resource, 'service_principal_id'),
  databricks_group_role: resource => roleOf(resource, 'group_id'),
  databricks_group_member: groupMember,
  databricks_mws_permission_assignment: resource => given(resource, argumentOf(resource, 'permissions'), 'principal_id', 'account'),
  databricks_permissions: permissions,
  databricks_grants: grants,
  databricks_grant: grant,
};

const space = 'databricks:principal';
const nameOfRole = (text: string): Name => `saas:databricks/${text.toLowerCase()}`;

function principal(
  resource: TerraformResource,
  type: 'user' | 'service-account' | 'group',
  actor: 'human' | 'machine' | 'unknown',
  called: string,
): Fact[] {
  return [identityOf(resource, 'saas', { type, actor, called, space })];
}

/** Seconds; 0 and -1 are for ever, as is nothing. */
function lifetime(resource: TerraformResource): Value<string> {
  const seconds = eitherOf(resource, 'lifetime_seconds', 'lifetime');
  const text = stringValue(seconds);
  return text.kind === 'known' && /^(?:0|-1)$/.test(text.value) ? { kind: 'absent', at: text.at } : text;
}

const token = (resource: TerraformResource): Fact => {
  const of = namedIn(argumentOf(resource, 'application_id'), space);
  return credentialOf(resource, 'saas', {
    type: 'token',
    ...(of.kind === 'absent' ? {} : { of }),
    expires: lifetime(resource),
    endless: true,
  });
};

const roleOf = (resource: TerraformResource, whom: string): Fact[] => given(resource, argumentOf(resource, 'role'), whom, 'account');

function given(resource: TerraformResource, roles: Found, whom: string, level: ScopeLevel): Fact[] {
  const subjects = { items: [subjectIn(argumentOf(resource, whom), space)] };
  return bindingsOf(resource, 'saas', roles, nameOfRole, { subjects, level }, 'role');
}

/** `admins` is a group that every workspace has: a data source looks it up by its name. */
function groupMember(resource: TerraformResource): Fact[] {
  const group = argumentOf(resource, 'group_id');
  return given(resource, group, 'member_id', group.kind === 'string' && group.value === 'admins' ? 'account' : 'resource');
}

/** Who may change a job, a cluster, a folder; `users` is the group that everybody of the workspace is in. */
function permissions(resource: TerraformResource): Fact[] {
  return itemsOf(argumentOf(resource, 'access_control')).items.flatMap((block, index) => {
    const level = stringValue(member(block, 'permission_level'));
    if (level.kind !== 'known' || !/^(?:IS_OWNER|CAN_MANAGE\w*)$/.test(level.value)) return [];
    const whom = ['user_name', 'group_name', 'service_principal_name']
      .map(name => member(block, name))
      .find(({ kind }) => kind !== 'absent');
    if (!whom) return [];
    const subject = subjectIn(whom, space);
    const all = subject.written.kind === 'known' && subject.written.value === 'users' && member(block, 'group_name').kind !== 'absent';
    const subjects: Principal[] = [all ? { who: 'authenticated', written: subject.written } : subject];
    const policy = known(nameOfRole(level.value), level.at, level.via);
    return bindingOf(resource, 'saas', `access_control/${index}`, { policy, subjects: { items: subjects }, level: 'resource' });
  });
}

const securables = [
  'metastore',
  'catalog',
  'schema',
  'table',
  'volume',
  'external_location',
  'storage_credential',
  'credential',
  'function',
  'model',
  'share',
  'foreign_connection',
  'pipeline',
];

function securable(resource: TerraformResource): Value<string> {
  for (const kind of securables) {
    const value = textOf(resource, kind);
    if (value.kind === 'known') return known(`${kind.replace('_', ' ')} ${value.value}`, value.at, value.via);
    if (value.kind === 'unknown') return value;
  }
  return { kind: 'absent', at: resource.at };
}

function privilegesFor(resource: TerraformResource, what: string, whom: Found, privileges: Found): Fact[] {
  const actions = stringValues(privileges);
  const normal = { ...actions, items: actions.items.map(asWords) };
  const subject: Principal = subjectIn(whom, space);
  return givenDirectly(
    resource,
    'sql',
    what,
    { actions: normal, resources: only(securable(resource)), at: privileges.at },
    { items: [subject] },
  );
}

/** `ALL_PRIVILEGES` is how the provider writes ALL PRIVILEGES. */
const asWords = (value: Value<string>): Value<string> =>
  value.kind === 'known' ? known(value.value.replaceAll('_', ' '), value.at, value.via) : value;

function grants(resource: TerraformResource): Fact[] {
  return itemsOf(argumentOf(resource, 'grant')).items.flatMap((block, index) =>
    privilegesFor(resource, `grant/${index}`, member(block, 'principal'), member(block, 'privileges')),
  );
}

function grant(resource: TerraformResource): Fact[] {
  return privilegesFor(resource, 'grant', argumentOf(resource, 'principal'), argumentOf(resource, 'privileges'));
}
