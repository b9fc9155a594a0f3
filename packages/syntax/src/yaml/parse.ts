import { type Alias, isAlias, isMap, isScalar, isSeq, type Node as LibraryNode, type Pair, parseDocument, type Scalar } from 'yaml';
import { nestsTooDeeply } from './depth.ts';
import { faultsBack, indented, takenBack } from './lenient.ts';
import { blockIndent, blockScalar, flowScalar, type ScalarText } from './scalar.ts';
import type { YamlFault, YamlMap, YamlNode, YamlScalar, YamlSequence } from './tree.ts';

export interface YamlParsed {
  /** Undefined where the document holds nothing that could be read. */
  root?: YamlNode;
  faults: YamlFault[];
}

const mostFaults = 100;

/**
 * Reads one YAML document, as much of it as can be. Scalars are resolved by the core schema of YAML 1.2, so `on` and `yes` are
 * strings. Never throws.
 */
export function parseYaml(text: string): YamlParsed {
  try {
    if (nestsTooDeeply(text)) return { faults: [{ start: 0, end: text.length, message: 'nested too deeply' }] };
    const strictly = parsed(text);
    const more = strictly.faults.length > 0 ? indented(text) : undefined;
    if (!more) return strictly;
    const { root, faults } = parsed(more.text);
    if (faults.length >= strictly.faults.length) return strictly;
    if (root) takenBack(root, more.back);
    return { ...(root ? { root } : {}), faults: faultsBack(faults, more.back) };
  } catch {
    return { faults: [{ start: 0, end: text.length, message: 'this can not be read as YAML' }] };
  }
}

function parsed(text: string): YamlParsed {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    strict: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const faults = document.errors.slice(0, mostFaults).map(({ pos: [start, end], message }) => ({ start, end, message }));
  const root = document.contents ? new Converter(text, faults).convert(document.contents) : undefined;
  return root ? { root, faults } : { faults };
}

const styles: Record<string, YamlScalar['style']> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** From the library's tree to ours, with the place of every character. */
class Converter {
  readonly #text: string;
  /** Where the faults begin, in order. */
  readonly #faults: number[];
  readonly #anchors = new Map<string, YamlNode>();

  constructor(text: string, faults: YamlFault[]) {
    this.#text = text;
    this.#faults = faults.map(({ start }) => start).sort((a, b) => a - b);
  }

  convert(node: LibraryNode): YamlNode {
    const start = node.range?.[0] ?? 0;
    const converted = this.#bare(node, start, this.#trimmed(start, node.range?.[1] ?? start));
    const anchor = isAlias(node) ? undefined : (node as { anchor?: string }).anchor;
    if (anchor) {
      converted.anchor = anchor;
      this.#anchors.set(anchor, converted);
    }
    const { tag } = node;
    if (tag?.startsWith('!') && tag !== '!') {
      const at = this.#text.lastIndexOf(tag, start);
      if (at >= 0) converted.tag = { name: tag, start: at, end: at + tag.length };
    }
    return converted;
  }

  #bare(node: LibraryNode, start: number, end: number): YamlNode {
    if (isAlias(node)) return this.#alias(node, start, end);
    if (isMap(node)) {
      const map: YamlMap = { kind: 'map', start, end, entries: [] };
      this.#early(node, map);
      for (const pair of node.items as Pair<LibraryNode, LibraryNode | null>[]) {
        const key = this.convert(pair.key);
        map.entries.push({ key, value: pair.value ? this.convert(pair.value) : nothing(key.end) });
      }
      const last = map.entries.at(-1);
      if (!node.flow && last) map.end = Math.max(writtenEnd(last.key), writtenEnd(last.value));
      if (this.#isCut(start, end)) map.cut = true;
      return map;
    }
    if (isSeq(node)) {
      const items: YamlNode[] = [];
      const sequence: YamlSequence = { kind: 'sequence', start, end, items };
      this.#early(node, sequence);
      for (const item of node.items as LibraryNode[]) items.push(this.#item(item, start));
      const last = items.at(-1);
      if (!node.flow && last) sequence.end = Math.max(sequence.start + 1, writtenEnd(last));
      if (this.#isCut(start, end)) sequence.cut = true;
      return sequence;
    }
    return isScalar(node) ? this.#scalar(node as Scalar, start, end) : nothing(start);
  }

  /** An anchor is known inside of its own node: there it makes a cycle. */
  #early(node: LibraryNode, converted: YamlNode): void {
    const { anchor } = node as { anchor?: string };
    if (anchor) this.#anchors.set(anchor, converted);
  }

  /** `[a: b]`: a pair in a flow sequence is a map of one. */
  #item(item: LibraryNode | Pair<LibraryNode, LibraryNode | null>, start: number): YamlNode {
    if (!('key' in item)) return this.convert(item);
    const key = this.convert(item.key);
    const value = item.value ? this.convert(item.value) : nothing(key.end);
    return { kind: 'map', start: Math.max(start, key.start), end: value.end, entries: [{ key, value }] };
  }

  #alias(node: Alias, start: number, end: number): YamlNode {
    const of = this.#anchors.get(node.source);
    return { kind: 'alias', start, end, name: node.source, ...(of ? { of } : {}) };
  }

  #scalar(node: Scalar, start: number, end: number): YamlScalar {
    const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
    const meant = typeof node.source === 'string' ? node.source : typeof node.value === 'string' ? node.value : '';
    const value = isPlainValue(node.value) ? node.value : meant;
    if (style === 'literal' || style === 'folded') return this.#block(style, meant, start, node.range?.[1] ?? end);
    const quote = style === 'plain' ? 0 : 1;
    const from = start + quote;
    const to = Math.max(from, quote && end > from && this.#text[end - 1] === this.#text[start] ? end - 1 : end);
    const raw = this.#text.slice(from, to);
    if (raw === meant) return { kind: 'scalar', style, start: from, end: to, text: meant, value };
    const runs = checked(flowScalar(raw, from, style), meant, from, to);
    return { kind: 'scalar', style, start: from, end: to, text: meant, runs, value };
  }

  #block(style: 'literal' | 'folded', meant: string, start: number, end: number): YamlScalar {
    const raw = this.#text.slice(start, end);
    const detected = blockIndent(raw);
    let read = blockScalar(raw, start, detected);
    // An indentation that the header gives counts from the parent's, which may be less than what the first line has.
    for (let indent = detected - 1; read.text !== meant && indent >= 0; indent--) read = blockScalar(raw, start, indent);
    const runs = checked(read, meant, start, end);
    const first = runs[0]?.outer ?? start;
    const last = runs.at(-1);
    return {
      kind: 'scalar',
      style,
      start: first,
      end: last ? Math.max(first, this.#trimmed(first, last.outer + last.outerLength)) : end,
      text: meant,
      runs,
      value: meant,
    };
  }

  /** Whether a fault stands in it, or where it would go on. */
  #isCut(start: number, end: number): boolean {
    const fault = this.#faults.find(at => at >= start);
    return fault !== undefined && (fault <= end || this.#text.slice(end, fault).trim() === '');
  }

  #trimmed(start: number, end: number): number {
    let at = end;
    while (at > start && ' \t\r\n'.includes(this.#text[at - 1]!)) at--;
    return at;
  }
}

/** Where the text was understood differently from the library, its characters have no places of their own. */
const checked = (read: ScalarText, meant: string, start: number, end: number) =>
  read.text === meant ? read.runs : [{ inner: 0, innerLength: meant.length, outer: start, outerLength: end - start }];

/** The library counts a comment after a block to the block; where its last part ends, quotes included, says better where it does. */
const writtenEnd = (node: YamlNode): number =>
  node.kind === 'scalar' && (node.style === 'single' || node.style === 'double') ? node.end + 1 : node.end;

const isPlainValue = (value: unknown): value is YamlScalar['value'] =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const nothing = (at: number): YamlScalar => ({ kind: 'scalar', style: 'plain', start: at, end: at, text: '', value: null });
