import { type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Binding, type Fact, known, type Name, type Place, type Value } from '@idlint/model';
import { policyFacts } from '../../iam-policy/document.ts';
import { nameOfArn, nameOfReference, nameOfResource, spokenOf } from '../names.ts';
import type { CfnResource, Template } from '../template.ts';

/** `Policies`, `ManagedPolicyArns` and `PermissionsBoundary` of a user, group or role. */
export function attached(resource: CfnResource, template: Template): Fact[] {
  const { properties } = resource;
  const subject = nameOfResource(template.uri, resource.id);
  return [
    ...inlinePolicies(resource, template, member(properties, 'Policies'), subject),
    ...managedPolicies(resource, template, member(properties, 'ManagedPolicyArns'), subject),
    ...boundary(resource, template, subject),
  ];
}

export function boundary(resource: CfnResource, template: Template, subject: Name): Fact[] {
  const policy = spokenOf(template.uri, member(resource.properties, 'PermissionsBoundary'), nameOfArn);
  if (policy.kind === 'absent') return [];
  const subjects = [{ who: 'identity' as const, written: known(resource.id, resource.at), name: subject }];
  return [binding(resource, `${template.uri}#${resource.id}/PermissionsBoundary`, policy.at, policy, subjects, 'boundary')];
}

function inlinePolicies(resource: CfnResource, template: Template, policies: Found, subject: Name): Fact[] {
  const taken = new Set<string>();
  return itemsOf(policies).items.flatMap((item, index) => {
    const name = stringValue(member(item, 'PolicyName'));
    const called = name.kind === 'known' && !taken.has(name.value) ? name.value : String(index);
    taken.add(called);
    const document = member(item, 'PolicyDocument');
    if (document.kind === 'absent') return [];
    return inlinePolicy(resource, template, document, `Policies/${called}`, name.kind === 'known' ? name : known(called, item.at), subject);
  });
}

/** A policy that stands inside of what it is for. `what` tells it from the others there. */
export function inlinePolicy(
  resource: CfnResource,
  { uri }: Template,
  document: Exclude<Found, { kind: 'absent' }>,
  what: string,
  name: Value<string>,
  subject: Name,
): Fact[] {
  const key = `${uri}#${resource.id}/${what}`;
  const own = `${nameOfResource(uri, resource.id)}/${what}`;
  const subjects = [{ who: 'identity' as const, written: known(resource.id, resource.at), name: subject }];
  return [
    ...policyFacts(document, {
      key,
      at: name.at,
      exists: resource.exists,
      names: [own],
      name,
      layer: 'identity',
      nameOf: nameOfReference(uri),
    }),
    binding(resource, `${key}/binding`, name.at, known(own, name.at), subjects, 'identity'),
  ];
}

export function managedPolicies(resource: CfnResource, template: Template, arns: Found, subject: Name, nameOfText = nameOfArn): Fact[] {
  const subjects = [{ who: 'identity' as const, written: known(resource.id, resource.at), name: subject }];
  const taken = new Set<string>();
  return itemsOf(arns).items.flatMap((item, index) => {
    const policy = spokenOf(template.uri, item, nameOfText);
    if (policy.kind === 'absent') return [];
    const called = policy.kind === 'known' && !taken.has(policy.value) ? policy.value : String(index);
    taken.add(called);
    return binding(resource, `${template.uri}#${resource.id}/attached/${called}`, policy.at, policy, subjects, 'identity');
  });
}

export function binding(
  { exists }: CfnResource,
  key: string,
  at: Place,
  policy: Value<Name>,
  subjects: Binding['subjects']['items'],
  layer: 'identity' | 'boundary',
): Binding {
  const scope: Binding['scope'] = { level: 'account', name: { kind: 'absent', at } };
  return {
    kind: 'binding',
    key,
    platform: 'aws',
    at,
    exists,
    names: [],
    policy,
    subjects: { items: subjects },
    scope,
    conditions: { items: [] },
    layer,
  };
}
