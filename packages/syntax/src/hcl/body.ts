import type { Attribute, Block, Body, Identifier } from './ast.ts';
import { parseExpression, parseIdentifier } from './expression.ts';
import { indentation, recoveryPoint, skipLine } from './recovery.ts';
import type { Scanner } from './scanner.ts';
import { parseString } from './template.ts';
import { Token } from './token.ts';

/** The current token is an identifier. Undefined, and a failure, where it starts neither an attribute nor a block. */
export function parseItem(s: Scanner): Attribute | Block | undefined {
  const at = s.base + s.start;
  const name = parseIdentifier(s);
  if (s.kind === Token.assign) return parseAttribute(s, name);
  if (s.kind === Token.quote || s.kind === Token.identifier || s.kind === Token.openBrace) return parseBlock(s, name, at);
  s.fail('expected `=`, or the labels and the `{` of a block');
  return undefined;
}

function parseAttribute(s: Scanner, name: Identifier): Attribute {
  s.advance();
  const value = parseExpression(s);
  return { kind: 'attribute', start: name.start, end: value.end, name, value };
}

/** `at`: where it starts, in the document. */
function parseBlock(s: Scanner, type: Identifier, at: number): Block {
  const labels: Identifier[] = [];
  for (;;) {
    if (s.kind === Token.identifier) labels.push(parseIdentifier(s));
    else if (s.kind === Token.quote) labels.push(parseLabel(s));
    else break;
  }
  let body: Body;
  if (s.kind === Token.openBrace) body = parseBody(s, at);
  else {
    s.fail('expected a label, or `{`');
    body = { start: s.previousEnd, end: s.previousEnd, items: [] };
  }
  return { kind: 'block', start: type.start, end: s.previousEnd, type, labels, body };
}

function parseLabel(s: Scanner): Identifier {
  const label = parseString(s);
  const { start, end } = label;
  const parts = label.kind === 'template' ? label.parts : [];
  if (parts.some(part => part.kind !== 'literal')) s.fault('a label is plain text, without `${` and `%{`', start, end);
  return { name: parts.map(part => (part.kind === 'literal' ? part.text : '')).join(''), start, end };
}

/** From `{` to `}`. `headerAt`: where its block starts, in the document. */
function parseBody(s: Scanner, headerAt: number): Body {
  const open = s.start;
  const body: Body = { start: s.end, end: s.end, items: [] };
  if (s.enter()) {
    s.advance();
    if (s.kind === Token.newline || s.kind === Token.closeBrace || s.kind === Token.end) parseLines(s, body, open, headerAt);
    else parseOneLine(s, body, open);
    s.settle();
  }
  s.leave();
  return body;
}

/** `{ name = value }`. */
function parseOneLine(s: Scanner, body: Body, open: number): void {
  const name = s.kind === Token.identifier ? parseIdentifier(s) : undefined;
  if (name && s.kind === Token.assign) body.items.push(parseAttribute(s, name));
  else s.fail('expected an attribute; what follows `{` on its line is the only one');
  body.end = s.start;
  if (s.kind === Token.closeBrace) {
    s.advance();
    return;
  }
  if (s.kind === Token.end) s.fail('never closed', open, open + 1);
  else s.fail('expected `}`: a block on one line has one attribute');
  if (!s.ranOut) skipLine(s);
  body.end = s.previousEnd;
}

function parseLines(s: Scanner, body: Body, open: number, headerAt: number): void {
  const names = new AttributeNames();
  for (;;) {
    if (s.kind === Token.newline) s.advance();
    else if (s.kind === Token.closeBrace) {
      body.end = s.start;
      s.advance();
      return;
    } else if (s.kind === Token.end) {
      s.fail('never closed', open, open + 1);
      break;
    } else {
      const at = s.base + s.start;
      let item: Attribute | Block | undefined;
      if (s.kind === Token.identifier) {
        item = parseItem(s);
        if (item) body.items.push(item);
        if (item?.kind === 'attribute') names.add(s, item.name);
        if (belongsOutside(s, headerAt)) break;
        s.outdent = Number.POSITIVE_INFINITY;
        endItem(s, true);
      } else s.fail('expected an attribute or a block');
      if (!s.broken) continue;
      const next = recoveryPoint(s, at, indentation(s.text, headerAt));
      if (item) body.items[body.items.length - 1] = heldTo(s, item, next);
      s.resume(next);
      if (belongsOutside(s, headerAt)) break;
    }
  }
  body.end = s.previousEnd;
}

/** Recovery went on at an item that is no part of the body whose block starts at `headerAt`. */
const belongsOutside = (s: Scanner, headerAt: number): boolean =>
  s.outdent < Number.POSITIVE_INFINITY && s.outdent <= indentation(s.text, headerAt);

/** The item without what is read again from `next` on, where another one starts: an unclosed bracket had taken that for its own. */
export function heldTo(s: Scanner, item: Attribute | Block, next: number): Attribute | Block {
  if (s.base + item.end <= next) return item;
  const { limit, ranOut, faults } = s;
  const told = faults.length;
  s.limit = next;
  s.resume(s.base + item.start);
  const shorter = parseItem(s) ?? item;
  s.limit = limit;
  s.ranOut = ranOut;
  faults.length = told;
  return shorter;
}

/** After an attribute or a block: a new line, or the end. */
export function endItem(s: Scanner, inBlock: boolean): void {
  if (!s.broken) s.settle();
  if (s.kind === Token.newline) s.advance();
  else if (s.kind === Token.closeBrace && inBlock) s.fault('expected a new line before `}`');
  else if (s.kind !== Token.end) s.fail('expected a new line');
}

/** Each name may be set once in a body. Few are looked through, many are hashed. */
export class AttributeNames {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;

  add(s: Scanner, { name, start, end }: Identifier): void {
    if (this.#many ? this.#many.has(name) : this.#few.includes(name)) s.fault('set a second time', start, end);
    else if (this.#many) this.#many.add(name);
    else if (this.#few.push(name) > 16) this.#many = new Set(this.#few);
  }
}
