import { itemsOf, stringValue } from '@idlint/evaluate';
import { type Fact, known, type Principal, type Value } from '@idlint/model';
import { bindingsOf, credentialOf, eitherOf, givenDirectly, identityOf, nameIn, only, subjectIn } from '../given.ts';
import { argumentOf, baseOf, type Mapper, nameOfResource, type TerraformResource, textOf } from '../resource.ts';
import { passedOn } from './postgresql.ts';

/** The provider `petoju/mysql`, and `mysql` of old. */
export const mysqlMappers: Record<string, Mapper> = {
  mysql_user: user,
  mysql_role: resource => [identityOf(resource, 'sql', { type: 'role', space: 'sql:role' })],
  mysql_grant: grant,
};

function user(resource: TerraformResource): Fact[] {
  const identity = identityOf(resource, 'sql', { type: 'user', called: 'user', space: 'sql:user' });
  const password = eitherOf(resource, 'plaintext_password', 'password', 'auth_string_hashed');
  if (password.kind === 'absent') return [identity];
  const credential = credentialOf(resource, 'sql', { type: 'password', of: known(nameOfResource(resource), resource.at) });
  return [identity, { ...credential, key: baseOf(resource, 'sql', 'password').key, names: [] }];
}

function grant(resource: TerraformResource): Fact[] {
  const subject = subjectOf(resource);
  const { items, open } = itemsOf(argumentOf(resource, 'privileges'));
  const actions = { items: items.map(stringValue), ...(open ? { open } : {}) };
  const at = argumentOf(resource, 'privileges').at;
  const given =
    items.length > 0 || open
      ? givenDirectly(
          resource,
          'sql',
          'privileges',
          { actions, resources: only(tableOf(resource)), conditions: passedOn(resource, 'grant'), at },
          { items: [subject] },
        )
      : [];
  const roles = bindingsOf(resource, 'sql', argumentOf(resource, 'roles'), text => nameIn('sql:role', text), {
    subjects: { items: [subject] },
    level: 'cluster',
  });
  return [...given, ...roles];
}

function subjectOf(resource: TerraformResource): Principal {
  const user = argumentOf(resource, 'user');
  return user.kind === 'absent' ? subjectIn(argumentOf(resource, 'role'), 'sql:role') : subjectIn(user, 'sql:user');
}

/** `shop.orders`; `*` where neither database nor table is named. */
function tableOf(resource: TerraformResource): Value<string> {
  const [database, table] = [textOf(resource, 'database'), textOf(resource, 'table')];
  const name = table.kind === 'known' && table.value !== '' ? table.value : '*';
  if (database.kind !== 'known')
    return database.kind === 'unknown' ? { ...database, suffix: `${database.suffix ?? ''}.${name}` } : known(`*.${name}`, resource.at);
  return known(`${database.value === '' ? '*' : database.value}.${name}`, database.at, database.via);
}
