import { type Data, type Found, itemsOf, member, stringValue } from '@idlint/evaluate';
import type { Place } from '@idlint/model';

/** One instance of a resource or data source, as a plan or a state has it. */
export interface Planned {
  mode: 'managed' | 'data';
  type: string;
  name: string;
  /** `module.ci["eu"].aws_iam_role.deploy[0]`. */
  address: string;
  /** `module.ci["eu"]`; empty in the root. */
  module: string;
  /** `[0]`, `["eu"]`; empty where there is one. */
  key: string;
  at: Place;
  values: Data;
  /** Of the same shape, `true` where the value is known after the apply only. */
  unknown: Found;
  /** Of the same shape, `true` where the value must not be shown. */
  sensitive: Found;
}

const textIn = (data: Found, ...path: string[]): string => {
  const value = stringValue(member(data, ...path));
  return value.kind === 'known' ? value.value : '';
};

/** What there will be after the plan, or what the state has. */
export function instancesIn(document: Data): Planned[] {
  const changes = member(document, 'resource_changes');
  if (changes.kind === 'list') {
    const read = inModule(member(document, 'prior_state', 'values', 'root_module'), '').filter(({ mode }) => mode === 'data');
    return [...changes.items.flatMap(changed), ...read];
  }
  const values = [member(document, 'planned_values'), member(document, 'values')].find(({ kind }) => kind === 'map');
  if (values) return inModule(member(values, 'root_module'), '');
  return itemsOf(member(document, 'resources')).items.flatMap(inState);
}

function changed(change: Data): Planned[] {
  const after = member(change, 'change', 'after');
  // What is deleted or forgotten has nothing after.
  if (after.kind !== 'map' || member(change, 'deposed').kind === 'string') return [];
  const unknown = member(change, 'change', 'after_unknown');
  return instance(change, textIn(change, 'module_address'), after, unknown, member(change, 'change', 'after_sensitive'));
}

const deepest = 100;

function inModule(module: Found, address: string, depth = 0): Planned[] {
  if (depth > deepest) return [];
  const own = itemsOf(member(module, 'resources')).items.flatMap(resource => {
    const values = member(resource, 'values');
    return values.kind === 'map'
      ? instance(resource, address, values, member(resource, 'nothing'), member(resource, 'sensitive_values'))
      : [];
  });
  const children = itemsOf(member(module, 'child_modules')).items;
  return [...own, ...children.flatMap(child => inModule(child, textIn(child, 'address'), depth + 1))];
}

function instance(resource: Data, module: string, values: Data, unknown: Found, sensitive: Found): Planned[] {
  const address = member(resource, 'address');
  const [type, name] = [textIn(resource, 'type'), textIn(resource, 'name')];
  if (address.kind !== 'string' || type === '' || name === '') return [];
  const mode = textIn(resource, 'mode') === 'data' ? 'data' : 'managed';
  const key = keyText(member(resource, 'index'));
  return [{ mode, type, name, address: address.value, module, key, at: address.at, values, unknown, sensitive }];
}

const keyText = (index: Found): string =>
  index.kind === 'number' ? `[${index.value}]` : index.kind === 'string' ? `[${JSON.stringify(index.value)}]` : '';

/** A state file has the instances of a resource in one place. */
function inState(resource: Data): Planned[] {
  const [type, name, module] = [textIn(resource, 'type'), member(resource, 'name'), textIn(resource, 'module')];
  if (name.kind !== 'string' || type === '') return [];
  const mode = textIn(resource, 'mode') === 'data' ? 'data' : 'managed';
  return itemsOf(member(resource, 'instances')).items.flatMap((one): Planned[] => {
    const values = member(one, 'attributes');
    if (values.kind !== 'map' || member(one, 'deposed').kind === 'string') return [];
    const key = keyText(member(one, 'index_key'));
    const address = `${module && `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name.value}${key}`;
    const sensitive = sensitiveOf(member(one, 'sensitive_attributes'), values.at);
    return [{ mode, type, name: name.value, address, module, key, at: name.at, values, unknown: member(one, 'nothing'), sensitive }];
  });
}

/** Paths of steps; the attribute that each begins with is taken for sensitive as a whole. */
function sensitiveOf(paths: Found, at: Place): Data {
  const names = itemsOf(paths).items.map(path => textIn(itemsOf(path).items[0] ?? path, 'value'));
  return { kind: 'map', at, entries: new Map(names.map(name => [name, { key: at, value: { kind: 'bool', value: true, at } }])) };
}
