import { tooLarge } from '../fault.ts';
import { printText } from '../print.ts';
import { type Str, str, TextBuilder } from '../text.ts';
import { type Dict, sourceOf, type Value } from '../value.ts';
import { jsonNumber, nativeValue } from './json.ts';
import { compareKeys } from './yaml-keys.ts';
import { needsQuotes } from './yaml-words.ts';

/** The YAML that Helm's toYaml writes: go-yaml v2's block style, lines folded after 80 characters. */
const width = 80;

/** `sequenceIndent`: how deep a list stands below its key; toYamlPretty has 2. */
export function writeYaml(value: Value, sequenceIndent = 0): Str {
  const writer = new Writer(sequenceIndent);
  writer.node(value, 0, 'root');
  return writer.out.build();
}

type Where = 'root' | 'key' | 'item';

class Writer {
  readonly out = new TextBuilder();
  readonly #sequenceIndent: number;
  #column = 0;

  constructor(sequenceIndent: number) {
    this.#sequenceIndent = sequenceIndent;
  }

  #write(text: string, from?: Parameters<TextBuilder['add']>[1]): void {
    this.out.add(text, from);
    const line = text.lastIndexOf('\n');
    this.#column = line < 0 ? this.#column + text.length : text.length - line - 1;
  }

  #copy(text: Str, start: number, end: number): void {
    this.out.addFrom(text, start, end);
    this.#column += end - start;
  }

  /** After its key, its dash, or at the start; ends with the line's end. */
  node(given: Value, indent: number, where: Where): void {
    const value = nativeValue(given);
    if (indent > 800) throw tooLarge('values that nest too deeply');
    if (value.kind === 'list' && value.items.length > 0) this.#items(value.items, indent, where);
    else if (value.kind === 'map' && value.entries.size > 0) this.#entries(value, indent, where);
    else {
      if (where !== 'root') this.#write(' ');
      this.#scalar(value, where === 'root' ? 2 : indent, false);
      this.#write('\n');
    }
  }

  #items(items: readonly Value[], indent: number, where: Where): void {
    const margin = where === 'key' ? indent - 2 + this.#sequenceIndent : indent;
    items.forEach((item, index) => {
      if (index > 0 || where !== 'item') {
        if (index === 0 && where === 'key') this.#write('\n');
        this.#write(' '.repeat(margin));
      } else this.#write(' ');
      this.#write('-');
      this.node(item, margin + 2, 'item');
    });
  }

  #entries({ entries }: Dict, indent: number, where: Where): void {
    const sorted = [...entries].sort(([a], [b]) => compareKeys(a, b));
    sorted.forEach(([key, entry], index) => {
      if (index > 0 || where !== 'item') {
        if (index === 0 && where === 'key') this.#write('\n');
        this.#write(' '.repeat(indent));
      } else this.#write(' ');
      if (key.length > 128 || key.includes('\n')) {
        // Too long for a simple key.
        this.#write('? ');
        this.#text(str(key), indent + 2, false);
        this.#write(`\n${' '.repeat(indent)}:`);
      } else {
        this.#text(str(key, sourceOf(entry)), indent, true);
        this.#write(':');
      }
      this.node(entry, indent + 2, 'key');
    });
  }

  #scalar(value: Value, indent: number, asKey: boolean): void {
    if (value.kind === 'string') this.#text(value, indent, asKey);
    else if (value.kind === 'list') this.#write('[]', value.from);
    else if (value.kind === 'map') this.#write('{}', value.from);
    else if (value.kind === 'nil') this.#write('null');
    else this.#write(value.kind === 'float' ? yamlNumber(value.value) : printText(value).value, sourceOf(value));
  }

  #text(text: Str, indent: number, asKey: boolean): void {
    const style = styleOf(text.value, asKey);
    if (style === 'plain') this.#flow(text, indent, '', asKey);
    else if (style === 'single') this.#flow(text, indent, "'", asKey);
    else if (style === 'double') this.#double(text, indent, asKey);
    else this.#literal(text, indent);
  }

  /** Plain, or in single quotes; long lines are broken at a blank. */
  #flow(text: Str, indent: number, quote: '' | "'", asKey: boolean): void {
    const { value } = text;
    this.#write(quote);
    let at = 0;
    for (let next = 0; next < value.length; next++) {
      const character = value[next]!;
      const breaks =
        !asKey &&
        character === ' ' &&
        this.#column + next - at > width &&
        value[next - 1] !== ' ' &&
        value[next + 1] !== ' ' &&
        (quote === '' || (next > 0 && next < value.length - 1));
      if (!breaks && character !== quote) continue;
      this.#copy(text, at, next);
      at = next + 1;
      if (breaks) this.#write(`\n${' '.repeat(indent)}`);
      else this.#write(character + character, sourceOf(text));
    }
    this.#copy(text, at, value.length);
    this.#write(quote);
  }

  #double(text: Str, indent: number, asKey: boolean): void {
    const { value } = text;
    this.#write('"');
    let at = 0;
    for (let next = 0; next < value.length; ) {
      const character = String.fromCodePoint(value.codePointAt(next)!);
      const breaks =
        !asKey && character === ' ' && value[next - 1] !== ' ' && this.#column + next - at > width && next > 0 && next < value.length - 1;
      const escaped = breaks ? undefined : escapeOf(character);
      if (breaks || escaped !== undefined) {
        this.#copy(text, at, next);
        at = next + character.length;
        if (breaks) this.#write(`\n${' '.repeat(indent)}${value[next + 1] === ' ' ? '\\' : ''}`);
        else this.#write(escaped!, sourceOf(text));
      }
      next += character.length;
    }
    this.#copy(text, at, value.length);
    this.#write('"');
  }

  #literal(text: Str, indent: number): void {
    const { value } = text;
    const hint = /^[ \n]/.test(value) ? '2' : '';
    const chomp = !value.endsWith('\n') ? '-' : value === '\n' || value.endsWith('\n\n') ? '+' : '';
    this.#write(`|${hint}${chomp}`);
    const margin = ' '.repeat(indent);
    const end = value.endsWith('\n') ? value.length - 1 : value.length;
    let at = 0;
    while (at <= end) {
      const next = value.indexOf('\n', at);
      const stop = next < 0 || next > end ? end : next;
      this.#write('\n');
      if (stop > at) {
        this.#write(margin);
        this.#copy(text, at, stop);
      }
      at = stop + 1;
    }
  }
}

/** As JSON has it, and YAML understands that. */
function yamlNumber(value: number): string {
  const json = jsonNumber(value);
  if (/^-?\d+$/.test(json) && Math.abs(value) < 1.8446744073709552e19) return json;
  return printText({ kind: 'float', value: Number(json) }).value;
}

type Style = 'plain' | 'single' | 'double' | 'literal';

/** libyaml's choice among the styles that a text allows. */
function styleOf(text: string, asKey: boolean): Style {
  const wanted: Style = text.includes('\n') ? 'literal' : needsQuotes(text) ? 'double' : 'plain';
  const special = /[^\n\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(text);
  if (wanted === 'literal') return asKey || special || / (?:\n|$)/.test(text) ? 'double' : 'literal';
  if (wanted === 'double' || special) return 'double';
  const indicator =
    /^(?:---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[-?:](?: |$)/.test(text) ||
    /:(?: |$)/.test(text) ||
    / #/.test(text);
  return indicator || /^ | $|[\u0085\u2028\u2029]/.test(text) ? 'single' : 'plain';
}

const short: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escapeOf(character: string): string | undefined {
  const known = short[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0)!;
  const hex = code.toString(16).toUpperCase();
  if (code < 32 || (code > 126 && code < 160)) return `\\x${hex.padStart(2, '0')}`;
  return code === 0xfeff || code === 0xfffe || code === 0xffff ? `\\u${hex}` : undefined;
}
