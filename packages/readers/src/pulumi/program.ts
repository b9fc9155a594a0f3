import {
  type Data,
  type Found,
  isWhole,
  itemsOf,
  type MapData,
  type MapEntry,
  mapOf,
  member,
  type StringData,
  stringValue,
} from '@idlint/evaluate';
import { asText, joined, keyOf, notWorkedOut } from '@idlint/evaluate/arm';
import { encodeJson, madeText, newWork, partOf, through, unknownData } from '@idlint/evaluate/hcl';
import { type Ask, folderOf, knownValue, type Part, type Place, placeOf, resolvePath, type Uri } from '@idlint/model';
import { documentOf } from '../terraform/policy-document.ts';
import { interpolated, type Path } from './interpolation.ts';
import { camel, snake } from './types.ts';

const deepest = 60;

/** One resource of a program. */
export interface PulumiResource {
  key: string;
  /** `aws:iam/role:Role`. */
  type: string;
  at: Place;
  properties(): MapData;
}

const unknown = (code: 'reference' | 'variable' | 'function' | 'cycle' | 'syntax' | 'limit', what: string, at: Place): Data =>
  unknownData({ code, what, at }, at);

/** A Pulumi program in YAML, its values worked out; what only the cloud knows stays unknown. https://www.pulumi.com/docs/iac/languages-sdks/yaml/ */
export class Program {
  readonly uri: Uri;
  readonly #ask: Ask<Part>;
  readonly #sections: Data;
  /** What a stack sets. */
  readonly #settings: MapData | undefined;
  readonly #project: string;
  /** What an attribute of a resource is, where it is not written in the program. */
  readonly #attribute: (resource: PulumiResource, path: string, use: Place) => Data;
  readonly #kept = new Map<string, Data>();
  readonly #work = newWork(400_000);
  #resources: Map<string, PulumiResource> | undefined;

  constructor(
    uri: Uri,
    sections: Data,
    ask: Ask<Part>,
    attribute: (resource: PulumiResource, path: string, use: Place) => Data,
    settings: MapData | undefined,
  ) {
    this.#settings = settings;
    this.uri = uri;
    this.#sections = sections;
    this.#ask = ask;
    this.#attribute = attribute;
    this.#project = knownValue(stringValue(member(sections, 'name'))) ?? '';
  }

  /** Those that the program makes; what it only looks up (`get`) is left out. */
  get resources(): Map<string, PulumiResource> {
    if (this.#resources) return this.#resources;
    const declared = mapOf(member(this.#sections, 'resources'));
    const found = new Map<string, PulumiResource>();
    for (const [key, { key: at, value }] of declared?.entries ?? []) {
      const type = knownValue(stringValue(member(value, 'type')));
      if (type === undefined || found.size >= 5_000) continue;
      found.set(key, { key, type, at, properties: () => this.#properties(key, value, at) });
    }
    this.#resources = found;
    return found;
  }

  made(): PulumiResource[] {
    return [...this.resources.values()].filter(({ key }) => member(this.#sections, 'resources', key, 'get').kind === 'absent');
  }

  #properties(key: string, resource: Data, at: Place): MapData {
    const worked = this.#once(`resource ${key}`, at, () => {
      const written = member(resource, 'properties');
      return written.kind === 'absent' ? { kind: 'null', at } : this.work(written);
    });
    if (worked.kind === 'map') return worked;
    return { kind: 'map', entries: new Map(), at, ...(worked.kind === 'unknown' ? { open: worked.why } : {}) };
  }

  #once(key: string, at: Place, work: () => Data): Data {
    const kept = this.#kept.get(key);
    if (kept) return kept;
    this.#kept.set(key, unknown('cycle', key, at));
    const value = work();
    this.#kept.set(key, value);
    return value;
  }

  work(data: Data): Data {
    if (--this.#work.left < 0 || this.#work.depth >= deepest) return unknown('limit', 'a program of this size', data.at);
    this.#work.depth++;
    const worked = this.#worked(data);
    this.#work.depth--;
    return worked;
  }

  #worked(data: Data): Data {
    if (data.kind === 'string') return interpolated(data, (path, at) => this.#valueOf(path, at));
    if (data.kind === 'list') return { ...data, items: data.items.map(item => this.work(item)) };
    if (data.kind !== 'map') return data;
    const [first] = data.entries;
    if (first && data.entries.size === 1 && /^fn::/i.test(first[0])) return this.#call(first[0].slice(4), first[1].value, data.at);
    const entries = new Map<string, MapEntry>();
    for (const [key, entry] of data.entries) {
      const name = key.includes('${') ? this.work({ kind: 'string', value: key, at: entry.key }) : undefined;
      const text = name ? keyOf(asText(name)) : key;
      entries.set(text, { key: entry.key, value: this.work(entry.value) });
    }
    return { ...data, entries };
  }

  #valueOf({ name, steps }: Path, at: Place): Data {
    const resource = this.resources.get(name);
    if (resource) return this.#attributeOf(resource, steps, at);
    const [first, ...rest] = steps;
    if (name === 'pulumi')
      return first === 'project' && this.#project ? madeText(this.#project, at) : unknown('reference', `pulumi.${first ?? ''}`, at);
    const value = this.#variable(name, at) ?? unknown('reference', name, at);
    return [...(first === undefined ? [] : [first]), ...rest].reduce<Data>((of, key) => part(of, key, at), through(value, at));
  }

  #variable(name: string, at: Place): Data | undefined {
    const variable = member(this.#sections, 'variables', name);
    if (variable.kind !== 'absent') return this.#once(`variable ${name}`, at, () => this.work(variable));
    const configured =
      mapOf(member(this.#sections, 'config')) ?? mapOf(member(this.#sections, 'configuration')) ?? mapOf(member(this.#sections, 'inputs'));
    const entry = configured?.entries.get(name) ?? configured?.entries.get(`${this.#project}:${name}`);
    const given = this.#settings?.entries.get(`${this.#project}:${name}`)?.value;
    if (given) return given.kind === 'map' && given.entries.has('secure') ? unknown('variable', `the setting ${name}`, at) : given;
    if (!entry) return undefined;
    for (const key of ['value', 'default']) {
      const written = entry.value.kind === 'map' ? member(entry.value, key) : key === 'value' ? entry.value : member(entry.value);
      if (written.kind !== 'absent') return this.#once(`config ${name}`, at, () => this.work(written));
    }
    return unknown('variable', `the setting ${name}`, at);
  }

  /** What is written of it, or what only the cloud knows. */
  #attributeOf(resource: PulumiResource, steps: Path['steps'], at: Place): Data {
    const path = steps.join('.') || 'id';
    const [first, ...rest] = steps;
    // The name of a thing is not what the program calls it unless it says so.
    const written = typeof first === 'string' && first !== 'id' ? resource.properties().entries.get(first)?.value : undefined;
    if (!written) return this.#attribute(resource, path, at);
    const value = rest.reduce<Data | undefined>((of, key) => of && written && partOrNone(of, key), written);
    return value
      ? ({ ...through(value, at), origin: originOf(this.#attribute(resource, path, at)) } as Data)
      : this.#attribute(resource, path, at);
  }

  #call(name: string, argument: Data, at: Place): Data {
    const word = name.toLowerCase();
    if (word === 'invoke') return this.#invoke(argument, at);
    const given = this.work(argument);
    const [first, second] = itemsOf(given).items;
    switch (word) {
      case 'secret':
      case 'unsecret':
        return given;
      case 'tojson':
        return given.kind === 'unknown' ? given : encodeJson(given, at);
      case 'join':
        return joinedBy(first, second, at) ?? notWorkedOut(name, [given], at);
      case 'split':
        return split(first, second, at) ?? notWorkedOut(name, [given], at);
      case 'select':
        return first?.kind === 'number' && second?.kind === 'list' && second.items[first.value]
          ? partOf(second, second.items[first.value]!)
          : notWorkedOut(name, [given], at);
      case 'singleornone':
        return given.kind === 'list' && given.items.length === 1 && !given.open
          ? partOf(given, given.items[0]!)
          : notWorkedOut(name, [given], at);
      case 'length':
        return given.kind === 'list' && !given.open ? { kind: 'number', value: given.items.length, at } : notWorkedOut(name, [given], at);
      case 'readfile':
        return this.#file(given, at);
      default:
        return /^[\w-]+:/.test(name) ? this.#called(name, given, undefined, at) : notWorkedOut(name, [given], at);
    }
  }

  /** `fn::invoke: { function: aws:iam:getPolicyDocument, arguments: {…}, return: json }`. */
  #invoke(argument: Data, at: Place): Data {
    const name = knownValue(stringValue(member(argument, 'function'))) ?? '';
    const given = member(argument, 'arguments');
    const returned = knownValue(stringValue(member(argument, 'return')));
    return this.#called(name, given.kind === 'absent' ? { kind: 'null', at } : this.work(given), returned, at);
  }

  #called(name: string, given: Data, returned: string | undefined, at: Place): Data {
    const outputs: Record<string, Data> = {};
    if (/^aws:iam(?:\/getPolicyDocument)?:getPolicyDocument$/.test(name) && given.kind === 'map')
      outputs.json = encodeJson(documentOf(statementsOf(given)), at);
    if (/^aws:(?:index(?:\/getPartition)?:)?getPartition$/.test(name)) outputs.partition = madeText('aws', at);
    const entries = new Map(Object.entries(outputs).map(([key, value]): [string, MapEntry] => [key, { key: at, value }]));
    const result: MapData = { kind: 'map', entries, at, open: { code: 'reference', what: name, at } };
    return returned === undefined ? result : part(result, returned, at);
  }

  #file(path: Data, at: Place): Data {
    if (path.kind !== 'string' || !isWhole(path)) return notWorkedOut('readFile', [path], at);
    const uri = resolvePath(folderOf(this.uri), path.value);
    const text = uri === undefined ? undefined : this.#ask.text(uri);
    if (uri === undefined || text === undefined)
      return unknown('reference', uri === undefined ? 'a file outside of the workspace' : path.value, at);
    return { kind: 'string', value: text, at: placeOf(uri, 0, text.length) };
  }
}

const originOf = (data: Data): string | undefined => (data.kind === 'unknown' && data.why.code === 'reference' ? data.why.what : undefined);

/** The document's arguments as Terraform writes them: blocks in the singular. */
function statementsOf(given: MapData): MapData {
  const renamed = (data: Data): Data => {
    if (data.kind === 'list') return { ...data, items: data.items.map(renamed) };
    if (data.kind !== 'map') return data;
    return {
      ...data,
      entries: new Map(
        [...data.entries].map(([key, entry]) => [singular[key] ?? snake(key), { key: entry.key, value: renamed(entry.value) }]),
      ),
    };
  };
  return renamed(given) as MapData;
}

const singular: Record<string, string> = {
  statements: 'statement',
  conditions: 'condition',
};

function partOrNone(of: Data, key: string | number): Data | undefined {
  const found =
    typeof key === 'number' ? (of.kind === 'list' ? of.items[key] : undefined) : of.kind === 'map' ? of.entries.get(key)?.value : undefined;
  return found && partOf(of, found);
}

function part(of: Data, key: string | number, at: Place): Data {
  const found = partOrNone(of, key);
  if (found) return found;
  const why = of.kind === 'unknown' ? of.why : of.kind === 'map' || of.kind === 'list' ? of.open : undefined;
  return unknownData(
    why ? { ...why, what: `${why.what}.${key}`.slice(0, 300) } : { code: 'syntax', what: `nothing is called ${key} here`, at },
    at,
    of.via,
  );
}

function joinedBy(separator: Data | undefined, items: Data | undefined, at: Place): Data | undefined {
  if (separator?.kind !== 'string' || items?.kind !== 'list' || items.open) return undefined;
  return joined(
    items.items.flatMap((item, index): StringData[] => (index > 0 ? [separator, asText(item)] : [asText(item)])),
    at,
  );
}

function split(separator: Data | undefined, text: Data | undefined, at: Place): Data | undefined {
  if (separator?.kind !== 'string' || text?.kind !== 'string' || !isWhole(text) || separator.value === '') return undefined;
  return { kind: 'list', items: text.value.split(separator.value).map(item => madeText(item, at)), at };
}

/** An argument by Terraform's name for it: `managed_policy_arns` is written `managedPolicyArns`, and blocks often in the plural. */
export function argumentIn(properties: MapData, name: string): Found {
  const word = camel(name);
  for (const candidate of [word, `${word}s`, word.replace(/y$/, 'ies'), `${word}es`]) {
    const entry = properties.entries.get(candidate);
    if (entry && entry.value.kind !== 'null') return entry.value;
  }
  return properties.open ? unknownData(properties.open, properties.at) : { kind: 'absent', at: properties.at };
}
