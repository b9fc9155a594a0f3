import { type Data, itemsOf, type MapData, type MapEntry, mapOf, member, stringValue } from '@idlint/evaluate';
import { knownValue, type Why } from '@idlint/model';
import { merged as mergedMaps } from '../cloudformation/merge.ts';
import { type FrameworkFunction, functionResources, functionsOf } from './functions.ts';
import type { Resolver } from './resolver.ts';
import { defaultRole } from './role.ts';

/** What the resources of a service are named by. */
export interface Service {
  name: Data;
  stage: Data;
  provider: Data;
  functions: FrameworkFunction[];
  /** Plugins by their names. */
  plugins: string[];
  custom: Data | undefined;
}

/**
 * The template that the framework deploys, as far as somebody may do something by it: the functions with their roles, the addresses, and
 * the resources that the service writes itself.
 */
export function templateOf(root: MapData, provider: Data, resolver: Resolver): { template: MapData; region: string | undefined } {
  const at = root.entries.get('provider')!.key;
  const own = ownSections(root, resolver);
  const service: Service = {
    name: serviceName(root, resolver),
    stage: resolver.stage(at),
    provider,
    functions: functionsOf(root, resolver),
    plugins: pluginsOf(root, resolver),
    custom: root.entries.has('custom') ? resolver.all(root.entries.get('custom')!.value) : undefined,
  };
  const generated = new Map<string, MapEntry>();
  const sharing: FrameworkFunction[] = [];
  for (const fn of service.functions) {
    const { resources, usesDefault } = functionResources(fn, service);
    for (const [id, entry] of resources) generated.set(id, entry);
    if (usesDefault) sharing.push(fn);
  }
  if (sharing.length > 0) {
    const role = defaultRole(service, sharing, at);
    if (role) generated.set(...role);
  }
  // Extensions change what the framework makes; what it makes can be written anew as well.
  const extended = merged({ kind: 'map', entries: generated, at }, own.get('extensions'));
  const resources = merged(extended, own.get('Resources'));
  own.delete('extensions');
  const sections = new Map([...own, ['Resources', { key: at, value: resources }] as const].map(([name, value]) => [name, entryOf(value)]));
  // What the framework deploys to where nothing is written.
  const written = stringValue(member(provider, 'region'));
  const region = written.kind === 'absent' ? 'us-east-1' : knownValue(written);
  return { template: { kind: 'map', entries: sections, at: root.at }, region };
}

const entryOf = (value: Data | MapEntry): MapEntry => ('kind' in value ? { key: value.at, value } : value);

function serviceName(root: MapData, resolver: Resolver): Data {
  const written = resolver.all(root.entries.get('service')!.value);
  const named = written.kind === 'map' ? member(written, 'name') : written;
  return named.kind === 'absent' ? written : named;
}

function pluginsOf(root: MapData, resolver: Resolver): string[] {
  const written = root.entries.get('plugins');
  const plugins = written ? resolver.all(written.value) : undefined;
  const list = plugins?.kind === 'map' ? member(plugins, 'modules') : plugins;
  return list ? itemsOf(list).items.flatMap(item => knownValue(stringValue(item)) ?? []) : [];
}

/** `resources`: one template, or several that are put together. */
function ownSections(root: MapData, resolver: Resolver): Map<string, Data> {
  const sections = new Map<string, Data>();
  const written = root.entries.get('resources');
  if (!written) return sections;
  const { items, open } = itemsOf(resolver.all(written.value));
  for (const item of items) {
    if (item.kind === 'map') for (const [name, { value }] of item.entries) sections.set(name, merged(value, sections.get(name)));
  }
  const why = open ?? whyUnknown(items);
  const resources = sections.get('Resources');
  if (why)
    sections.set('Resources', {
      ...(mapOf(resources ?? written.value) ?? { kind: 'map', entries: new Map(), at: written.key }),
      open: why,
    });
  return sections;
}

const whyUnknown = (items: Data[]): Why | undefined => {
  const item = items.find(item => item.kind === 'unknown');
  return item?.kind === 'unknown' ? item.why : undefined;
};

/** Two sections as one; what is written later wins. */
function merged(first: Data, then: Data | undefined): Data {
  if (!then) return first;
  return first.kind === 'map' && then.kind === 'map' ? mergedMaps(first, then) : then;
}
