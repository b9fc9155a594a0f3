import type { MapData } from '@idlint/evaluate';

/** Two maps as one, all the way down; what the second says wins. */
export function merged(first: MapData, then: MapData): MapData {
  const entries = new Map(first.entries);
  for (const [key, entry] of then.entries) {
    const before = entries.get(key);
    const both = before?.value.kind === 'map' && entry.value.kind === 'map' ? merged(before.value, entry.value) : entry.value;
    entries.set(key, { key: entry.key, value: both });
  }
  const open = first.open ?? then.open;
  return { ...then, entries, ...(open ? { open } : {}) };
}
