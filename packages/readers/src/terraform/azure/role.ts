import { type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import { type Binding, type Fact, type Grant, keyName, known, type Name, type Policy, type ScopeLevel, type Value } from '@idlint/model';
import { conditionsOf, levelOf, nameOfRole, together } from '../../azure/common.ts';
import { argumentOf, baseOf, calledOf, spokenOf, type TerraformResource, textOf } from '../resource.ts';

/** The one principal that an argument names by its object id. */
function subjectOf(resource: TerraformResource, argument: string): Binding['subjects'] {
  const principal = argumentOf(resource, argument);
  const name = spokenOf(principal, id => `azure:principal/${id.toLowerCase()}`);
  return { items: [{ who: 'identity', written: stringValue(principal), ...(name.kind === 'known' ? { name: name.value } : {}) }] };
}

export function roleAssignment(resource: TerraformResource): Fact[] {
  const named = argumentOf(resource, 'role_definition_name');
  const policy = named.kind === 'absent' ? roleById(argumentOf(resource, 'role_definition_id')) : spokenOf(named, nameOfRole);
  const binding: Binding = {
    kind: 'binding',
    ...baseOf(resource, 'azure'),
    at: policy.at,
    policy,
    subjects: subjectOf(resource, 'principal_id'),
    scope: scopeOf(argumentOf(resource, 'scope')),
    conditions: conditionsOf(argumentOf(resource, 'condition')),
    layer: 'identity',
  };
  return [binding];
}

function roleById(found: Found): Value<Name> {
  const id = spokenOf(found, text => {
    const guid = text.slice(text.lastIndexOf('/') + 1).toLowerCase();
    return `azure:${guid}`;
  });
  if (id.kind !== 'unknown') return id;
  // `/subscriptions/${…}/providers/Microsoft.Authorization/roleDefinitions/8e3a…`
  const guid = /roledefinitions\/([0-9a-f-]{36})$/i.exec(id.suffix ?? '')?.[1]?.toLowerCase();
  return guid ? known(`azure:${guid}`, id.at, id.via) : id;
}

const byReference: [pattern: RegExp, level: ScopeLevel][] = [
  [/(?:^|\.)(?:data\.)?azurerm_(?:subscription|client_config)\.|(?:^|\.)azurerm_subscription\./, 'subscription'],
  [/(?:^|\.)(?:data\.)?azurerm_resource_group\./, 'resource-group'],
  [/(?:^|\.)(?:data\.)?azurerm_management_group\./, 'organisation'],
  [/(?:^|\.)(?:data\.)?azurerm_/, 'resource'],
];

function scopeOf(found: Found): Binding['scope'] {
  const name = stringValue(found);
  if (name.kind === 'known') return { level: levelOf(name.value), name };
  if (name.kind !== 'unknown') return { level: 'unknown', name };
  const text = `${name.prefix ?? ''}?${name.suffix ?? ''}`;
  if (text !== '?') return { level: text.startsWith('?/') ? levelOf(`/subscriptions/x${text.slice(1)}`) : levelOf(text), name };
  const address = name.why.what.slice(name.why.what.indexOf('#') + 1);
  const level = name.why.code === 'reference' ? byReference.find(([pattern]) => pattern.test(address))?.[1] : undefined;
  return { level: level ?? 'unknown', name };
}

/** Who is in a group of Entra's. */
export const groupMember = (resource: TerraformResource): Fact[] => [
  { ...inDirectory(resource, 'group_object_id', id => `azure:principal/${id.toLowerCase()}`, 'member_object_id'), membership: true },
];

/** Entra's directory roles, by the name that the role bears there or by its template's id. */
export const directoryRole = (resource: TerraformResource): Fact[] => [inDirectory(resource, 'role_id', nameOfRole, 'principal_object_id')];

function inDirectory(resource: TerraformResource, given: string, nameOf: (text: string) => Name, who: string): Binding {
  const policy = spokenOf(argumentOf(resource, given), nameOf);
  return {
    kind: 'binding',
    ...baseOf(resource, 'azure'),
    at: policy.at,
    policy,
    subjects: subjectOf(resource, who),
    scope: { level: 'organisation', name: { kind: 'absent', at: resource.at } },
    conditions: { items: [] },
    layer: 'identity',
  };
}

export function roleDefinition(resource: TerraformResource): Fact[] {
  const base = baseOf(resource, 'azure');
  const written = textOf(resource, 'name');
  const policy: Policy = {
    kind: 'policy',
    ...base,
    names: [...base.names, keyName(base.key), ...(written.kind === 'known' ? [nameOfRole(written.value)] : [])],
    name: calledOf(resource, 'name'),
    layer: 'identity',
    faults: [],
  };
  const blocks = itemsOf(argumentOf(resource, 'permissions')).items;
  return [policy, ...blocks.map((block, index) => permissions(resource, block, index))];
}

function permissions(resource: TerraformResource, block: Found, index: number): Grant {
  const not = together(member(block, 'not_actions'), member(block, 'not_data_actions'));
  return {
    kind: 'grant',
    ...baseOf(resource, 'azure', `permissions/${index}`),
    at: block.at,
    policy: baseOf(resource, 'azure').key,
    layer: 'identity',
    effect: 'allow',
    actions: together(member(block, 'actions'), member(block, 'data_actions')),
    ...(not.items.length > 0 || not.open ? { notActions: not } : {}),
    resources: { items: [] },
    conditions: { items: [] },
  };
}
