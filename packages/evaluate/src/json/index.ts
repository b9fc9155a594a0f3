import { type Place, placeOf, type Uri, type Why } from '@idlint/model';
import { type JsonNode, type JsonOptions, type JsonString, parseJson } from '@idlint/syntax/json';
import { type Data, hole, type MapEntry, type StringData } from '../data.ts';
import { placeWithin, restate } from '../string.ts';

export interface JsonData {
  /** Unknown where the text holds no value at all. */
  data: Data;
  /** What is not as JSON allows; the rest is still read. */
  faults: { at: Place; message: string }[];
}

/** A JSON document as Data. Offsets are of the whole file. */
export function jsonData(uri: Uri, text: string, options: JsonOptions = {}): JsonData {
  return jsonInString({ kind: 'string', value: text, at: placeOf(uri, 0, text.length) }, options);
}

/**
 * The JSON that a string holds, each part of it at its place in the outer file, whatever escapes and indentations lie between. A hole
 * that stands inside of a JSON string makes that string partly known; one where a value stands makes an unknown value; one between
 * the items of a list or the members of a map leaves it open.
 */
export function jsonInString(outer: StringData, options: JsonOptions = {}): JsonData {
  const { root, faults } = parseJson(outer.value, options);
  const real = outer.value.includes(hole) ? faults.filter(({ start, end }) => !outer.value.slice(start, end).includes(hole)) : faults;
  return {
    data: root ? convert(root) : { kind: 'unknown', at: outer.at, why: { code: 'syntax', what: 'no JSON value', at: outer.at }, ...via() },
    faults: real.map(({ start, end, message }) => ({ at: placeWithin(outer, start, end), message })),
  };

  function via(): { via?: Place[] } {
    return outer.via?.length ? { via: outer.via } : {};
  }

  function base({ start, end }: { start: number; end: number }): { at: Place; via?: Place[] } {
    return { at: placeWithin(outer, start, end), ...via() };
  }

  function convert(node: JsonNode): Data {
    switch (node.kind) {
      case 'string':
        return string(node);
      case 'number': {
        const value = Number(node.text);
        return { kind: 'number', value, ...base(node), ...(String(value) === node.text ? {} : { exact: node.text }) };
      }
      case 'word':
        return node.value === null ? { kind: 'null', ...base(node) } : { kind: 'bool', value: node.value, ...base(node) };
      case 'array': {
        const open = node.items.map(item => (item.kind === 'invalid' ? holeIn(item) : undefined)).find(why => why) ?? broken(node);
        const items = node.items.filter(item => item.kind !== 'invalid' || !holeIn(item)).map(convert);
        return { kind: 'list', items, ...base(node), ...(open ? { open } : {}) };
      }
      case 'object':
        return object(node);
      case 'invalid': {
        const at = base(node);
        return { kind: 'unknown', why: holeIn(node) ?? { code: 'syntax', what: 'no JSON value', at: at.at }, ...at };
      }
    }
  }

  function object(node: Extract<JsonNode, { kind: 'object' }>): Data {
    const entries = new Map<string, MapEntry>();
    let open = node.strays.map(holeIn).find(why => why) ?? broken(node);
    for (const { key, value } of node.members) {
      if (key.value.includes(hole)) open ??= holeIn(key);
      else entries.set(key.value, { key: placeWithin(outer, key.start, key.end), value: convert(value) });
    }
    return { kind: 'map', entries, ...base(node), ...(open ? { open } : {}) };
  }

  /** What could not be read may hold what seems to be missing. */
  function broken(node: Extract<JsonNode, { kind: 'object' | 'array' }>): Why | undefined {
    const lost = node.unclosed || (node.kind === 'object' && node.strays.length > 0);
    return lost ? { code: 'syntax', what: 'the JSON is broken here', at: placeWithin(outer, node.start, node.start + 1) } : undefined;
  }

  function string(node: JsonString): StringData {
    const length = node.end - node.start;
    const data = restate(outer, node.value, node.runs ?? [{ inner: 0, innerLength: length, outer: node.start, outerLength: length }]);
    return length === 0 ? { ...data, at: placeWithin(outer, node.start, node.start) } : data;
  }

  /** Why a token is not known: it has a hole in it. */
  function holeIn({ start, end }: { start: number; end: number }): Why | undefined {
    const at = outer.value.slice(start, end).indexOf(hole);
    if (at < 0) return undefined;
    const part = outer.parts?.find(part => 'hole' in part.from && part.start <= start + at && start + at < part.end);
    return part && 'hole' in part.from
      ? part.from.hole
      : { code: 'dynamic', what: 'a part of the text', at: placeWithin(outer, start, end) };
  }
}
