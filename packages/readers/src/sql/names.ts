import { known, type Name, type Place, type Principal, placeOf, type Uri, type Value, whyNot } from '@idlint/model';
import type { SqlDialect, SqlName, SqlText } from '@idlint/syntax/sql';

/** The folder in which names mean the same: of migrations that have folders of their own, the one above. */
export function scopeOf(uri: Uri): string {
  const parts = uri.split('/').slice(0, -1);
  while (/^(?:v?\d[\w.+-]*|up)$/i.test(parts.at(-1) ?? '')) parts.pop();
  return parts.join('/');
}

export const accountName = (scope: string, text: string): Name => `sql:${scope}#${text.toLowerCase()}`;

/** Accounts that come with every server and are its administrators by definition. */
const own =
  /^(?:postgres|root|sa|sys|system|sysdba|admin|administrator|rdsadmin|cloudsqladmin|azure_superuser|azuresu|edb_admin|mysql|mysql\.\w+|mariadb\.sys|debian-sys-maint|dbo|accountadmin|securityadmin|sysadmin)$/i;

/** MySQL's root may be let in from anywhere: that is another one. */
export const isServersOwn = ({ text, host }: SqlName): boolean => own.test(text) && host?.text !== '%';

/** Roles that databases come with, as the catalogue of roles knows them; undefined for those that somebody made. */
export function builtinRole(role: SqlText, dialect: SqlDialect, { server = false, surely = false } = {}): Name | undefined {
  const name = role.text.toLowerCase();
  if (surely || dialect === 'snowflake')
    return /^(?:accountadmin|securityadmin|sysadmin|useradmin|orgadmin|globalorgadmin)$/.test(name) ? `snowflake:${name}` : undefined;
  if (server || /^pg_|^(?:rds_superuser|cloudsqlsuperuser|azure_pg_admin|alloydbsuperuser)$/.test(name)) return `sql:${name}`;
  if (dialect === 'sqlserver') return /^db_/.test(name) ? `sql:${name}` : undefined;
  if (dialect === 'postgresql' || dialect === 'mysql') return undefined;
  return /^(?:dba|sysdba|sysoper|(?:datapump_)?(?:imp|exp)_full_database)$/.test(name) ? `sql:${name}` : undefined;
}

export const placeIn = (uri: Uri, { start, end }: { start: number; end: number }): Place => placeOf(uri, start, end);

export function writtenIn(uri: Uri, item: SqlText, text = item.text): Value<string> {
  const at = placeIn(uri, item);
  if (item.variable === undefined) return known(text, at);
  return { kind: 'unknown', at, why: { ...whyNot('variable', item.variable), at } };
}

export function principalOf(uri: Uri, scope: string, name: SqlName): Principal {
  const written = writtenIn(uri, name);
  if (/^public$/i.test(name.text)) return { who: 'authenticated', written };
  if (written.kind !== 'known' || /^(?:current_user|session_user|current_role|user|current_user\(\))$/i.test(name.text))
    return { who: 'identity', written };
  return { who: name.text === '' ? 'unknown' : 'identity', written, name: accountName(scope, name.text) };
}
