import type { Document, Node, Pair } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Shape } from './shape.ts';
import { nearest } from './suggest.ts';

/** A mistake, in offsets of the file. */
export interface Mistake {
  start: number;
  end: number;
  message: string;
  suggestion?: string;
  /** What stands there may be a secret: its line is not shown. */
  private?: boolean;
}

/** What a file says, as plain data of the shape; where it says something else, the mistakes. */
export function check(document: Document, shape: Shape): { value: unknown; mistakes: Mistake[] } {
  const checker = new Checker(document);
  const contents = document.contents as Node | null;
  return { value: contents === null ? {} : checker.read(contents, shape, 'the file'), mistakes: checker.mistakes };
}

class Checker {
  readonly mistakes: Mistake[] = [];
  readonly #document: Document;
  /** Inside of something private. */
  #private = false;

  constructor(document: Document) {
    this.#document = document;
  }

  read(written: Node | null, shape: Shape, what: string): unknown {
    const outside = this.#private;
    if (shape.is === 'map' && shape.private) this.#private = true;
    const value = this.#read(written, shape, what);
    this.#private = outside;
    return value;
  }

  #read(written: Node | null, shape: Shape, what: string): unknown {
    const node = isAlias(written) ? written.resolve(this.#document) : written;
    if (!node || (isScalar(node) && node.value === null)) return undefined;
    switch (shape.is) {
      case 'either':
        return this.read(written, shape.of.find(one => fits(node, one)) ?? shape.of.at(-1)!, what);
      case 'list':
        if (!isSeq(node)) return this.#wrong(node, `${what} is a list, with a line "- …" for each item`);
        return node.items.map(item => this.read(item as Node, shape.of, `an item of ${what}`));
      case 'map':
        if (!isMap(node)) return this.#wrong(node, `${what} is a map of ${some(Object.keys(shape.keys))}`);
        return this.#map(node, node.items as Pair<Node, Node>[], shape, what);
      default:
        return isScalar(node) ? this.#scalar(node, shape, what) : this.#wrong(node, `${what} is ${kinds[shape.is]}, not a list or a map`);
    }
  }

  #map(node: Node, items: Pair<Node, Node>[], shape: Extract<Shape, { is: 'map' }>, what: string): unknown {
    const value: Record<string, unknown> = {};
    const wrong = new Set<string>();
    for (const { key, value: inner } of items) {
      const name = isScalar(key) ? String(key.value) : '';
      const known = Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
      const before = this.mistakes.length;
      if (known) value[name] = this.read(inner, known, `"${name}"`);
      else this.#unknownKey(key, name, Object.keys(shape.keys), what);
      if (this.mistakes.length > before) wrong.add(name);
    }
    for (const name of shape.needs ?? []) if (value[name] === undefined && !wrong.has(name)) this.#wrong(node, `${what} needs "${name}"`);
    return value;
  }

  #unknownKey(key: Node, name: string, keys: string[], what: string): void {
    const meant = nearest(name, keys);
    const suggestion = meant ? `Did you mean "${meant}"?` : keys.length <= 12 ? `There are: ${keys.join(', ')}` : undefined;
    const message =
      what === '"rules"' ? `There is no rule or family "${name}"` : `Unknown key${this.#private ? '' : ` "${name}"`} in ${what}`;
    this.#wrong(key, message, suggestion);
  }

  #scalar(node: Node & { value: unknown; source?: string }, shape: Shape, what: string): unknown {
    const { value } = node;
    const text = node.source ?? String(value);
    switch (shape.is) {
      case 'text': {
        if (typeof value === 'boolean') return this.#wrong(node, `${what} is a text; put it in quotes`);
        const { form } = shape;
        const said = typeof value === 'string' ? value : text;
        return form && !new RegExp(form.pattern).test(said) ? this.#wrong(node, `${what} ${form.wrong}`, form.suggestion) : said;
      }
      case 'day':
        if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
        return this.#wrong(node, `${what} is a day such as 2027-01-31`);
      case 'choice': {
        const chosen = value === true ? shape.yes : value === false ? shape.no : text;
        if (chosen !== undefined && shape.of.includes(chosen)) return chosen;
        const meant = nearest(text, shape.of);
        return this.#wrong(node, `${what} is one of ${shape.of.join(', ')}`, meant && `Did you mean "${meant}"?`);
      }
      case 'number':
        return typeof value === 'number' && Number.isFinite(value) ? value : this.#wrong(node, `${what} is a number`);
      default:
        return typeof value === 'boolean' ? value : this.#wrong(node, `${what} is true or false`);
    }
  }

  #wrong(node: Node, message: string, suggestion?: string): undefined {
    const [start, end] = node.range ?? [0, 0];
    this.mistakes.push({ start, end, message, ...(suggestion ? { suggestion } : {}), ...(this.#private ? { private: true } : {}) });
  }
}

const kinds: Record<Exclude<Shape['is'], 'list' | 'map' | 'either'>, string> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  day: 'a day such as 2027-01-31',
  choice: 'one word',
};

const fits = (node: unknown, shape: Shape): boolean =>
  shape.is === 'list' ? isSeq(node) : shape.is === 'map' ? isMap(node) : isScalar(node);

const some = (keys: string[]): string => (keys.length <= 6 ? keys.join(', ') : `${keys.slice(0, 5).join(', ')} …`);
