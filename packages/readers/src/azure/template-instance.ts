import { type Data, type Found, member, type StringData, sliceString, stringValue } from '@idlint/evaluate';
import { canonical } from '@idlint/evaluate/arm';
import { joinTexts, madeText } from '@idlint/evaluate/hcl';
import { knownValue, type Place, type Why } from '@idlint/model';
import { type Deployment, type Instance, mostDeployments } from './deployment.ts';
import { cyclic } from './environment.ts';
import { idIn, nameParts, textOf } from './ids.ts';
import { nestedIn } from './nested.ts';
import { idOfTarget, type Target } from './target.ts';
import { TemplateDeployment, type Turns } from './template.ts';

interface Written {
  /** Where its symbolic name stands, where it has one. */
  at: Place | undefined;
  symbol: string | undefined;
  /** Of its loop: `[0]`. */
  index: string;
  parent: TemplateInstance | undefined;
  /** Why it is not known how many there are. */
  open: Why | undefined;
}

/** One resource of an ARM template. */
export class TemplateInstance implements Instance {
  readonly deployment: TemplateDeployment;
  readonly turns: Turns;
  readonly type: string;
  readonly at: Place;
  readonly existing: boolean;
  readonly symbol: string | undefined;
  readonly #data: Data;
  readonly #written: Written;
  readonly #properties = new Map<string, Data>();
  #id: StringData | undefined;
  #exists: boolean | Why | undefined;
  #nested: { deployment: Deployment | undefined } | undefined;

  constructor(deployment: TemplateDeployment, data: Data, turns: Turns, written: Written) {
    this.deployment = deployment;
    this.turns = turns;
    this.#data = data;
    this.#written = written;
    this.symbol = written.symbol === undefined ? undefined : `${written.symbol}${written.index}`;
    this.type = this.#typeOf();
    this.existing = knownValue(stringValue(member(data, 'existing'))) === 'true';
    const name = this.#writtenAs('name');
    this.at = written.at ?? (name.kind === 'absent' ? data.at : name.at);
  }

  /** Inside of its parent, a type may be its last part alone. */
  #typeOf(): string {
    const written = (knownValue(stringValue(member(this.#data, 'type'))) ?? '').split('@')[0]!;
    const { parent } = this.#written;
    return parent && !written.includes('.') ? `${parent.type}/${written}` : written;
  }

  get key(): string {
    return this.symbol ?? `${this.type}/${canonical(textOf(this.name))}${this.#written.index}`;
  }

  get name(): Data {
    const own = this.get('name');
    if (own.kind === 'null' && this.symbol !== undefined) return madeText(this.symbol, this.at);
    const { parent } = this.#written;
    if (!parent || this.type.split('/').length - 1 <= nameParts(textOf(own), this.type).length) return own;
    return joinTexts([textOf(parent.name), madeText('/', this.at), textOf(own)], this.at);
  }

  get exists(): boolean | Why {
    this.#exists ??= this.#whetherExists();
    return this.#exists;
  }

  #whetherExists(): boolean | Why {
    const { open, parent } = this.#written;
    const around = parent?.exists ?? true;
    if (around === false) return false;
    if (open) return open;
    const answer = this.get('condition');
    if (answer.kind === 'unknown') return answer.why;
    return answer.kind !== 'bool' || answer.value ? around : false;
  }

  get id(): StringData {
    if (this.#id) return this.#id;
    this.#id = textOf(this.name);
    const { base, type, names } = this.#where();
    this.#id = idIn(base, type, names, this.at);
    return this.#id;
  }

  get extends(): StringData | undefined {
    const scope = this.#scope();
    if (scope) return scope;
    return this.#where().extended;
  }

  /** What the resource stands in: its group, another resource by `scope`, or one by its name (`storageAccounts/providers/locks`). */
  #where(): { base: StringData; type: string; names: StringData[]; extended?: StringData } {
    const { at } = this;
    const name = textOf(this.name);
    const own = idOfTarget(this.deployment.target, at);
    const [before, after] = this.type.split('/providers/');
    if (after !== undefined && before !== undefined && before !== '') {
      const outerCount = before.split('/').length - 1;
      const parts = nameParts(name, `${'x/'.repeat(outerCount + after.split('/').length)}x`);
      const namespace = knownPart(parts[outerCount]);
      const extended = idIn(own, before, parts.slice(0, outerCount), at);
      return { base: extended, type: `${namespace ?? 'Microsoft.Authorization'}/${after}`, names: parts.slice(outerCount + 1), extended };
    }
    const { parent } = this.#written;
    if (parent && !this.type.startsWith(`${parent.type}/`)) return { base: parent.id, type: this.type, names: [name], extended: parent.id };
    return { base: this.#scope() ?? own, type: this.type, names: nameParts(name, this.type) };
  }

  /** `scope` as an id: `Microsoft.Storage/storageAccounts/logs` stands in the same group. */
  #scope(): StringData | undefined {
    if (this.type === 'Microsoft.Resources/deployments') return undefined;
    const written = this.get('scope');
    if (written.kind === 'null') return undefined;
    const text = textOf(written);
    if (text.value.startsWith('/') || written.kind === 'unknown') return text;
    return joinTexts([idOfTarget(this.deployment.target, this.at), madeText('/providers/', this.at), text], this.at);
  }

  get(name: string): Data {
    const known = this.#properties.get(name);
    if (known) return known;
    this.#properties.set(name, cyclic(`${this.type}.${name}`, this.at));
    const written = this.#writtenAs(name);
    // The template that a deployment holds means its own parameters.
    const value: Data =
      written.kind === 'absent' ? { kind: 'null', at: this.at } : this.deployment.work(this.#withoutTemplate(name, written), this.turns);
    this.#properties.set(name, value);
    return value;
  }

  /** What an extension makes (Microsoft Graph's objects) has everything among its properties. */
  #writtenAs(name: string): Found {
    const own = member(this.#data, name);
    if (own.kind !== 'absent' || this.#data.kind !== 'map') return own;
    const { entries } = this.#data;
    return entries.has('import') || entries.has('extension') ? member(this.#data, 'properties', name) : own;
  }

  #withoutTemplate(name: string, written: Data): Data {
    if (name !== 'properties' || written.kind !== 'map' || this.type !== 'Microsoft.Resources/deployments') return written;
    const entries = new Map([...written.entries].filter(([key]) => key !== 'template' && key !== 'parameters'));
    return { ...written, entries };
  }

  nested(): Deployment | undefined {
    if (this.type.toLowerCase() !== 'microsoft.resources/deployments') return undefined;
    this.#nested ??= { deployment: this.#deployed() };
    return this.#nested.deployment;
  }

  #deployed(): Deployment | undefined {
    const properties = member(this.#data, 'properties');
    const template = member(properties, 'template');
    const inputs = this.#inputs(member(properties, 'parameters'));
    const { deployment } = this;
    const target = this.#target();
    if (template.kind === 'map') {
      const scope = knownValue(stringValue(member(properties, 'expressionEvaluationOptions', 'scope')))?.toLowerCase();
      if (deployment.root.deployments++ > mostDeployments) {
        deployment.root.notSeen(this.at, { code: 'limit', what: 'nested templates' }, 'no more modules are looked into');
        return undefined;
      }
      return new TemplateDeployment(deployment.root, deployment.uri, template, {
        inputs,
        target,
        prefix: `${deployment.prefix}${this.symbol ?? canonical(textOf(this.name))}.`,
        through: deployment.through,
        outer: scope === 'inner' ? undefined : (deployment.meant ?? deployment),
      });
    }
    const link = member(properties, 'templateLink');
    if (link.kind === 'absent') return undefined;
    return nestedIn(deployment, this.#path(link), {
      at: link.at,
      key: this.symbol ?? canonical(textOf(this.name)),
      use: this.at,
      target,
      inputs,
      open: undefined,
    });
  }

  /** The path of a linked template, as far as it is one of the workspace. */
  #path(link: Found): string | undefined {
    const relative = member(link, 'relativePath');
    if (relative.kind !== 'absent') return knownValue(stringValue(this.deployment.work(relative, this.turns)));
    const uri = member(link, 'uri');
    if (uri.kind === 'absent') return undefined;
    const worked = stringValue(this.deployment.work(uri, this.turns));
    if (worked.kind === 'known') return worked.value;
    // Behind an address that is not known may stand a path from the template's own folder.
    const text = canonical(textOf(this.deployment.work(uri, this.turns)));
    const [, path] = /^\$\{[^{}]*(?:templateLink\.uri|_artifactsLocation)[^{}]*\}\/?([\w./-]+\.json)/.exec(text) ?? [];
    return path;
  }

  #inputs(parameters: Found): Map<string, Data> {
    const inputs = new Map<string, Data>();
    if (parameters.kind !== 'map') return inputs;
    for (const [name, entry] of parameters.entries) {
      // `{ value: … }`, or an expression that makes it.
      const value = entry.value.kind === 'string' ? this.deployment.work(entry.value, this.turns) : entry.value;
      const given = member(value, 'value');
      if (value.kind === 'unknown') inputs.set(name, value);
      else if (given.kind !== 'absent') inputs.set(name, value === entry.value ? this.deployment.work(given, this.turns) : given);
      else if (value.kind === 'map' && value.entries.has('reference'))
        inputs.set(name, { kind: 'unknown', at: value.at, why: { code: 'reference', what: `a secret for ${name}`, at: value.at } });
    }
    return inputs;
  }

  /** Where the nested template goes: `resourceGroup`, `subscriptionId`, or `scope`. */
  #target(): Target {
    const own = this.deployment.target;
    const group = this.get('resourceGroup');
    const subscription = this.get('subscriptionId');
    const scope = this.get('scope');
    const target: Target = {
      ...own,
      ...(subscription.kind === 'null' ? {} : { level: 'subscription' as const, subscription: textOf(subscription) }),
      ...(group.kind === 'null' ? {} : { level: 'resourceGroup' as const, group: textOf(group) }),
    };
    if (scope.kind !== 'string') return target;
    const [before] = /^(?:\/providers\/)?Microsoft\.Management\/managementGroups\//i.exec(scope.value) ?? [];
    if (before !== undefined)
      return { ...target, level: 'managementGroup', managementGroup: sliceString(scope, before.length, scope.value.length) };
    return scope.value === '/' ? { ...target, level: 'tenant' } : target;
  }
}

const knownPart = (part: StringData | undefined): string | undefined => part && knownValue(stringValue(part));
