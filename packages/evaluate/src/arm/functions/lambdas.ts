import type { Data, ListData } from '../../data.ts';
import { whyUnknown } from '../../hcl/text.ts';
import { partOf } from '../../hcl/work.ts';
import { keyOf } from '../canonical.ts';
import type { Applied, ArmFunction } from '../scope.ts';
import { isList, isMap, isText, list, map, number } from './values.ts';

/** Functions that are given a function. https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-lambda */
export const lambdas: Record<string, ArmFunction> = {
  map: ([of], { at }, lambda) => {
    if (!isList(of) || !lambda) return undefined;
    return { ...list(each(of, lambda), at), ...(of.open ? { open: of.open } : {}) };
  },
  filter: ([of], { at }, lambda) => {
    if (!isList(of) || !lambda) return undefined;
    let { open } = of;
    const answers = each(of, lambda);
    const items = of.items.flatMap((item, index) => {
      const answer = answers[index]!;
      if (answer.kind === 'unknown') open ??= answer.why;
      return answer.kind === 'bool' && answer.value ? [partOf(of, item)] : [];
    });
    return { ...list(items, at), ...(open ? { open } : {}) };
  },
  reduce: ([of, initial], { at }, lambda) => {
    if (!isList(of) || of.open || !initial || !lambda) return undefined;
    const counted = lambda.lambda.parameters.length > 2;
    return of.items.reduce<Data>(
      (sum, item, index) => lambda.apply(sum, partOf(of, item), ...(counted ? [number(index, at)] : [])),
      initial,
    );
  },
  sort: ([of], { at }, lambda) => {
    if (!isList(of) || of.open || !lambda || whyUnknown(of)) return undefined;
    // A comparison that is not true or false leaves two as they are.
    const before = (a: Data, b: Data): boolean => {
      const answer = lambda.apply(a, b);
      return answer.kind === 'bool' && answer.value;
    };
    return list(
      of.items.map(item => partOf(of, item)).sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0)),
      at,
    );
  },
  toobject: ([of], { at, work }, lambda) => {
    if (!isList(of) || !lambda) return undefined;
    const made = map(at);
    if (of.open) made.open = of.open;
    const value = lambda.second;
    for (const item of of.items) {
      work.left--;
      const key = lambda.apply(partOf(of, item));
      if (isText(key)) made.entries.set(keyOf(key), { key: key.at, value: value ? value.apply(partOf(of, item)) : partOf(of, item) });
      else made.open ??= key.kind === 'unknown' ? key.why : { code: 'syntax', what: 'a key that is no string', at };
    }
    return made;
  },
  groupby: ([of], { at }, lambda) => {
    if (!isList(of) || of.open || !lambda) return undefined;
    const made = map(at);
    for (const item of of.items) {
      const key = lambda.apply(partOf(of, item));
      if (!isText(key)) return undefined;
      const group = made.entries.get(keyOf(key))?.value;
      if (isList(group)) group.items.push(partOf(of, item));
      else made.entries.set(keyOf(key), { key: key.at, value: list([partOf(of, item)], at) });
    }
    return made;
  },
  mapvalues: ([of], { at }, lambda) => {
    if (!isMap(of) || !lambda) return undefined;
    const made = map(at);
    for (const [key, entry] of of.entries) made.entries.set(key, { key: entry.key, value: lambda.apply(partOf(of, entry.value)) });
    if (of.open) made.open = of.open;
    return made;
  },
};

const each = (of: ListData, lambda: Applied): Data[] => {
  const counted = lambda.lambda.parameters.length > 1;
  return of.items.map((item, index) => lambda.apply(partOf(of, item), ...(counted ? [number(index, item.at)] : [])));
};
