import type { Data } from '@idlint/evaluate';
import {
  convert,
  type Entry,
  entriesOf,
  evaluate,
  evaluateLazily,
  type Lazy,
  madeText,
  type Scope,
  unknownData,
  whyUnknown,
} from '@idlint/evaluate/hcl';
import type { Place, Why } from '@idlint/model';
import { argument, type ConfigBlock, placeAt } from './configuration.ts';

/** Which of the many that `count` and `for_each` make: a number, a text, one that is not known, or the only one. */
export type InstanceKey = number | string | { unknown: Why; ordinal?: number } | undefined;

export interface Expanded {
  key: InstanceKey;
  exists: true | Why;
  /** What `each` and `count` mean in it. */
  names: Record<string, Data | Lazy>;
}

export interface Expansion {
  how: 'one' | 'count' | 'each';
  instances: Expanded[];
  /** There may be others, or fewer. */
  open?: Why;
}

/** `[0]`, `["eu"]`, as in an address. `[?]` stands for one that is not known. */
export function keyText(key: InstanceKey): string {
  if (key === undefined) return '';
  return typeof key === 'number' ? `[${key}]` : typeof key === 'string' ? `[${JSON.stringify(key)}]` : `[?${key.ordinal || ''}]`;
}

/** Of one block; what is more is said. */
const mostInstances = 10_000;

/** `scopeOf` gives the scope of an argument, by where it is written. */
export function expand(block: ConfigBlock, scopeOf: (source: ConfigBlock['source']) => Scope): Expansion {
  const count = argument(block, 'count');
  const forEach = argument(block, 'for_each');
  if (count)
    return byCount(evaluate(count.node.value, scopeOf(count.source)), placeAt(count.source, count.node.value), scopeOf(count.source));
  if (forEach) return byEach(evaluateLazily(forEach.node.value, scopeOf(forEach.source)), placeAt(forEach.source, forEach.node.value));
  return { how: 'one', instances: [{ key: undefined, exists: true, names: {} }] };
}

const countNames = (index: Data): Record<string, Data> => ({
  count: { kind: 'map', of: 'object', at: index.at, entries: new Map([['index', { key: index.at, value: index }]]) },
});

function byCount(written: Data, at: Place, { work }: Scope): Expansion {
  const count = convert(written, 'number', work, at);
  if (count.kind !== 'number' || !Number.isInteger(count.value) || count.value < 0) {
    const why: Why = count.kind === 'unknown' ? count.why : { code: 'syntax', what: 'count is no whole number', at };
    return { how: 'count', instances: [{ key: 0, exists: why, names: countNames(unknownData(why, at)) }], open: why };
  }
  const instances = Array.from(
    { length: Math.min(count.value, mostInstances) },
    (_, index): Expanded => ({ key: index, exists: true, names: countNames({ kind: 'number', value: index, at }) }),
  );
  return { how: 'count', instances, ...(count.value > mostInstances ? { open: tooMany(at) } : {}) };
}

const tooMany = (at: Place): Why => ({ code: 'limit', what: `more than ${mostInstances} instances`, at });

const eachNames = (key: Data, value: Data | Lazy): Record<string, Lazy> => {
  const pick = (name: string, use: Place): Data | Lazy =>
    name === 'key' ? key : name === 'value' ? value : unknownData({ code: 'syntax', what: `each.${name}`, at: use }, use);
  return {
    each: {
      kind: 'lazy',
      attribute: pick,
      item: (_key, use) => unknownData({ code: 'syntax', what: 'each[…]', at: use }, use),
      entries: () => undefined,
      whole: use => unknownData({ code: 'syntax', what: 'each', at: use }, use),
    },
  };
};

function byEach(collection: Data | Lazy, at: Place): Expansion {
  const over = entriesOf(collection, at);
  if (!over) return unknownEach({ code: 'syntax', what: 'for_each needs a map or a set', at }, [], at);
  let unclearKeys = 0;
  const instances = over.entries.slice(0, mostInstances).map(([key, value]: Entry): Expanded => {
    // A tuple has numbers for keys, which Terraform refuses; its items are meant.
    const name = key.kind === 'number' && value.kind !== 'lazy' ? value : key;
    const text = name.kind === 'number' ? madeText(String(name.value), name.at) : name;
    const why = whyUnknown(text);
    if (text.kind === 'string' && !why) return { key: text.value, exists: true, names: eachNames(text, value) };
    // It is there, whatever it is called.
    unclearKeys++;
    const unknown = why ?? { code: 'syntax', what: 'a key that is no text', at };
    return { key: { unknown, ...(unclearKeys > 1 ? { ordinal: unclearKeys } : {}) }, exists: true, names: eachNames(text, value) };
  });
  if (over.entries.length > mostInstances) return unknownEach(tooMany(at), instances, at);
  const unclear = over.open?.kind === 'unknown' ? over.open.why : undefined;
  return unclear ? unknownEach(unclear, instances, at) : { how: 'each', instances };
}

/** What is known of them, and one that stands for those that are not. */
function unknownEach(why: Why, known: Expanded[], at: Place): Expansion {
  const one: Expanded = {
    key: { unknown: why, ...(known.length > 0 ? { ordinal: known.length + 1 } : {}) },
    exists: why,
    names: eachNames(unknownData(why, at), unknownData(why, at)),
  };
  return { how: 'each', instances: [...known, one], open: why };
}
