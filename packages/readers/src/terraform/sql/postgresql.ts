import { boolValue, itemsOf, stringValue } from '@idlint/evaluate';
import { type Condition, type Fact, known, type List, type Principal, type Value, type Values } from '@idlint/model';
import { bindingOf, bindingsOf, credentialOf, givenDirectly, identityOf, isTrue, itself, nameIn, only, subjectIn } from '../given.ts';
import { argumentOf, baseOf, type Mapper, nameOfResource, type TerraformResource, textOf } from '../resource.ts';

/** The provider `cyrilgdn/postgresql`. */
export const postgresqlMappers: Record<string, Mapper> = {
  postgresql_role: role,
  postgresql_grant: resource => grant(resource, resourcesOf(resource)),
  postgresql_default_privileges: resource => grant(resource, future(resource)),
  postgresql_grant_role: resource =>
    bindingsOf(resource, 'sql', argumentOf(resource, 'grant_role'), roleName, { subjects: { items: [whom(resource)] }, level: 'cluster' }),
};

const space = 'sql:role';
const roleName = (text: string): string => (isBuiltin(text) ? `sql:${text.toLowerCase()}` : nameIn(space, text));
const isBuiltin = (text: string): boolean => /^(?:pg_|rds_superuser$|cloudsqlsuperuser$|azure_pg_admin$|alloydbsuperuser$)/i.test(text);

const whom = (resource: TerraformResource): Principal => publicOr(subjectIn(argumentOf(resource, 'role'), space));

/** `public` is every role. */
const publicOr = (subject: Principal): Principal =>
  subject.written.kind === 'known' && subject.written.value.toLowerCase() === 'public'
    ? { who: 'authenticated', written: subject.written }
    : subject;

function role(resource: TerraformResource): Fact[] {
  const superuser = boolValue(argumentOf(resource, 'superuser'));
  const login = boolValue(argumentOf(resource, 'login'));
  const own = { subjects: { items: [itself(resource)] }, level: 'cluster' as const };
  const identity = identityOf(resource, 'sql', { type: isTrue(login) ? 'user' : 'role', space });
  const password = argumentOf(resource, 'password');
  const credential = credentialOf(resource, 'sql', {
    type: 'password',
    of: known(nameOfResource(resource), resource.at),
    expires: textOf(resource, 'valid_until'),
  });
  return [
    identity,
    ...(isTrue(superuser)
      ? [bindingOf(resource, 'sql', 'superuser', { ...own, policy: known('sql:superuser', superuser.at, superuser.via) })]
      : []),
    ...bindingsOf(resource, 'sql', argumentOf(resource, 'roles'), roleName, own),
    ...(password.kind === 'absent' ? [] : [{ ...credential, key: baseOf(resource, 'sql', 'password').key, names: [] }]),
  ];
}

function grant(resource: TerraformResource, resources: Values<string>): Fact[] {
  const { items, open } = itemsOf(argumentOf(resource, 'privileges'));
  // No privileges take away what was granted.
  if (items.length === 0 && !open) return [];
  const actions = { items: items.map(stringValue), ...(open ? { open } : {}) };
  return givenDirectly(
    resource,
    'sql',
    'privileges',
    { actions, resources, conditions: passedOn(resource), at: argumentOf(resource, 'privileges').at },
    { items: [whom(resource)] },
  );
}

/** `with_grant_option`: whoever has it may give it to others. */
export function passedOn(resource: TerraformResource, argument = 'with_grant_option'): List<Condition> {
  const option = boolValue(argumentOf(resource, argument));
  return isTrue(option) ? { items: [{ operator: 'grant-option', key: '', values: { items: [] }, at: option.at }] } : { items: [] };
}

/** `table shop.public.orders`, `database shop`; every object of a schema where none is named. */
function resourcesOf(resource: TerraformResource): Values<string> {
  const [database, schema, type] = ['database', 'schema', 'object_type'].map(name => textOf(resource, name)) as [
    Value<string>,
    Value<string>,
    Value<string>,
  ];
  const kind = type.kind === 'known' ? type.value : 'object';
  if (kind === 'database') return only(prefixed('database ', database));
  if (kind === 'schema') return only(prefixed('schema ', schema));
  const { items, open } = itemsOf(argumentOf(resource, 'objects'));
  if (items.length === 0 && !open) return only(prefixed(`every ${kind} in `, schema.kind === 'absent' ? database : schema));
  return { items: items.map(item => prefixed(`${kind} `, stringValue(item))), ...(open ? { open } : {}) };
}

function future(resource: TerraformResource): Values<string> {
  const type = textOf(resource, 'object_type');
  const schema = textOf(resource, 'schema');
  return only(
    prefixed(
      `every future ${type.kind === 'known' ? type.value : 'object'} in `,
      schema.kind === 'absent' ? textOf(resource, 'database') : schema,
    ),
  );
}

export const prefixed = (before: string, value: Value<string>): Value<string> =>
  value.kind === 'known'
    ? known(`${before}${value.value}`, value.at, value.via)
    : value.kind === 'unknown'
      ? { ...value, prefix: `${before}${value.prefix ?? ''}` }
      : value;
