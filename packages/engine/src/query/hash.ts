/** A number for a piece of plain data, equal for equal data (`equal`): what calls are looked up by. 32 bits. */
export function structuralHash(data: unknown, seed = 0x811c9dc5): number {
  if (typeof data === 'string') return hashText(data, seed);
  if (typeof data !== 'object' || data === null) return data === undefined ? seed : hashText(String(data), seed);
  if (Array.isArray(data)) return data.reduce<number>((hash, item) => structuralHash(item, mix(hash, 91)), seed);
  if (data instanceof Map || data instanceof Set) return structuralHash([...data], mix(seed, 77));
  // The order of properties does not count, so their hashes are added up.
  let sum = mix(seed, 123);
  const object = data as Record<string, unknown>;
  for (const key in object) if (object[key] !== undefined) sum = (sum + structuralHash(object[key], hashText(key, seed))) | 0;
  return sum;
}

const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

function hashText(text: string, seed: number): number {
  let hash = mix(seed, text.length);
  for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at));
  return hash;
}
