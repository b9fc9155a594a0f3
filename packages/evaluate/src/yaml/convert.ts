import type { Place, Why } from '@idlint/model';
import type { YamlMap, YamlNode, YamlScalar } from '@idlint/syntax/yaml';
import { type Data, hole, type MapEntry, type StringData } from '../data.ts';
import { placeWithin, restate } from '../string.ts';
import { intrinsic } from './intrinsics.ts';

/** How many nodes aliases may add to a document: enough for any that a person keeps, too few for one that is made to explode. */
const mostFromAliases = 20_000;

/** From a YAML tree to Data, aliases and merge keys followed. `outer` is the text of the document, wherever it is written. */
export class YamlConverter {
  readonly #outer: StringData;
  readonly #holes: boolean;
  #fromAliases = 0;
  /** The places of the aliases on the way to the node. */
  #via: Place[] = [];
  /** Nodes that are being converted: an alias to one of them is a cycle. */
  readonly #within = new Set<YamlNode>();

  constructor(outer: StringData) {
    this.#outer = outer;
    this.#holes = outer.value.includes(hole);
    if (outer.via) this.#via = outer.via;
  }

  convert(node: YamlNode): Data {
    if (node.kind === 'alias') return this.#alias(node);
    if (this.#via !== this.#outer.via && this.#via.length > 0 && ++this.#fromAliases > mostFromAliases)
      return this.#unknown(node, { code: 'limit', what: 'aliases that grow too large' });
    this.#within.add(node);
    const data = this.#bare(node);
    this.#within.delete(node);
    return node.tag ? intrinsic(node.tag.name, this.#place(node.tag.start, node.tag.end), data) : data;
  }

  #bare(node: Exclude<YamlNode, { kind: 'alias' }>): Data {
    if (node.kind === 'scalar') return this.#scalar(node);
    if (node.kind === 'map') return this.#map(node);
    const open = this.#cut(node);
    return { kind: 'list', items: node.items.map(item => this.convert(item)), ...this.#base(node), ...(open ? { open } : {}) };
  }

  #alias(node: Extract<YamlNode, { kind: 'alias' }>): Data {
    const { of } = node;
    if (!of) return this.#unknown(node, { code: 'reference', what: `*${node.name}` });
    if (this.#within.has(of)) return this.#unknown(node, { code: 'cycle', what: `*${node.name}` });
    const via = this.#via;
    this.#via = [...via, this.#place(node.start, node.end)];
    const data = this.convert(of);
    this.#via = via;
    return data;
  }

  /** Keys written in the map win over merged ones, earlier merged maps over later ones. */
  #map(node: YamlMap): Data {
    const own = new Map<string, MapEntry>();
    const merged: YamlNode[] = [];
    let open = this.#cut(node);
    for (const { key, value } of node.entries) {
      const name = key.kind === 'alias' ? key.of : key;
      if (key.kind === 'scalar' && key.style === 'plain' && key.text === '<<')
        merged.push(...(value.kind === 'sequence' ? value.items : [value]));
      else if (name?.kind === 'scalar') {
        if (this.#holes && name.text.includes(hole)) open ??= this.#holeIn(name.start, name.end);
        else own.set(name.text, { key: this.#place(key.start, key.end), value: this.convert(value) });
      }
    }
    for (const source of merged) {
      const data = this.convert(source);
      if (data.kind === 'map') {
        for (const [key, entry] of data.entries) if (!own.has(key)) own.set(key, entry);
        open ??= data.open;
      } else if (data.kind === 'unknown') open ??= data.why;
    }
    return { kind: 'map', entries: own, ...this.#base(node), ...(open ? { open } : {}) };
  }

  /** What could not be read may hold what seems to be missing. */
  #cut(node: { start: number; cut?: true }): Why | undefined {
    return node.cut ? { code: 'syntax', what: 'the YAML is broken here', at: this.#place(node.start, node.start + 1) } : undefined;
  }

  #scalar(node: YamlScalar): Data {
    const base = this.#base(node);
    const { value } = node;
    if (value === null) return { kind: 'null', ...base };
    if (typeof value === 'boolean') return { kind: 'bool', value, ...base };
    if (typeof value === 'number') return { kind: 'number', value, ...base, ...(String(value) === node.text ? {} : { exact: node.text }) };
    if (this.#holes && node.style === 'plain' && value === hole)
      return { kind: 'unknown', why: this.#holeIn(node.start, node.end), ...base };
    const length = node.end - node.start;
    const runs = node.runs ?? [{ inner: 0, innerLength: length, outer: node.start, outerLength: length }];
    const data = restate(this.#outer, node.text, runs);
    // The line break that a block scalar ends with belongs to its value, not to what is underlined.
    const whole = data.at.start === base.at.start && data.at.end === base.at.end;
    const parts = data.parts ?? (whole ? undefined : [{ start: 0, end: data.value.length, from: { at: data.at } }]);
    return { kind: 'string', value: data.value, at: base.at, ...(parts ? { parts } : {}), ...this.#chain() };
  }

  #holeIn(start: number, end: number): Why {
    const part = this.#outer.parts?.find(part => 'hole' in part.from && part.start < end && part.end > start);
    return part && 'hole' in part.from ? part.from.hole : { code: 'dynamic', what: 'a part of the text', at: this.#place(start, end) };
  }

  #unknown({ start, end }: { start: number; end: number }, why: Why): Data {
    const at = this.#place(start, end);
    return { kind: 'unknown', why: { ...why, at }, at, ...this.#chain() };
  }

  #base({ start, end }: { start: number; end: number }): { at: Place; via?: Place[] } {
    return { at: this.#place(start, end), ...this.#chain() };
  }

  #chain(): { via?: Place[] } {
    return this.#via.length > 0 ? { via: this.#via } : {};
  }

  #place(start: number, end: number): Place {
    return placeWithin(this.#outer, start, end);
  }
}
