import type { PositionMap, Run } from '../position-map.ts';

const simple: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * What the inside of a JSON string means. An escape that JSON does not have stands for itself, as written. `outer` is where `raw`
 * starts in its text.
 */
export function unescapeJson(raw: string, outer: number): { value: string; runs: PositionMap; faults: { start: number; end: number }[] } {
  const runs: Run[] = [];
  const faults: { start: number; end: number }[] = [];
  let value = '';
  let at = 0;
  while (at < raw.length) {
    let next = raw.indexOf('\\', at);
    if (next < 0) next = raw.length;
    if (next > at) {
      runs.push({ inner: value.length, innerLength: next - at, outer: outer + at, outerLength: next - at });
      value += raw.slice(at, next);
      at = next;
      continue;
    }
    const hex = raw[at + 1] === 'u' ? /^[0-9A-Fa-f]{4}/.exec(raw.slice(at + 2, at + 6))?.[0] : undefined;
    const meaning = hex === undefined ? simple[raw[at + 1] ?? ''] : String.fromCharCode(Number.parseInt(hex, 16));
    const length = hex === undefined ? Math.min(2, raw.length - at) : 6;
    const text = meaning ?? raw.slice(at, at + length);
    if (meaning === undefined) faults.push({ start: outer + at, end: outer + at + length });
    runs.push({ inner: value.length, innerLength: text.length, outer: outer + at, outerLength: length });
    value += text;
    at += length;
  }
  return { value, runs, faults };
}
