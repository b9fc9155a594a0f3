import type { Data, MapData } from '@idlint/evaluate';
import {
  convert,
  evaluate,
  holeText,
  joinTexts,
  type Lazy,
  madeText,
  namespace,
  type Scope,
  through,
  unknownData,
  withNames,
} from '@idlint/evaluate/hcl';
import type { Place, Why } from '@idlint/model';
import type { Expression } from '@idlint/syntax/hcl';
import { evaluateBody } from './body.ts';
import { argument, type ConfigBlock, type Configuration, placeAt, type Source, type Written } from './configuration.ts';
import { type Constraint, constraintOf, withFallbacks } from './constraint.ts';
import { type Expanded, type Expansion, expand, keyText } from './expand.ts';
import { instancesValue, resourceValue } from './instances.ts';
import { relativePath } from './paths.ts';
import type { Root } from './root.ts';

/** How a module is used: by whom, with which values. */
export interface Use {
  /** `module.ci["eu"]`; empty for the root. */
  address: string;
  /** `ci`, `ci.inner`: without the keys, as modules.json has it. */
  path: string[];
  /** Where it is called, from the nearest call to the one in the root. */
  through: Place[];
  exists: true | Why;
  /** The value of a variable, where the use gives one. */
  input(name: string): Data | undefined;
  /** Providers' default tags, as the caller has them. */
  parent?: Module;
}

const notKnown = (code: Why['code'], what: string, at: Place): Data => unknownData({ code, what, at }, at);

/** One use of a module: its names, each worked out when it is asked for and then kept. */
export class Module {
  readonly configuration: Configuration;
  readonly use: Use;
  readonly root: Root;
  readonly #kept = new Map<string, Data | 'pending'>();
  readonly #expansions = new Map<ConfigBlock, Expansion | 'pending'>();
  readonly #children = new Map<string, Map<string, Module>>();
  readonly #names: Record<string, Lazy>;
  readonly #scopes = new WeakMap<Source, Scope>();

  constructor(root: Root, configuration: Configuration, use: Use) {
    this.root = root;
    this.configuration = configuration;
    this.use = use;
    this.#names = {
      var: namespace(
        (name, at) => this.variable(name, at),
        () => [...configuration.variables.keys()],
      ),
      local: namespace(
        (name, at) => this.local(name, at),
        () => [...configuration.locals.keys()],
      ),
      module: namespace(
        (name, at) => this.#moduleNamed(name, at),
        () => [...configuration.modules.keys()],
      ),
      data: namespace(
        type => this.#ofType('data', type),
        () => [],
      ),
      resource: namespace(
        type => this.#ofType('managed', type),
        () => [],
      ),
      path: namespace(
        (name, at) => this.#path(name, at),
        () => ['module', 'root'],
      ),
      terraform: namespace(
        (name, at) => notKnown('variable', `terraform.${name}`, at),
        () => ['workspace'],
      ),
      ephemeral: namespace(
        (name, at) => notKnown('reference', `ephemeral.${name}`, at),
        () => [],
      ),
      self: namespace(
        (name, at) => notKnown('reference', `self.${name}`, at),
        () => [],
      ),
    };
  }

  /** The scope of an expression of this module, by where it is written. */
  readonly scopeOf = (source: Source): Scope => {
    let scope = this.#scopes.get(source);
    if (!scope) {
      const { uri, segment } = source;
      const { work, files } = this.root;
      scope = { uri, segment, work, files, variable: name => this.#named(name) };
      this.#scopes.set(source, scope);
    }
    return scope;
  };

  #named(name: string): Data | Lazy | undefined {
    if (Object.hasOwn(this.#names, name)) return this.#names[name];
    // Outside of where they mean something; Terraform would refuse.
    if (name === 'each' || name === 'count') return undefined;
    return this.#ofType('managed', name);
  }

  /** Worked out once; one that needs itself is a cycle. Its failures are not those of whoever asks. */
  once(key: string, at: Place, compute: () => Data): Data {
    const kept = this.#kept.get(key);
    if (kept === 'pending') return notKnown('cycle', `${key} depends on itself`, at);
    if (kept) return kept;
    this.#kept.set(key, 'pending');
    const { work } = this.root;
    const { failures } = work;
    const value = compute();
    work.failures = failures;
    this.#kept.set(key, value);
    return value;
  }

  variable(name: string, use: Place): Data {
    const block = this.configuration.variables.get(name);
    if (!block) {
      this.root.work.failures++;
      return notKnown('variable', `var.${name}, which is not declared`, use);
    }
    return through(
      this.once(`var.${name}`, use, () => this.#variableValue(name, block)),
      use,
    );
  }

  #variableValue(name: string, block: ConfigBlock): Data {
    const label = block.block.labels[0] ?? block.block.type;
    const at = placeAt(block.source, label);
    const type = argument(block, 'type');
    const constraint: Constraint = type
      ? constraintOf(type.node.value, expression => evaluate(expression, this.scopeOf(type.source)))
      : { type: 'dynamic' };
    const given = this.use.input(name);
    const fallback = argument(block, 'default');
    const nullable = argument(block, 'nullable')?.node.value;
    const useFallback = !given || (given.kind === 'null' && nullable?.kind === 'bool' && !nullable.value);
    if (useFallback && !fallback) return notKnown('variable', `var.${name}`, at);
    const written = useFallback ? evaluate(fallback!.node.value, this.scopeOf(fallback!.source)) : given;
    const value = convert(withFallbacks(written, constraint), constraint.type, this.root.work, written.at);
    // What does not fit its type is meant all the same.
    return value.kind === 'unknown' && written.kind !== 'unknown' ? written : value;
  }

  local(name: string, use: Place): Data {
    const written = this.configuration.locals.get(name);
    if (!written) {
      this.root.work.failures++;
      return notKnown('syntax', `local.${name}, which is not declared`, use);
    }
    return through(
      this.once(`local.${name}`, use, () => evaluate(written.node, this.scopeOf(written.source))),
      use,
    );
  }

  output(name: string, use: Place): Data {
    const block = this.configuration.outputs.get(name);
    const value = block && argument(block, 'value');
    if (!value) {
      this.root.work.failures++;
      return notKnown('syntax', `the module has no output ${name}`, use);
    }
    return through(
      this.once(`output.${name}`, use, () => evaluate(value.node.value, this.scopeOf(value.source))),
      use,
    );
  }

  #path(name: string, use: Place): Data {
    if (name === 'module') return madeText(relativePath(this.root.folder, this.configuration.folder), use);
    if (name === 'root') return madeText('.', use);
    const { folder } = this.root;
    const above = holeText({ code: 'variable', what: `path.${name}`, at: use }, use);
    return name === 'cwd' && folder !== ''
      ? joinTexts([above, madeText(`/${folder}`, use)], use)
      : notKnown('variable', `path.${name}`, use);
  }

  /** How many of a block there are, worked out once. */
  expansion(block: ConfigBlock): Expansion {
    const known = this.#expansions.get(block);
    if (known === 'pending') {
      const why: Why = { code: 'cycle', what: 'how many there are depends on itself', at: placeAt(block.source, block.block.type) };
      return { how: 'one', instances: [], open: why };
    }
    if (known) return known;
    this.#expansions.set(block, 'pending');
    const { work } = this.root;
    const { failures } = work;
    const expansion = expand(block, this.scopeOf);
    work.failures = failures;
    this.#expansions.set(block, expansion);
    return expansion;
  }

  /** The scopes of an instance's body. */
  instanceScope(instance: Expanded): (source: Source) => Scope {
    if (instance.key === undefined) return this.scopeOf;
    return source => withNames(this.scopeOf(source), instance.names);
  }

  addressOf(own: string): string {
    return this.use.address ? `${this.use.address}.${own}` : own;
  }

  #ofType(mode: 'managed' | 'data', type: string): Lazy {
    const blocks = mode === 'data' ? this.configuration.data : this.configuration.resources;
    const own = (name: string): string => `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
    const find = (name: string, use: Place): Data | Lazy => {
      const block = blocks.get(`${type}.${name}`);
      if (block) return this.#resource(block, mode, type, own(name));
      // A typing mistake, or a name that only the whole of it would explain.
      this.root.work.failures++;
      return notKnown('reference', `${own(name)}, which is not declared`, use);
    };
    return namespace(find, () => [...blocks.keys()].filter(key => key.startsWith(`${type}.`)).map(key => key.slice(type.length + 1)));
  }

  #resource(block: ConfigBlock, mode: 'managed' | 'data', type: string, own: string): Lazy {
    return this.#many(block, instance => {
      const address = `${this.addressOf(own)}${keyText(instance.key)}`;
      return resourceValue({ module: this, block, instance, mode, type, address });
    });
  }

  /** What `count` and `for_each` make of a block, as a value. */
  #many(block: ConfigBlock, make: (instance: Expanded) => Lazy): Lazy {
    return instancesValue(this.expansion(block), placeAt(block.source, block.block.type), this.root.work, make);
  }

  /** All that is written in an instance. */
  body(block: ConfigBlock, instance: Expanded): MapData {
    const label = block.block.labels.at(-1) ?? block.block.type;
    return evaluateBody(block.items, placeAt(block.source, label), this.instanceScope(instance));
  }

  #moduleNamed(name: string, use: Place): Data | Lazy {
    const block = this.configuration.modules.get(name);
    if (!block) {
      this.root.work.failures++;
      return notKnown('module', `module.${name}, which is not declared`, use);
    }
    const configuration = this.root.calledBy(this, name, block);
    if (!('folder' in configuration)) {
      const nothing = (at: Place): Data => unknownData(configuration, at);
      return {
        kind: 'lazy',
        attribute: (_name, at) => nothing(at),
        item: (_key, at) => nothing(at),
        entries: at => ({ open: nothing(at) }),
        whole: nothing,
      };
    }
    return this.#many(block, instance => {
      const child = this.child(name, block, configuration, instance);
      const outputs = namespace(
        (output, at) => child.output(output, at),
        () => [...configuration.outputs.keys()],
      );
      return { ...outputs, entries: () => undefined };
    });
  }

  /** A use of a module by this one; the same each time that it is asked for. */
  child(name: string, block: ConfigBlock, configuration: Configuration, instance: Expanded): Module {
    const key = keyText(instance.key);
    const known = this.#children.get(name)?.get(key);
    if (known) return known;
    const own = `module.${name}`;
    const scopeOf = this.instanceScope(instance);
    const { exists } = this.use;
    const child = new Module(this.root, configuration, {
      address: `${this.addressOf(own)}${key}`,
      path: [...this.use.path, name],
      through: [placeAt(block.source, block.block.labels[0] ?? block.block.type), ...this.use.through],
      exists: exists === true ? instance.exists : exists,
      input: variable =>
        inputOf(block, variable, (written, source) =>
          this.once(`${own}${key}(${variable})`, placeAt(source, written), () => evaluate(written, scopeOf(source))),
        ),
      parent: this,
    });
    this.#children.set(name, (this.#children.get(name) ?? new Map<string, Module>()).set(key, child));
    return child;
  }
}

/** What a call gives for a variable. */
function inputOf(block: ConfigBlock, variable: string, compute: (written: Expression, source: Source) => Data): Data | undefined {
  const given: Written<{ value: Expression }> | undefined = argument(block, variable);
  return given && compute(given.node.value, given.source);
}
