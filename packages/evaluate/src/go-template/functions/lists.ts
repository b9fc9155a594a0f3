import { define, type FunctionDefinition } from '../define.ts';
import { fault, mostItems, tooLarge } from '../fault.ts';
import { bool, deepEqual, isEmpty, type List, list, nil, typeOf, type Value } from '../value.ts';

/** Sprig's functions of lists, and their `must` forms. http://masterminds.github.io/sprig/lists.html */
const plain: Record<string, FunctionDefinition> = {
  append: define('any any', ([value, item]) => bounded([...itemsOf(value, 'append'), item])),
  push: define('any any', ([value, item]) => bounded([...itemsOf(value, 'push'), item])),
  prepend: define('any any', ([value, item]) => bounded([item, ...itemsOf(value, 'prepend')])),
  first: define('any', ([value]) => itemsOf(value, 'first')[0] ?? nil),
  rest: define('any', ([value]) => list(itemsOf(value, 'rest').slice(1))),
  last: define('any', ([value]) => itemsOf(value, 'last').at(-1) ?? nil),
  initial: define('any', ([value]) => list(itemsOf(value, 'initial').slice(0, -1))),
  reverse: define('any', ([value]) => list([...itemsOf(value, 'reverse')].reverse())),
  compact: define('any', ([value]) => list(itemsOf(value, 'compact').filter(item => !isEmpty(item)))),
  uniq: define('any', ([value]) => list(unique(itemsOf(value, 'uniq')))),
  without: define('any any*', args => {
    const [value, ...others] = args as [Value, ...Value[]];
    return list(itemsOf(value, 'without').filter(item => !others.some(other => deepEqual(other, item))));
  }),
  has: define('any any', ([item, value]) => bool(value.kind !== 'nil' && itemsOf(value, 'has').some(other => deepEqual(item, other)))),
  slice: define('any any*', args => {
    const [value, ...bounds] = args as [Value, ...Value[]];
    const items = itemsOf(value, 'slice');
    const [start = 0, end = items.length] = bounds.map(bound =>
      bound.kind === 'int' || bound.kind === 'float' ? Math.trunc(bound.value) : 0,
    );
    if (items.length === 0) return nil;
    if (start < 0 || end > items.length || start > end) throw fault('a slice out of range');
    return { ...(value as List), items: items.slice(start, end) };
  }),
  chunk: define('int any', ([size, value]) => {
    const items = itemsOf(value, 'chunk');
    if (size.value <= 0) throw fault('chunks of nothing');
    const chunks: Value[] = [];
    for (let at = 0; at < items.length; at += size.value) chunks.push(list(items.slice(at, at + size.value)));
    return list(chunks);
  }),
};

export const lists: Record<string, FunctionDefinition> = {
  list: define('any*', args => list([...(args as Value[])])),
  tuple: define('any*', args => list([...(args as Value[])])),
  concat: define('any*', args => bounded((args as Value[]).flatMap(value => (value.kind === 'nil' ? [] : itemsOf(value, 'concat'))))),
  ...plain,
  ...Object.fromEntries(
    Object.entries(plain).map(([name, definition]) => [`must${name[0]!.toUpperCase()}${name.slice(1)}`, definition] as const),
  ),
};

function itemsOf(value: Value, name: string): Value[] {
  if (value.kind === 'list') return value.items;
  if (value.kind === 'native' && value.as) return itemsOf(value.as, name);
  throw fault(`${name} of ${typeOf(value)}`);
}

function bounded(items: Value[]): List {
  if (items.length > mostItems) throw tooLarge('a list of this length');
  return list(items);
}

function unique(items: readonly Value[]): Value[] {
  const seen = new Set<unknown>();
  const kept: Value[] = [];
  for (const item of items) {
    const key = 'value' in item ? `${typeOf(item)} ${item.value}` : undefined;
    if (key === undefined ? kept.some(other => deepEqual(other, item)) : seen.has(key)) continue;
    if (key !== undefined) seen.add(key);
    kept.push(item);
  }
  return kept;
}
