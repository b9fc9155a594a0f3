import { type Data, type Found, type MapData, type MapEntry, mapOf, member } from '@idlint/evaluate';

/**
 * `Globals` of a SAM template, merged into a resource of its section as SAM does: maps are merged, lists put one after another, everything
 * else of the resource's own wins. An intrinsic function counts as one value.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(own: MapData, type: string, template: MapData, ignored: Found): MapData {
  const [, section] = /^AWS::Serverless::(\w+)$/.exec(type) ?? [];
  const globals = section && mapOf(member(template, 'Globals', section));
  if (!globals) return own;
  if (ignored.kind === 'string' && ignored.value === '*') return own;
  const without = ignored.kind === 'list' ? new Set(ignored.items.map(item => (item.kind === 'string' ? item.value : ''))) : undefined;
  const kept = without ? { ...globals, entries: new Map([...globals.entries].filter(([key]) => !without.has(key))) } : globals;
  return merged(kept, own);
}

function merged(globals: MapData, own: MapData): MapData {
  const entries = new Map<string, MapEntry>(globals.entries);
  for (const [key, entry] of own.entries) {
    const before = globals.entries.get(key);
    entries.set(key, before ? { key: entry.key, value: both(before.value, entry.value) } : entry);
  }
  return { ...own, entries };
}

function both(global: Data, own: Data): Data {
  if (global.kind === 'map' && own.kind === 'map' && !isIntrinsic(global) && !isIntrinsic(own)) return merged(global, own);
  if (global.kind === 'list' && own.kind === 'list') return { ...own, items: [...global.items, ...own.items] };
  return own;
}

function isIntrinsic({ entries }: MapData): boolean {
  const [name] = entries.keys();
  return entries.size === 1 && name !== undefined && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
}
