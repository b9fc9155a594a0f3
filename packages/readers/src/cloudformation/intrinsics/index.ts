import { type Data, itemsOf, type ListData, type MapData, type MapEntry, member, stringValue } from '@idlint/evaluate';
import { knownValue, type Place, type Why } from '@idlint/model';
import { isLoop, loop } from './for-each.ts';
import { listFunctions } from './lists.ts';
import { misused, unknown, withoutReferences } from './strings.ts';
import { textFunctions } from './text.ts';
import type { IntrinsicFunction, Working } from './working.ts';

const functions: Record<string, IntrinsicFunction> = {
  ...textFunctions,
  ...listFunctions,
  Ref: ref,
  'Fn::GetAtt': getAtt,
  'Fn::If': choose,
  'Fn::ImportValue': (argument, at, working) => working.imported(working.work(argument), at),
  // Only a condition inside of a condition; elsewhere it is a key like any other (of a policy's statement).
  Condition: () => undefined,
};

/** So deep values are worked out: the stack of the host ends not much later. */
const deepest = 100;

/** Where `Fn::Transform` puts something in, what that is; undefined where nobody here can say. */
export type Include = (transform: Data) => Data | undefined;

/**
 * CloudFormation's intrinsic functions worked out, in a value and everything in it; what only the cloud knows stays unknown, inside of a
 * string as a hole.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class Intrinsics {
  readonly #working: Working;
  readonly #include: Include;
  #depth = 0;

  constructor(working: Working, include: Include) {
    this.#working = working;
    this.#include = include;
  }

  /** What the function for no value (`AWS::NoValue`) stands for is null. */
  work(data: Data): Data {
    if (data.kind === 'string') return data.value.includes('{{resolve:') ? withoutReferences(data) : data;
    if (data.kind !== 'map' && data.kind !== 'list') return data;
    if (!this.#working.spend(1) || this.#depth >= deepest) return unknown({ code: 'limit', what: 'a template this large' }, data.at);
    this.#depth++;
    try {
      return data.kind === 'list' ? this.#list(data) : this.#map(data);
    } finally {
      this.#depth--;
    }
  }

  /** The entries of a map of the template, loops and includes written out, their values not yet worked out. */
  entriesOf(map: MapData): { entries: Map<string, MapEntry>; open?: Why } {
    if (![...map.entries.keys()].some(key => key.startsWith('Fn::')))
      return map.open ? { entries: map.entries, open: map.open } : { entries: map.entries };
    const entries = new Map<string, MapEntry>();
    let open = map.open;
    for (const [key, entry] of map.entries) {
      const more = this.#written(key, entry);
      if (!more) entries.set(key, entry);
      else {
        for (const [name, put] of more.entries) entries.set(name, put);
        open ??= more.open;
      }
    }
    return open ? { entries, open } : { entries };
  }

  /** What a loop or an include stands for; undefined where the entry is neither. */
  #written(key: string, { key: at, value }: MapEntry): { entries: Map<string, MapEntry>; open?: Why } | undefined {
    if (this.#depth >= deepest) return { entries: new Map(), open: { code: 'limit', what: 'a template this deep', at } };
    if (!isLoop(key) && key !== 'Fn::Transform') return undefined;
    this.#depth++;
    try {
      if (isLoop(key)) return loop(value, this.#working);
      const put = this.#include(value);
      return put?.kind === 'map' ? this.entriesOf(put) : { entries: new Map(), open: { code: 'function', what: transformIn(value), at } };
    } finally {
      this.#depth--;
    }
  }

  #list(list: ListData): Data {
    const items: Data[] = [];
    for (const item of list.items) {
      const worked = this.work(item);
      if (worked.kind !== 'null') items.push(worked);
    }
    return { ...list, items };
  }

  #map(map: MapData): Data {
    if (map.entries.size === 1) {
      const [[name, { value }]] = map.entries as unknown as [[string, MapEntry]];
      const called = Object.hasOwn(functions, name) ? functions[name]!(value, map.at, this.#working) : undefined;
      if (called) return called;
      if (name === 'Fn::Transform') {
        const put = this.#include(value);
        return put ? this.work(put) : unknown({ code: 'function', what: transformIn(value) }, map.at);
      }
      if (name.startsWith('Fn::') && !isLoop(name)) return unknown({ code: 'function', what: name }, map.at);
    }
    const written = this.entriesOf(map);
    const entries = new Map<string, MapEntry>();
    let { open } = written;
    for (const [key, entry] of written.entries) {
      if (key.startsWith('Fn::')) open ??= { code: 'function', what: key, at: entry.key };
      else entries.set(key, { key: entry.key, value: this.work(entry.value) });
    }
    return open ? { ...map, entries, open } : { ...map, entries };
  }
}

const transformIn = (transform: Data): string => `the macro ${knownValue(stringValue(member(transform, 'Name'))) ?? ''}`.trim();

function ref(argument: Data, at: Place, working: Working): Data {
  const name = knownValue(stringValue(argument));
  return name === undefined ? misused('Ref without a name', at) : working.named(name, at);
}

function getAtt(argument: Data, at: Place, working: Working): Data {
  if (argument.kind === 'string') {
    const dot = argument.value.indexOf('.');
    if (dot > 0) return working.attribute(argument.value.slice(0, dot), argument.value.slice(dot + 1), at);
  }
  const [resource, ...attribute] = itemsOf(argument).items.map(item => stringValue(working.work(item)));
  if (resource?.kind === 'unknown') return unknown(resource.why, at);
  const name = knownValue(resource);
  if (name === undefined) return misused('Fn::GetAtt without a resource', at);
  const path = attribute.map(part => knownValue(part)).filter(part => part !== undefined);
  return working.attribute(name, path.length > 0 ? path.join('.') : undefined, at);
}

function choose(argument: Data, at: Place, working: Working): Data {
  const [condition, yes, no] = itemsOf(argument).items;
  if (!condition || !yes || !no) return misused('Fn::If without three arguments', at);
  const answer = working.condition(condition);
  if (answer.holds !== undefined) return working.work(answer.holds ? yes : no);
  // What stands there or does not is judged as if it did: somebody wrote it to be used.
  if (isNoValue(no)) return working.work(yes);
  return isNoValue(yes) ? working.work(no) : unknown(answer.why, at);
}

const isNoValue = (data: Data): boolean => knownValue(stringValue(member(data, 'Ref'))) === 'AWS::NoValue';
