import type { Data, StringData } from '@idlint/evaluate';
import { type ArmScope, attributeOf, evaluate, evaluateLazily, objectOf, placeIn } from '@idlint/evaluate/arm';
import { joinTexts, type Lazy, madeText, settled, unknownData } from '@idlint/evaluate/hcl';
import type { Place, Why } from '@idlint/model';
import type { Expression, Module, ObjectNode, Resource, Text } from '@idlint/syntax/bicep';
import type { BicepDeployment } from './bicep.ts';
import { type Deployment, type Instance, resourceLazy } from './deployment.ts';
import { cyclic, symbolText } from './environment.ts';
import { idIn, nameParts, textOf } from './ids.ts';
import { nestedIn } from './nested.ts';
import { idOfTarget, type Scoped, type Target } from './target.ts';

export const plainText = ({ parts }: Text): string | undefined =>
  parts.every(({ kind }) => kind === 'text') ? parts.map(part => (part.kind === 'text' ? part.value : '')).join('') : undefined;

/** The object behind loops and conditions. */
export function bodyOf(value: Expression): ObjectNode | undefined {
  if (value.kind === 'for' || value.kind === 'if') return bodyOf(value.value);
  return value.kind === 'object' ? value : undefined;
}

/** One resource or module of a Bicep file. */
export class BicepInstance implements Instance {
  readonly key: string;
  readonly type: string;
  readonly at: Place;
  readonly existing: boolean;
  readonly deployment: BicepDeployment;
  /** Why it is not known how many there are. */
  readonly open: Why | undefined;
  readonly #statement: Resource | Module;
  readonly #scope: ArmScope;
  readonly #body: Expression;
  readonly #parent: BicepInstance | undefined;
  readonly #properties = new Map<string, Data>();
  readonly #children = new Map<Resource, BicepInstance[]>();
  #id: StringData | undefined;
  #exists: boolean | Why | undefined;
  #nested: { deployment: Deployment | undefined } | undefined;

  constructor(
    deployment: BicepDeployment,
    statement: Resource | Module,
    scope: ArmScope,
    index: string,
    body: Expression,
    parent: BicepInstance | undefined,
    open: Why | undefined,
  ) {
    this.deployment = deployment;
    this.open = open;
    this.#statement = statement;
    this.#scope = scope;
    this.#body = body;
    this.#parent = parent;
    this.key = `${parent ? `${parent.key}::` : ''}${statement.id.name}${index}`;
    this.at = placeIn(scope, statement.id);
    this.existing = statement.kind === 'resource' && statement.existing;
    this.type = statement.kind === 'module' ? 'Microsoft.Resources/deployments' : this.#typeOf(statement);
  }

  #typeOf({ type }: Resource): string {
    const [written = ''] = (plainText(type) ?? '').split('@');
    // Inside of its parent, a type may be its last part alone.
    return this.#parent && !written.includes('/') ? `${this.#parent.type}/${written}` : written;
  }

  get symbol(): string {
    return this.#statement.id.name;
  }

  get name(): Data {
    const written = this.get('name');
    return written.kind === 'null' ? madeText(this.#statement.id.name, this.at) : written;
  }

  get exists(): boolean | Why {
    this.#exists ??= this.#whetherExists();
    return this.#exists;
  }

  #whetherExists(): boolean | Why {
    const parent = this.#parent?.exists ?? true;
    if (parent === false) return false;
    const own = this.open ?? (this.#body.kind === 'if' ? this.#holds(this.#body.condition) : true);
    return own === false || parent === true ? own : parent;
  }

  #holds(condition: Expression): boolean | Why {
    const answer = evaluate(condition, this.#scope);
    if (answer.kind === 'unknown') return answer.why;
    return answer.kind === 'bool' ? answer.value : { code: 'syntax', what: 'a condition that is neither true nor false', at: answer.at };
  }

  get id(): StringData {
    if (this.#id) return this.#id;
    // Until it is known, whoever asks for it in its own properties gets its symbol.
    this.#id = symbolText(this.key, this.at);
    this.#id = this.#identify();
    return this.#id;
  }

  #identify(): StringData {
    const { at, type } = this;
    const name = textOf(this.name);
    const parent = this.#parent ? this.#parent.id : this.#asked('parent', 'id');
    if (parent && this.#statement.kind === 'resource') {
      const [last = ''] = type.split('/').slice(-1);
      return joinTexts([textOf(parent), madeText(`/${last}/`, at), name], at);
    }
    const base = this.#statement.kind === 'module' ? undefined : this.#asked('scope', 'id');
    return idIn(base ? textOf(base) : idOfTarget(this.deployment.target, at), type, nameParts(name, type), at);
  }

  get extends(): StringData | undefined {
    const scope = this.#statement.kind === 'resource' ? this.#asked('scope', 'id') : undefined;
    return scope ? textOf(scope) : undefined;
  }

  /** An attribute of the resource that a property of this one names. */
  #asked(property: string, attribute: string): Data | undefined {
    const node = this.#node(property);
    if (!node) return undefined;
    const found = evaluateLazily(node, this.#scope);
    if (found.kind === 'null') return undefined;
    const at = placeIn(this.#scope, node);
    return settled(attributeOf(found, attribute, at, false), at);
  }

  #object(): ObjectNode | undefined {
    return bodyOf(this.#body);
  }

  #node(name: string): Expression | undefined {
    for (const entry of this.#object()?.entries ?? []) {
      if (entry.kind !== 'property') continue;
      const key = entry.key.kind === 'key' ? entry.key.name : plainText(entry.key);
      if (key === name) return entry.value;
    }
    return undefined;
  }

  get(name: string): Data {
    const known = this.#properties.get(name);
    if (known) return known;
    this.#properties.set(name, cyclic(`${this.key}.${name}`, this.at));
    const value = this.#property(name);
    this.#properties.set(name, value);
    return value;
  }

  #property(name: string): Data {
    const node = this.#node(name);
    if (node) return evaluate(node, this.#scope);
    const object = this.#object();
    if (!object) return unknownData({ code: 'syntax', what: this.key, at: this.at }, this.at);
    if (!object.broken && !object.entries.some(({ kind }) => kind === 'spread')) return { kind: 'null', at: this.at };
    const whole = objectOf(object, this.#scope);
    return whole.entries.get(name)?.value ?? (whole.open ? unknownData(whole.open, this.at) : { kind: 'null', at: this.at });
  }

  /** The instances of a resource that is declared inside of this one. */
  children(nested: Resource): BicepInstance[] {
    const made = this.#children.get(nested);
    if (made) return made;
    this.#children.set(nested, []);
    const instances = this.deployment.expand(nested, this.#scope, this);
    this.#children.set(nested, instances);
    return instances;
  }

  lazy(): Lazy {
    const plain = resourceLazy(this);
    const inner = bodyOf(this.#body)?.resources ?? [];
    return {
      ...plain,
      attribute: (name, use) => {
        const nested = name.startsWith('::') ? inner.find(({ id }) => id.name === name.slice(2)) : undefined;
        return (nested && this.children(nested)[0]?.lazy()) ?? plain.attribute(name, use);
      },
    };
  }

  nested(): Deployment | undefined {
    if (this.#statement.kind !== 'module') return undefined;
    this.#nested ??= { deployment: this.#deployed(this.#statement) };
    return this.#nested.deployment;
  }

  #deployed({ path, id }: Module): Deployment | undefined {
    const scopeNode = this.#node('scope');
    const scope = scopeNode ? (evaluateLazily(scopeNode, this.#scope) as Data | Scoped) : undefined;
    const target = scope?.kind === 'lazy' ? (scope.target ?? this.#targetOf(scope)) : undefined;
    const given = this.get('params');
    const inputs = new Map<string, Data>();
    if (given.kind === 'map') for (const [name, entry] of given.entries) inputs.set(name, entry.value);
    return nestedIn(this.deployment, plainText(path), {
      at: placeIn(this.#scope, path),
      key: this.key,
      use: placeIn(this.#scope, id),
      target: target ?? this.deployment.target,
      inputs,
      open: given.kind === 'map' ? given.open : given.kind === 'unknown' ? given.why : undefined,
    });
  }

  /** A module goes to a group that is declared beside it: `scope: group`. */
  #targetOf(scope: Lazy): Target | undefined {
    const { target } = this.deployment;
    const [type, name] = ['type', 'name'].map(attribute => settled(scope.attribute(attribute, this.at), this.at));
    if (type?.kind !== 'string' || !name) return undefined;
    switch (type.value.toLowerCase()) {
      case 'microsoft.resources/resourcegroups':
        return { ...target, level: 'resourceGroup', group: textOf(name) };
      case 'microsoft.management/managementgroups':
        return { ...target, level: 'managementGroup', managementGroup: textOf(name) };
      default:
        return undefined;
    }
  }
}
