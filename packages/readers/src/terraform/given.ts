import { type Found, itemsOf, stringValue, stringValues } from '@idlint/evaluate';
import {
  absent,
  type Binding,
  type Credential,
  type CredentialType,
  type Fact,
  type Grant,
  type Identity,
  type Known,
  keyName,
  known,
  type Labels,
  type List,
  type Name,
  type Place,
  type Platform,
  type Policy,
  type Principal,
  type ScopeLevel,
  type Value,
  type Values,
} from '@idlint/model';
import { argumentOf, baseOf, calledOf, nameOfResource, nowhere, spokenOf, type TerraformResource, textOf } from './resource.ts';

/** The facts that services with users, roles and tokens of their own come down to, whatever their provider calls them. */

const noLabels: Labels = { entries: {} };

export interface IdentityOptions {
  type: Identity['type'];
  actor?: Identity['actor'];
  /** The argument that names it; `name` where nothing else is said. */
  called?: string;
  /** The space of the Name that a written text speaks of it by: `okta:user`. */
  space?: string;
  labels?: Labels;
}

export function identityOf(
  resource: TerraformResource,
  platform: Platform,
  { type, actor = 'unknown', called = 'name', space, labels }: IdentityOptions,
): Identity {
  const base = baseOf(resource, platform);
  const written = textOf(resource, called);
  const own = space && written.kind === 'known' ? [nameIn(space, written.value)] : [];
  return {
    kind: 'identity',
    ...base,
    names: [...base.names, ...own],
    type,
    actor,
    name: calledOf(resource, called),
    labels: labels ?? noLabels,
  };
}

/** Case makes no difference to the names of these services. */
export const nameIn = (space: string, text: string): Name => `${space}/${text.toLowerCase()}`;

export interface CredentialOptions {
  type: CredentialType;
  /** Whom it proves; absent where it does not say. */
  of?: Value<Name>;
  /** Where its end is written. */
  expires?: Value<string>;
  rotates?: Value<boolean>;
  /** Whether one without an end could have been given one. */
  endless?: boolean;
}

export function credentialOf(
  resource: TerraformResource,
  platform: Platform,
  { type, of, expires, rotates, endless }: CredentialOptions,
  what = '',
): Credential {
  const end = expires ?? nowhere(resource);
  return {
    kind: 'credential',
    ...baseOf(resource, platform, what),
    type,
    identity: of ?? nowhere(resource),
    expires: end,
    rotates: rotates ?? nowhere(resource),
    ...(endless && end.kind === 'absent' ? { endless } : {}),
  };
}

/** The first of several arguments that is written. */
export function eitherOf(resource: TerraformResource, ...names: string[]): Found {
  for (const name of names) {
    const found = argumentOf(resource, name);
    if (found.kind !== 'absent') return found;
  }
  return absent(resource.at);
}

/** Whoever an argument names, by reference or by a text that is a name of its space. */
export function subjectIn(found: Found, space: string, who: Principal['who'] = 'identity'): Principal {
  const name = spokenOf(found, text => nameIn(space, text));
  return { who, written: stringValue(found), ...(name.kind === 'known' ? { name: name.value } : {}) };
}

export function subjectsIn(found: Found, space: string): List<Principal> {
  const { items, open } = itemsOf(found);
  return { items: items.map(item => subjectIn(item, space)), ...(open ? { open } : {}) };
}

/** The thing that the resource declares, as a subject. */
export const itself = (resource: TerraformResource): Principal => ({
  who: 'identity',
  written: known(resource.name, resource.at),
  name: nameOfResource(resource),
});

export interface BindingOptions {
  policy: Value<Name>;
  subjects: List<Principal>;
  level: ScopeLevel;
  scope?: Value<string>;
}

/** `what` tells several of one resource apart. */
export function bindingOf(
  resource: TerraformResource,
  platform: Platform,
  what: string,
  { policy, subjects, level, scope }: BindingOptions,
): Binding {
  return {
    kind: 'binding',
    ...baseOf(resource, platform, what),
    at: policy.kind === 'absent' ? resource.at : policy.at,
    policy,
    subjects,
    scope: { level, name: scope ?? nowhere(resource) },
    conditions: { items: [] },
    layer: 'identity',
  };
}

/** A binding for each role that a list names; `policyOf` makes its Name of what is written. */
export function bindingsOf(
  resource: TerraformResource,
  platform: Platform,
  roles: Found,
  policyOf: (text: string) => Name,
  to: Omit<BindingOptions, 'policy'>,
  what = 'roles',
): Binding[] {
  const taken = new Set<string>();
  // A reference to one role is not known, but it is known what it speaks of.
  const items = roles.kind === 'unknown' ? [roles] : itemsOf(roles).items;
  return items.flatMap((item, index) => {
    const policy = spokenOf(item, policyOf);
    if (policy.kind === 'absent') return [];
    const called = policy.kind === 'known' && !taken.has(policy.value) ? policy.value : String(index);
    taken.add(called);
    return bindingOf(resource, platform, `${what}/${called}`, { ...to, policy });
  });
}

export interface GrantOptions {
  actions: Values<string>;
  resources: Values<string>;
  effect?: Grant['effect'];
  conditions?: Grant['conditions'];
  at?: Place;
}

/** A named set of rights, with its grants. */
export function policyOf(resource: TerraformResource, platform: Platform, called: string, names: Name[], grants: GrantOptions[]): Fact[] {
  const base = baseOf(resource, platform);
  const policy: Policy = {
    kind: 'policy',
    ...base,
    names: [...base.names, keyName(base.key), ...names],
    name: calledOf(resource, called),
    layer: 'identity',
    faults: [],
  };
  return [policy, ...grants.map((grant, index) => grantOf(resource, platform, `grant/${index}`, base.key, grant))];
}

function grantOf(
  resource: TerraformResource,
  platform: Platform,
  what: string,
  policy: string,
  { actions, resources, effect = 'allow', conditions = { items: [] }, at }: GrantOptions,
): Grant {
  const base = baseOf(resource, platform, what);
  return { kind: 'grant', ...base, at: at ?? base.at, policy, layer: 'identity', effect, actions, resources, conditions };
}

/**
 * Rights that somebody is given at once, without a policy that has a name: the policy, its grant and the binding. What everybody is given is
 * a matter of the thing itself.
 */
export function givenDirectly(
  resource: TerraformResource,
  platform: Platform,
  what: string,
  grant: GrantOptions,
  subjects: List<Principal>,
  level: ScopeLevel = 'resource',
): Fact[] {
  const base = baseOf(resource, platform, `${what}/policy`);
  const own = keyName(base.key);
  const at = grant.at ?? resource.at;
  const open = subjects.items.length > 0 && subjects.items.every(({ who }) => who === 'everyone' || who === 'authenticated');
  const layer = open ? 'resource' : 'identity';
  const policy: Policy = { kind: 'policy', ...base, names: [own], name: known(resource.name, resource.at), layer, faults: [] };
  const given = grantOf(resource, platform, what, base.key, grant);
  if (open) return [policy, { ...given, layer, principals: subjects }];
  return [policy, given, bindingOf(resource, platform, `${what}/binding`, { policy: known(own, at), subjects, level })];
}

/** One text as a list of values. */
export const only = (value: Value<string>): Values<string> => (value.kind === 'absent' ? { items: [] } : { items: [value] });

export const textsOf = (resource: TerraformResource, name: string): Values<string> => stringValues(argumentOf(resource, name));

/** What is written, under the space in which it is a name of. */
export const namedIn = (found: Found, space: string): Value<Name> => spokenOf(found, text => nameIn(space, text));

export const isTrue = (value: Value<unknown>): value is Known<unknown> => value.kind === 'known' && String(value.value) === 'true';
