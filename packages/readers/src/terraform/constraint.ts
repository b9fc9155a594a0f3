import type { Data, MapEntry } from '@idlint/evaluate';
import { partOf, type Type } from '@idlint/evaluate/hcl';
import type { Expression } from '@idlint/syntax/hcl';

/** A variable's type constraint, with what stands for optional attributes that a value leaves out. */
export interface Constraint {
  type: Type;
}

const primitives = new Set(['string', 'number', 'bool']);

/** `evaluate` works out the defaults of optional attributes. What can't be read allows anything. */
export function constraintOf(expression: Expression, evaluate: (expression: Expression) => Data): Constraint {
  const kept = constraints.get(expression);
  if (kept) return kept;
  let isWhole = true;
  const noting = (each: Expression): Data => {
    const data = evaluate(each);
    if (data.kind === 'unknown' && data.why.code === 'limit') isWhole = false;
    return data;
  };
  const constraint = { type: typeOf(expression, noting, 0) };
  if (isWhole) constraints.set(expression, constraint);
  return constraint;
}

/** A constraint refers to nothing: it is the same for every use of its module. */
const constraints = new WeakMap<Expression, Constraint>();

function typeOf(expression: Expression, evaluate: (expression: Expression) => Data, depth: number): Type {
  if (depth > 50) return 'dynamic';
  const inner = (node: Expression | undefined): Type => (node ? typeOf(node, evaluate, depth + 1) : 'dynamic');
  if (expression.kind === 'variable') {
    if (primitives.has(expression.name)) return expression.name as 'string' | 'number' | 'bool';
    // Before there were types of items, `list` and `map` stood alone.
    return expression.name === 'list' ? { list: 'dynamic' } : expression.name === 'map' ? { map: 'dynamic' } : 'dynamic';
  }
  if (expression.kind === 'template') {
    const [only] = expression.parts;
    const word = only?.kind === 'literal' ? only.text : '';
    return word === 'string' ? 'string' : word === 'list' ? { list: 'string' } : word === 'map' ? { map: 'string' } : 'dynamic';
  }
  if (expression.kind !== 'call') return 'dynamic';
  const [first] = expression.args;
  switch (expression.name.name) {
    case 'list':
      return { list: inner(first) };
    case 'set':
      return { set: inner(first) };
    case 'map':
      return { map: inner(first) };
    case 'tuple':
      return first?.kind === 'tuple' ? { tuple: first.items.map(inner) } : 'dynamic';
    case 'object':
      return first?.kind === 'object' ? objectType(first, evaluate, depth) : 'dynamic';
    default:
      return 'dynamic';
  }
}

type Attributes = Extract<Type, { object: unknown }>['object'];

function objectType(node: Extract<Expression, { kind: 'object' }>, evaluate: (expression: Expression) => Data, depth: number): Type {
  const attributes: [string, Attributes[string]][] = [];
  for (const { key, value } of node.entries) {
    const name =
      key.kind === 'variable' ? key.name : key.kind === 'template' && key.parts[0]?.kind === 'literal' ? key.parts[0].text : undefined;
    if (name === undefined) continue;
    if (value.kind === 'call' && value.name.name === 'optional') {
      const [of, fallback] = value.args;
      const type = of ? typeOf(of, evaluate, depth + 1) : 'dynamic';
      attributes.push([name, { type, optional: true, ...(fallback ? { fallback: evaluate(fallback) } : {}) }]);
    } else attributes.push([name, { type: typeOf(value, evaluate, depth + 1) }]);
  }
  return { object: Object.fromEntries(attributes) };
}

/** The value with the defaults of its optional attributes put in, at any depth, before it is converted. */
export function withFallbacks(data: Data, { type }: Constraint): Data {
  return filled(data, type);
}

function filled(data: Data, type: Type): Data {
  if (typeof type === 'string') return data;
  if (data.kind === 'list') {
    const items = data.items.map((item, index) => filled(partOf(data, item), itemType(type, index)));
    const { via: _, ...rest } = data;
    return { ...rest, items };
  }
  if (data.kind !== 'map' || !('map' in type || 'object' in type)) return data;
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of data.entries) {
    const attribute: Attributes[string] | undefined = 'map' in type ? { type: type.map } : type.object[key];
    const value = partOf(data, entry.value);
    // A null stands for the default as well.
    const missing = value.kind === 'null' && attribute?.fallback;
    entries.set(key, { key: entry.key, value: missing ? filled(missing, attribute.type) : filled(value, attribute?.type ?? 'dynamic') });
  }
  if ('object' in type)
    for (const [name, { fallback, type: of }] of Object.entries(type.object))
      if (fallback && !entries.has(name) && !data.open) entries.set(name, { key: data.at, value: filled(fallback, of) });
  const { via: _, ...rest } = data;
  return { ...rest, entries };
}

const itemType = (type: Exclude<Type, string>, index: number): Type =>
  'list' in type ? type.list : 'set' in type ? type.set : 'tuple' in type ? (type.tuple[index] ?? 'dynamic') : 'dynamic';
