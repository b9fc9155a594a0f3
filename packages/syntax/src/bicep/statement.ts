import type { Declared, Expression, Func, Identifier, Imported, Module, Resource, Span, Statement, Text } from './ast.ts';
import { body, identifier, parseExpression } from './expression.ts';
import { parseDecorators } from './object.ts';
import type { Scanner } from './scanner.ts';
import { parseString } from './string.ts';

/** One statement; undefined, with a fault said, where none can be read. */
export function parseStatement(s: Scanner): Statement | undefined {
  const { start } = s;
  const decorators = parseDecorators(s);
  const word = s.is('name') ? s.word : '';
  switch (word) {
    case 'param':
    case 'var':
    case 'output':
    case 'metadata':
    case 'assert':
      return declared(s, word, decorators, start);
    case 'type':
      return typeDeclared(s, decorators, start);
    case 'resource':
      return parseResource(s, decorators, start);
    case 'module':
      return parseModule(s, decorators, start);
    case 'test': {
      // It is written as a module is, and deploys nothing.
      const test = parseModule(s, decorators, start);
      return test && { kind: 'assert', decorators, id: test.id, start, end: test.end };
    }
    case 'func':
      return func(s, decorators, start);
    case 'import':
      return imported(s, start);
    case 'provider':
    case 'extension':
      return extension(s, decorators, start);
    case 'extensionConfig':
    case 'using':
    case 'extends':
    case 'targetScope':
      return lone(s, word, start);
    default:
      s.fault('expected a statement: param, var, resource, module, output …', s.start, s.is('end') ? s.start : s.end);
      return undefined;
  }
}

function declared(s: Scanner, kind: Declared['kind'], decorators: Expression[], start: number): Declared {
  s.next();
  const id = identifier(s);
  const none = s.is('=') || s.is('end') || (s.is('newline') && s.beyondNewlines() !== '|');
  const type = none ? undefined : skipType(s);
  const value = s.take('=') ? valueAfter(s) : undefined;
  return { kind, decorators, id, ...(type ? { type } : {}), ...(value ? { value } : {}), start, end: s.before };
}

function valueAfter(s: Scanner): Expression {
  s.newlines();
  return parseExpression(s);
}

function typeDeclared(s: Scanner, decorators: Expression[], start: number): Declared {
  s.next();
  const id = identifier(s);
  if (!s.take('=')) s.fault('expected =');
  s.newlines();
  return { kind: 'type', decorators, id, type: skipType(s), start, end: s.before };
}

const opening = new Set(['{', '[', '(', '<', '[?']);
const closing = new Set(['}', ']', ')', '>']);

/** A type is only looked over: brackets match, strings are strings, and it ends with its line or before `=`, `=>` or `,`. */
function skipType(s: Scanner): Span {
  const { start } = s;
  let depth = 0;
  for (;;) {
    if (s.is('end') || (depth > 0 && s.beginsStatement() && !s.is('@'))) break;
    if (s.is('newline') && depth === 0) {
      if (s.beyondNewlines() !== '|') break;
      s.newlines();
    }
    if (depth === 0 && (s.is('=') || s.is('=>') || s.is(',') || closing.has(s.kind))) break;
    if (s.is('string')) {
      parseString(s, () => parseExpression(s));
      continue;
    }
    if (opening.has(s.kind)) depth++;
    else if (closing.has(s.kind)) depth--;
    s.next();
  }
  if (depth > 0) s.fault('this type is not closed', start, Math.max(start, s.before));
  if (s.before <= start) s.fault('expected a type', start, start);
  return { start, end: Math.max(start, s.before) };
}

export function parseResource(s: Scanner, decorators: Expression[], start = s.start): Resource | undefined {
  const named = head(s);
  if (!named) return undefined;
  const existing = s.takeWord('existing');
  const value = assigned(s);
  return { kind: 'resource', decorators, id: named.id, type: named.text, existing, value, start, end: s.before };
}

function parseModule(s: Scanner, decorators: Expression[], start: number): Module | undefined {
  const named = head(s);
  if (!named) return undefined;
  const value = assigned(s);
  return { kind: 'module', decorators, id: named.id, path: named.text, value, start, end: s.before };
}

/** `resource name 'type'`. */
function head(s: Scanner): { id: Identifier; text: Text } | undefined {
  s.next();
  const id = identifier(s);
  if (!s.is('string')) {
    s.fault('expected a string', s.start, s.is('newline') ? s.start : s.end);
    return undefined;
  }
  return { id, text: parseString(s, () => parseExpression(s)) };
}

function assigned(s: Scanner): Expression {
  if (!s.take('=')) {
    s.fault('expected =', s.start, s.is('newline') ? s.start : s.end);
    return { kind: 'invalid', start: s.before, end: s.before };
  }
  s.newlines();
  return body(s);
}

/** `func name(a string, b int) string => …`. */
function func(s: Scanner, decorators: Expression[], start: number): Func | undefined {
  s.next();
  const id = identifier(s);
  const parameters: string[] = [];
  if (!s.take('(')) {
    s.fault('expected (');
    return undefined;
  }
  s.newlines();
  while (s.is('name')) {
    parameters.push(identifier(s).name);
    skipType(s);
    s.newlines();
    if (!s.take(',')) break;
    s.newlines();
  }
  if (!s.take(')')) s.fault('expected )');
  skipType(s);
  if (!s.take('=>')) {
    s.fault('expected =>');
    return undefined;
  }
  s.newlines();
  return { kind: 'func', decorators, id, parameters, value: parseExpression(s), start, end: s.before };
}

/** `import { a, b as c } from '…'`, `import * as x from '…'`, and the older `import 'provider@version' with {…} as x`. */
function imported(s: Scanner, start: number): Statement {
  s.next();
  const node: Imported = { kind: 'import', path: undefined, names: [], all: undefined, start, end: s.end };
  if (s.is('string')) return extensionOf(s, [], start);
  if (s.take('*')) {
    if (s.takeWord('as')) node.all = identifier(s);
  } else if (s.take('{')) {
    while (s.is('newline') || s.is(',')) s.next();
    while (s.is('name') || s.is('string')) {
      const name = s.is('name') ? s.word : plainText(parseString(s, () => parseExpression(s)));
      const own = s.is('name') && s.word === name ? identifier(s) : { name, start: s.before, end: s.before };
      node.names.push({ name, as: s.takeWord('as') ? identifier(s) : own });
      while (s.is('newline') || s.is(',')) s.next();
    }
    if (!s.take('}')) s.fault('expected }');
  }
  if (!s.takeWord('from')) s.fault('expected from');
  if (s.is('string')) node.path = parseString(s, () => parseExpression(s));
  return { ...node, end: s.before };
}

const plainText = ({ parts }: Text): string => parts.map(part => (part.kind === 'text' ? part.value : '')).join('');

function extension(s: Scanner, decorators: Expression[], start: number): Declared {
  s.next();
  return extensionOf(s, decorators, start);
}

/** `extension microsoftGraph`, `extension 'br:…' with {…} as graph`. */
function extensionOf(s: Scanner, decorators: Expression[], start: number): Declared {
  let id: Identifier = { name: '', start: s.start, end: s.end };
  if (s.is('string')) parseString(s, () => parseExpression(s));
  else id = identifier(s);
  if (s.takeWord('with')) parseExpression(s);
  if (s.takeWord('as')) id = identifier(s);
  return { kind: 'extension', decorators, id, start, end: s.before };
}

function lone(s: Scanner, word: string, start: number): Statement {
  s.next();
  if (word === 'extensionConfig') return extensionOf(s, [], start);
  if (word === 'targetScope' && !s.take('=')) s.fault('expected =');
  const value = parseExpression(s);
  if (s.takeWord('with')) parseExpression(s);
  return { kind: word as 'using' | 'extends' | 'targetScope', value, start, end: s.before };
}
