import type { Expression, ObjectNode, Property, Resource } from './ast.ts';
import { identifier, parseExpression } from './expression.ts';
import type { Scanner } from './scanner.ts';
import { parseResource } from './statement.ts';
import { parseString } from './string.ts';

/** `{ key: value … }`. What can't be read costs its line; the rest of the object is read. */
export function parseObject(s: Scanner): ObjectNode {
  const node: ObjectNode = { kind: 'object', entries: [], resources: [], broken: false, start: s.start, end: s.end };
  s.next();
  for (;;) {
    while (s.is('newline') || s.is(',')) s.next();
    if (s.take('}')) return { ...node, end: s.before };
    if (s.is('end') || s.beginsStatement()) {
      s.fault('this object is not closed', node.start, node.start + 1);
      return { ...node, broken: true, end: s.before };
    }
    const faults = s.faults.length;
    const whole = entry(s, node);
    if (whole && (s.is('newline') || s.is(',') || s.is('}'))) continue;
    if (s.faults.length === faults) s.fault('expected a new line, a comma or }', s.start, s.end);
    node.broken = true;
    if (!s.is('end') && !s.beginsStatement()) s.skipLine();
  }
}

/** False where there is none. */
function entry(s: Scanner, node: ObjectNode): boolean {
  const { start } = s;
  if (s.take('...')) {
    const of = parseExpression(s);
    node.entries.push({ kind: 'spread', of, start, end: of.end });
    return true;
  }
  const decorators = s.is('@') ? parseDecorators(s) : [];
  if (s.is('name') && s.word === 'resource' && s.following() === 'name') {
    const resource: Resource | undefined = parseResource(s, decorators);
    if (resource) node.resources.push(resource);
    return resource !== undefined;
  }
  if (!s.is('name') && !s.is('string')) {
    s.fault('expected a key', s.start, s.end);
    return false;
  }
  const key: Property['key'] = s.is('name') ? { kind: 'key', ...identifier(s) } : parseString(s, () => parseExpression(s));
  if (!s.take(':')) {
    s.fault('expected : after the key', s.start, Math.max(s.start, s.is('newline') ? s.start : s.end));
    return false;
  }
  s.newlines();
  const value = parseExpression(s);
  node.entries.push({ kind: 'property', key, value, start, end: value.end });
  return true;
}

/** `@description('…')`, each on a line or beside the other. */
export function parseDecorators(s: Scanner): Expression[] {
  const decorators: Expression[] = [];
  while (s.take('@')) {
    decorators.push(parseExpression(s));
    s.newlines();
  }
  return decorators;
}
