import type { ArrayNode, BinaryOperator, Call, Expression, Identifier, Invalid, Lambda } from './ast.ts';
import { parseObject } from './object.ts';
import type { Scanner, TokenKind } from './scanner.ts';
import { parseString } from './string.ts';

/** Deeper than this, nothing is read: the stack of the host ends not much later. */
const deepest = 200;

const precedence: Partial<Record<TokenKind, number>> = {
  '??': 1,
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '=~': 4,
  '!~': 4,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};

/** Operators that may stand at the beginning of a line: nothing else begins with them. */
const leading = new Set<TokenKind>(['?', ':', '??', '||', '&&', '==', '!=', '=~', '!~', '<=', '>=']);

export function parseExpression(s: Scanner): Expression {
  if (s.depth >= deepest) {
    s.fault('this is nested too deeply');
    const start = s.start;
    s.skipLine();
    return { kind: 'invalid', start, end: s.start };
  }
  s.depth++;
  const expression = conditional(s);
  s.depth--;
  return expression;
}

function conditional(s: Scanner): Expression {
  const condition = binary(s, 1);
  if (s.is('newline') && s.beyondNewlines() === '?') s.newlines();
  if (!s.take('?')) return condition;
  s.newlines();
  const yes = parseExpression(s);
  if (s.is('newline') && s.beyondNewlines() === ':') s.newlines();
  if (!s.take(':')) {
    s.fault('expected : and what is meant otherwise', s.start, s.end);
    return { kind: 'invalid', start: condition.start, end: yes.end };
  }
  s.newlines();
  const no = parseExpression(s);
  return { kind: 'conditional', condition, yes, no, start: condition.start, end: no.end };
}

function binary(s: Scanner, least: number): Expression {
  let left = unary(s);
  for (;;) {
    if (s.is('newline') && leading.has(s.beyondNewlines()) && (precedence[s.beyondNewlines()] ?? 0) >= least) s.newlines();
    const operator = s.kind;
    const strength = precedence[operator];
    if (strength === undefined || strength < least) return left;
    s.next();
    s.newlines();
    const right = binary(s, strength + 1);
    left = { kind: 'binary', operator: operator as BinaryOperator, left, right, start: left.start, end: right.end };
  }
}

function unary(s: Scanner): Expression {
  const { start, kind } = s;
  if (kind !== '!' && kind !== '-' && kind !== '+') return postfix(s);
  if (s.depth >= deepest) return parseExpression(s);
  s.next();
  s.depth++;
  const of = unary(s);
  s.depth--;
  if (kind === '+') return of;
  if (kind === '-' && of.kind === 'number') return { ...of, value: -of.value, start };
  return { kind: 'unary', operator: kind, of, start, end: of.end };
}

function postfix(s: Scanner): Expression {
  let of = primary(s);
  for (;;) {
    switch (s.kind) {
      case '.':
      case '.?': {
        const safe = s.is('.?');
        s.next();
        const id = identifier(s);
        const call = !safe && s.is('(') ? callOf(s, of, id) : undefined;
        of = call ?? { kind: 'member', of, id, safe, start: of.start, end: id.end };
        break;
      }
      case '::': {
        s.next();
        const id = identifier(s);
        of = { kind: 'nested', of, id, start: of.start, end: id.end };
        break;
      }
      case '[':
      case '[?':
      case '[^': {
        const opening = s.kind;
        s.next();
        const fromEnd = opening === '[^' || (opening === '[?' && s.word === '^' && takeStray(s));
        const index = within(s, ']');
        of = { kind: 'item', of, index, safe: opening === '[?', fromEnd, start: of.start, end: s.before };
        break;
      }
      case '!':
        // `value!`: said not to be null.
        s.next();
        of = { ...of, end: s.before };
        break;
      default:
        return of;
    }
  }
}

function takeStray(s: Scanner): boolean {
  s.next();
  return true;
}

/** An expression and what closes it. */
function within(s: Scanner, close: ')' | ']'): Expression {
  s.newlines();
  const inner = parseExpression(s);
  s.newlines();
  if (!s.take(close)) s.fault(`expected ${close}`, s.start, s.end);
  return inner;
}

/** A name; any word may be one. */
export function identifier(s: Scanner): Identifier {
  const { start, end } = s;
  if (s.is('name')) {
    const name = s.word;
    s.next();
    return { name, start, end };
  }
  s.fault('expected a name', start, end);
  return { name: '', start: s.before, end: s.before };
}

function primary(s: Scanner): Expression {
  const { start, end } = s;
  // Where a value is missing, the next statement is none.
  const kind = s.beginsStatement() ? 'end' : s.kind;
  switch (kind) {
    case 'string':
      return parseString(s, () => parseExpression(s));
    case 'number': {
      const value = Number(s.word);
      s.next();
      return { kind: 'number', value, start, end };
    }
    case 'name':
      return named(s);
    case '(':
      return lambda(s) ?? parenthesised(s);
    case '[':
      return s.following() === 'newline' || s.following() === 'name' ? (forOf(s) ?? array(s)) : array(s);
    case '{':
      return parseObject(s);
    default:
      s.fault('expected a value', start, kind === 'newline' || kind === 'end' ? start : end);
      return { kind: 'invalid', start, end: start };
  }
}

function parenthesised(s: Scanner): Expression {
  const start = s.start;
  s.next();
  const inner = within(s, ')');
  return { ...inner, start, end: s.before } as Expression;
}

function named(s: Scanner): Expression {
  const { start, end, word: name } = s;
  if (s.following() === '=>') {
    s.next();
    return lambdaBody(s, [name], start);
  }
  s.next();
  if (name === 'true' || name === 'false') return { kind: 'word', value: name === 'true', start, end };
  if (name === 'null') return { kind: 'word', value: null, start, end };
  return s.is('(') ? callOf(s, undefined, { name, start, end }) : { kind: 'name', name, start, end };
}

function callOf(s: Scanner, of: Expression | undefined, id: Identifier): Call {
  s.next();
  const given: Expression[] = [];
  s.newlines();
  while (!s.is(')') && !s.is('end') && !s.beginsStatement()) {
    given.push(parseExpression(s));
    s.newlines();
    if (!s.take(',')) break;
    s.newlines();
  }
  if (!s.take(')')) s.fault('expected , or )', s.start, s.end);
  return { kind: 'call', of, id, arguments: given, start: of?.start ?? id.start, end: s.before };
}

/** `(a, b) => …`; undefined, with nothing read, where it is a value in parentheses. */
function lambda(s: Scanner): Lambda | undefined {
  const start = s.start;
  const parameters: string[] = [];
  s.next();
  s.newlines();
  while (s.is('name')) {
    parameters.push(s.word);
    s.next();
    s.newlines();
    if (!s.take(',')) break;
    s.newlines();
  }
  if (s.take(')') && s.is('=>')) return lambdaBody(s, parameters, start);
  s.goTo(start);
  return undefined;
}

function lambdaBody(s: Scanner, parameters: string[], start: number): Lambda {
  s.next();
  s.newlines();
  const value = parseExpression(s);
  return { kind: 'lambda', parameters, value, start, end: value.end };
}

/** `[for item in of: value]`; undefined, with nothing read, where it is a list of items. */
function forOf(s: Scanner): Expression | undefined {
  const start = s.start;
  s.next();
  s.newlines();
  const isFor = s.is('name') && s.word === 'for' && (s.following() === 'name' || s.following() === '(');
  if (!isFor) {
    s.goTo(start);
    return undefined;
  }
  s.next();
  let item: string;
  let index: string | undefined;
  if (s.take('(')) {
    item = identifier(s).name;
    if (s.take(',')) index = identifier(s).name;
    if (!s.take(')')) s.fault('expected )');
  } else item = identifier(s).name;
  if (!s.takeWord('in')) s.fault('expected in');
  const of = parseExpression(s);
  if (!s.take(':')) s.fault('expected :');
  s.newlines();
  const value = body(s);
  s.newlines();
  if (!s.take(']')) s.fault('expected ]');
  return { kind: 'for', item, index, of, value, start, end: s.before };
}

/** What a resource, a module or a `for` is made of: a value, perhaps on a condition. */
export function body(s: Scanner): Expression {
  const { start } = s;
  if (!s.is('name') || s.word !== 'if' || s.following() !== '(') return parseExpression(s);
  s.next();
  s.next();
  const condition = within(s, ')');
  s.newlines();
  const value = parseExpression(s);
  return { kind: 'if', condition, value, start, end: value.end };
}

function array(s: Scanner): ArrayNode | Invalid {
  const start = s.start;
  const items: ArrayNode['items'] = [];
  let broken = false;
  s.next();
  for (;;) {
    while (s.is('newline') || s.is(',')) s.next();
    if (s.take(']')) return { kind: 'array', items, broken, start, end: s.before };
    if (s.is('end') || s.is('}') || s.is(')') || s.beginsStatement()) {
      s.fault('this list is not closed', start, start + 1);
      return { kind: 'array', items, broken: true, start, end: s.before };
    }
    const at = s.start;
    const faults = s.faults.length;
    const spread = s.take('...');
    const of = parseExpression(s);
    items.push(spread ? { kind: 'spread', of, start: at, end: of.end } : of);
    if (s.is('newline') || s.is(',') || s.is(']')) continue;
    if (s.faults.length === faults) s.fault('expected a new line, a comma or ]', s.start, s.end);
    broken = true;
    if (!s.is('end') && !s.beginsStatement()) s.skipLine();
  }
}
