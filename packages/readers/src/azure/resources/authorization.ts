import { type Data, type Found, itemsOf, member, type StringData, stringValue } from '@idlint/evaluate';
import { canonical } from '@idlint/evaluate/arm';
import { type Binding, type Fact, type Grant, keyName, known, type Name, type Policy, type Value } from '@idlint/model';
import { conditionsOf, levelOf, nameOfRole, together } from '../common.ts';
import type { Instance, Root } from '../deployment.ts';
import { textOf } from '../ids.ts';
import { baseOf, nameOfLabel, principalOf } from '../names.ts';
import { idOfTarget } from '../target.ts';
import { calledOf, property, shown } from './mapper.ts';

/** Microsoft.Authorization: who holds which role where, and what roles of one's own allow. */
export function roleAssignment(instance: Instance): Fact[] {
  const { root } = instance.deployment;
  const policy = roleNamed(root, property(instance, 'properties', 'roleDefinitionId'));
  const principal = principalOf(root, property(instance, 'properties', 'principalId'));
  const binding: Binding = {
    kind: 'binding',
    ...baseOf(instance),
    at: policy.at,
    policy,
    subjects: { items: [principal] },
    scope: scopeOf(instance),
    conditions: conditionsOf(property(instance, 'properties', 'condition')),
    layer: 'identity',
  };
  return [binding];
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A role by the id of its definition: one of Azure's own by its GUID, another by the name that its definition bears here. */
function roleNamed(root: Root, found: Found): Value<Name> {
  const written = stringValue(found);
  if (found.kind !== 'string') return written.kind === 'known' ? known(nameOfRole(written.value), written.at, written.via) : written;
  const id = canonical(found).replace(/\/+$/, '');
  const last = id.slice(lastSegment(id));
  if (guid.test(last)) return known(nameOfRole(last), whereWritten(found, last), found.via);
  if (/roledefinitions\//i.test(id) && last.includes('${')) {
    // `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', parameters('role'))`: which one is not known, or it is declared beside it.
    return declaredRole(last) ? known(nameOfLabel(root, roleLabel(last)), found.at, found.via) : (written as Value<Name>);
  }
  return written.kind === 'known' ? known(nameOfRole(last), written.at, written.via) : written;
}

/** The last `/` that is in no name of something unknown. */
function lastSegment(id: string): number {
  let depth = 0;
  for (let at = id.length - 1; at >= 0; at--) {
    if (id[at] === '}') depth++;
    else if (id[at] === '{') depth--;
    else if (id[at] === '/' && depth === 0) return at + 1;
  }
  return 0;
}

/** A GUID that is made from something (`guid(subscription().id, 'reader')`) is that of a role of one's own. */
const declaredRole = (last: string): boolean => /^\$\{guid\(/i.test(last);
const roleLabel = (last: string): string => `Microsoft.Authorization/roleDefinitions/${last}`;

/** Where the GUID itself is written, which may be a variable far from here. */
function whereWritten(id: StringData, last: string): StringData['at'] {
  const part = id.parts?.findLast(({ start, end }) => id.value.slice(start, end).endsWith(last));
  return part ? part.from.at : id.at;
}

function scopeOf(instance: Instance): Binding['scope'] {
  const id = instance.extends ?? idOfTarget(instance.deployment.target, instance.at);
  return { level: levelOf(canonical(id).replaceAll(/\$\{[^}]*\}/g, 'x')), name: stringValue(id) };
}

export function roleDefinition(instance: Instance): Fact[] {
  const base = baseOf(instance);
  const { root } = instance.deployment;
  const id = canonical(textOf(instance.name));
  const written = property(instance, 'properties', 'roleName');
  const name = stringValue(written);
  const own = [nameOfLabel(root, roleLabel(id)), ...(guid.test(id) ? [nameOfRole(id)] : [])];
  const policy: Policy = {
    kind: 'policy',
    ...base,
    names: [...new Set([...base.names, ...own, keyName(base.key), ...(name.kind === 'known' ? [nameOfRole(name.value)] : [])])],
    name: (written.kind === 'absent' ? undefined : shown(written)) ?? calledOf(instance),
    layer: 'identity',
    faults: [],
  };
  const blocks = itemsOf(property(instance, 'properties', 'permissions'));
  return [policy, ...blocks.items.map((block, index) => permissions(instance, block, index))];
}

function permissions(instance: Instance, block: Data, index: number): Grant {
  const not = together(member(block, 'notActions'), member(block, 'notDataActions'));
  return {
    kind: 'grant',
    ...baseOf(instance, `permissions/${index}`),
    at: block.at,
    policy: baseOf(instance).key,
    layer: 'identity',
    effect: 'allow',
    actions: together(member(block, 'actions'), member(block, 'dataActions')),
    ...(not.items.length > 0 || not.open ? { notActions: not } : {}),
    resources: { items: [] },
    conditions: { items: [] },
  };
}
