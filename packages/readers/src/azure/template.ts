import {
  type Data,
  type Found,
  hole,
  itemsOf,
  type MapData,
  type MapEntry,
  mapOf,
  member,
  type StringData,
  sliceString,
  stringValue,
} from '@idlint/evaluate';
import {
  type ArmScope,
  anyTurn,
  attributeOf,
  canonical,
  evaluate,
  isExpression,
  keyOf,
  notWorkedOut,
  parseExpression,
} from '@idlint/evaluate/arm';
import { joinTexts, type Lazy, madeText, settled, through, unknownData } from '@idlint/evaluate/hcl';
import { knownValue, type Place, type Uri, type Why } from '@idlint/model';
import type { Expression } from '@idlint/syntax/bicep';
import { type Deployment, type Instance, mostInstances, part, type Root, resourceLazy } from './deployment.ts';
import { environment, notGiven, Remembered } from './environment.ts';
import { idOfTarget, labelOf, type Target } from './target.ts';
import { TemplateInstance } from './template-instance.ts';

/** What a template is deployed with. */
export interface TemplateUse {
  inputs: Map<string, Data>;
  target: Target;
  prefix: string;
  through: Place[];
  /** The template whose parameters and variables the expressions mean, where that is another one (scope `outer`). */
  outer?: TemplateDeployment | undefined;
}

/** The turns of the `copy` loops that a value stands in; the innermost last. */
export type Turns = readonly { name: string; index: Data }[];

const noSuch = (what: string, at: Place): Data => unknownData({ code: 'reference', what, at }, at);

/** An ARM template with its values. https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax */
export class TemplateDeployment implements Deployment {
  readonly root: Root;
  readonly uri: Uri;
  readonly target: Target;
  readonly prefix: string;
  readonly through: Place[];
  readonly #template: MapData;
  readonly #use: TemplateUse;
  readonly #values = new Remembered();
  readonly #parsed = new WeakMap<StringData, Expression | false>();
  #instances: TemplateInstance[] | undefined;
  #listing = false;

  constructor(root: Root, uri: Uri, template: Data, use: TemplateUse) {
    this.root = root;
    this.uri = uri;
    this.target = use.target;
    this.prefix = use.prefix;
    this.through = use.through;
    this.#use = use;
    this.#template = mapOf(template) ?? { kind: 'map', entries: new Map(), at: template.at };
  }

  /** The template that parameters and variables are looked for in, where it is another one. */
  get meant(): TemplateDeployment | undefined {
    return this.#use.outer;
  }

  /** Works out a value and all in it. */
  work(data: Data, turns: Turns = []): Data {
    const { work } = this.root;
    if (--work.left < 0 || work.depth > 350) return unknownData({ code: 'limit', what: 'a template of this size', at: data.at }, data.at);
    if (data.kind === 'string') return this.#text(data, turns);
    if (data.kind !== 'list' && data.kind !== 'map') return data;
    work.depth++;
    const worked: Data = data.kind === 'list' ? { ...data, items: data.items.map(item => this.work(item, turns)) } : this.#map(data, turns);
    work.depth--;
    return worked;
  }

  #map(map: MapData, turns: Turns): MapData {
    const entries = new Map<string, MapEntry>();
    for (const [key, entry] of map.entries) {
      if (key === 'copy' && entry.value.kind === 'list') this.#copies(entry.value, turns, entries);
      else entries.set(this.#key(key, entry, turns), { key: entry.key, value: this.work(entry.value, turns) });
    }
    return { ...map, entries };
  }

  /** A key may be an expression. */
  #key(key: string, { key: at }: MapEntry, turns: Turns): string {
    if (!isExpression(key)) return key;
    const worked = this.#text({ kind: 'string', value: key, at }, turns);
    return worked.kind === 'string'
      ? keyOf(worked)
      : keyOf(joinTexts([madeText('', at), ...(worked.kind === 'unknown' ? [holeOf(worked)] : [])], at));
  }

  /** `copy: [{ name, count, input }]` among the properties of an object, or among the variables. */
  #copies(loops: Data, turns: Turns, entries: Map<string, MapEntry>): void {
    for (const loop of itemsOf(loops).items) {
      const name = knownValue(stringValue(member(loop, 'name')));
      if (name !== undefined) entries.set(name, { key: loop.at, value: this.copied(loop, name, 'input', turns) });
    }
  }

  /** The list that a loop makes of `input`. */
  copied(loop: Data, name: string, input: string, turns: Turns): Data {
    const written = member(loop, input);
    if (written.kind === 'absent') return noSuch(name, loop.at);
    const { count, why } = this.count(loop, turns);
    if (count === undefined) return { kind: 'list', items: [], at: loop.at, open: why };
    const items = Array.from({ length: count }, (_, index) =>
      this.work(written, [...turns, { name, index: { kind: 'number', value: index, at: loop.at } }]),
    );
    return { kind: 'list', items, at: loop.at };
  }

  /** How often a loop turns. */
  count(loop: Data, turns: Turns): { count: number; why?: undefined } | { count: undefined; why: Why } {
    const written = member(loop, 'count');
    const count = written.kind === 'absent' ? written : this.work(written, turns);
    if (count.kind === 'number') {
      if (count.value <= mostInstances) return { count: Math.max(0, count.value) };
      return { count: undefined, why: { code: 'limit', what: 'a loop of this many', at: loop.at } };
    }
    return {
      count: undefined,
      why: count.kind === 'unknown' ? count.why : { code: 'syntax', what: 'a loop without a count', at: loop.at },
    };
  }

  #text(data: StringData, turns: Turns): Data {
    if (data.value.startsWith('[[')) return sliceString(data, 1, data.value.length);
    if (!isExpression(data.value)) return data;
    let parsed = this.#parsed.get(data);
    if (parsed === undefined) {
      parsed = parseExpression(data.value) ?? false;
      this.#parsed.set(data, parsed);
    }
    if (!parsed) return unknownData({ code: 'syntax', what: 'an expression that can not be read', at: data.at }, data.at);
    return evaluate(parsed, this.scopeIn(data, turns));
  }

  scopeIn(source: StringData, turns: Turns): ArmScope {
    return {
      work: this.root.work,
      source,
      variable: () => undefined,
      call: (name, given, use) => this.#call(name.toLowerCase(), name, given, use, turns),
    };
  }

  #call(word: string, name: string, given: () => Data[], use: Place, turns: Turns): Data | Lazy | undefined {
    switch (word) {
      case 'parameters':
      case 'variables': {
        const [of] = given();
        if (of?.kind !== 'string') return notWorkedOut(name, given(), use);
        const meant = this.#use.outer ?? this;
        const value = word === 'parameters' ? meant.parameter(of.value, use) : meant.variable(of.value, use);
        return value.kind === 'lazy' ? value : through(value, use);
      }
      case 'copyindex':
        return this.#copyIndex(given(), use, turns);
      case 'reference':
      case 'resourceinfo':
        return this.reference(word, given(), use);
      case 'uri': {
        // Where templates lie is not known, but which one is meant is.
        const [base, path] = given();
        return base?.kind === 'unknown' && path?.kind === 'string' ? joinTexts([holeOf(base), madeText('/', use), path], use) : undefined;
      }
      default:
        return this.#userFunction(word, given) ?? environment(this, name, given, use);
    }
  }

  #copyIndex(given: Data[], at: Place, turns: Turns): Data {
    const [first, second] = given;
    const named = first?.kind === 'string' ? turns.find(({ name }) => name.toLowerCase() === first.value.toLowerCase()) : turns.at(-1);
    const offset = first?.kind === 'number' ? first : second;
    if (named?.index.kind !== 'number') return named?.index ?? noSuch('copyIndex()', at);
    return { kind: 'number', value: named.index.value + (offset?.kind === 'number' ? offset.value : 0), at };
  }

  #userFunction(word: string, given: () => Data[]): Data | undefined {
    const [namespace, name] = word.split('.');
    if (!namespace || !name) return undefined;
    for (const group of itemsOf(member((this.#use.outer ?? this).#template, 'functions')).items) {
      if (knownValue(stringValue(member(group, 'namespace')))?.toLowerCase() !== namespace) continue;
      const func = caseless(member(group, 'members'), name);
      if (func) return this.#applied(func, given());
    }
    return undefined;
  }

  /** A function of the template's own sees its parameters and nothing else. */
  #applied(func: Data, given: Data[]): Data {
    const output = member(func, 'output', 'value');
    const names = itemsOf(member(func, 'parameters')).items.map(one => knownValue(stringValue(member(one, 'name'))));
    if (output.kind === 'absent') return noSuch('a function without an output', func.at);
    const inputs = new Map(names.flatMap((name, index) => (name !== undefined && given[index] ? [[name, given[index]]] : [])));
    const inner = new TemplateDeployment(this.root, this.uri, this.#template, { ...this.#use, inputs, outer: undefined });
    return inner.work(output);
  }

  parameter(name: string, use: Place): Data | Lazy {
    return this.#values.get(`parameter ${name.toLowerCase()}`, use, () => this.#parameter(name, use));
  }

  #parameter(name: string, use: Place): Data {
    const given = caselessIn(this.#use.inputs, name);
    const declared = caseless(member(this.#template, 'parameters'), name);
    const fallback: Found = declared ? member(declared, 'defaultValue') : { kind: 'absent', at: use };
    if (given && !(given.kind === 'null' && fallback.kind !== 'absent')) return given;
    // By convention, where the template itself lies: what stands there by default is where its author published it.
    if (name.toLowerCase() === '_artifactslocation') return notGiven(name, use);
    if (fallback.kind !== 'absent') return this.work(fallback);
    const nullable = declared && knownBoolean(member(declared, 'nullable'));
    return nullable ? { kind: 'null', at: declared.at } : notGiven(name, use);
  }

  variable(name: string, use: Place): Data | Lazy {
    return this.#values.get(`variable ${name.toLowerCase()}`, use, () => {
      const variables = member(this.#template, 'variables');
      const written = caseless(variables, name);
      if (written) return this.work(written);
      const loop = itemsOf(member(variables, 'copy')).items.find(
        one => knownValue(stringValue(member(one, 'name')))?.toLowerCase() === name.toLowerCase(),
      );
      return loop ? this.copied(loop, name, 'input', []) : noSuch(`the variable ${name}`, use);
    });
  }

  /** `reference(id or symbolic name)`: the properties of the resource, with `'Full'` all of it. */
  reference(word: string, given: Data[], at: Place): Data | Lazy {
    const [what, , full] = given;
    if (what?.kind !== 'string') return what?.kind === 'unknown' ? notWorkedOut(word, [what], at, 'reference') : noSuch(word, at);
    const text = canonical(what);
    const label = text.startsWith('/') ? this.#labelOf(what, text) : text;
    const whole = word === 'resourceinfo' || (full?.kind === 'string' && full.value.toLowerCase() === 'full');
    const found = this.#find(text, label);
    if (!found) return whole ? part({ label }, '', undefined) : part({ label }, 'properties', undefined);
    const lazy = resourceLazy(found);
    if (whole) return lazy;
    return found.nested() ? withOutputs(found) : attributeOf(lazy, 'properties', at, false);
  }

  /** `/providers/Microsoft.Authorization/policyAssignments/x` is looked for where the template goes. */
  #labelOf(id: StringData, text: string): string {
    if (this.target.level === 'tenant' || !/^\/providers\/(?!microsoft\.management\/)/i.test(text)) return labelOf(id);
    return labelOf(joinTexts([idOfTarget(this.target, id.at), id], id.at));
  }

  #find(text: string, label: string): Instance | undefined {
    // While resources are listed, they are not looked for: the name of one may refer to another.
    if (this.#listing) return undefined;
    const wanted = label.toLowerCase();
    const instances = this.#use.outer ? [...this.instances(), ...this.#use.outer.instances()] : this.instances();
    return (
      instances.find(one => one.symbol === text) ??
      instances.find(
        one => labelOf(one.id).toLowerCase() === wanted || (one.type === 'Microsoft.Resources/deployments' && canonical(one.name) === text),
      )
    );
  }

  instances(): TemplateInstance[] {
    if (this.#instances) return this.#instances;
    if (this.#listing) return [];
    this.#listing = true;
    const resources = member(this.#template, 'resources');
    const found: TemplateInstance[] = [];
    if (resources.kind === 'map')
      for (const [symbol, { key, value }] of resources.entries) found.push(...this.expand(value, key, symbol, undefined));
    else for (const one of itemsOf(resources).items) found.push(...this.expand(one, undefined, undefined, undefined));
    this.#listing = false;
    this.#instances = found;
    return found;
  }

  /** A resource with its children, for each turn of its loop. */
  expand(written: Data, at: Place | undefined, symbol: string | undefined, parent: TemplateInstance | undefined): TemplateInstance[] {
    const loop = member(written, 'copy');
    const name = knownValue(stringValue(member(loop.kind === 'map' ? loop : written, 'name'))) ?? '';
    const one = (turns: Turns, index: string, open?: Why): TemplateInstance[] => {
      if (this.root.instances++ >= mostInstances) {
        this.root.notSeen(written.at, { code: 'limit', what: 'a deployment of this size' }, 'no more resources are looked at');
        return [];
      }
      const instance = new TemplateInstance(this, written, turns, { at, symbol, index, parent, open });
      return [
        instance,
        ...itemsOf(member(written, 'resources')).items.flatMap(child => this.expand(child, undefined, undefined, instance)),
      ];
    };
    if (loop.kind !== 'map') return one(parent?.turns ?? [], '');
    const { count, why } = this.count(loop, parent?.turns ?? []);
    if (why?.code === 'limit') this.root.notSeen(loop.at, why, 'no more resources are looked at');
    if (count === undefined)
      return one([...(parent?.turns ?? []), { name, index: unknownData({ ...why, what: anyTurn }, loop.at) }], '[]', why);
    return Array.from({ length: count }, (_, index) =>
      one([...(parent?.turns ?? []), { name, index: { kind: 'number', value: index, at: loop.at } }], `[${index}]`),
    ).flat();
  }

  output(name: string, use: Place): Data | Lazy {
    const found = this.#values.get(`output ${name.toLowerCase()}`, use, () => {
      const declared = caseless(member(this.#template, 'outputs'), name);
      const written: Found = declared ? member(declared, 'value') : { kind: 'absent', at: use };
      if (written.kind !== 'absent') return this.work(written);
      const loop = declared ? member(declared, 'copy') : written;
      return loop.kind === 'map' ? this.copied(loop, name, 'input', []) : noSuch(`the output ${name}`, use);
    });
    return found.kind === 'lazy' ? found : through(found, use);
  }

  outputNames(): string[] {
    return [...(mapOf(member(this.#template, 'outputs'))?.entries.keys() ?? [])];
  }
}

const holeOf = ({ why, at }: Extract<Data, { kind: 'unknown' }>): StringData => ({
  kind: 'string',
  value: hole,
  at,
  parts: [{ start: 0, end: 1, from: { hole: why, at } }],
});

/** What a reference to a nested deployment gives: `outputs.NAME.value`. */
function withOutputs(instance: Instance): Lazy {
  const { attribute } = resourceLazy(instance);
  const outputs = (use: Place): Lazy => {
    const inner = attribute('outputs', use) as Lazy;
    const valued = (name: string): Lazy => ({
      ...inner,
      attribute: (word, at) => (word === 'value' ? inner.attribute(name, at) : noSuch(word, at)),
    });
    return { ...inner, attribute: valued, item: (key, at) => (key.kind === 'string' ? valued(key.value) : noSuch('an output', at)) };
  };
  return {
    kind: 'lazy',
    attribute: (name, use) => (name === 'outputs' ? outputs(use) : noSuch(name, use)),
    item: (key, use) => (key.kind === 'string' && key.value === 'outputs' ? outputs(use) : noSuch('a deployment', use)),
    entries: () => undefined,
    whole: use => settled(attribute('outputs', use), use),
  };
}

/** Names in templates do not mind case. */
function caseless(found: Found, name: string): Data | undefined {
  if (found.kind !== 'map') return undefined;
  const exact = found.entries.get(name);
  if (exact) return exact.value;
  const wanted = name.toLowerCase();
  for (const [key, { value }] of found.entries) if (key.toLowerCase() === wanted) return value;
  return undefined;
}

function caselessIn(map: Map<string, Data>, name: string): Data | undefined {
  const exact = map.get(name);
  if (exact) return exact;
  const wanted = name.toLowerCase();
  for (const [key, value] of map) if (key.toLowerCase() === wanted) return value;
  return undefined;
}

const knownBoolean = (found: Found): boolean => found.kind === 'bool' && found.value;
