import { type Data, hole, type StringData } from '../data.ts';
import { sameData } from '../hcl/equality.ts';
import { partsOf } from '../hcl/text.ts';

/**
 * A value as a text that is equal for equal values, though parts of them are not known: `id-${uniqueString(resourceGroup().id)}`. What is
 * not known stands there by its name. Readers make the names of resources from it.
 */
export function canonical(data: Data, budget = { left: 200 }): string {
  if (--budget.left < 0) return '…';
  switch (data.kind) {
    case 'string':
      return textWithNames(data, what => `\${${what}}`);
    case 'number':
      return data.exact ?? String(data.value);
    case 'bool':
      return String(data.value);
    case 'null':
      return 'null';
    case 'unknown':
      return `\${${data.why.what}}`;
    case 'list':
      return `[${data.items.map(item => canonical(item, budget)).join(', ')}]`;
    case 'map':
      return `{${[...data.entries].map(([key, { value }]) => `${key}: ${canonical(value, budget)}`).join(', ')}}`;
  }
}

/** Whether two values are surely the same, though both may not be known. */
export const surelySame = (a: Data, b: Data): boolean =>
  sameData(a, b) ?? (a.kind === b.kind && (a.kind === 'string' || a.kind === 'unknown') && canonical(a) === canonical(b));

/** The text as the key of a map: its holes are named, and stay holes. */
export const keyOf = (data: StringData): string => textWithNames(data, what => `${hole}${what}${hole}`);

function textWithNames(data: StringData, named: (what: string) => string): string {
  if (!data.value.includes(hole)) return data.value;
  return partsOf(data)
    .map(({ start, end, from }) => ('hole' in from ? named(from.hole.what) : data.value.slice(start, end)))
    .join('');
}
