import { itemsOf, type StringData, sliceString, stringValue } from '@idlint/evaluate';
import { type Fact, known, type Value } from '@idlint/model';
import { type GrantStatement, identityStatements, type SqlStatement, type SqlText } from '@idlint/syntax/sql';
import { isRole } from '../../sql/given.ts';
import { builtinRole } from '../../sql/names.ts';
import { bindingOf, credentialOf, givenDirectly, identityOf, itself, namedIn } from '../given.ts';
import { argumentOf, type Mapper, type TerraformResource, textOf } from '../resource.ts';

/** Users of databases that Vault makes: what its statements grant them, whoever may read the role's path gets. */
export const databaseMappers: Record<string, Mapper> = {
  vault_database_secret_backend_role: role,
  vault_database_secret_backend_static_role: staticRole,
};

function role(resource: TerraformResource): Fact[] {
  const identity = identityOf(resource, 'vault', { type: 'role', actor: 'machine' });
  const texts = itemsOf(argumentOf(resource, 'creation_statements')).items.filter(item => item.kind === 'string');
  const granted = texts.flatMap((text, index) => {
    const { statements, dialect } = identityStatements(text.value);
    return statements.flatMap((statement, at) => factsOf(resource, statement, text, `creation/${index}/${at}`, dialect));
  });
  return [identity, ...granted];
}

const part = (text: StringData, { start, end }: SqlText): Value<string> => stringValue(sliceString(text, start, end));

function factsOf(
  resource: TerraformResource,
  statement: SqlStatement,
  text: StringData,
  what: string,
  dialect: ReturnType<typeof identityStatements>['dialect'],
): Fact[] {
  const to = { subjects: { items: [itself(resource)] }, level: 'cluster' as const };
  if (statement.kind === 'grant') return granted(resource, statement, text, what, dialect);
  if (statement.kind !== 'create' && statement.kind !== 'alter') return [];
  const flag = statement.flags.find(word => word.text === 'SUPERUSER');
  return flag ? [bindingOf(resource, 'sql', what, { ...to, policy: known('sql:superuser', part(text, flag).at) })] : [];
}

function granted(
  resource: TerraformResource,
  statement: GrantStatement,
  text: StringData,
  what: string,
  dialect: Parameters<typeof builtinRole>[1],
): Fact[] {
  const subjects = { items: [itself(resource)] };
  const roles = statement.items.filter(item => isRole(item, statement));
  const items = statement.items.filter(item => !roles.includes(item));
  const memberships = roles.flatMap((item, index) => {
    const policy = builtinRole(item, dialect, { surely: statement.roles === true });
    return policy
      ? [bindingOf(resource, 'sql', `${what}/${index}`, { policy: known(policy, part(text, item).at), subjects, level: 'cluster' })]
      : [];
  });
  if (items.length === 0) return memberships;
  const actions = { items: items.map(item => part(text, item)) };
  const resources = {
    items: statement.objects.length > 0 ? statement.objects.map(object => part(text, object)) : [known('*', part(text, items[0]!).at)],
  };
  return [...memberships, ...givenDirectly(resource, 'sql', what, { actions, resources, at: actions.items[0]!.at }, subjects)];
}

/** The password of a user that is there already, which Vault changes every so often. */
function staticRole(resource: TerraformResource): Fact[] {
  const period = ['rotation_period', 'rotation_schedule'].map(name => textOf(resource, name)).find(({ kind }) => kind !== 'absent');
  const credential = credentialOf(resource, 'vault', {
    type: 'password',
    of: namedIn(argumentOf(resource, 'username'), 'sql:user'),
    ...(period?.kind === 'known' ? { rotates: known(true, period.at, period.via) } : {}),
  });
  return [credential];
}
