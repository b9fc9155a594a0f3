import { type Data, type MapData, type MapEntry, mapOf, member, stringValue } from '@idlint/evaluate';
import { madeText, unknownData } from '@idlint/evaluate/hcl';
import { yamlDocuments } from '@idlint/evaluate/yaml';
import { type Ask, absent, type Fact, knownValue, type Part, type Place, type Uri } from '@idlint/model';
import { factsOf as kubernetesFacts } from '../kubernetes/facts.ts';
import { Names } from '../kubernetes/names.ts';
import { objectsOf } from '../kubernetes/object.ts';
import { linked } from '../terraform/linked.ts';
import { mapperOf } from '../terraform/mappers.ts';
import type { TerraformResource } from '../terraform/resource.ts';
import { settle } from '../terraform/settle.ts';
import { uniqueKeys } from '../unique-keys.ts';
import { Natives } from './native.ts';
import { argumentIn, Program, type PulumiResource } from './program.ts';
import { isFree, snake, terraformType } from './types.ts';

/** The facts of a program with the settings of each of its stacks, and of the components that it defines. */
export function factsOf(uri: Uri, document: Data, ask: Ask<Part>): Fact[] {
  const facts = stacksOf(uri, ask).flatMap(settings => programFacts(uri, document, ask, '', settings));
  const components = mapOf(member(document, 'components'));
  for (const [name, { value }] of components?.entries ?? []) facts.push(...programFacts(uri, value, ask, `${name}.`, undefined));
  return uniqueKeys(facts);
}

/** More stacks than this are not looked at. */
const mostStacks = 12;

/** `Pulumi.prod.yaml` beside the program; without one, defaults. */
function stacksOf(uri: Uri, ask: Ask<Part>): (MapData | undefined)[] {
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const files = ['yaml', 'yml'].flatMap(extension => ask.list(`${folder.replace(/[*?[\]{}()!+@\\]/g, '\\$&')}Pulumi.*.${extension}`));
  const stacks = files.slice(0, mostStacks).flatMap(file => {
    const text = ask.text(file);
    const [first] = text === undefined ? [] : yamlDocuments(file, text);
    return first ? [mapOf(member(first.data, 'config'))] : [];
  });
  return stacks.length > 0 ? stacks : [undefined];
}

/** Whether it is a program at all: `Pulumi.yaml` stands beside programs in other languages too. */
export function isProgram(document: Data): boolean {
  if (document.kind !== 'map') return false;
  const runtime = member(document, 'runtime');
  const name = knownValue(stringValue(runtime.kind === 'map' ? member(runtime, 'name') : runtime));
  return name === undefined || name === 'yaml';
}

/** `prefix`: the component that it is. */
function programFacts(uri: Uri, sections: Data, ask: Ask<Part>, prefix: string, settings: MapData | undefined): Fact[] {
  const natives = new Natives(uri, prefix);
  const program: Program = new Program(
    uri,
    sections,
    ask,
    (resource, path, use) => attribute(natives, program, resource, path, use),
    settings,
  );
  const resources = program.made();
  const shaped = resources.flatMap(resource => {
    const type = terraformType(resource.type);
    const mapper = type && mapperOf('managed', type);
    return type && mapper ? mapper(asTerraform(uri, resource, type, prefix)) : [];
  });
  return [...linked(shaped), ...natives.facts(resources), ...kubernetes(uri, resources, prefix)];
}

/** What is not written: the name of a thing that only the cloud knows, by which other facts speak of it. */
function attribute(natives: Natives, program: Program, resource: PulumiResource, path: string, use: Place): Data {
  if (resource.type.startsWith('azure-native:')) return natives.attribute(resource, path, use);
  // Pulumi makes a name of what the program calls it, and a few letters more.
  if (resource.type.startsWith('kubernetes:') && path === 'metadata.name') return madeText(resource.key, use);
  const type = terraformType(resource.type) ?? resource.type.replace(/\W+/g, '_');
  return unknownData({ code: 'reference', what: `${program.uri}#${type}.${resource.key}.${path}`, at: use }, use);
}

function asTerraform(uri: Uri, resource: PulumiResource, type: string, prefix: string): TerraformResource {
  const { key, at } = resource;
  return {
    mode: 'managed',
    type,
    name: key,
    address: `${type}.${prefix}${key}`,
    root: uri,
    uri,
    argument: name => {
      const found = argumentIn(resource.properties(), name);
      return found.kind === 'absent' ? absent(at) : settle(isFree(name) ? found : asBlocks(found));
    },
    written: [...resource.properties().entries.keys()].map(snake),
    at,
    exists: true,
    through: [],
    defaultLabels: undefined,
  };
}

/** Nested blocks with the names that Terraform has for what is in them. */
function asBlocks(data: Data): Data {
  if (data.kind === 'list') return { ...data, items: data.items.map(asBlocks) };
  if (data.kind !== 'map') return data;
  const entries = [...data.entries].map(([key, entry]): [string, MapEntry] => [
    snake(key),
    { key: entry.key, value: isFree(key) ? entry.value : asBlocks(entry.value) },
  ]);
  return { ...data, entries: new Map(entries) };
}

const kubernetesType = /^kubernetes:((?:[\w.-]+\/)?v\d\w*|[\w.-]+\/v\d\w*):(\w+)$/;

function kubernetes(uri: Uri, resources: PulumiResource[], prefix: string): Fact[] {
  const context = { scope: uri, names: new Names(uri), namespace: undefined, taken: new Set<string>() };
  const objects = resources.flatMap(resource => {
    const [, version, kind] = kubernetesType.exec(resource.type) ?? [];
    if (!version || !kind) return [];
    const data = asObject(resource, version.replace(/^core\//, ''), kind);
    return objectsOf(`${uri}#${prefix}${resource.key}`, { segment: '', data, template: false, conditional: [], complete: true }, context);
  });
  return kubernetesFacts(objects);
}

/** The manifest that a resource is. */
function asObject({ key, at, properties }: PulumiResource, apiVersion: string, kind: string): MapData {
  const written = settle(properties()) as MapData;
  const entries = new Map(written.entries);
  const text = (value: string): MapEntry => ({ key: at, value: madeText(value, at) });
  entries.set('apiVersion', text(apiVersion));
  entries.set('kind', text(kind));
  const metadata = mapOf(member(written, 'metadata'));
  if (!metadata?.entries.has('name')) {
    const named: MapData = { kind: 'map', at, entries: new Map([...(metadata?.entries ?? []), ['name', text(key)]]) };
    entries.set('metadata', { key: at, value: named });
  }
  return { ...written, entries };
}
