import { type Grant, type Known, knownOf } from '@idlint/model';

/**
 * Rights of databases that are as good as any other, in lower case.
 * MySQL: https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html; SQL Server: https://learn.microsoft.com/sql/relational-databases/security/permissions-database-engine;
 * Oracle: GRANT's system privileges; Snowflake: https://docs.snowflake.com/en/user-guide/security-access-control-privileges
 */
const privileges: Record<string, string> = {
  'manage grants': 'give anybody any right',
  'grant any privilege': 'give anybody any right',
  'grant any role': 'give anybody any role',
  'grant any object privilege': 'give anybody any right on any table',
  'become user': 'work as any other user',
  'create any procedure': 'put code among what administrators run',
  'alter any procedure': 'change code that administrators run',
  'create any trigger': 'put code among what administrators run',
  'create any job': 'run code as any other user',
  'alter user': 'set the password of any other user',
  'impersonate any login': 'work as any other login',
  'alter any login': 'set the password of any other login',
  'alter any server role': 'make anybody a member of server roles',
  'alter any role': 'make anybody a member of roles',
  super: 'change what runs as others, and so give itself any right',
  set_user_id: 'make views and procedures that run as anybody',
  set_any_definer: 'make views and procedures that run as anybody',
  role_admin: 'give anybody any role',
};

/** On MySQL's own tables, writing is giving. */
const grantTables = /^[`"]?mysql[`"]?\.(?:\*|[`"]?(?:user|db|tables_priv|columns_priv|global_grants|role_edges)[`"]?)$/i;

export function sqlEscalation(grant: Grant): { action: Known<string>; how: string } | undefined {
  const onGrants = knownOf(grant.resources).some(({ value }) => grantTables.test(value));
  for (const action of knownOf(grant.actions)) {
    const name = action.value.toLowerCase();
    if (Object.hasOwn(privileges, name)) return { action, how: privileges[name]! };
    // In MySQL, whoever makes users also sets the passwords of all others.
    if (name === 'create user' && knownOf(grant.resources).some(({ value }) => value === '*.*'))
      return { action, how: 'make users and set the passwords of others' };
    if (onGrants && /^(?:insert|update|all(?: privileges)?)$/.test(name)) return { action, how: 'write the tables of rights themselves' };
  }
  return undefined;
}
