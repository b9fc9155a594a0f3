import type { Data } from '@idlint/evaluate';
import { type ArmScope, anyTurn, evaluate, evaluateLazily, loopItems, loopScope, placeIn } from '@idlint/evaluate/arm';
import { type Lazy, through, unknownData } from '@idlint/evaluate/hcl';
import { type Place, placeOf, type Uri, type Why } from '@idlint/model';
import type { BicepFile, Declared, Expression, Func, Module, Resource, Statement, Text } from '@idlint/syntax/bicep';
import { BicepInstance, bodyOf, plainText } from './bicep-instance.ts';
import { type Deployment, type Instance, mostInstances, type Root } from './deployment.ts';
import { environment, notGiven, Remembered, symbolText } from './environment.ts';
import { resolved } from './paths.ts';
import type { Target } from './target.ts';

/** What a Bicep file is deployed with. */
export interface BicepUse {
  inputs: Map<string, Data>;
  target: Target;
  prefix: string;
  through: Place[];
}

type Named = Exclude<Statement, { kind: 'import' | 'using' | 'extends' | 'targetScope' }>;

/** A Bicep file with its values. https://learn.microsoft.com/azure/azure-resource-manager/bicep/file */
export class BicepDeployment implements Deployment {
  readonly root: Root;
  readonly uri: Uri;
  readonly target: Target;
  readonly prefix: string;
  readonly through: Place[];
  readonly #file: BicepFile;
  readonly #use: BicepUse;
  readonly #declared = new Map<string, Named>();
  readonly #imported = new Map<string, { from: Text; name: string | undefined }>();
  readonly #values = new Remembered();
  readonly #made = new Map<Resource | Module, Instance[]>();
  readonly #libraries = new Map<Uri, BicepDeployment>();
  readonly scope: ArmScope;

  constructor(root: Root, uri: Uri, file: BicepFile & { text: string }, use: BicepUse) {
    this.root = root;
    this.uri = uri;
    this.target = use.target;
    this.prefix = use.prefix;
    this.through = use.through;
    this.#file = file;
    this.#use = use;
    for (const statement of file.statements) {
      if (statement.kind === 'import') {
        const { path, names, all } = statement;
        if (!path) continue;
        for (const { name, as } of names) this.#imported.set(as.name, { from: path, name });
        if (all) this.#imported.set(all.name, { from: path, name: undefined });
      } else if ('id' in statement) {
        const key =
          statement.kind === 'output'
            ? `output ${statement.id.name}`
            : statement.kind === 'func'
              ? `func ${statement.id.name}`
              : statement.id.name;
        if (statement.kind !== 'type' && statement.kind !== 'metadata') this.#declared.set(key, statement);
      }
    }
    this.scope = {
      work: root.work,
      source: { kind: 'string', value: file.text, at: placeOf(uri, 0, file.text.length) },
      variable: (name, use) => this.variable(name, use),
      call: (name, given, use, written) => this.#call(name, given, use, written),
    };
  }

  variable(name: string, use: Place): Data | Lazy | undefined {
    const statement = this.#declared.get(name);
    if (!statement || statement.kind === 'output' || statement.kind === 'func') return this.#import(name, use);
    const value = this.#values.get(name, use, () => this.#value(statement as Exclude<Named, Func>));
    return value.kind === 'lazy' ? value : through(value, use);
  }

  #value(statement: Exclude<Named, Func>): Data | Lazy {
    switch (statement.kind) {
      case 'param':
        return this.#parameter(statement);
      case 'resource':
      case 'module':
        return this.#symbol(statement);
      default:
        return statement.value
          ? evaluateLazily(statement.value, this.scope)
          : unknownData({ code: 'syntax', what: statement.id.name }, this.#place(statement.id));
    }
  }

  #parameter(statement: Declared): Data {
    const { name } = statement.id;
    const at = this.#place(statement.id);
    const given = this.#use.inputs.get(name);
    if (given && !(given.kind === 'null' && statement.value)) return given;
    if (statement.value) return evaluate(statement.value, this.scope);
    const type = statement.type ? this.scope.source.value.slice(statement.type.start, statement.type.end) : '';
    return type.endsWith('?') ? { kind: 'null', at } : notGiven(name, at);
  }

  #import(name: string, use: Place): Data | Lazy | undefined {
    const imported = this.#imported.get(name);
    if (!imported) return undefined;
    const library = this.#library(imported.from);
    if (!library) return unknownData({ code: 'module', what: name, at: use }, use);
    if (imported.name !== undefined) return library.variable(imported.name, use);
    const member = (inner: string, at: Place): Data | Lazy =>
      library.variable(inner, at) ?? unknownData({ code: 'reference', what: inner, at }, at);
    return {
      kind: 'lazy',
      attribute: member,
      item: (key, at) => (key.kind === 'string' ? member(key.value, at) : unknownData({ code: 'dynamic', what: name, at }, at)),
      entries: () => undefined,
      whole: at => unknownData({ code: 'unsupported', what: name, at }, at),
    };
  }

  /** Another Bicep file, of which only variables and functions are used. */
  #library(path: Text): BicepDeployment | undefined {
    const uri = resolved(this.uri, plainText(path) ?? ':');
    if (uri === undefined) return undefined;
    const known = this.#libraries.get(uri);
    if (known) return known;
    const file = this.root.ask.part(uri)?.bicep;
    if (!file || this.root.deployments++ > 500) return undefined;
    const library = new BicepDeployment(this.root, uri, file, { ...this.#use, inputs: new Map() });
    this.#libraries.set(uri, library);
    return library;
  }

  #call(name: string, given: () => Data[], use: Place, written: Expression[]): Data | Lazy | undefined {
    const own = this.#declared.get(`func ${name}`);
    if (own?.kind === 'func') return this.apply(own, given());
    const imported = this.#imported.get(name) ?? this.#imported.get(name.slice(0, name.indexOf('.')));
    if (imported) {
      const library = this.#library(imported.from);
      const func = library ? library.#declared.get(`func ${imported.name ?? name.slice(name.indexOf('.') + 1)}`) : undefined;
      if (library && func?.kind === 'func') return library.apply(func, given());
    }
    if (name === 'nameof' && written[0]) {
      const [node] = written;
      const text = node.kind === 'name' ? node.name : node.kind === 'member' ? node.id.name : '';
      return symbolText(text, use);
    }
    return environment(this, name, given, use);
  }

  apply(func: Func, given: Data[]): Data {
    const names = new Map(func.parameters.map((name, index) => [name, given[index]]));
    return evaluate(func.value, {
      ...this.scope,
      variable: (name, use) => names.get(name) ?? this.variable(name, use),
    });
  }

  output(name: string, use: Place): Data | Lazy {
    const statement = this.#declared.get(`output ${name}`);
    const value = statement?.kind === 'output' ? statement.value : undefined;
    if (!value) return unknownData({ code: 'reference', what: `the output ${name}`, at: use }, use);
    const found = this.#values.get(`output ${name}`, use, () => evaluateLazily(value, this.scope));
    return found.kind === 'lazy' ? found : through(found, use);
  }

  outputNames(): string[] {
    return [...this.#declared.values()].flatMap(statement => (statement.kind === 'output' ? [statement.id.name] : []));
  }

  instances(): Instance[] {
    const found: Instance[] = [];
    for (const statement of this.#file.statements) {
      if (statement.kind === 'module') found.push(...this.#instancesOf(statement));
      if (statement.kind === 'resource') found.push(...this.#withNested(statement, this.#instancesOf(statement)));
    }
    return found;
  }

  /** Resources, and those declared inside of them. */
  #withNested(statement: Resource, instances: Instance[]): Instance[] {
    const inner = bodyOf(statement.value)?.resources ?? [];
    if (inner.length === 0) return instances;
    return instances.flatMap(instance => [
      instance,
      ...inner.flatMap(nested => this.#withNested(nested, (instance as BicepInstance).children(nested))),
    ]);
  }

  #symbol(statement: Resource | Module): Data | Lazy {
    const instances = this.#instancesOf(statement);
    if (statement.value.kind !== 'for') {
      const [one] = instances;
      return one ? one.lazy() : unknownData({ code: 'limit', what: statement.id.name }, this.#place(statement.id));
    }
    const [first] = instances;
    const open = first?.open;
    return {
      kind: 'lazy',
      attribute: (name, use) => unknownData({ code: 'syntax', what: `${statement.id.name}.${name}`, at: use }, use),
      item: (key, use) => {
        const found = open ? first : key.kind === 'number' ? instances[key.value] : undefined;
        return found ? found.lazy() : unknownData({ code: 'reference', what: `${statement.id.name}[…]`, at: use }, use);
      },
      entries: use =>
        open
          ? { open: unknownData(open, use) }
          : instances.map((instance, index) => [{ kind: 'number', value: index, at: use }, instance.lazy()]),
      whole: use => unknownData({ code: 'reference', what: statement.id.name, at: use }, use),
    };
  }

  #instancesOf(statement: Resource | Module): BicepInstance[] {
    const made = this.#made.get(statement) as BicepInstance[] | undefined;
    if (made) return made;
    this.#made.set(statement, []);
    const instances = this.expand(statement, this.scope, undefined);
    this.#made.set(statement, instances);
    return instances;
  }

  /** One for each turn of its loop; one whose number is not known where that is not known. */
  expand(statement: Resource | Module, scope: ArmScope, parent: BicepInstance | undefined): BicepInstance[] {
    const { value } = statement;
    const one = (inner: ArmScope, index: string, body: Expression, open?: Why): BicepInstance[] => {
      if (this.root.instances++ >= mostInstances) {
        this.root.notSeen(
          this.#place(statement.id),
          { code: 'limit', what: 'a deployment of this size' },
          'no more resources are looked at',
        );
        return [];
      }
      return [new BicepInstance(this, statement, inner, index, body, parent, open)];
    };
    if (value.kind !== 'for') return one(scope, '', value);
    const { items, open } = loopItems(value, scope);
    const found = items.slice(0, mostInstances + 1).flatMap((item, index) => {
      const number: Data = { kind: 'number', value: index, at: item.at };
      return one(loopScope(value, scope, item, number), `[${index}]`, value.value);
    });
    if (!open) return found;
    const index: Data = { ...open, via: [], why: { ...open.why, what: anyTurn } };
    const item: Data = { ...open, via: [], why: { ...open.why, what: `${open.why.what}[${anyTurn}]` } };
    return [...found, ...one(loopScope(value, scope, item, index), '[]', value.value, open.why)];
  }

  #place(node: { start: number; end: number }): Place {
    return placeIn(this.scope, node);
  }
}
