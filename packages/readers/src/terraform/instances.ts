import type { Data, MapEntry } from '@idlint/evaluate';
import { type Lazy, madeText, through, unknownData, type Work } from '@idlint/evaluate/hcl';
import type { Place, Why } from '@idlint/model';
import { asRead, computedBy, dataAttribute, madeAttribute } from './attributes.ts';
import { evaluateMember } from './body.ts';
import { argument, type ConfigBlock } from './configuration.ts';
import { type Expanded, type Expansion, keyText } from './expand.ts';
import type { Module } from './module.ts';

const notKnown = (code: Why['code'], what: string, at: Place): Data => unknownData({ code, what, at }, at);

/** What `count` and `for_each` make of a block, as a value: one thing, a list, or a map. `at`: where the block is. */
export function instancesValue({ how, instances, open }: Expansion, at: Place, work: Work, make: (instance: Expanded) => Lazy): Lazy {
  const [only] = instances;
  if (how === 'one') return only ? make(only) : nothing(open ?? { code: 'cycle', what: 'it depends on itself', at }, at);
  const keyed = (use: Place): [Data, Lazy][] =>
    instances.filter(({ exists }) => exists === true).map(instance => [keyData(instance, use), make(instance)]);
  return {
    kind: 'lazy',
    attribute: (name, use) => {
      // `aws_iam_role.deploy.arn` of one that has count: refused today, meant all the same by old configurations.
      work.failures++;
      return only ? make(only).attribute(name, use) : notKnown('reference', `.${name} of none`, use);
    },
    item: (key, use) => {
      if (key.kind !== 'number' && key.kind !== 'string')
        return unknownData(key.kind === 'unknown' ? key.why : { code: 'dynamic', what: 'a key' }, use);
      const found =
        instances.find(instance => String(instance.key) === String(key.value)) ?? instances.find(({ exists }) => exists !== true);
      if (found) return make(found);
      work.failures++;
      return notKnown('syntax', `there is no ${keyText(key.value)} of it`, use);
    },
    entries: use => (open ? { open: unknownData(open, use) } : keyed(use)),
    whole: use => wholeOf(keyed(use), how, open, use),
  };
}

const keyData = ({ key }: Expanded, use: Place): Data =>
  typeof key === 'number' ? { kind: 'number', value: key, at: use } : madeText(String(key), use);

function wholeOf(keyed: [Data, Lazy][], how: Expansion['how'], open: Why | undefined, use: Place): Data {
  const more = open ? { open } : {};
  if (how === 'count') return { kind: 'list', of: 'tuple', at: use, items: keyed.map(([, value]) => value.whole(use)), ...more };
  const entries = keyed.map(([key, value]): [string, MapEntry] => [
    key.kind === 'string' ? key.value : '',
    { key: use, value: value.whole(use) },
  ]);
  return { kind: 'map', of: 'object', at: use, entries: new Map(entries), ...more };
}

function nothing(why: Why, at: Place): Lazy {
  const unknown = (): Data => unknownData(why, at);
  return { kind: 'lazy', attribute: unknown, item: unknown, entries: () => undefined, whole: unknown };
}

interface ResourceInstance {
  module: Module;
  block: ConfigBlock;
  instance: Expanded;
  mode: 'managed' | 'data';
  type: string;
  address: string;
}

/** One resource: its attributes as they are written; what is not written, the provider makes up, and it is known whose it is. */
export function resourceValue({ module, block, instance, mode, type, address }: ResourceInstance): Lazy {
  const name = `${module.root.folder}#${address}`;
  const find = (attribute: string, use: Place): Data => {
    const own = `${name}.${attribute}`;
    const context = { module, block, address, type, use, body: () => module.body(block, instance) };
    const member = (name: string): Data | undefined => evaluateMember(block.items, name, module.instanceScope(instance));
    const written =
      (mode === 'data' ? dataAttribute(attribute, context) : undefined) ??
      member(computedBy(mode, type, attribute) ?? attribute) ??
      madeAttribute(type, attribute, member);
    if (!written || written.kind === 'null') return notKnown('reference', own, use);
    return { ...(argument(block, attribute) ? asRead(type, attribute, written) : withComputed(written, own)), origin: own };
  };
  return {
    kind: 'lazy',
    attribute: (attribute, use) => {
      const kept = module.once(`${address}.${attribute}`, use, () => find(attribute, use));
      // What only the provider knows is said where it is asked for.
      const own = `${name}.${attribute}`;
      return kept.kind === 'unknown' && kept.why.what === own ? notKnown('reference', own, use) : through(kept, use);
    },
    item: (_key, use) => notKnown('reference', name, use),
    entries: () => undefined,
    whole: use => ({ ...module.body(block, instance), at: use, open: { code: 'reference', what: name, at: use } }),
  };
}

/** Nested blocks have more attributes than are written: those that the provider makes up. */
function withComputed(blocks: Data, name: string): Data {
  if (blocks.kind !== 'list') return blocks;
  const items = blocks.items.map((item, index): Data => {
    if (item.kind !== 'map') return item;
    const own = `${name}[${index}]`;
    const entries = [...item.entries].map(([key, entry]): [string, MapEntry] => [
      key,
      { key: entry.key, value: withComputed(entry.value, `${own}.${key}`) },
    ]);
    return { ...item, entries: new Map(entries), open: { code: 'reference', what: own, at: item.at } };
  });
  return { ...blocks, items };
}
