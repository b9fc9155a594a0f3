import { parseYaml, type YamlNode, type YamlScalar } from '@idlint/syntax/yaml';
import { fault, TemplateError } from '../fault.ts';
import { type Source, type Str, slice, sourcesOf, TextBuilder } from '../text.ts';
import { type Dict, dict, nil, type Value } from '../value.ts';
import { plainKey, plainValue } from './yaml-words.ts';

/** How many nodes aliases may add: a document that is made to explode does not. */
const mostFromAliases = 20_000;

/** The value of a YAML text, its scalars with their places; `fault` says what is wrong with the text, of which as much is read as can be. */
export function readYaml(text: Str): { value: Value; fault?: { at: number; message: string } } {
  const { root, faults } = parseYaml(text.value);
  const [first] = faults;
  const wrong = first ? { fault: { at: first.start, message: first.message } } : {};
  if (!root) return { value: nil, ...wrong };
  try {
    return { value: new Converter(text).convert(root), ...wrong };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { value: nil, fault: { at: root.start, message: error.message } };
  }
}

class Converter {
  readonly #text: Str;
  readonly #within = new Set<YamlNode>();
  #fromAliases = 0;
  #aliases = 0;

  constructor(text: Str) {
    this.#text = text;
  }

  convert(node: YamlNode): Value {
    if (this.#aliases > 0 && ++this.#fromAliases > mostFromAliases) throw fault('aliases that grow too large');
    if (node.kind === 'alias') {
      if (!node.of) throw fault(`there is no anchor ${node.name}`);
      if (this.#within.has(node.of)) throw fault(`*${node.name} holds itself`);
      this.#aliases++;
      const value = this.convert(node.of);
      this.#aliases--;
      return value;
    }
    if (node.kind === 'scalar') return this.#scalar(node);
    this.#within.add(node);
    const from = this.#whole(node);
    const value: Value =
      node.kind === 'map'
        ? { ...this.#map(node), ...from }
        : { kind: 'list', items: node.items.map(item => this.convert(item)), of: 'any', ...from };
    this.#within.delete(node);
    return value;
  }

  /** Keys written in the map win over merged ones, earlier merged maps over later ones. */
  #map(node: Extract<YamlNode, { kind: 'map' }>): Dict {
    const map = dict();
    const merged: YamlNode[] = [];
    for (const { key, value } of node.entries) {
      const name = key.kind === 'alias' ? key.of : key;
      if (name?.kind !== 'scalar') continue;
      if (name.style === 'plain' && name.text === '<<') merged.push(...(value.kind === 'sequence' ? value.items : [value]));
      else map.entries.set(name.style === 'plain' && !isForced(name) ? plainKey(name.text) : name.text, this.convert(value));
    }
    for (const source of merged) {
      const value = this.convert(source);
      if (value.kind === 'map') for (const [key, entry] of value.entries) if (!map.entries.has(key)) map.entries.set(key, entry);
    }
    return map;
  }

  #scalar(node: YamlScalar): Value {
    if (node.style === 'plain' && !isForced(node)) {
      const value = plainValue(node.text);
      if (value) return value.kind === 'nil' ? value : { ...value, ...this.#whole(node) };
    }
    // `!!int "5"`
    if (typeof node.value === 'number' || typeof node.value === 'boolean') return plainValue(String(node.value)) ?? nil;
    if (!node.runs) return slice(this.#text, node.start, node.end);
    const builder = new TextBuilder();
    for (const { inner, innerLength, outer, outerLength } of node.runs) {
      if (innerLength === outerLength) builder.addFrom(this.#text, outer, outer + outerLength);
      else builder.add(node.text.slice(inner, inner + innerLength), inexact(slice(this.#text, outer, outer + outerLength)));
    }
    const read = builder.build();
    return read.value === node.text ? read : { kind: 'string', value: node.text };
  }

  #whole({ start, end }: YamlNode): { from?: Source } {
    if (this.#text.pieces) {
      const from = sourcesOf(slice(this.#text, start, Math.max(end, start + 1)))[0];
      return from ? { from } : {};
    }
    const from = slice(this.#text, start, Math.max(end, start + 1)).from;
    return from ? { from } : {};
  }
}

function inexact(text: Str): Source | undefined {
  const [from] = sourcesOf(text);
  return from && { ...from, exact: false };
}

/** `!!str 5`: the library has applied the tag already, and left out that it was there. */
const isForced = ({ text, value }: YamlScalar): boolean =>
  typeof value === 'string' &&
  text !== '' &&
  (/^(?:true|True|TRUE|false|False|FALSE|null|Null|NULL|~)$/.test(text) ||
    (Number.isFinite(Number(text)) && /^[-+]?[\d.]/.test(text) && !/^[-+]?0[bB]/.test(text)));
