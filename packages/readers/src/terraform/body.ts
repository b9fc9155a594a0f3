import type { Data, ListData, MapData, MapEntry } from '@idlint/evaluate';
import { entriesOf, evaluate, evaluateLazily, type Lazy, type Scope, settled, withNames } from '@idlint/evaluate/hcl';
import type { Place, Why } from '@idlint/model';
import type { Attribute, Block } from '@idlint/syntax/hcl';
import { argument, placeAt, type Source, type Written } from './configuration.ts';

/** Arguments that say how many there are and in which order, not what they are. */
const meta = new Set(['count', 'for_each', 'depends_on', 'provider', 'providers']);
const metaBlocks = new Set(['lifecycle', 'provisioner', 'connection']);

export type ScopeOf = (source: Source) => Scope;

/**
 * The body of a block as a map: arguments under their names, nested blocks as lists of maps under their type, dynamic ones expanded.
 * `at` is where the block is called by its name.
 */
export function evaluateBody(items: Written<Attribute | Block>[], at: Place, scopeOf: ScopeOf): MapData {
  const entries = new Map<string, MapEntry>();
  for (const { node, source } of items) {
    if (node.kind !== 'attribute' || meta.has(node.name.name)) continue;
    entries.set(node.name.name, { key: placeAt(source, node.name), value: evaluate(node.value, scopeOf(source)) });
  }
  for (const type of blockTypes(items)) {
    const list = joined(entries.get(type)?.value, evaluateBlocks(items, type, scopeOf));
    if (list.items.length > 0 || list.open) entries.set(type, { key: list.at, value: list });
  }
  return { kind: 'map', of: 'object', entries, at };
}

const typeOfBlock = ({ type, labels }: Block): string => (type.name === 'dynamic' ? (labels[0]?.name ?? '') : type.name);

const blockTypes = (items: Written<Attribute | Block>[]): Set<string> =>
  new Set(items.flatMap(({ node }) => (node.kind === 'block' && !metaBlocks.has(node.type.name) ? [typeOfBlock(node)] : [])));

/** The nested blocks of one type. */
function evaluateBlocks(items: Written<Attribute | Block>[], type: string, scopeOf: ScopeOf): ListData {
  const made: Data[] = [];
  let at: Place | undefined;
  let open: Why | undefined;
  for (const { node, source } of items) {
    if (node.kind !== 'block' || typeOfBlock(node) !== type) continue;
    at ??= placeAt(source, node.type);
    if (node.type.name !== 'dynamic') made.push(nested(node, source, scopeOf));
    else open = dynamicBlocks(node, source, scopeOf, made) ?? open;
  }
  return { kind: 'list', of: 'list', items: made, at: at!, ...(open ? { open } : {}) };
}

const nested = (block: Block, source: Source, scopeOf: ScopeOf): MapData =>
  evaluateBody(
    block.body.items.map(node => ({ node, source })),
    placeAt(source, block.type),
    scopeOf,
  );

/** Adds a block for each item of its collection. Gives back why there may be more. */
function dynamicBlocks(block: Block, source: Source, scopeOf: ScopeOf, made: Data[]): Why | undefined {
  const inside = { items: block.body.items.map(node => ({ node, source })) };
  const forEach = argument(inside, 'for_each');
  const content = block.body.items.find((item): item is Block => item.kind === 'block' && item.type.name === 'content');
  if (!forEach || !content) return { code: 'syntax', what: 'a dynamic block without for_each or content', at: placeAt(source, block.type) };
  const iterator = argument(inside, 'iterator')?.node.value;
  const name = iterator?.kind === 'variable' ? iterator.name : (block.labels[0]?.name ?? '');
  const at = placeAt(source, forEach.node.value);
  const over = entriesOf(evaluateLazily(forEach.node.value, scopeOf(source)), at);
  if (!over) return { code: 'syntax', what: 'for_each of a dynamic block needs a collection', at };
  for (const [key, value] of over.entries) {
    const each = iteration(key, value);
    made.push(nested(content, source, where => withNames(scopeOf(where), { [name]: each })));
  }
  return over.open?.kind === 'unknown' ? over.open.why : undefined;
}

function iteration(key: Data, value: Data | Lazy): Lazy {
  return {
    kind: 'lazy',
    attribute: (name, use) => (name === 'key' ? key : name === 'value' ? value : unknownName(name, use)),
    item: (_key, use) => unknownName('[…]', use),
    entries: () => undefined,
    whole: use => ({
      kind: 'map',
      of: 'object',
      at: use,
      entries: new Map([
        ['key', { key: use, value: key }],
        ['value', { key: use, value: settled(value, use) }],
      ]),
    }),
  };
}

const unknownName = (name: string, at: Place): Data => ({ kind: 'unknown', at, why: { code: 'syntax', what: name, at } });

/** The arguments and types of blocks that say what a thing is, in order. */
export const writtenNames = (items: Written<Attribute | Block>[]): string[] =>
  items
    .map(({ node }) => (node.kind === 'attribute' ? node.name.name : typeOfBlock(node)))
    .filter(name => !meta.has(name) && !metaBlocks.has(name));

/** One argument or the blocks of one type; undefined where the body has neither. */
export function evaluateMember(items: Written<Attribute | Block>[], name: string, scopeOf: ScopeOf): Data | undefined {
  const found = argument({ items }, name);
  const written = found && !meta.has(name) ? evaluate(found.node.value, scopeOf(found.source)) : undefined;
  return blockTypes(items).has(name) ? joined(written, evaluateBlocks(items, name, scopeOf)) : written;
}

/** In JSON, blocks that are written out look like an argument. */
function joined(written: Data | undefined, blocks: ListData): ListData {
  if (!written) return blocks;
  return { ...blocks, items: [...(written.kind === 'list' ? written.items : [written]), ...blocks.items] };
}
