import { type Data, hole } from '../data.ts';
import { bigOf, compare, numberText } from './number.ts';
import { holeIn, whyKeys, whyUnknown } from './text.ts';

/** Strings in the order of their UTF-8 bytes, as Go compares them: code points, not UTF-16 units. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    // Surrogates stand for code points above all other units.
    const high = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
    return high(left) - high(right);
  }
  return a.length - b.length;
}

/** Whether two values are the same by Terraform's `==`; undefined where that is not known, or costs too much to find out. */
export const sameData = (a: Data, b: Data): boolean | undefined => same(a, b, { left: 100_000 });

function same(a: Data, b: Data, steps: { left: number }): boolean | undefined {
  if (a === b && !whyUnknown(a)) return true;
  if (--steps.left < 0) return undefined;
  if (a.kind === 'unknown' || b.kind === 'unknown') return undefined;
  if (a.kind === 'string' && b.kind === 'string') return sameText(a.value, b.value, holeIn(a) !== undefined || holeIn(b) !== undefined);
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind;
  if (a.kind === 'number' && b.kind === 'number')
    return a.value === b.value && (numberText(a) === numberText(b) || compare(bigOf(a), bigOf(b)) === 0);
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value;
  if (a.kind === 'list' && b.kind === 'list') return sameItems(a.items, b.items, a.open !== undefined || b.open !== undefined, steps);
  if (a.kind === 'map' && b.kind === 'map') {
    if (whyKeys(a) || whyKeys(b)) return undefined;
    if (a.entries.size !== b.entries.size) return false;
    const keys = [...a.entries.keys()];
    if (!keys.every(key => b.entries.has(key))) return false;
    return sameItems(
      keys.map(key => a.entries.get(key)!.value),
      keys.map(key => b.entries.get(key)!.value),
      false,
      steps,
    );
  }
  return false;
}

/** With holes, what surrounds them may already tell them apart. */
function sameText(a: string, b: string, holes: boolean): boolean | undefined {
  if (!holes) return a === b;
  const ends = (text: string): [string, string] => {
    const first = text.indexOf(hole);
    return first < 0 ? [text, text] : [text.slice(0, first), text.slice(text.lastIndexOf(hole) + 1)];
  };
  const [startA, endA] = ends(a);
  const [startB, endB] = ends(b);
  if (!startA.startsWith(startB) && !startB.startsWith(startA)) return false;
  if (!endA.endsWith(endB) && !endB.endsWith(endA)) return false;
  return undefined;
}

function sameItems(a: Data[], b: Data[], open: boolean, steps: { left: number }): boolean | undefined {
  if (open) return undefined;
  if (a.length !== b.length) return false;
  let all: boolean | undefined = true;
  for (const [index, item] of a.entries()) {
    const equal = same(item, b[index]!, steps);
    if (equal === false) return false;
    if (equal === undefined) all = undefined;
  }
  return all;
}

const identities = new WeakMap<Data, string | false>();
/** Values that are larger than this as texts are not told apart. */
const longestIdentity = 1_000_000;

/** A text that is the same for equal values and no others; `undefined` where a part is not known. */
function identityOf(data: Data): string | undefined {
  if (data.kind !== 'list' && data.kind !== 'map') return writeIdentity(data);
  // Collections may share their parts many times over: each is written once.
  let identity = identities.get(data);
  if (identity === undefined) {
    const text = writeIdentity(data);
    identity = text !== undefined && text.length <= longestIdentity ? text : false;
    identities.set(data, identity);
  }
  return identity === false ? undefined : identity;
}

function writeIdentity(data: Data): string | undefined {
  switch (data.kind) {
    case 'unknown':
      return undefined;
    case 'null':
      return 'null';
    case 'bool':
      return String(data.value);
    case 'number':
      return numberText(data);
    case 'string':
      return holeIn(data) ? undefined : JSON.stringify(data.value);
    case 'list': {
      if (data.open) return undefined;
      const items = data.items.map(identityOf);
      return items.includes(undefined) ? undefined : `[${items.map(item => `${item};`).join('')}]`;
    }
    case 'map': {
      if (whyKeys(data)) return undefined;
      const entries = [...data.entries].sort(([a], [b]) => compareKeys(a, b)).map(([key, { value }]) => [key, identityOf(value)] as const);
      if (entries.some(([, value]) => value === undefined)) return undefined;
      // go-cty orders the items of a set by such texts; objects leave their names out.
      return data.of === 'map'
        ? `{${entries.map(([key, value]) => `${JSON.stringify(key)}=${value};`).join('')}}`
        : `<${entries.map(([, value]) => `${value};`).join('')}>`;
    }
  }
}

/** The items of a set: each once, in Terraform's order. Unknown ones stay, last. */
export function setItems(items: Data[]): Data[] {
  const seen = new Map<string, Data>();
  const unclear: Data[] = [];
  for (const item of items) {
    const identity = identityOf(item);
    if (identity === undefined) unclear.push(item);
    else {
      const key = item.kind === 'map' && item.of !== 'map' ? `${[...item.entries.keys()].sort().join()}${identity}` : identity;
      if (!seen.has(key)) seen.set(key, item);
    }
  }
  return [...[...seen.values()].sort(compareItems), ...unclear];
}

function compareItems(a: Data, b: Data): number {
  if (a.kind === 'string' && b.kind === 'string') return compareKeys(a.value, b.value);
  if (a.kind === 'number' && b.kind === 'number') return compare(bigOf(a), bigOf(b));
  if (a.kind === 'bool' && b.kind === 'bool') return Number(a.value) - Number(b.value);
  if (a.kind === 'null' || b.kind === 'null') return Number(a.kind === 'null') - Number(b.kind === 'null');
  return compareKeys(identityOf(a) ?? '', identityOf(b) ?? '');
}
