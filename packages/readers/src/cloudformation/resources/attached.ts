import { type Data, type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Binding, type Fact, known, knownValue, type Layer, type Name, type Place, type Value } from '@idlint/model';
import { policyFacts } from '../../iam-policy/document.ts';
import { nameOfPolicyArn, nameOfReference, nameOfResource, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';
import { baseOf, distinctly, itself } from './base.ts';

/** `Policies`, `ManagedPolicyArns` and `PermissionsBoundary` of a user, group or role. */
export function attached(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  return [
    ...inlinePolicies(resource, template, member(properties, 'Policies')),
    ...managedPolicies(resource, template, member(properties, 'ManagedPolicyArns')),
    ...boundary(resource, template, 'PermissionsBoundary'),
  ];
}

export function boundary(resource: CfnResource, template: Template, ...path: string[]): Fact[] {
  const policy = policyName(member(resource.properties, ...path));
  return policy.kind === 'absent' ? [] : [binding(resource, template, path.join('/'), policy, [itself(resource, template)], 'boundary')];
}

/** The Name of a policy: by reference, by its ARN, or by the end of an ARN that says whose it is. */
function policyName(found: Found): Value<Name> {
  const name = spokenOf(found, nameOfPolicyArn);
  if (name.kind !== 'unknown') return name;
  const own = name.suffix && /:iam::aws:policy\/(.+)$/.exec(name.suffix)?.[1];
  return own ? known(nameOfPolicyArn(`arn:aws:iam::aws:policy/${own}`), name.at, name.via) : name;
}

function inlinePolicies(resource: CfnResource, template: Template, policies: Found): Fact[] {
  const nameOf = (item: Data): string | undefined => knownValue(stringValue(member(item, 'PolicyName')));
  return distinctly(itemsOf(policies).items, nameOf).flatMap(({ item, called }) => {
    const document = member(item, 'PolicyDocument');
    if (document.kind === 'absent') return [];
    const name = stringValue(member(item, 'PolicyName'));
    return inlinePolicy(resource, template, document, `Policies/${called}`, name.kind === 'known' ? name : known(called, item.at));
  });
}

/** A policy that stands inside of what it is for. `what` tells it from the others there. */
export function inlinePolicy(resource: CfnResource, template: Template, document: Data, what: string, name: Value<string>): Fact[] {
  const { scope } = template;
  const own = `${nameOfResource(scope, resource.id)}/${what}`;
  const facts = documentFacts(resource, template, document, what, 'identity', { names: [own], name, at: name.at });
  if (facts.length === 0) return [];
  return [...facts, binding(resource, template, `${what}/binding`, known(own, name.at), [itself(resource, template)])];
}

interface More {
  names?: Name[];
  name?: Value<string>;
  at?: Place;
  identity?: Value<Name>;
}

/** A document of the resource as a policy; `what` tells several apart. Nothing where none is written. */
export function documentFacts(
  resource: CfnResource,
  { scope }: Template,
  document: Found,
  what: string,
  layer: Layer,
  { names, name, at, identity }: More = {},
): Fact[] {
  if (document.kind === 'absent') return [];
  const { id, called, exists } = resource;
  const own = nameOfResource(scope, id);
  return policyFacts(document, {
    key: `${scope}#${id}${what && `/${what}`}`,
    at: at ?? resource.at,
    exists,
    names: names ?? [what ? `${own}/${what}` : own],
    name: name ?? known(called, resource.at),
    layer,
    nameOf: nameOfReference,
    ...(identity ? { identity } : {}),
  });
}

export function managedPolicies(resource: CfnResource, template: Template, arns: Found, nameOf = policyName): Fact[] {
  const names = itemsOf(arns).items.flatMap(item => {
    const name = nameOf(item);
    return name.kind === 'absent' ? [] : [name];
  });
  return distinctly(names, knownValue).map(({ item, called }) =>
    binding(resource, template, `attached/${called}`, item, [itself(resource, template)]),
  );
}

export function binding(
  resource: CfnResource,
  template: Template,
  what: string,
  policy: Value<Name>,
  subjects: Binding['subjects']['items'],
  layer: Layer = 'identity',
  at: Place = policy.at,
): Binding {
  return {
    kind: 'binding',
    ...baseOf(resource, template, what),
    at,
    policy,
    subjects: { items: subjects },
    scope: { level: 'account', name: { kind: 'absent', at } },
    conditions: { items: [] },
    layer,
  };
}
