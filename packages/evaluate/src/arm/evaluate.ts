import type { Place, Why } from '@idlint/model';
import type { Call, Expression, For, Item, Lambda, Member, ObjectNode, Piece, Text } from '@idlint/syntax/bicep';
import { type Data, hole, type MapData, type MapEntry, type StringData } from '../data.ts';
import { type Lazy, settled } from '../hcl/scope.ts';

import { deepest, mostItems, overLimit, partOf, unknownData } from '../hcl/work.ts';
import { restate } from '../string.ts';
import { asText } from './as-text.ts';
import { canonical, keyOf } from './canonical.ts';
import { functions } from './functions/index.ts';
import { joined } from './joined.ts';
import { binary, conditional, unary } from './operators.ts';
import { type Applied, type ArmScope, notWorkedOut, placeIn, withNames } from './scope.ts';

/** A Bicep expression, or one of an ARM template, worked out; what is not known stays unknown and says what it is. */
export const evaluate = (node: Expression, scope: ArmScope): Data => settled(evaluateLazily(node, scope), placeIn(scope, node));

/** The same, but a resource, a module and the like is not worked out as a whole. */
export function evaluateLazily(node: Expression, scope: ArmScope): Data | Lazy {
  const { work } = scope;
  if (--work.left < 0) return overLimit('a template of this size', placeIn(scope, node));
  if (work.depth >= deepest) return overLimit('an expression nested this deeply', placeIn(scope, node));
  work.depth++;
  const value = worked(node, scope);
  work.depth--;
  return value;
}

function worked(node: Expression, scope: ArmScope): Data | Lazy {
  const at = placeIn(scope, node);
  switch (node.kind) {
    case 'string':
      return text(node, scope, at);
    case 'number':
      return { kind: 'number', value: node.value, at };
    case 'word':
      return node.value === null ? { kind: 'null', at } : { kind: 'bool', value: node.value, at };
    case 'name':
      return scope.variable(node.name, at) ?? unknownData({ code: 'reference', what: node.name, at }, at);
    case 'member':
      return member(node, scope, at);
    case 'item':
      return item(node, scope, at);
    case 'nested':
      return attributeOf(evaluateLazily(node.of, scope), `::${node.id.name}`, at, false);
    case 'call':
      return call(node, scope, at);
    case 'unary':
      return unary(node.operator, evaluate(node.of, scope), at);
    case 'binary':
      return binary(node.operator, evaluateLazily(node.left, scope), () => evaluateLazily(node.right, scope), at);
    case 'conditional':
      return conditional(
        evaluate(node.condition, scope),
        () => evaluateLazily(node.yes, scope),
        () => evaluateLazily(node.no, scope),
        at,
      );
    case 'array':
      return array(node, scope, at);
    case 'object':
      return objectOf(node, scope);
    case 'for':
      return loop(node, scope, at);
    case 'if':
      return evaluateLazily(node.value, scope);
    case 'lambda':
    case 'invalid':
      return unknownData({ code: 'syntax', what: 'what can not be read here', at }, at);
  }
}

function text(node: Text, scope: ArmScope, at: Place): Data {
  const [first, ...rest] = node.parts;
  const inside = { start: node.start + 1, end: Math.max(node.start + 1, node.end - 1) };
  if (!first) return { kind: 'string', value: '', at: placeIn(scope, inside) };
  if (first.kind === 'text' && rest.length === 0) return piece(first, scope);
  const pieces = node.parts.map(part => (part.kind === 'text' ? piece(part, scope) : asText(evaluate(part, scope))));
  return joined(pieces, placeIn(scope, inside.end > inside.start ? inside : node) ?? at);
}

function piece(part: Piece, scope: ArmScope): StringData {
  const length = part.end - part.start;
  return restate(scope.source, part.value, part.runs ?? [{ inner: 0, innerLength: length, outer: part.start, outerLength: length }]);
}

const member = (node: Member, scope: ArmScope, at: Place): Data | Lazy =>
  attributeOf(evaluateLazily(node.of, scope), node.id.name, at, node.safe || continuesSafely(node.of));

/** After `.?`, the rest of a chain is asked for only where there is something. */
function continuesSafely(node: Expression): boolean {
  if (node.kind !== 'member' && node.kind !== 'item') return false;
  return node.safe || continuesSafely(node.of);
}

export function attributeOf(of: Data | Lazy, name: string, at: Place, safe: boolean): Data | Lazy {
  if (of.kind === 'lazy') return of.attribute(name, at);
  if (of.kind === 'unknown') return of.why.code === 'limit' || of.why.code === 'cycle' ? of : inside(of, `.${name}`, at);
  if (of.kind === 'map') {
    const found = of.entries.get(name) ?? caseless(of, name);
    if (found) return partOf(of, found.value);
    if (of.open) return unknownData({ ...of.open, what: `${of.open.what}.${name}` }, at, of.via);
  }
  if (safe && (of.kind === 'map' || of.kind === 'null')) return { kind: 'null', at };
  return unknownData({ code: 'syntax', what: `nothing is called ${name} here`, at }, at);
}

/** Azure Resource Manager does not mind the case of a property's name. */
function caseless({ entries }: MapData, name: string): MapEntry | undefined {
  const wanted = name.toLowerCase();
  for (const [key, entry] of entries) if (key.toLowerCase() === wanted) return entry;
  return undefined;
}

/** The number of a turn of a loop whose turns are not known. */
export const anyTurn = '…';

const inside = (of: Extract<Data, { kind: 'unknown' }>, path: string, at: Place): Data =>
  unknownData({ ...of.why, what: of.why.what.length > 500 ? of.why.what : `${of.why.what}${path}` }, at, of.via);

function item(node: Item, scope: ArmScope, at: Place): Data | Lazy {
  const of = evaluateLazily(node.of, scope);
  const index = evaluate(node.index, scope);
  return itemOf(of, index, at, node.safe || continuesSafely(node.of), node.fromEnd);
}

function itemOf(of: Data | Lazy, index: Data, at: Place, safe: boolean, fromEnd: boolean): Data | Lazy {
  if (of.kind === 'lazy') return of.item(index, at);
  if (of.kind === 'list' && index.kind === 'number') {
    const found = of.items[fromEnd ? of.items.length - index.value : index.value];
    if (found && !(of.open && fromEnd)) return partOf(of, found);
    if (of.open) return unknownData(of.open, at, of.via);
    return safe ? { kind: 'null', at } : unknownData({ code: 'syntax', what: `the list has no item ${index.value}`, at }, at);
  }
  if (index.kind === 'string') {
    const key = keyOf(index);
    if (of.kind === 'map' && key !== index.value) {
      const same = of.entries.get(key);
      if (same) return partOf(of, same.value);
      // The key is none of those that there are, whatever is in its gaps.
      const none = safe && !of.open && ![...of.entries.keys()].some(own => mayBe(index.value, own));
      return none ? { kind: 'null', at } : notWorkedOut('item', [of, index], at, 'dynamic');
    }
    return attributeOf(of, key, at, safe);
  }
  if (of.kind === 'unknown')
    return inside(of, index.kind === 'unknown' && index.why.what === anyTurn ? `[${anyTurn}]` : `[${canonical(index)}]`, at);
  if (of.kind === 'null' && safe) return of;
  return index.kind === 'unknown' ? unknownData(index.why, at, index.via) : unknownData({ code: 'syntax', what: 'no such item', at }, at);
}

/** Whether a text with holes may be this one. */
function mayBe(text: string, own: string): boolean {
  if (own.includes(hole)) return true;
  const pieces = text.split(hole);
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  if (!own.startsWith(first) || !own.endsWith(last) || own.length < first.length + last.length) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = own.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= own.length - last.length;
}

function call(node: Call, scope: ArmScope, at: Place): Data | Lazy {
  const { name } = node.id;
  if (!node.of) return scopedCall(name, node, scope, at);
  const given = (): Data[] => node.arguments.map(one => evaluate(one, scope));
  if (node.of.kind === 'name') {
    // `sys.concat(…)`, `shared.nameOf(…)`: a namespace stands before the function.
    const namespace = node.of.name;
    const own = scope.call(`${namespace}.${name}`, given, at, node.arguments);
    if (own) return own;
    if (scope.variable(namespace, at) === undefined)
      return scopedCall(namespace === 'sys' || namespace === 'az' ? name : `${namespace}.${name}`, node, scope, at);
  }
  // `storage.listKeys()`.
  return attributeOf(evaluateLazily(node.of, scope), `${name}()`, at, false);
}

function scopedCall(name: string, node: Call, scope: ArmScope, at: Place): Data | Lazy {
  const plain = node.arguments.filter(({ kind }) => kind !== 'lambda');
  let worked: Data[] | undefined;
  const given = (): Data[] => {
    worked ??= plain.map(one => evaluate(one, scope));
    return worked;
  };
  if (name === 'any' && plain[0]) return evaluateLazily(plain[0], scope);
  // As `of.?name`: a resource is not worked out as a whole.
  if (name.toLowerCase() === 'tryget' && plain[0])
    return plain.slice(1).reduce((of, key) => itemOf(of, evaluate(key, scope), at, true, false), evaluateLazily(plain[0], scope));
  const [first, yes, no] = plain;
  // Of the two only one is worked out.
  if (name.toLowerCase() === 'if' && first && yes && no) {
    return conditional(
      evaluate(first, scope),
      () => evaluateLazily(yes, scope),
      () => evaluateLazily(no, scope),
      at,
    );
  }
  const own = scope.call(name, given, at, node.arguments);
  if (own) return own;
  const known = functions.get(name.toLowerCase());
  const [lambda, second] = node.arguments.filter((one): one is Lambda => one.kind === 'lambda').map(one => applied(one, scope));
  const result = known?.(given(), { name, at, work: scope.work }, lambda && (second ? { ...lambda, second } : lambda));
  return result ?? notWorkedOut(name, given(), at);
}

const applied = (lambda: Lambda, scope: ArmScope): Applied => ({
  lambda,
  apply: (...given) =>
    evaluate(
      lambda.value,
      withNames(scope, Object.fromEntries(lambda.parameters.flatMap((name, index) => (given[index] ? [[name, given[index]]] : [])))),
    ),
});

function array(node: Extract<Expression, { kind: 'array' }>, scope: ArmScope, at: Place): Data {
  const items: Data[] = [];
  let open: Why | undefined = node.broken ? { code: 'syntax', what: 'the list is broken here', at } : undefined;
  for (const one of node.items) {
    if (one.kind !== 'spread') {
      items.push(evaluate(one, scope));
      continue;
    }
    const more = evaluate(one.of, scope);
    if (more.kind === 'list') items.push(...more.items.map(part => partOf(more, part)));
    const why = more.kind === 'unknown' ? more.why : more.kind === 'list' ? more.open : undefined;
    if (why) open ??= { ...why, at: why.at ?? at };
  }
  return { kind: 'list', items, at, ...(open ? { open } : {}) };
}

/** Objects are worked out property by property. */
export function objectOf(node: ObjectNode, scope: ArmScope): MapData {
  const at = placeIn(scope, node);
  const map: MapData = { kind: 'map', entries: new Map(), at };
  if (node.broken) map.open = { code: 'syntax', what: 'the object is broken here', at };
  for (const entry of node.entries) {
    if (entry.kind === 'spread') {
      const more = evaluate(entry.of, scope);
      if (more.kind === 'map') for (const [key, one] of more.entries) map.entries.set(key, { ...one, value: partOf(more, one.value) });
      const why = more.kind === 'unknown' ? more.why : more.kind === 'map' ? more.open : undefined;
      if (why) map.open ??= why;
      continue;
    }
    const { key } = entry;
    const name = key.kind === 'key' ? key.name : keyOf(asText(text(key, scope, at)));
    const inner = key.kind === 'key' ? key : { start: key.start + 1, end: key.end - 1 };
    map.entries.set(name, { key: placeIn(scope, inner), value: evaluate(entry.value, scope) });
  }
  return map;
}

/** What a loop goes over, each with its number; `open`: more may follow. */
export function loopItems(node: For, scope: ArmScope): { items: Data[]; open?: Extract<Data, { kind: 'unknown' }> } {
  const at = placeIn(scope, node.of);
  const of = evaluate(node.of, scope);
  if (of.kind === 'null') return { items: [] };
  if (of.kind === 'unknown') return { items: [], open: of };
  if (of.kind !== 'list') return { items: [], open: { kind: 'unknown', at, why: { code: 'syntax', what: 'a loop needs a list', at } } };
  const items = of.items.map(one => partOf(of, one));
  return of.open ? { items, open: { kind: 'unknown', at: of.at, why: of.open } } : { items };
}

export const loopScope = (node: For, scope: ArmScope, value: Data, index: Data): ArmScope =>
  withNames(scope, { [node.item]: value, ...(node.index ? { [node.index]: index } : {}) });

function loop(node: For, scope: ArmScope, at: Place): Data {
  const { items, open } = loopItems(node, scope);
  if (items.length > mostItems) return overLimit('a loop of this many', at);
  const made: Data[] = [];
  let why = open?.why;
  for (const [index, value] of items.entries()) {
    const inner = loopScope(node, scope, value, { kind: 'number', value: index, at: value.at });
    if (node.value.kind === 'if') {
      const holds = evaluate(node.value.condition, inner);
      if (holds.kind === 'bool' && !holds.value) continue;
      if (holds.kind === 'unknown') why ??= holds.why;
    }
    made.push(evaluate(node.value, inner));
  }
  return { kind: 'list', items: made, at, ...(why ? { open: why } : {}) };
}
