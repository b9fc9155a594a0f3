import { type Found, itemsOf, stringValue, stringValues } from '@idlint/evaluate';
import type { Condition, List, Name, ScopeLevel, Value, Values } from '@idlint/model';

/** What is the same of Azure whoever writes it: names of roles, levels of scopes, claims of federated credentials. */

/** A role by its name or by the id of its definition. */
export const nameOfRole = (name: string): Name => `azure:${name.toLowerCase()}`;

/** How far a scope reaches, by the path of its id. */
export function levelOf(id: string): ScopeLevel {
  const path = id.toLowerCase().replace(/\/+$/, '');
  if (path === '' || /^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/.test(path)) return 'organisation';
  if (/^\/subscriptions\/[^/]+$/.test(path)) return 'subscription';
  if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/.test(path)) return 'resource-group';
  return /^\/(?:subscriptions|providers)\//.test(path) ? 'resource' : 'unknown';
}

/** The condition of an assignment: one expression, which has no key of its own. */
export function conditionsOf(found: Found): List<Condition> {
  if (found.kind === 'absent') return { items: [] };
  return { items: [{ operator: 'abac', key: '', values: { items: [stringValue(found)] }, at: found.at }] };
}

/** Several lists as one. */
export function together(...lists: Found[]): Values<string> {
  const values = lists.map(stringValues);
  const open = values.find(list => list.open)?.open;
  return { items: values.flatMap(({ items }) => items), ...(open ? { open } : {}) };
}

/** What a federated credential asks of a token: its subject and its audience, as claims of the issuer. */
export function claimsOf(issuer: Value<string>, claims: Record<string, Found>): Condition[] {
  const host = issuer.kind === 'known' ? issuer.value.replace(/^https?:\/\//, '').replace(/\/$/, '') : '…';
  return Object.entries(claims).flatMap(([claim, found]): Condition[] =>
    found.kind === 'absent' ? [] : [{ operator: 'StringEquals', key: `${host}:${claim}`, values: stringValues(found), at: found.at }],
  );
}

/** What access policies of a vault are about. */
const kinds = ['key', 'secret', 'certificate', 'storage'] as const;

/** Data actions of Microsoft.KeyVault that roles have in the place of these permissions; others are named alike. */
const actions: Record<string, string> = {
  'secret.get': 'secrets/getSecret/action',
  'secret.list': 'secrets/readMetadata/action',
  'secret.set': 'secrets/setSecret/action',
  'secret.delete': 'secrets/delete',
  'key.get': 'keys/read',
  'key.list': 'keys/read',
  'key.create': 'keys/create/action',
  'key.delete': 'keys/delete',
  'certificate.get': 'certificates/read',
  'certificate.list': 'certificates/read',
  'certificate.delete': 'certificates/delete',
};

/** `Get` for a secret; `All`, as older templates say. */
function vaultAction(kind: string, permission: string): string {
  const word = permission.toLowerCase();
  const known = actions[`${kind}.${word}`];
  const plural = kind === 'storage' ? 'storageaccounts' : `${kind}s`;
  return `Microsoft.KeyVault/vaults/${known ?? (word === 'all' ? `${plural}/*` : `${plural}/${word}/action`)}`;
}

/** The permissions of an access policy of a vault, from before it had roles, as actions. */
export function vaultActions(permissions: (kind: (typeof kinds)[number]) => Found): Values<string> {
  const values: Values<string> = { items: [] };
  for (const kind of kinds) {
    const { items, open } = itemsOf(permissions(kind));
    for (const item of items) {
      const value = stringValue(item);
      values.items.push(value.kind === 'known' ? { ...value, value: vaultAction(kind, value.value) } : value);
    }
    if (open) values.open ??= open;
  }
  return values;
}
