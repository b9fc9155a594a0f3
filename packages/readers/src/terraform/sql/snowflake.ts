import { boolValue, type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Fact, known, type Name, type Principal, type Value, type Values } from '@idlint/model';
import { bindingsOf, credentialOf, eitherOf, givenDirectly, identityOf, isTrue, nameIn, only, subjectIn, subjectsIn } from '../given.ts';
import { argumentOf, baseOf, type Mapper, nameOfResource, type TerraformResource, textOf } from '../resource.ts';
import { passedOn, prefixed } from './postgresql.ts';

/** Snowflake: users and services, account and database roles, and what they are granted. */
export const snowflakeMappers: Record<string, Mapper> = {
  snowflake_user: resource => user(resource, 'user', 'human'),
  snowflake_service_user: resource => user(resource, 'service-account', 'machine'),
  snowflake_legacy_service_user: resource => user(resource, 'service-account', 'machine'),
  snowflake_role: role,
  snowflake_account_role: role,
  snowflake_database_role: role,
  snowflake_grant_account_role: grantRole,
  snowflake_grant_database_role: grantRole,
  snowflake_role_grants: roleGrants,
  snowflake_grant_privileges_to_account_role: privileges,
  snowflake_grant_privileges_to_database_role: privileges,
  snowflake_grant_privileges_to_role: privileges,
  snowflake_account_grant: accountGrant,
};

const builtin = /^"?(ACCOUNTADMIN|SECURITYADMIN|SYSADMIN|USERADMIN|ORGADMIN|GLOBALORGADMIN|PUBLIC)"?$/i;
const bare = (text: string): string => text.replace(/^"(.*)"$/, '$1');
const roleName = (text: string): Name =>
  builtin.test(text) ? `snowflake:${bare(text).toLowerCase()}` : nameIn('snowflake:role', bare(text));

function user(resource: TerraformResource, type: 'user' | 'service-account', actor: 'human' | 'machine'): Fact[] {
  const identity = identityOf(resource, 'sql', { type, actor, space: 'snowflake:user' });
  const password = argumentOf(resource, 'password');
  const credential = credentialOf(resource, 'sql', {
    type: 'password',
    of: known(nameOfResource(resource), resource.at),
    expires: days(resource),
  });
  return [identity, ...(password.kind === 'absent' ? [] : [{ ...credential, key: baseOf(resource, 'sql', 'password').key, names: [] }])];
}

function days(resource: TerraformResource): Value<string> {
  const count = textOf(resource, 'days_to_expiry');
  return count.kind === 'known' ? known(`${count.value}d`, count.at, count.via) : count;
}

function role(resource: TerraformResource): Fact[] {
  return [identityOf(resource, 'sql', { type: 'role', space: 'snowflake:role' })];
}

const roleSubject = (found: Found): Principal => {
  const subject = subjectIn(found, 'snowflake:role');
  return subject.written.kind === 'known' && subject.name?.startsWith('snowflake:role/')
    ? { ...subject, name: roleName(subject.written.value) }
    : subject;
};

function grantRole(resource: TerraformResource): Fact[] {
  const user = argumentOf(resource, 'user_name');
  const parent = eitherOf(resource, 'parent_role_name', 'parent_database_role_name');
  const subject = user.kind === 'absent' ? roleSubject(parent) : subjectIn(user, 'snowflake:user');
  return isHierarchy(parent) ? [] : given(resource, [subject]);
}

/** Roles are to end in the account's administrators: that is how Snowflake wants it. */
const isHierarchy = (parent: Found): boolean => {
  const text = stringValue(parent);
  return text.kind === 'known' && /^"?ACCOUNTADMIN"?$/i.test(text.value);
};

function given(resource: TerraformResource, items: Principal[]): Fact[] {
  const found = eitherOf(resource, 'role_name', 'database_role_name');
  return bindingsOf(resource, 'sql', found, roleName, { subjects: { items }, level: 'account' }, 'role');
}

/** How it was written before version 1: one role to many. */
function roleGrants(resource: TerraformResource): Fact[] {
  const users = subjectsIn(argumentOf(resource, 'users'), 'snowflake:user').items;
  const roles = itemsOf(argumentOf(resource, 'roles'))
    .items.filter(item => !isHierarchy(item))
    .map(roleSubject);
  return users.length + roles.length === 0 ? [] : given(resource, [...users, ...roles]);
}

function privileges(resource: TerraformResource): Fact[] {
  const all = boolValue(argumentOf(resource, 'all_privileges'));
  const { items, open } = itemsOf(argumentOf(resource, 'privileges'));
  const actions: Values<string> = isTrue(all)
    ? only(known('ALL PRIVILEGES', all.at, all.via))
    : { items: items.map(stringValue), ...(open ? { open } : {}) };
  if (actions.items.length === 0 && !actions.open) return [];
  const whom = roleSubject(eitherOf(resource, 'account_role_name', 'database_role_name', 'role_name'));
  const at = actions.items[0]?.at ?? resource.at;
  return givenDirectly(
    resource,
    'sql',
    'privileges',
    { actions, resources: only(objectOf(resource)), conditions: passedOn(resource), at },
    { items: [whom] },
  );
}

/** On what: `*` for the account itself. */
function objectOf(resource: TerraformResource): Value<string> {
  const account = boolValue(argumentOf(resource, 'on_account'));
  if (isTrue(account)) return known('*', account.at, account.via);
  const block = (name: string): Found => itemsOf(argumentOf(resource, name)).items[0] ?? { kind: 'absent', at: resource.at };
  const object = block('on_account_object');
  if (object.kind !== 'absent') return named(stringValue(member(object, 'object_type')), stringValue(member(object, 'object_name')));
  const schema = block('on_schema');
  for (const [key, before] of [
    ['schema_name', 'schema '],
    ['all_schemas_in_database', 'every schema in '],
    ['future_schemas_in_database', 'every future schema in '],
  ] as const) {
    const value = schema.kind === 'absent' ? schema : member(schema, key);
    if (value.kind !== 'absent') return prefixed(before, stringValue(value));
  }
  const inSchema = block('on_schema_object');
  if (inSchema.kind === 'absent') return prefixed('database ', textOf(resource, 'on_database'));
  const name = member(inSchema, 'object_name');
  if (name.kind !== 'absent') return named(stringValue(member(inSchema, 'object_type')), stringValue(name));
  for (const which of ['all', 'future'] as const) {
    const many = itemsOf(member(inSchema, which)).items[0];
    if (!many) continue;
    const kind = stringValue(member(many, 'object_type_plural'));
    const where = ['in_schema', 'in_database'].map(key => stringValue(member(many, key))).find(value => value.kind !== 'absent');
    const word = which === 'all' ? 'all' : 'all future';
    if (where) return prefixed(`${word} ${kind.kind === 'known' ? kind.value.toLowerCase() : 'objects'} in `, where);
  }
  return { kind: 'absent', at: resource.at };
}

const named = (type: Value<string>, name: Value<string>): Value<string> =>
  prefixed(type.kind === 'known' ? `${type.value.toLowerCase()} ` : '', name);

/** `privilege` on the account, to many roles: how it was written before version 1. */
function accountGrant(resource: TerraformResource): Fact[] {
  const privilege = textOf(resource, 'privilege');
  const roles = itemsOf(argumentOf(resource, 'roles')).items.map(roleSubject);
  if (privilege.kind === 'absent' || roles.length === 0) return [];
  const grant = { actions: only(privilege), resources: only(known('*', resource.at)), conditions: passedOn(resource), at: privilege.at };
  return givenDirectly(resource, 'sql', 'privileges', grant, { items: roles });
}
