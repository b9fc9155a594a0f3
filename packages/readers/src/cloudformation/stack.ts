import { type Data, type Found, itemsOf, type MapData, type MapEntry, mapOf, member, stringValue } from '@idlint/evaluate';
import { yamlInString } from '@idlint/evaluate/yaml';
import { folderOf, knownValue, type Place, resolvePath, type Uri, type Why } from '@idlint/model';
import type { Assembly } from './assembly.ts';
import { Gaps, shownLocation } from './gaps.ts';
import { Conditions, type Holds } from './intrinsics/conditions.ts';
import { Intrinsics } from './intrinsics/index.ts';
import { type Environment, parameterValue, pseudoParameter } from './intrinsics/parameters.ts';
import { unknown } from './intrinsics/strings.ts';
import type { Working } from './intrinsics/working.ts';
import { merged } from './merge.ts';
import { referenceTo } from './names.ts';
import { isNested, locationIn, nestedUri } from './nested.ts';
import { parametersIn } from './parameter-file.ts';
import { attributeOf } from './physical.ts';
import { withGlobals } from './sam/globals.ts';
import { expanded, isUnread } from './sam/index.ts';
import { type Budget, type CfnResource, newBudget, type Template } from './template.ts';
import type { World } from './world.ts';

/** A parameter's value that is given from outside. `assumed`: a default had a say in it. */
export interface Given {
  value: Data;
  assumed: boolean;
}

interface Origin {
  uri: Uri;
  template: MapData;
  world: World;
  /** What else CDK says of it. */
  assembly?: Assembly | undefined;
  environment?: Environment | undefined;
  parameters?: Map<string, Given>;
}

/** Where a nested stack stands. */
interface Nesting {
  scope: string;
  uris: Uri[];
  through: Place[];
  exists: true | Why;
  budget: Budget;
}

/** A stack in a stack in a stack …: CloudFormation has no limit, people do. */
const deepestNesting = 12;

/** One template with the values of its parameters: worked out as far as anybody asks. */
export class Stack implements Working {
  readonly scope: string;
  readonly #origin: Origin;
  readonly #nesting: Nesting;
  readonly #conditions: Conditions;
  readonly #intrinsics: Intrinsics;
  readonly #children = new Map<string, Stack | undefined>();
  readonly #raw: Map<string, MapEntry>;
  readonly #gaps: Gaps;
  /** With what is put into its sections. */
  #template: MapData;
  /** The conditions, their loops written out. */
  #declared: Map<string, MapEntry> | undefined;
  readonly #names = new Map<string, Data | undefined>();

  /** `where`: what the outermost one is named by, or where a nested one stands. */
  constructor(origin: Origin, where: string | Nesting) {
    this.#origin = origin;
    this.#template = origin.template;
    this.#nesting =
      typeof where === 'string' ? { scope: where, uris: [origin.uri], through: [], exists: true, budget: newBudget() } : where;
    this.scope = this.#nesting.scope;
    this.#gaps = new Gaps(this.scope);
    this.#intrinsics = new Intrinsics(this, transform => this.#included(transform));
    this.#conditions = new Conditions({
      declared: name => this.#condition(name),
      parameter: name => this.#parameter(name),
      work: data => this.work(data),
    });
    this.#template = this.#withIncluded(origin.template);
    const { entries, open } = this.#section('Resources');
    this.#raw = entries;
    if (open) this.#gaps.say('Resources', open.at ?? origin.template.at, open, `some resources of a template are not known: ${open.what}`);
    this.#gaps.sayMacros(origin.template);
  }

  work(data: Data): Data {
    return this.#intrinsics.work(data);
  }

  spend(steps: number): boolean {
    const { budget } = this.#nesting;
    budget.steps -= steps;
    return budget.steps > 0;
  }

  condition(name: Data): Holds {
    return this.#conditions.named(name);
  }

  mapping(name: string): Found {
    return member(this.#template, 'Mappings', name);
  }

  imported(name: Data, at: Place): Data {
    const text = stringValue(name);
    if (text.kind === 'known') return this.#origin.world.exported(text.value, at);
    return unknown(text.kind === 'unknown' ? text.why : { code: 'syntax', what: 'Fn::ImportValue without a name' }, at);
  }

  named(name: string, at: Place): Data {
    const pseudo = pseudoParameter(name, at, this.#origin.environment);
    if (pseudo) return pseudo;
    const parameter = this.#parameter(name);
    if (!parameter) return this.attribute(name, undefined, at);
    const given = this.#origin.parameters?.get(name);
    if (!given || given.assumed) this.#conditions.assume();
    return parameterValue(name, parameter, at, given?.value);
  }

  attribute(id: string, path: string | undefined, at: Place): Data {
    if (path?.startsWith('Outputs.')) {
      const child = this.#child(id);
      const value = child?.exported([], path.slice('Outputs.'.length));
      if (value) return { ...value, via: [...(value.via ?? []), at] };
    }
    const reference = referenceTo(this.scope, id, path);
    const known = this.#given(id, path, reference);
    if (!known) return unknown({ code: 'reference', what: reference }, at);
    return { ...known, origin: reference, via: [...(known.via ?? []), at] };
  }

  /** What is known of an attribute by the name that its resource is given. A name that depends on itself is none. */
  #given(id: string, path: string | undefined, reference: string): Data | undefined {
    if (!this.#names.has(reference)) {
      this.#names.set(reference, undefined);
      const resource = this.#raw.get(id)?.value;
      this.#names.set(reference, resource && attributeOf(resource, path, data => this.work(data)));
    }
    return this.#names.get(reference);
  }

  /** The value of an output. */
  #output(name: string): Data | undefined {
    const output = this.#section('Outputs').entries.get(name)?.value;
    const value = output && member(output, 'Value');
    return value && value.kind !== 'absent' ? this.work(value) : undefined;
  }

  /** The names that this stack and those nested in it export, and the outputs that they stand for. */
  exports(path: string[] = []): { name: string; path: string[]; output: string }[] {
    const own = [...this.#section('Outputs').entries].flatMap(([output, { value }]) => {
      const written = member(value, 'Export', 'Name');
      const name = written.kind === 'absent' ? undefined : knownValue(stringValue(this.work(written)));
      return name === undefined ? [] : [{ name, path, output }];
    });
    const nested = [...this.#raw.keys()].flatMap(id => this.#child(id)?.exports([...path, id]) ?? []);
    return [...own, ...nested];
  }

  /** The value of an output of this stack or of one that is nested in it. */
  exported(path: string[], output: string): Data | undefined {
    const [first, ...rest] = path;
    return first === undefined ? this.#output(output) : this.#child(first)?.exported(rest, output);
  }

  /** This template and those nested in it, with what exists in each. */
  templates(): Template[] {
    const resources: CfnResource[] = [];
    const { budget, through } = this.#nesting;
    for (const [id, { key: at, value }] of this.#raw) {
      const type = knownValue(stringValue(member(value, 'Type')));
      if (type === undefined) continue;
      const exists = this.#exists(member(value, 'Condition'));
      if (exists === false) continue;
      if (budget.resources-- <= 0) {
        const why: Why = { code: 'limit', what: 'a template this large', at };
        this.#gaps.say('limit', at, why, 'the resources from here on are more than idlint reads in one template');
        break;
      }
      if (type.endsWith('::MODULE'))
        this.#gaps.say(id, at, { code: 'module', what: type, at }, `what the module ${type} holds is not known here`);
      if (isUnread(type))
        this.#gaps.say(id, at, { code: 'unsupported', what: type, at }, `the roles and policies that SAM makes for a ${type} are not read`);
      const connectors = member(value, 'Connectors');
      resources.push({
        id,
        called: this.#called(value, id),
        type,
        properties: this.#properties(value, type, at),
        at,
        exists,
        ...(connectors.kind === 'map' ? { connectors: this.work(connectors) } : {}),
      });
    }
    const isSam = resources.some(({ type }) => type.startsWith('AWS::Serverless::'));
    const own: Template = {
      scope: this.scope,
      resources:
        isSam || resources.some(({ connectors }) => connectors)
          ? expanded(resources, this, (section, property) => this.#global(section, property))
          : resources,
      through,
      gaps: this.#gaps.all,
    };
    const nested = resources.flatMap(({ id, type, at }) => {
      if (!isNested(type)) return [];
      const child = this.#child(id);
      if (!child) this.#sayMissing(id, type, at);
      return child?.templates() ?? [];
    });
    return [own, ...nested];
  }

  /** Whether a resource with this `Condition` exists: surely not only where no parameter has a say in it. */
  #exists(condition: Found): true | false | Why {
    const outer = this.#nesting.exists;
    if (condition.kind === 'absent') return outer;
    const answer = this.condition(condition);
    if (answer.holds === undefined) return answer.why;
    if (answer.holds) return outer;
    const what = `the condition ${knownValue(stringValue(condition)) ?? ''}`.trim();
    return answer.assumed ? { code: 'variable', what, at: condition.at } : false;
  }

  #properties(resource: Data, type: string, at: Place): MapData {
    const written = member(resource, 'Properties');
    const own: MapData = written.kind === 'map' ? written : { kind: 'map', entries: new Map(), at };
    const merged =
      written.kind === 'map' || written.kind === 'absent'
        ? withGlobals(own, type, this.#template, member(resource, 'IgnoreGlobals'))
        : written;
    const worked = this.work(merged);
    if (worked.kind === 'map') return worked;
    return { kind: 'map', entries: new Map(), at, ...(worked.kind === 'unknown' ? { open: worked.why } : {}) };
  }

  #condition(name: string): Data | undefined {
    this.#declared ??= this.#section('Conditions').entries;
    return this.#declared.get(name)?.value;
  }

  #global(section: string, property: string): Found {
    const found = member(this.#template, 'Globals', section, property);
    return found.kind === 'absent' ? found : this.work(found);
  }

  #section(name: string): { entries: Map<string, MapEntry>; open?: Why } {
    const section = mapOf(member(this.#template, name));
    return section ? this.#intrinsics.entriesOf(section) : { entries: new Map() };
  }

  #parameter(name: string): MapData | undefined {
    return mapOf(member(this.#template, 'Parameters', name));
  }

  /** `AWS::Include` of a file of the workspace. Other macros are programs. */
  #included(transform: Data): Data | undefined {
    if (knownValue(stringValue(member(transform, 'Name'))) !== 'AWS::Include') return undefined;
    const written = member(transform, 'Parameters', 'Location');
    const location = written.kind === 'absent' ? undefined : knownValue(stringValue(this.work(written)));
    if (location === undefined || /^[a-z][\w+.-]*:/i.test(location)) return undefined;
    const uri = resolvePath(folderOf(this.#origin.uri), location);
    return uri === undefined || uri === this.#origin.uri ? undefined : this.#origin.world.document(uri);
  }

  /** `Transform: { Name: AWS::Include, … }` beside the sections puts something into all of them. */
  #withIncluded(template: MapData): MapData {
    let whole = template;
    for (const transform of itemsOf(member(template, 'Transform')).items) {
      if (knownValue(stringValue(member(transform, 'Name'))) !== 'AWS::Include') continue;
      const put = this.#included(transform);
      if (put?.kind === 'map') whole = merged(put, whole);
      else {
        const { at } = transform;
        this.#gaps.say(
          'Transform/AWS::Include',
          at,
          { code: 'module', what: 'AWS::Include', at },
          'what is put into this template is not in the workspace',
        );
      }
    }
    return whole;
  }

  #child(id: string): Stack | undefined {
    if (this.#children.has(id)) return this.#children.get(id);
    // A stack whose parameters depend on its own outputs finds none here.
    this.#children.set(id, undefined);
    const child = this.#nested(id);
    this.#children.set(id, child);
    return child;
  }

  #nested(id: string): Stack | undefined {
    const { uris, through, budget } = this.#nesting;
    const entry = this.#raw.get(id);
    if (!entry || uris.length > deepestNesting) return undefined;
    const body = this.#body(entry.value);
    const uri = body ? this.#origin.uri : this.#nestedUri(entry.value);
    const template = body ?? (uri === undefined || uris.includes(uri) ? undefined : this.#origin.world.template(uri));
    if (uri === undefined || !template) return undefined;
    const exists = this.#exists(member(entry.value, 'Condition'));
    if (exists === false || budget.resources <= 0) return undefined;
    const { environment, world, assembly } = this.#origin;
    return new Stack(
      { uri, template, world, assembly, environment, parameters: this.#passed(entry.value) },
      { scope: `${this.scope}#${id}`, uris: [...uris, uri], through: [entry.key, ...through], exists, budget },
    );
  }

  /** The template of a stack set that stands in it as a text. */
  #body(resource: Data): MapData | undefined {
    const written = member(member(resource, 'Properties'), 'TemplateBody');
    const text = written.kind === 'absent' ? undefined : this.work(written);
    if (text?.kind !== 'string') return undefined;
    const template = mapOf(text.encoded?.of ?? yamlInString(text)[0]?.data ?? text);
    return template?.entries.has('Resources') ? template : undefined;
  }

  #nestedUri(resource: Data): Uri | undefined {
    const { uri, world, assembly } = this.#origin;
    const exists = (other: Uri): boolean => world.template(other) !== undefined;
    return nestedUri(resource, folderOf(uri), { exists, endingIn: end => world.endingIn(end), assets: assembly?.assets });
  }

  /** The path of the construct that made a resource, where CDK made it: `Shop/Deploy/Resource` is the role of `Shop/Deploy`. */
  #called(resource: Data, id: string): string {
    const written = knownValue(stringValue(member(member(resource, 'Metadata'), 'aws:cdk:path')));
    const path = written ?? this.#origin.assembly?.constructs.get(id);
    return path?.replace(/\/(?:Resource|Default)$/, '') ?? id;
  }

  #passed(resource: Data): Map<string, Given> {
    const passed = new Map<string, Given>();
    for (const [name, value] of parametersIn(orNothing(member(member(resource, 'Properties'), 'Parameters')))) {
      const { result, assumed } = this.#conditions.watch(() => this.work(value));
      if (result.kind !== 'null') passed.set(name, { value: result, assumed });
    }
    return passed;
  }

  /** Why the template of a nested stack is not there. */
  #sayMissing(id: string, type: string, at: Place): void {
    const resource = this.#raw.get(id)!.value;
    const uri = this.#nestedUri(resource);
    if (uri !== undefined && this.#nesting.uris.includes(uri)) {
      this.#gaps.say(id, at, { code: 'cycle', what: uri, at }, 'a template that is nested in itself is not followed');
      return;
    }
    const location = locationIn(type, mapOf(member(resource, 'Properties')));
    const what = shownLocation(location && this.work(location));
    this.#gaps.say(id, at, { code: 'module', what, at }, `a nested template is not in the workspace: ${what}`);
  }
}

const orNothing = (found: Found): Data | undefined => (found.kind === 'absent' ? undefined : found);
