import type { Principal, Uri, Value } from '@idlint/model';
import type { SqlText } from '@idlint/syntax/sql';
import { writtenIn } from './names.ts';

/** BigQuery's GRANT: roles of Google Cloud for its members. https://cloud.google.com/bigquery/docs/reference/standard-sql/data-control-language */
export const bigQueryRole = (uri: Uri, role: SqlText): Value<string> => writtenIn(uri, role, `gcp:${role.text}`);

export function bigQuerySubject(uri: Uri, name: SqlText): Principal {
  const written = writtenIn(uri, name);
  const [, kind, id = ''] = /^(\w+):(.+)$/.exec(name.text) ?? [];
  if (kind === 'specialGroup')
    return { who: id === 'allUsers' ? 'everyone' : id === 'allAuthenticatedUsers' ? 'authenticated' : 'account', written };
  if (kind === 'domain') return { who: 'account', written };
  return { who: 'identity', written, ...(kind ? { name: `gcp:${kind}/${id}` } : {}) };
}
