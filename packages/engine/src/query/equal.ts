/**
 * Whether two pieces of plain data are the same by structure: primitives, arrays, Maps, Sets, typed arrays and objects without a class
 * of their own that matters. What queries give is compared with it, so that a change that changes nothing stops there.
 */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && equalItems(a, b);
  if (Array.isArray(b)) return false;
  if (ArrayBuffer.isView(a))
    return ArrayBuffer.isView(b) && equalItems(a as unknown as ArrayLike<unknown>, b as unknown as ArrayLike<unknown>);
  if (a instanceof Map) return b instanceof Map && equalMaps(a, b);
  if (a instanceof Set) return b instanceof Set && equalItems([...a], [...b]);
  if (b instanceof Map || b instanceof Set || ArrayBuffer.isView(b)) return false;
  return equalObjects(a as Record<string, unknown>, b as Record<string, unknown>);
}

function equalItems(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!equal(a[at], b[at])) return false;
  return true;
}

/** The order counts: what reads a Map may go through it. */
function equalMaps(a: Map<unknown, unknown>, b: Map<unknown, unknown>): boolean {
  if (a.size !== b.size) return false;
  const others = b.entries();
  for (const [key, value] of a) {
    const [otherKey, otherValue] = others.next().value!;
    if (!equal(key, otherKey) || !equal(value, otherValue)) return false;
  }
  return true;
}

/** A property that is undefined is the same as none. */
function equalObjects(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  let more = 0;
  for (const key in a) {
    if (a[key] === undefined) continue;
    more++;
    if (!equal(a[key], b[key])) return false;
  }
  for (const key in b) if (b[key] !== undefined) more--;
  return more === 0;
}

/** Equal in length, and each item the very same. */
export const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && a.every((item, at) => item === b[at]));
