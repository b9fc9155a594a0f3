import type { Data, ListData } from '../../data.ts';
import { sameData, setItems } from '../equality.ts';
import { whyUnknown } from '../text.ts';
import { failure, mostItems, overLimit } from '../work.ts';
import { itemsIn, unifiedItems } from './collections.ts';
import { type CallContext, define, type FunctionDefinition, type Items, list } from './define.ts';

const anySet = { set: 'dynamic' } as const;

/** Of sets of unlike items (numbers and strings), Terraform makes sets of strings. */
const setOf = (items: Data[], context: CallContext): ListData => list(setItems(unifiedItems(items, context)), context, 'set');
const among = (items: Data[], wanted: Data): boolean => items.some(item => sameData(item, wanted) === true);

/** All of one type, each set on its own again. */
function alike(sets: Items[], context: CallContext): Data[][] {
  const all = unifiedItems(sets.flatMap(itemsIn), context);
  let from = 0;
  return sets.map(({ items }) => {
    from += items.length;
    return all.slice(from - items.length, from);
  });
}

export const sets: Record<string, FunctionDefinition> = {
  setunion: define<Items[]>(
    [anySet],
    (args, context) => {
      const items = args.flatMap(arg => (arg.kind === 'list' ? itemsIn(arg) : []));
      const open = args.map(whyUnknownShape).find(why => why);
      return { ...setOf(items, context), ...(open ? { open } : {}) };
    },
    { rest: anySet, takes: 'anything' },
  ),

  setintersection: define<Items[]>(
    [anySet],
    (args, context) => {
      const [first = [], ...others] = alike(args, context);
      return setOf(
        first.filter(item => others.every(other => among(other, item))),
        context,
      );
    },
    { rest: anySet },
  ),

  setsubtract: define<[Items, Items]>([anySet, anySet], (args, context) => {
    const [from = [], without = []] = alike(args, context);
    return setOf(
      from.filter(item => !among(without, item)),
      context,
    );
  }),

  setproduct: define<Data[]>(
    ['dynamic', 'dynamic'],
    (args, context) => {
      const { at, work } = context;
      let rows: Data[][] = [[]];
      for (const arg of args) {
        if (arg.kind !== 'list') return failure(work, 'setproduct needs lists or sets', at);
        if (rows.length * arg.items.length > mostItems) return overLimit(`more than ${mostItems} items`, at);
        // A list or set is of one type already; a tuple becomes a list.
        const items = arg.of === 'tuple' || arg.of === undefined ? unifiedItems(itemsIn(arg), context) : itemsIn(arg);
        rows = rows.flatMap(row => items.map(item => [...row, item]));
      }
      const tuples = rows.map(row => list(row, context, 'tuple'));
      const ordered = args.every(arg => arg.kind !== 'list' || arg.of !== 'set');
      return ordered ? list(tuples, context) : list(setItems(tuples), context, 'set');
    },
    { rest: 'dynamic', takes: 'shallow' },
  ),
};

const whyUnknownShape = (data: Data): ReturnType<typeof whyUnknown> => (data.kind === 'list' ? data.open : whyUnknown(data));
