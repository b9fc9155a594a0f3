/** XML: the texts and attributes of its elements under their names, as much of them as can be read. */
import { SaxesParser } from 'saxes';
import type { Leaf } from '../leaf.ts';
import { namedBySibling } from '../leaf.ts';

interface Place {
  start: number;
  end: number;
}
interface Attribute extends Place {
  name: string;
  value: string;
  key: Place;
}
interface Element {
  name: string;
  at: Place;
  attributes: Attribute[];
  /** The last `<key>` of a property list, which names what follows it. */
  key?: Place & { value: string };
}

/** Attributes by which an element is called: `<entry key="password">x</entry>`. */
const naming = new Set(['name', 'key', 'id']);

/**
 * The path is that of the elements, with the attribute's name last. What another attribute names has that name: `<add key="a" value="b"/>`
 * is b under a, and so is the text of `<string name="a">`, of `<setting name="a"><value>` and of what follows `<key>` in a property list.
 */
export function xmlLeaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const open: Element[] = [];
  let done = 0;
  const parser = new SaxesParser({ fragment: true });
  const position = () => Math.min(parser.position, text.length);
  // What is not well-formed is stepped over.
  parser.on('error', () => {});
  parser.on('opentagstart', ({ name }) => {
    const start = text.lastIndexOf(`<${name}`, position()) + 1;
    open.push({ name, at: { start, end: start + name.length }, attributes: [] });
  });
  parser.on('attribute', ({ name, value }) => void open.at(-1)?.attributes.push(attribute(text, name, value, position())));
  parser.on('opentag', () => {
    done = position();
    leaves.push(...attributeLeaves(open));
  });
  parser.on('text', value => {
    // The parser tells of a text when it has read the bracket after it, or at the end.
    const end = text[position() - 1] === '<' ? position() - 1 : position();
    leaves.push(...textLeaf(text, open, value, done, end));
  });
  parser.on('cdata', value => {
    const end = Math.max(0, position() - 3);
    leaves.push(...textLeaf(text, open, value, Math.max(0, end - value.length), end));
    done = position();
  });
  const passed = () => {
    // Of a comment and a processing instruction the parser tells when it is about to read their last character.
    const at = position();
    done = text[at - 1] === '>' ? at : Math.min(at + 1, text.length);
  };
  parser.on('comment', passed);
  parser.on('processinginstruction', passed);
  parser.on('doctype', passed);
  parser.on('closetag', () => {
    passed();
    open.pop();
  });
  try {
    parser.write(text).close();
  } catch {
    // It stops at what it can't step over; what was read stands.
  }
  return leaves;
}

function attribute(text: string, name: string, value: string, position: number): Attribute {
  const end = position - 1;
  const start = text.lastIndexOf(text[end] ?? '"', end - 1) + 1;
  const key = text.lastIndexOf(name, start);
  return { name, value, start, end, key: { start: key, end: key + name.length } };
}

function attributeLeaves(open: Element[]): Leaf[] {
  const { attributes } = open.at(-1)!;
  const named = namedBySibling(attributes.map(({ name }) => name));
  const path = open.map(({ name }) => name);
  return attributes.map(({ name, key, value, start, end }, index) => {
    const by = attributes[named.get(index) ?? -1];
    const at = by ? { start: by.start, end: by.end } : key;
    return { path: [...path, by ? by.value : name], key: at, value, start, end, ...coarse(value, start, end), string: true };
  });
}

/** One for a text that is more than blanks. */
function textLeaf(text: string, open: Element[], value: string, from: number, to: number): Leaf[] {
  const trimmed = value.trim();
  const element = open.at(-1);
  if (trimmed === '' || !element) return [];
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  const outer = open.at(-2);
  if (outer && element.name === 'key') outer.key = { value: trimmed, start, end };
  const name = nameOf(element, outer);
  const path = [...open.slice(0, -1).map(({ name }) => name), name.value];
  return [{ path, key: { start: name.start, end: name.end }, value: trimmed, start, end, ...coarse(trimmed, start, end), string: true }];
}

function nameOf(element: Element, outer: Element | undefined): Place & { value: string } {
  const own = element.attributes.find(({ name }) => naming.has(name.toLowerCase()));
  if (own) return own;
  if (element.name !== 'key' && outer?.key) return outer.key;
  const above = element.name.toLowerCase() === 'value' ? outer?.attributes.find(({ name }) => naming.has(name.toLowerCase())) : undefined;
  return above ?? { value: element.name, ...element.at };
}

/** Entities make a value that stands as a whole. */
const coarse = (value: string, start: number, end: number): Pick<Leaf, 'runs'> =>
  end - start === value.length ? {} : { runs: [{ inner: 0, innerLength: value.length, outer: start, outerLength: end - start }] };
