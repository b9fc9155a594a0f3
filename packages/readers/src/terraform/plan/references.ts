import { type Data, type Found, itemsOf, member, stringValue } from '@idlint/evaluate';

/**
 * The section `configuration` of a plan: which arguments are written, and what they refer to. Locals are not in it, so what comes through
 * one stays without a name.
 */
export class References {
  readonly #root: Found;
  readonly #addresses: ReadonlySet<string>;

  /** `addresses`: of all instances that there are. */
  constructor(document: Data, addresses: ReadonlySet<string>) {
    this.#root = member(document, 'configuration', 'root_module');
    this.#addresses = addresses;
  }

  /** The expressions of a resource; absent where the document does not tell. */
  expressions(module: string, address: string): Found {
    const own = (module ? address.slice(module.length + 1) : address).replace(/\[[^\]]*\]$/, '');
    const resources = itemsOf(member(this.#moduleAt(module), 'resources')).items;
    const found = resources.find(resource => textOf(member(resource, 'address')) === own);
    return found ? member(found, 'expressions') : member(this.#root, 'nothing');
  }

  /** The attribute that an expression gives, with the address of its resource; undefined where it is made of several, or of none. */
  meant(expression: Found, module: string, key: string, depth = 0): string | undefined {
    if (depth > 50) return undefined;
    const names = itemsOf(member(expression, 'references')).items.map(textOf);
    // `aws_iam_role.ci.arn` is followed by `aws_iam_role.ci`.
    const whole = names.filter((name, at) => !names.some((other, before) => before < at && startsWithin(other, name)));
    const [only, ...others] = whole.filter(name => !/^(?:each|count|path|terraform|self)\./.test(name));
    return only !== undefined && others.length === 0 ? this.#reference(only, module, key, depth) : undefined;
  }

  #reference(name: string, module: string, key: string, depth: number): string | undefined {
    const [first = '', second = ''] = stepsOf(name);
    if (first === 'var') return this.#input(second, module, depth);
    if (first === 'module') return this.#output(name, module, key, depth);
    if (first === 'local' || first === 'ephemeral') return undefined;
    const steps = stepsOf(name);
    const size = first === 'data' ? 3 : 2;
    const prefix = module ? `${module}.` : '';
    const [resource, rest] = [steps.slice(0, size).join('.'), steps.slice(size).join('.').replaceAll('.[', '[')];
    // `each.key` of the one is that of the other.
    const own = rest.startsWith('[') || this.#addresses.has(prefix + resource) || !this.#addresses.has(prefix + resource + key) ? '' : key;
    return rest === '' ? undefined : `${prefix}${resource}${own}${rest.startsWith('[') ? '' : '.'}${rest}`;
  }

  /** What the call of a module gives for a variable. */
  #input(variable: string, module: string, depth: number): string | undefined {
    const at = /^(?:(.*)\.)?module\.([\w-]+)(\[[^\]]*\])?$/.exec(module);
    if (!at) return undefined;
    const [, parent = '', name = '', key = ''] = at;
    const call = member(this.#moduleAt(parent), 'module_calls', name);
    return this.meant(member(call, 'expressions', variable), parent, key, depth + 1);
  }

  #output(name: string, module: string, key: string, depth: number): string | undefined {
    const [, call = '', written = '', output = ''] = /^module\.([\w-]+)(\[[^\]]*\])?\.([\w-]+)/.exec(name) ?? [];
    if (call === '') return undefined;
    const prefix = module ? `${module}.` : '';
    const many = ['count_expression', 'for_each_expression'].some(
      argument => member(this.#moduleAt(module), 'module_calls', call, argument).kind === 'map',
    );
    const child = `${prefix}module.${call}${written || (many ? key : '')}`;
    const inside = member(this.#moduleAt(child), 'outputs', output, 'expression');
    return this.meant(inside, child, '', depth + 1);
  }

  #moduleAt(address: string): Found {
    let module = this.#root;
    for (const [, name = ''] of address.matchAll(/(?:^|\.)module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\])?/g))
      module = member(module, 'module_calls', name, 'module');
    return module;
  }
}

const textOf = (data: Found): string => {
  const value = stringValue(data);
  return value.kind === 'known' ? value.value : '';
};

/** `data`, `aws_x`, `y`, `[0]`, `arn`. */
const stepsOf = (name: string): string[] => [...name.matchAll(/[\w-]+|\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]/g)].map(([step]) => step);

const startsWithin = (long: string, short: string): boolean =>
  long.startsWith(short) && (long.length === short.length || long[short.length] === '.' || long[short.length] === '[');
