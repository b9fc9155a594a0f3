import { type Data, type Found, type MapEntry, member, type StringData } from '@idlint/evaluate';
import { attributeOf } from '@idlint/evaluate/arm';
import { type Lazy, newWork, partOf, settled, unknownData, type Work } from '@idlint/evaluate/hcl';
import type { Ask, Place, Uri, Why } from '@idlint/model';
import type { AzurePart } from './part.ts';
import { labelOf, type Target } from './target.ts';

/** What is shared by a template and by all that it deploys. */
export class Root {
  readonly uri: Uri;
  readonly ask: Ask<AzurePart>;
  /** The file of parameters that it is deployed with, where there are several. */
  readonly variant: string;
  readonly work: Work = newWork(2_000_000);
  /** What can't be seen from here, each said once. */
  readonly unseen = new Map<string, { at: Place; why: Why; message: string }>();
  instances = 0;
  deployments = 0;

  constructor(uri: Uri, ask: Ask<AzurePart>, variant = '') {
    this.uri = uri;
    this.ask = ask;
    this.variant = variant;
  }

  notSeen(at: Place, why: Why, message: string): void {
    const key = `${message} ${why.what}`;
    if (this.unseen.size < 200 && !this.unseen.has(key)) this.unseen.set(key, { at, why, message });
  }
}

export const mostInstances = 10_000;
export const mostDeployments = 2_000;
export const deepestDeployment = 20;

/** One template with its values: a Bicep file or JSON. */
export interface Deployment {
  root: Root;
  uri: Uri;
  target: Target;
  /** What keys of its facts have before them: the modules that lead here. */
  prefix: string;
  /** The modules' uses, the nearest first. */
  through: Place[];
  instances(): Instance[];
  output(name: string, use: Place): Data | Lazy;
  outputNames(): string[];
}

/** One resource as it is deployed. */
export interface Instance {
  /** Unique in its deployment, and the same after lines move: a symbolic name with its index. */
  key: string;
  /** What the template calls it, where it does. */
  symbol: string | undefined;
  /** `Microsoft.Authorization/roleAssignments`. */
  type: string;
  name: Data;
  id: StringData;
  /** The id of what it extends (`scope: storage`), where it stands in something else than what is deployed to. */
  extends: StringData | undefined;
  at: Place;
  /** `false`: surely not deployed. */
  exists: boolean | Why;
  /** Only looked up. */
  existing: boolean;
  /** One property of its body, worked out; null where it is not written. */
  get(name: string): Data;
  deployment: Deployment;
  /** What it deploys, where it is a deployment itself. */
  nested(): Deployment | undefined;
}

/** Reads from a resource as expressions do: what is declared, or that it is the cloud's to know. */
export function resourceLazy(instance: Instance): Lazy {
  const own = (name: string, use: Place): Data | Lazy => {
    switch (name) {
      case 'id':
        return instance.id;
      case 'name':
        return instance.name;
      case 'type':
        return {
          kind: 'string',
          value: instance.type,
          at: use,
          parts: [{ start: 0, end: instance.type.length, from: { at: use, map: [] } }],
        };
      case 'outputs': {
        const nested = instance.nested();
        return nested ? outputsOf(nested) : part(instance, name, undefined);
      }
      default:
        return part(instance, name, instance.existing ? undefined : instance.get(name));
    }
  };
  return {
    kind: 'lazy',
    attribute: own,
    item: (key, use) =>
      key.kind === 'string' ? own(key.value, use) : unknownData({ code: 'syntax', what: 'a resource has no items', at: use }, use),
    entries: () => undefined,
    whole: use => unknownData({ code: 'reference', what: labelOf(instance.id), at: use }, use),
  };
}

const outputsOf = (nested: Deployment): Lazy => ({
  kind: 'lazy',
  attribute: (name, use) => nested.output(name, use),
  item: (key, use) =>
    key.kind === 'string' ? nested.output(key.value, use) : unknownData({ code: 'dynamic', what: 'an output', at: use }, use),
  entries: use => nested.outputNames().map(name => [textData(name, use), nested.output(name, use)]),
  whole: use => ({
    kind: 'map',
    at: use,
    entries: new Map(
      nested.outputNames().map((name): [string, MapEntry] => [name, { key: use, value: settled(nested.output(name, use), use) }]),
    ),
  }),
});

const textData = (value: string, at: Place): StringData => ({
  kind: 'string',
  value,
  at,
  parts: value === '' ? [] : [{ start: 0, end: value.length, from: { at, map: [] } }],
});

/** The property at a path, and what is asked of it. What the document does not say is the cloud's: `properties.principalId of …`. */
export function part(instance: Instance | { label: string }, path: string, declared: Data | undefined): Data | Lazy {
  if (declared && declared.kind !== 'null' && declared.kind !== 'map' && declared.kind !== 'unknown') return declared;
  const label = 'label' in instance ? instance.label : labelOf(instance.id);
  const unsaid = (use: Place): Data => unknownData({ code: 'reference', what: `${path} of ${label}`, at: use }, use);
  const inner = (name: string, use: Place): Data | Lazy => {
    const value = declared?.kind === 'map' ? declared.entries.get(name)?.value : undefined;
    if (declared?.kind === 'unknown') return attributeOf(declared, name, use, false);
    return part(instance, `${path}.${name}`, value && declared ? partOf(declared, value) : undefined);
  };
  return {
    kind: 'lazy',
    attribute: inner,
    item: (key, use) => (key.kind === 'string' ? inner(key.value, use) : unsaid(use)),
    entries: use => ({ open: unsaid(use) }),
    whole: use => (declared && declared.kind !== 'null' ? declared : unsaid(use)),
  };
}

/** A value with the places that its collections came through handed down to each part. Keys stay as they are. */
function handedDown(data: Data, budget = { left: 100_000 }): Data {
  if (--budget.left < 0) return unknownData({ code: 'limit', what: 'a value of this size', at: data.at }, data.at);
  if (data.kind === 'list') return { ...data, items: data.items.map(item => handedDown(partOf(data, item), budget)) };
  if (data.kind !== 'map') return data;
  const entries = [...data.entries].map(([key, entry]): [string, MapEntry] => [
    key,
    { key: entry.key, value: handedDown(partOf(data, entry.value), budget) },
  ]);
  return { ...data, entries: new Map(entries) };
}

/** A property of a resource, by its path. */
export function propertyOf(instance: Instance, first: string, ...rest: string[]): Found {
  const data = handedDown(instance.get(first));
  return data.kind === 'null' ? { kind: 'absent', at: instance.at } : member(data, ...rest);
}
