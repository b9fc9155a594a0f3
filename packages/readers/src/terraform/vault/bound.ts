import { itemsOf, stringValue, stringValues } from '@idlint/evaluate';
import { type Condition, known, type List, type Principal, type Value, type Values, type Why } from '@idlint/model';
import { argumentOf, type TerraformResource, textOf } from '../resource.ts';

/** Who is let in to sign in as a role, under which conditions. */
export interface Signing {
  principals: List<Principal>;
  conditions: List<Condition>;
}

/** What a token must say of itself. Keys are the claims, with the issuer left open: the backend has it. */
export function claimsOf(resource: TerraformResource): List<Condition> {
  const items: Condition[] = [];
  const subject = argumentOf(resource, 'bound_subject');
  // A subject is compared as a whole; only claims may have wildcards.
  if (subject.kind !== 'absent' && !(subject.kind === 'string' && subject.value === ''))
    items.push({ operator: 'StringEquals', key: '…:sub', values: stringValues(subject), at: subject.at });
  const type = textOf(resource, 'bound_claims_type');
  const operator = type.kind === 'known' && type.value === 'glob' ? 'StringLike' : 'StringEquals';
  const claims = argumentOf(resource, 'bound_claims');
  if (claims.kind === 'absent') return { items };
  if (claims.kind !== 'map') return { items, open: whyOf(claims.kind === 'unknown' ? claims.why : undefined, 'the bound claims') };
  for (const [claim, { key, value }] of claims.entries)
    items.push({ operator, key: `…:${claim.replace(/^\//, '')}`, values: inParts(stringValues(value)), at: key });
  return { items, ...(claims.open ? { open: claims.open } : {}) };
}

const whyOf = (why: Why | undefined, what: string): Why => why ?? { code: 'syntax', what };

/** Several values of one claim are written in one text, with commas. */
function inParts({ items, open }: Values<string>): Values<string> {
  const values = items.flatMap((item): Value<string>[] =>
    item.kind === 'known' && item.value.includes(',') ? item.value.split(',').map(part => known(part.trim(), item.at, item.via)) : [item],
  );
  return { items: values, ...(open ? { open } : {}) };
}

export function audienceOf(resource: TerraformResource): Condition[] {
  const audiences = argumentOf(resource, 'bound_audiences');
  const values = stringValues(audiences);
  return values.items.length === 0 && !values.open ? [] : [{ operator: 'StringEquals', key: '…:aud', values, at: audiences.at }];
}

/** Accounts of a cluster by name and namespace, as the subjects of their tokens. */
export function accountsOf(resource: TerraformResource): Signing {
  const accounts = itemsOf(argumentOf(resource, 'bound_service_account_names'));
  const namespaces = itemsOf(argumentOf(resource, 'bound_service_account_namespaces'));
  const cluster: Principal = { who: 'federated', written: known('kubernetes', resource.at) };
  const selected = argumentOf(resource, 'bound_service_account_namespace_selector');
  const items = namespaces.items.flatMap(namespace =>
    accounts.items.map(account => subjectOf(stringValue(namespace), stringValue(account))),
  );
  const open =
    accounts.open ??
    namespaces.open ??
    (selected.kind === 'absent' ? undefined : { code: 'unsupported' as const, what: 'a selector of namespaces' });
  const values: Values<string> = { items, ...(open ? { open } : {}) };
  return {
    principals: { items: [cluster] },
    conditions: { items: [{ operator: 'StringLike', key: '…:sub', values, at: resource.at }] },
  };
}

/** Points at the one of the two that lets in more than one. */
function subjectOf(namespace: Value<string>, account: Value<string>): Value<string> {
  const unclear = [namespace, account].find(({ kind }) => kind !== 'known');
  const text = `system:serviceaccount:${textIn(namespace)}:${textIn(account)}`;
  if (unclear?.kind === 'unknown') {
    const { prefix: _, suffix: __, ...rest } = unclear;
    return { ...rest, prefix: text.slice(0, text.indexOf('…')) };
  }
  const wide = [namespace, account].find(value => value.kind === 'known' && /^\*+$/.test(value.value)) ?? account;
  return known(text, wide.at, wide.kind === 'known' ? wide.via : undefined);
}

const textIn = (value: Value<string>): string => (value.kind === 'known' ? value.value : '…');
