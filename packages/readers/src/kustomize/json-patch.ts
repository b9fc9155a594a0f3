import type { Data, MapData } from '@idlint/evaluate';
import type { Place } from '@idlint/model';
import { changeAt, fieldOf, isTooLarge, listAt, mapAt, textAt, withEntry } from './fields.ts';

/**
 * JSON patches (RFC 6902). What does not fit is left out, and said. Annotations need not be there to be added to: Kustomize has some of its
 * own on every object.
 */
export function patchObject(object: MapData, operations: readonly Data[], onMisfit: (at: Place) => void): MapData {
  const annotates = operations.some(operation => textAt(operation, 'path')?.startsWith('/metadata/annotations/'));
  let patched: Data = annotates ? changeAt(object, ['metadata', 'annotations'], found => found ?? mapAt(object.at), object.at) : object;
  for (const operation of operations) {
    const next = apply(patched, operation);
    if (next === undefined) onMisfit(fieldOf(operation, 'path')?.at ?? operation.at);
    else patched = next;
  }
  return patched.kind === 'map' ? patched : object;
}

function apply(root: Data, operation: Data): Data | undefined {
  const path = pointer(textAt(operation, 'path'));
  const from = pointer(textAt(operation, 'from'));
  const value = operation.kind === 'map' ? operation.entries.get('value')?.value : undefined;
  if (!path) return undefined;
  switch (textAt(operation, 'op')) {
    case 'add':
      return value && put(root, path, value, true);
    case 'replace':
      return value && put(root, path, value, false);
    case 'remove':
      return taken(root, path);
    case 'copy':
    case 'move': {
      const there = from && valueAt(root, from);
      const found = there && !isTooLarge(there) ? there : undefined;
      const rest = from && textAt(operation, 'op') === 'move' ? taken(root, from) : root;
      return found && rest && put(rest, path, found, true);
    }
    case 'test':
      return valueAt(root, path) ? root : undefined;
    default:
      return undefined;
  }
}

/** https://www.rfc-editor.org/rfc/rfc6901 */
function pointer(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  if (text === '') return [];
  if (!text.startsWith('/')) return undefined;
  return text
    .slice(1)
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Of an item that is there; one past the last for `-`. */
function indexIn(items: readonly Data[], key: string): number | undefined {
  if (key === '-') return items.length;
  if (!/^-?\d+$/.test(key)) return undefined;
  const index = Number(key) < 0 ? items.length + Number(key) : Number(key);
  return index >= 0 && index <= items.length ? index : undefined;
}

function valueAt(data: Data, path: readonly string[]): Data | undefined {
  let found: Data | undefined = data;
  for (const key of path) {
    if (found?.kind === 'list') found = found.items[indexIn(found.items, key) ?? -1];
    else found = found?.kind === 'map' ? found.entries.get(key)?.value : undefined;
  }
  return found;
}

/** @param add moves the items of a list on; otherwise there must be one already */
function put(data: Data, [key, ...rest]: readonly string[], value: Data, add: boolean): Data | undefined {
  if (key === undefined) return value;
  if (data.kind === 'list') {
    const index = indexIn(data.items, key);
    const there = index === undefined ? undefined : data.items[index];
    if (index === undefined || (!there && (rest.length > 0 || !add))) return undefined;
    const next = rest.length > 0 ? put(there!, rest, value, add) : value;
    return next && { ...data, items: data.items.toSpliced(index, rest.length > 0 || !add ? 1 : 0, next) };
  }
  if (data.kind !== 'map') return undefined;
  const there = data.entries.get(key)?.value;
  // `replace` makes a missing key, as kubectl's does.
  if (!there && rest.length > 0) return undefined;
  const next = rest.length > 0 ? put(there!, rest, value, add) : value;
  return next && withEntry(data, key, next);
}

function taken(data: Data, [key, ...rest]: readonly string[]): Data | undefined {
  if (key === undefined) return undefined;
  if (data.kind === 'list') {
    const index = indexIn(data.items, key);
    const there = index === undefined ? undefined : data.items[index];
    if (index === undefined || !there) return undefined;
    const next = rest.length > 0 ? taken(there, rest) : undefined;
    if (rest.length > 0 && !next) return undefined;
    return { ...data, items: data.items.toSpliced(index, 1, ...(next ? [next] : [])) };
  }
  if (data.kind !== 'map') return undefined;
  const there = data.entries.get(key)?.value;
  if (!there) return undefined;
  const next = rest.length > 0 ? taken(there, rest) : undefined;
  return rest.length > 0 && !next ? undefined : withEntry(data, key, next);
}

/** Whether a patch is one of operations. */
export const areOperations = (patch: Data): boolean =>
  patch.kind === 'list' && listAt(patch).some(item => fieldOf(item, 'op') !== undefined);
