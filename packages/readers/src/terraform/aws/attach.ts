import { type Data, type Found, itemsOf, stringValue } from '@idlint/evaluate';
import { type Binding, type Fact, known, type Layer, type Name, type Place, type Principal, type Value } from '@idlint/model';
import { type DocumentContext, policyFacts } from '../../iam-policy/document.ts';
import { argumentOf, baseOf, keyOf, nameOfReference, nameOfResource, nowhere, spokenOf, type TerraformResource } from '../resource.ts';

const builtin = /:iam::aws:policy\/(.+)$/;

/** The Name of a policy that an ARN speaks of. The partition makes no difference to what AWS's own policies allow. */
export function nameOfPolicy(found: Found): Value<Name> {
  const name = spokenOf(found, arn => `aws:${arn.replace(/^arn:[\w-]+(?=:iam::aws:)/, 'arn:aws')}`);
  if (name.kind !== 'unknown') return name;
  const own = name.suffix && builtin.exec(name.suffix)?.[1];
  return own ? known(`aws:arn:aws:iam::aws:policy/${own}`, name.at, name.via) : name;
}

/** A user, group or role by its name or, where only that is taken, by its ARN. */
export function nameOfIdentity(found: Found, type: 'role' | 'user' | 'group'): Value<Name> {
  return spokenOf(found, text => (text.startsWith('arn:') ? `aws:${text}` : `aws:${type}/${text}`));
}

export function subjectOf(found: Found, type: 'role' | 'user' | 'group'): Principal {
  const name = nameOfIdentity(found, type);
  return { who: 'identity', written: stringValue(found), ...(name.kind === 'known' ? { name: name.value } : {}) };
}

/** The resource itself, as whom a policy is attached to. */
const itself = (resource: TerraformResource): Principal => ({
  who: 'identity',
  written: known(resource.name, resource.at),
  name: nameOfResource(resource),
});

export function binding(
  resource: TerraformResource,
  what: string,
  policy: Value<Name>,
  subjects: Binding['subjects'],
  layer: Layer = 'identity',
  at = policy.at,
): Binding {
  return {
    kind: 'binding',
    ...baseOf(resource, 'aws', what || 'attached'),
    at,
    policy,
    subjects,
    scope: { level: 'account', name: nowhere(resource) },
    conditions: { items: [] },
    layer,
  };
}

/** A document of the resource as a policy; `what` tells several apart. Nothing where none is written. */
export function documentFacts(
  resource: TerraformResource,
  found: Found,
  what: string,
  layer: Layer,
  more: Partial<Pick<DocumentContext, 'name' | 'names' | 'identity'>> & { at?: Place } = {},
): Fact[] {
  if (found.kind === 'absent' || isEmpty(found)) return [];
  const { exists, through } = resource;
  const facts = policyFacts(found, {
    key: keyOf(resource, what),
    at: resource.at,
    exists,
    names: [what ? `${nameOfResource(resource)}/${what}` : nameOfResource(resource)],
    name: known(resource.name, resource.at),
    layer,
    nameOf: nameOfReference,
    ...more,
  });
  return throughModules(facts, through).map(withAccounts);
}

export const throughModules = (facts: Fact[], through: Place[]): Fact[] =>
  through.length > 0 ? facts.map(fact => ({ ...fact, through })) : facts;

/** `AWS = data.aws_caller_identity.current.account_id`: not known, but surely an account and no role. */
export function withAccounts(fact: Fact): Fact {
  if ((fact.kind !== 'grant' && fact.kind !== 'trust') || !fact.principals) return fact;
  const items = fact.principals.items.map((principal): Principal => {
    const { written } = principal;
    const isAccount = written.kind === 'unknown' && written.why.code === 'reference' && !written.suffix && accountId.test(written.why.what);
    return isAccount ? { who: 'account', written } : principal;
  });
  return { ...fact, principals: { ...fact.principals, items } };
}

const accountId =
  /(?:^|[#.])data\.(?:aws_caller_identity\.[^.]+\.(?:account_id|id)|aws_organizations_organization\.[^.]+\.master_account_id)$|\.aws_organizations_account\.[^.]+\.id$/;

/** An empty text says that there is no policy. */
const isEmpty = (data: Data): boolean => data.kind === 'null' || (data.kind === 'string' && data.value.trim() === '');

/** A policy that stands inside of the identity that it is for. */
export function inlinePolicy(resource: TerraformResource, found: Found, what: string, name: Value<string>): Fact[] {
  const facts = documentFacts(resource, found, what, 'identity', { name, at: name.at });
  if (facts.length === 0) return [];
  const own = known(`${nameOfResource(resource)}/${what}`, name.at);
  return [...facts, binding(resource, `${what}/binding`, own, { items: [itself(resource)] })];
}

/** `managed_policy_arns` and its like. */
export function managedPolicies(resource: TerraformResource, argument: string): Fact[] {
  const { items } = itemsOf(argumentOf(resource, argument));
  const taken = new Set<string>();
  return items.flatMap((item, index) => {
    const policy = nameOfPolicy(item);
    if (policy.kind === 'absent') return [];
    const called = policy.kind === 'known' && !taken.has(policy.value) ? policy.value : String(index);
    taken.add(called);
    return binding(resource, `attached/${called}`, policy, { items: [itself(resource)] });
  });
}

export function boundaryOf(resource: TerraformResource): Fact[] {
  const policy = nameOfPolicy(argumentOf(resource, 'permissions_boundary'));
  return policy.kind === 'absent' ? [] : [binding(resource, 'permissions_boundary', policy, { items: [itself(resource)] }, 'boundary')];
}
