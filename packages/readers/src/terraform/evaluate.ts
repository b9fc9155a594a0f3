import type { Found } from '@idlint/evaluate';
import { type Ask, absent, type Fact, type Place, type Uri, type Why } from '@idlint/model';
import { evaluateMember, writtenNames } from './body.ts';
import type { ConfigBlock, Configuration } from './configuration.ts';
import { placeAt } from './configuration.ts';
import { type Expanded, type Expansion, keyText } from './expand.ts';
import { linked } from './linked.ts';
import { mapperOf } from './mappers.ts';
import type { Module } from './module.ts';
import type { TerraformPart } from './part.ts';
import { providerLabels } from './providers.ts';
import type { TerraformResource } from './resource.ts';
import { Root } from './root.ts';
import { settle } from './settle.ts';
import { isPolicyDocument, unusedDocuments } from './unused-documents.ts';

/** The facts of a root module: of its own resources and of those of the modules that it calls, each with the values of its use. */
export function factsOf(folder: Uri, ask: Ask<TerraformPart>): Fact[] {
  const root = new Root(folder, ask);
  const module = root.module();
  return module ? factsIn(root, module) : [];
}

/** The facts of a module and of all that it calls, and what was not seen. */
export function factsIn(root: Root, module: Module): Fact[] {
  const facts: Fact[] = [];
  const walk = new Walk(root, facts);
  walk.visit(module);
  facts.push(...unusedDocuments(walk.modules));
  return [...linked(facts), ...root.gaps.values()];
}

/** The arguments of a resource, each worked out once. What is null is not written. */
function argumentsOf(module: Module, block: ConfigBlock, instance: Expanded, at: Place): TerraformResource['argument'] {
  const kept = new Map<string, Found>();
  return name => {
    let found = kept.get(name);
    if (!found) {
      const data = evaluateMember(block.items, name, module.instanceScope(instance));
      found = data && data.kind !== 'null' ? settle(data) : absent(at);
      kept.set(name, found);
    }
    return found;
  };
}

/** Of a root module with all that it calls: one block that makes too many leaves room for the others. */
const mostInstances = 20_000;

class Walk {
  readonly #root: Root;
  readonly #facts: Fact[];
  readonly modules: Module[] = [];
  #instances = 0;
  readonly #worth = new Map<Uri, boolean>();

  constructor(root: Root, facts: Fact[]) {
    this.#root = root;
    this.#facts = facts;
  }

  visit(module: Module): void {
    this.modules.push(module);
    const { resources, data, modules } = module.configuration;
    for (const [name, block] of resources) this.#resource(module, block, 'managed', name);
    for (const [name, block] of data) this.#resource(module, block, 'data', name);
    for (const [name, block] of modules) this.#call(module, name, block);
  }

  /** `name`: `aws_iam_role.deploy`. */
  #resource(module: Module, block: ConfigBlock, mode: 'managed' | 'data', name: string): void {
    const type = name.slice(0, name.indexOf('.'));
    const mapper = mapperOf(mode, type);
    if (!mapper) return;
    const at = placeAt(block.source, block.block.labels.at(-1) ?? block.block.type);
    for (const instance of this.#instancesOf(module, block, at)) {
      if (!this.#room(at)) return;
      const { use, root } = module;
      const own = mode === 'data' ? `data.${name}` : name;
      const resource: TerraformResource = {
        mode,
        type,
        name: name.slice(type.length + 1),
        address: `${module.addressOf(own)}${keyText(instance.key)}`,
        root: root.folder,
        uri: block.source.uri,
        argument: argumentsOf(module, block, instance, at),
        get written() {
          return writtenNames(block.items);
        },
        at,
        exists: use.exists === true ? instance.exists : use.exists,
        through: use.through,
        defaultLabels: providerLabels(module, type, block),
      };
      this.#facts.push(...mapper(resource));
    }
  }

  #call(module: Module, name: string, block: ConfigBlock): void {
    const configuration = module.root.calledBy(module, name, block);
    if (!('folder' in configuration) || !this.#isWorth(configuration)) return;
    const at = placeAt(block.source, block.block.labels[0] ?? block.block.type);
    for (const instance of this.#instancesOf(module, block, at)) {
      if (!this.#room(at)) return;
      this.visit(module.child(name, block, configuration, instance));
    }
  }

  /** Whether a module, or one that it calls, has anything that facts are made of, or has something to be said of. */
  #isWorth(configuration: Configuration): boolean {
    const known = this.#worth.get(configuration.folder);
    if (known !== undefined) return known;
    const typeOf = (name: string): string => name.slice(0, name.indexOf('.'));
    const { resources, data } = configuration;
    const own =
      [...resources.keys()].some(name => mapperOf('managed', typeOf(name))) ||
      [...data.keys()].some(name => mapperOf('data', typeOf(name)) || isPolicyDocument(name));
    const worth = own || configuration.modules.size > 0;
    this.#worth.set(configuration.folder, worth);
    return worth;
  }

  #instancesOf(module: Module, block: ConfigBlock, at: Place): Expansion['instances'] {
    const { instances, open } = module.expansion(block);
    if (open?.code === 'limit') this.#tooMany(at, open);
    return instances;
  }

  #room(at: Place): boolean {
    if (++this.#instances <= mostInstances && this.#root.work.left > 0) return true;
    this.#tooMany(at, { code: 'limit', what: `more than ${mostInstances} instances`, at });
    return false;
  }

  #tooMany(at: Place, why: Why): void {
    this.#root.say(`${at.uri}#${at.segment}/limit`, at, why, 'this configuration is larger than idlint works out');
  }
}
