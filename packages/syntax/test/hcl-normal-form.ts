import type { Attribute, Block, Body, Expression, HclFile, Template, TemplatePart } from '../src/hcl/index.ts';

/**
 * idlint's HCL trees in the form that hcl-oracle/main.go gives to hashicorp/hcl's: arrays of kind, start, end and the rest, in bytes.
 * Where the two keep different things, both leave them out: where a key of `a["k"]` stands, where interpolations start and end.
 */
export type Normal = unknown[] | string | number | boolean | null;

export function normalFile(file: HclFile, text: string): Normal {
  const bytes = byteOffsets(text);
  return file.segments.map(({ offset, item }) => new Writer(at => bytes[offset + at]!).item(item));
}

export function normalExpression(expression: Expression, text: string): Normal {
  const bytes = byteOffsets(text);
  return new Writer(at => bytes[at]!).expression(expression);
}

/** The offset in UTF-8 of every UTF-16 code unit, and of the end. */
function byteOffsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // The first half of a surrogate pair counts for both.
    const width = code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xdc00 && code < 0xe000 ? 0 : code >= 0xd800 && code < 0xdc00 ? 4 : 3;
    offsets[at + 1] = offsets[at]! + width;
  }
  return offsets;
}

class Writer {
  readonly #byte: (offset: number) => number;

  constructor(byte: (offset: number) => number) {
    this.#byte = byte;
  }

  #at({ start, end }: { start: number; end: number }): [number, number] {
    return [this.#byte(start), this.#byte(end)];
  }

  #body(body: Body): Normal {
    return body.items.map(item => this.item(item));
  }

  item(item: Attribute | Block): Normal {
    if (item.kind === 'attribute')
      return ['attribute', ...this.#at(item), item.name.name, ...this.#at(item.name), this.expression(item.value)];
    const labels = item.labels.map(label => [label.name.normalize(), ...this.#at(label)]);
    const { type, body } = item;
    return ['block', ...this.#at(item), type.name, this.#byte(type.end), labels, ...this.#at(body), this.#body(body)];
  }

  /** `attributeOnly`: inside of `.*`, where hashicorp/hcl has another idea of where things start. */
  expression(e: Expression, attributeOnly = false): Normal {
    const [start, end] = this.#at(e);
    const from = attributeOnly ? -1 : start;
    switch (e.kind) {
      case 'number':
        return ['number', start, end, numeric(e.text)];
      case 'bool':
        return ['bool', start, end, e.value];
      case 'null':
        return ['null', start, end];
      case 'template':
        return ['template', start, end, wraps(e), this.#parts(e.parts)];
      case 'tuple':
        return ['tuple', start, end, e.items.map(item => this.expression(item))];
      case 'object':
        return ['object', start, end, e.entries.map(({ key, value }) => [this.expression(key), this.expression(value)])];
      case 'variable':
        return e.name === '' ? ['item', start, end] : ['variable', start, end, e.name];
      case 'call':
        return ['call', start, end, e.name.name, ...this.#at(e.name), e.expand, e.args.map(arg => this.expression(arg))];
      case 'for':
        return [
          'for',
          start,
          end,
          e.keyName?.name ?? '',
          e.valueName.name,
          this.expression(e.collection),
          e.key ? this.expression(e.key) : null,
          this.expression(e.value),
          e.condition ? this.expression(e.condition) : null,
          e.group,
        ];
      case 'get-attr':
        return ['get-attr', from, end, this.expression(e.on, attributeOnly), e.name.name];
      case 'index': {
        const value = constant(e.key);
        return ['index', from, end, this.expression(e.on, attributeOnly), value === undefined ? this.expression(e.key) : ['key', value]];
      }
      case 'splat':
        return ['splat', start, end, e.full, this.expression(e.on, attributeOnly), this.expression(e.each, attributeOnly || !e.full)];
      case 'unary':
        return ['unary', start, end, e.operator, this.expression(e.operand)];
      case 'binary':
        return ['binary', start, end, e.operator, this.expression(e.left), this.expression(e.right)];
      case 'conditional':
        return ['conditional', start, end, this.expression(e.condition), this.expression(e.then), this.expression(e.else)];
      case 'parentheses':
        return ['parentheses', start, end, this.expression(e.inner)];
      case 'missing':
        return ['missing', start, end];
    }
  }

  #parts(parts: TemplatePart[]): Normal {
    return parts.filter(part => part.kind !== 'literal' || part.text !== '').map(part => this.#part(part));
  }

  #part(part: TemplatePart): Normal {
    switch (part.kind) {
      case 'literal':
        return ['literal', ...this.#at(part), part.text.normalize()];
      case 'interpolation':
        return ['interpolation', this.expression(part.value)];
      case 'if':
        return ['if', ...this.#at(part), this.expression(part.condition), this.#parts(part.then), this.#parts(part.else)];
      case 'for-directive':
        return [
          'for-directive',
          ...this.#at(part),
          part.keyName?.name ?? '',
          part.valueName.name,
          this.expression(part.collection),
          this.#parts(part.parts),
        ];
    }
  }
}

/** `"${x}"` is x itself, whatever its type. */
const wraps = (template: Template): boolean => template.parts.length === 1 && template.parts[0]!.kind === 'interpolation';

/** The value of a key that needs no evaluation: hashicorp/hcl keeps no more of it. */
function constant(key: Expression): Normal[] | undefined {
  if (key.kind === 'number') return [numeric(key.text)];
  if (key.kind === 'bool') return [key.value];
  if (key.kind === 'null') return [];
  if (key.kind !== 'template' || key.parts.some(part => part.kind !== 'literal')) return undefined;
  return [key.parts.map(part => (part.kind === 'literal' ? part.text.normalize() : '')).join('')];
}

/** What JSON has no number for is written out. */
const numeric = (text: string): Normal => (Number.isFinite(Number(text)) ? Number(text) : 'Infinity');
