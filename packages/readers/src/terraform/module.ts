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
import { evaluateBody, evaluateMember } from './body.ts';
import { argument, type ConfigBlock, type Configuration, placeAt, type Source, type Written } from './configuration.ts';
import { type Constraint, constraintOf, withFallbacks } from './constraint.ts';
import { dataAttribute } from './data-sources.ts';
import { type Expanded, type Expansion, expand, keyText } from './expand.ts';
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
  readonly #scopes = new Map<string, Scope>();

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
        (type, at) => this.#ofType('data', type, at),
        () => [],
      ),
      resource: namespace(
        (type, at) => this.#ofType('managed', type, at),
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
  readonly scopeOf = ({ uri, segment }: Source): Scope => {
    const key = `${uri}\n${segment}`;
    let scope = this.#scopes.get(key);
    if (!scope) {
      const { work, files } = this.root;
      scope = { uri, segment, work, files, variable: (name, use) => this.#named(name, use) };
      this.#scopes.set(key, scope);
    }
    return scope;
  };

  #named(name: string, use: Place): Data | Lazy | undefined {
    if (Object.hasOwn(this.#names, name)) return this.#names[name];
    // Outside of where they mean something; Terraform would refuse.
    if (name === 'each' || name === 'count') return undefined;
    return this.#ofType('managed', name, use);
  }

  /** Worked out once; one that needs itself is a cycle. Its failures are not those of whoever asks. */
  #once(key: string, at: Place, compute: () => Data): Data {
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
      this.#once(`var.${name}`, use, () => this.#variableValue(name, block)),
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
      this.#once(`local.${name}`, use, () => evaluate(written.node, this.scopeOf(written.source))),
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
      this.#once(`output.${name}`, use, () => evaluate(value.node.value, this.scopeOf(value.source))),
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
    return source => withNames(this.scopeOf(source), instance.names);
  }

  addressOf(own: string): string {
    return this.use.address ? `${this.use.address}.${own}` : own;
  }

  #ofType(mode: 'managed' | 'data', type: string, _at: Place): Lazy {
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
    return this.#many(block, instance =>
      this.#resourceInstance(block, instance, mode, type, `${this.addressOf(own)}${keyText(instance.key)}`),
    );
  }

  /** What `count` and `for_each` make of a block, as a value: one thing, a list, or a map. */
  #many(block: ConfigBlock, make: (instance: Expanded) => Lazy): Lazy {
    const { how, instances, open } = this.expansion(block);
    const [only] = instances;
    if (how === 'one') return only ? make(only) : this.#notThere(open!, block);
    const { work } = this.root;
    const keyed = (use: Place): [Data, Lazy][] =>
      instances
        .filter(({ exists }) => exists === true)
        .map(instance => [
          typeof instance.key === 'number' ? { kind: 'number', value: instance.key, at: use } : madeText(String(instance.key), use),
          make(instance),
        ]);
    const whole = (use: Place): Data => {
      const values = keyed(use).map(([key, value]) => [key, value.whole(use)] as const);
      if (how === 'count')
        return { kind: 'list', of: 'tuple', at: use, items: values.map(([, value]) => value), ...(open ? { open } : {}) };
      const entries = values.map(([key, value]) => [key.kind === 'string' ? key.value : '', { key: use, value }] as const);
      return { kind: 'map', of: 'object', at: use, entries: new Map(entries), ...(open ? { open } : {}) };
    };
    return {
      kind: 'lazy',
      attribute: (name, use) => {
        // `aws_iam_role.deploy.arn` of one that has count: refused today, meant all the same by old configurations.
        work.failures++;
        return only ? make(only).attribute(name, use) : notKnown('reference', `.${name} of none`, use);
      },
      item: (key, use) => {
        const wanted = key.kind === 'number' ? key.value : key.kind === 'string' ? key.value : undefined;
        const found = instances.find(instance => instance.key === wanted || String(instance.key) === String(wanted));
        const maybe = instances.find(({ exists }) => exists !== true);
        if (found && wanted !== undefined) return make(found);
        if (maybe || wanted === undefined)
          return maybe
            ? make(maybe)
            : only
              ? make({ ...only, key: { unknown: keyWhy(key) }, names: {} })
              : notKnown('reference', 'one of none', use);
        work.failures++;
        return notKnown('syntax', `there is no ${keyText(wanted)} of it`, use);
      },
      entries: use => (open ? { open: unknownData(open, use) } : keyed(use)),
      whole,
    };
  }

  #notThere(why: Why, block: ConfigBlock): Lazy {
    const nothing = (): Data => unknownData(why, placeAt(block.source, block.block.type));
    return { kind: 'lazy', attribute: nothing, item: nothing, entries: () => undefined, whole: nothing };
  }

  #resourceInstance(block: ConfigBlock, instance: Expanded, mode: 'managed' | 'data', type: string, address: string): Lazy {
    const name = `${this.root.folder}#${address}`;
    const reference = (use: Place, what = name): Data => notKnown('reference', what, use);
    return {
      kind: 'lazy',
      attribute: (attribute, use) => {
        const kept = this.#once(`${address}.${attribute}`, use, () => {
          const context = { module: this, block, type, use, body: () => this.body(block, instance) };
          const known = mode === 'data' ? dataAttribute(attribute, context) : undefined;
          const written = known ?? evaluateMember(block.items, attribute, this.instanceScope(instance));
          // What is not written, the cloud makes up.
          return !written || written.kind === 'null'
            ? reference(use, `${name}.${attribute}`)
            : { ...written, origin: `${name}.${attribute}` };
        });
        return kept.kind === 'unknown' && kept.at === use ? kept : through(kept, use);
      },
      item: (_key, use) => reference(use),
      entries: () => undefined,
      whole: use => ({ ...this.body(block, instance), at: use, open: { code: 'reference', what: name, at: use } }),
    };
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
          this.#once(`${own}${key}(${variable})`, placeAt(source, written), () => evaluate(written, scopeOf(source))),
        ),
      parent: this,
    });
    this.#children.set(name, (this.#children.get(name) ?? new Map<string, Module>()).set(key, child));
    return child;
  }
}

const keyWhy = (key: Data): Why => (key.kind === 'unknown' ? key.why : { code: 'dynamic', what: 'a key', at: key.at });

/** What a call gives for a variable. */
function inputOf(block: ConfigBlock, variable: string, compute: (written: Expression, source: Source) => Data): Data | undefined {
  const given: Written<{ value: Expression }> | undefined = argument(block, variable);
  return given && compute(given.node.value, given.source);
}
