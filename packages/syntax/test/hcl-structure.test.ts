import hcl2 from 'hcl2-parser';
import { describe, expect, it } from 'vitest';
import { type Body, type Expression, type HclFile, type Node, parse, type Template, type TemplatePart } from '../src/hcl/index.ts';
import { realFiles, valid } from './hcl-samples.ts';

/**
 * hcl2-parser: the structure, as the JSON that it makes of a file (values of constants, `${…}` with the text of everything else). It
 * has no places. Texts that it can't tell apart (`$${x}` from `${x}`), does not know (`::`) or dies of (a key `null`) are passed over.
 */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const comparable = (text: string): boolean => !/\$\$\{|%%\{|::|^\s*null\s*[=:]/m.test(text);

function theirJson(text: string): Json {
  const [json, fault] = hcl2.parseToObject(text) as [Json, unknown];
  if (fault) throw new Error(String(fault));
  return json;
}

const ourJson = (file: HclFile, text: string): Json => {
  const whole: Record<string, Json> = {};
  for (const { item, offset } of file.segments)
    new Writer(({ start, end }) => text.slice(offset + start, offset + end)).addItem(whole, item);
  return whole;
};

/** What stands under the name; `made` where nothing does yet. */
function under<T extends Json>(object: Record<string, Json>, name: string, made: T): T {
  object[name] ??= made;
  return object[name] as T;
}

class Writer {
  readonly #text: (node: Node) => string;

  constructor(text: (node: Node) => string) {
    this.#text = text;
  }

  addItem(to: Record<string, Json>, item: Body['items'][number]): void {
    if (item.kind === 'attribute') {
      to[item.name.name] = this.#value(item.value);
      return;
    }
    // Blocks of one type and labels become a list, under their names.
    const path = [item.type, ...item.labels].map(part => part.name);
    const last = path.pop()!;
    let at = to;
    for (const name of path) at = under(at, name, {});
    const body: Record<string, Json> = {};
    for (const inner of item.body.items) this.addItem(body, inner);
    under<Json[]>(at, last, []).push(body);
  }

  #value(e: Expression): Json {
    switch (e.kind) {
      case 'number':
        return Number(e.text);
      case 'bool':
        return e.value;
      case 'null':
        return null;
      case 'unary':
        return e.operator === '-' && e.operand.kind === 'number' ? -Number(e.operand.text) : this.#source(e);
      case 'template':
        return this.#template(e);
      case 'tuple':
        return e.items.map(item => this.#value(item));
      case 'object':
        return Object.fromEntries(e.entries.map(({ key, value }) => [this.#key(key), this.#value(value)]));
      default:
        return this.#source(e);
    }
  }

  #source(e: Expression): string {
    return `\${${this.#text(e)}}`;
  }

  #key(key: Expression): string {
    if (key.kind === 'variable' || key.kind === 'get-attr') return this.#text(key);
    return key.kind === 'template' ? String(this.#template(key)) : this.#source(key);
  }

  #template({ parts }: Template): Json {
    const only = parts[0];
    if (parts.length === 1 && only?.kind === 'interpolation') return this.#value(only.value);
    return this.#parts(parts);
  }

  #parts(parts: TemplatePart[]): string {
    return parts.map(part => this.#part(part)).join('');
  }

  #part(part: TemplatePart): string {
    switch (part.kind) {
      case 'literal':
        return part.text.normalize();
      case 'interpolation':
        return String(this.#value(part.value));
      case 'if':
        return `%{if ${this.#text(part.condition)}}${this.#parts(part.then)}${part.else.length > 0 ? `%{else}${this.#parts(part.else)}` : ''}%{endif}`;
      case 'for-directive': {
        const names = [part.keyName, part.valueName].flatMap(name => (name ? [name.name] : [])).join(', ');
        return `%{for ${names} in ${this.#text(part.collection)}}${this.#parts(part.parts)}%{endfor}`;
      }
    }
  }
}

describe('hcl2-parser sees the same structure', () => {
  it.each(Object.entries(valid).filter(([, text]) => comparable(text)))('of sample %s', (_name, text) => {
    expect(ourJson(parse(text), text)).toEqual(theirJson(text));
  });

  it('of real files', () => {
    for (const { name, text } of realFiles()) {
      const file = parse(text);
      if (file.faults.length === 0 && comparable(text))
        expect({ name, json: ourJson(file, text) }).toEqual({ name, json: theirJson(text) });
    }
  }, 600_000);
});
