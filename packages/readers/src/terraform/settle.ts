import { type Data, hole, type MapEntry } from '@idlint/evaluate';
import { overLimit, partOf } from '@idlint/evaluate/hcl';

/**
 * Evaluation keeps the places that a collection came through on the collection. Before facts are made of a value, they are handed down to
 * all of its parts, so that each part knows its own way; and keys that are partly known are shown as people write that: `…:sub`.
 */
export function settle(data: Data, budget = { left: 200_000 }): Data {
  if (--budget.left < 0) return overLimit('a value of this size', data.at);
  switch (data.kind) {
    case 'list':
      return { ...data, items: data.items.map(item => settle(partOf(data, item), budget)) };
    case 'map': {
      const entries = [...data.entries].map(([key, entry]): [string, MapEntry] => [
        key.replaceAll(hole, '…'),
        { key: entry.key, value: settle(partOf(data, entry.value), budget) },
      ]);
      return { ...data, entries: new Map(entries) };
    }
    case 'string':
      return data.encoded ? { ...data, encoded: { ...data.encoded, of: settle(partOf(data, data.encoded.of), budget) } } : data;
    default:
      return data;
  }
}
