import type { Binary, Expression, Identifier, Node } from './ast.ts';
import { parseFor } from './for.ts';
import type { Scanner } from './scanner.ts';
import { parseString } from './template.ts';
import { Token } from './token.ts';

/** Greater binds tighter. All of them group to the left. */
const precedence = new Uint8Array(64);
const operators: Binary['operator'][] = [];
const levels: [Token, Binary['operator']][][] = [
  [[Token.or, '||']],
  [[Token.and, '&&']],
  [
    [Token.equal, '=='],
    [Token.notEqual, '!='],
  ],
  [
    [Token.less, '<'],
    [Token.lessOrEqual, '<='],
    [Token.greater, '>'],
    [Token.greaterOrEqual, '>='],
  ],
  [
    [Token.plus, '+'],
    [Token.minus, '-'],
  ],
  [
    [Token.star, '*'],
    [Token.slash, '/'],
    [Token.percent, '%'],
  ],
];
for (const [level, tokens] of levels.entries())
  for (const [token, operator] of tokens) {
    precedence[token] = level + 1;
    operators[token] = operator;
  }

/** Always an expression: a `missing` one where none stands. */
export function parseExpression(s: Scanner): Expression {
  if (!s.enter()) {
    s.leave();
    return s.missing();
  }
  let expression = parseBinary(s, 1);
  if (s.kind === Token.question) expression = parseConditional(s, expression);
  s.leave();
  return expression;
}

function parseConditional(s: Scanner, condition: Expression): Expression {
  let height = s.height;
  s.advance();
  const then = parseExpression(s);
  height = Math.max(height, s.height);
  if (s.kind === Token.colon) s.advance();
  else s.fail('expected `:` and what the conditional is otherwise');
  const otherwise = s.broken ? s.missing() : parseExpression(s);
  s.climb(height);
  return { kind: 'conditional', start: condition.start, end: otherwise.end, condition, then, else: otherwise };
}

function parseBinary(s: Scanner, least: number): Expression {
  let left = parseOperand(s);
  for (;;) {
    const { kind } = s;
    const level = precedence[kind]!;
    if (level < least) return left;
    const height = s.height;
    s.advance();
    const right = parseBinary(s, level + 1);
    s.climb(height);
    left = { kind: 'binary', start: left.start, end: right.end, operator: operators[kind]!, left, right };
  }
}

/** A term with what is attached to it: `.name`, `[key]`, splats. */
function parseOperand(s: Scanner): Expression {
  return parseTraversal(s, parseTerm(s));
}

function parseTraversal(s: Scanner, from: Expression): Expression {
  let on = from;
  for (;;) {
    if (s.kind === Token.dot) on = parseDot(s, on);
    else if (s.kind === Token.openBracket) on = parseIndex(s, on);
    else return on;
  }
}

function parseDot(s: Scanner, on: Expression): Expression {
  const dot = s.start;
  s.advance();
  if (s.kind !== Token.star) return parseAttribute(s, on);
  // `.*` takes names and legacy indexes only; what follows in brackets is asked of the whole list.
  const { height } = s;
  s.advance();
  let each: Expression = { kind: 'variable', start: dot, end: s.previousEnd, name: '' };
  s.height = 1;
  while (s.kind === Token.dot) {
    s.advance();
    each = parseAttribute(s, each);
  }
  s.climb(height);
  return { kind: 'splat', start: on.start, end: each.end, on, each, full: false };
}

/** After the dot: a name, or an index as in Terraform before 0.12. */
function parseAttribute(s: Scanner, on: Expression): Expression {
  const { start, end } = s;
  if (s.kind === Token.identifier) {
    const name = parseIdentifier(s);
    s.climb();
    return { kind: 'get-attr', start: on.start, end, on, name };
  }
  if (s.kind === Token.number) {
    const text = s.slice(start, end);
    if (text.includes('.')) s.fault('two indexes after dots can not follow each other: write [0][1]');
    s.advance();
    s.climb();
    return { kind: 'index', start: on.start, end, on, key: { kind: 'number', start, end, text } };
  }
  const key = s.missing();
  s.fault('expected a name after the dot', key.start, key.end);
  return { kind: 'index', start: on.start, end: key.end, on, key };
}

function parseIndex(s: Scanner, on: Expression): Expression {
  const outer = s.ignoreNewlines;
  const { height } = s;
  const open = s.start;
  s.advance();
  if (s.kind === Token.star) {
    s.advance();
    if (s.kind === Token.closeBracket) s.advance();
    else s.fail('expected `]` after the star');
    s.height = 1;
    const deepEnough = s.enter();
    const item: Expression = { kind: 'variable', start: open, end: s.previousEnd, name: '' };
    const each = deepEnough ? parseTraversal(s, item) : item;
    s.leave();
    s.climb(height);
    return { kind: 'splat', start: on.start, end: each.end, on, each, full: true };
  }
  s.skipNewlines();
  const key = parseExpression(s);
  s.ignoreNewlines = outer;
  close(s, Token.closeBracket, open, 'expected `]` after the index');
  s.climb(height);
  return { kind: 'index', start: on.start, end: s.previousEnd, on, key: s.broken ? s.missing() : key };
}

function parseTerm(s: Scanner): Expression {
  const { start, end } = s;
  s.height = 1;
  switch (s.kind) {
    case Token.quote:
    case Token.heredoc:
      return parseString(s);
    case Token.identifier:
      return parseName(s);
    case Token.number: {
      const text = s.slice(start, end);
      if (!/^\d+(\.\d*)?([eE][+-]?\d+)?$/.test(text)) s.fault('not a number');
      s.advance();
      return { kind: 'number', start, end, text };
    }
    case Token.openBracket:
      return parseTuple(s);
    case Token.openBrace:
      return parseObject(s);
    case Token.openParen: {
      const outer = s.ignoreNewlines;
      s.ignoreNewlines = true;
      s.advance();
      const inner = parseExpression(s);
      s.ignoreNewlines = outer;
      close(s, Token.closeParen, start, 'expected `)`');
      s.climb();
      return { kind: 'parentheses', start, end: s.previousEnd, inner: s.broken ? s.missing() : inner };
    }
    case Token.minus:
    case Token.bang: {
      const operator = s.kind === Token.minus ? '-' : '!';
      if (!s.enter()) {
        s.leave();
        return s.missing();
      }
      s.advance();
      const operand = parseOperand(s);
      s.leave();
      s.climb();
      return { kind: 'unary', start, end: operand.end, operator, operand };
    }
    case Token.end:
    case Token.invalid:
      s.fail('expected an expression');
      return s.missing();
    case Token.newline:
      s.fault('expected an expression', s.previousEnd, s.previousEnd);
      return s.missing();
    default:
      s.fault('expected an expression');
      return s.missing();
  }
}

/** `true`, a variable, or a call. */
function parseName(s: Scanner): Expression {
  const { start } = s;
  const { name, end } = parseIdentifier(s);
  if (s.kind === Token.openParen || s.kind === Token.doubleColon) return parseCall(s, { name, start, end });
  if (name === 'true' || name === 'false') return { kind: 'bool', start, end, value: name === 'true' };
  if (name === 'null') return { kind: 'null', start, end };
  return { kind: 'variable', start, end, name };
}

export function parseIdentifier(s: Scanner): Identifier {
  const { start, end } = s;
  const name = s.slice(start, end);
  s.advance();
  return { name, start, end };
}

function parseCall(s: Scanner, name: Identifier): Expression {
  while (s.kind === Token.doubleColon) {
    s.advance();
    if (s.kind !== Token.identifier) s.fail('expected the name of a function after `::`');
    else {
      const next = parseIdentifier(s);
      name = { name: `${name.name}::${next.name}`, start: name.start, end: next.end };
    }
  }
  const open = s.start;
  if (s.kind !== Token.openParen) {
    s.fail('expected `(` after the name of a function');
    return { kind: 'call', start: name.start, end: name.end, name, args: [s.missing()], expand: false };
  }
  const outer = s.ignoreNewlines;
  s.ignoreNewlines = true;
  s.advance();
  const args: Expression[] = [];
  let expand = false;
  let height = 0;
  while (s.kind !== Token.closeParen && !s.broken) {
    args.push(parseExpression(s));
    height = Math.max(height, s.height);
    if (s.kind === Token.ellipsis) {
      expand = true;
      s.advance();
      break;
    }
    if (s.kind !== Token.comma) break;
    s.advance();
  }
  s.ignoreNewlines = outer;
  close(s, Token.closeParen, open, 'expected `,` or `)`');
  if (s.broken) args.push(s.missing());
  s.climb(height);
  return { kind: 'call', start: name.start, end: s.previousEnd, name, args, expand };
}

function parseTuple(s: Scanner): Expression {
  const outer = s.ignoreNewlines;
  const open = s.start;
  s.ignoreNewlines = true;
  s.advance();
  if (s.isWord('for')) return parseFor(s, open, Token.closeBracket, outer);
  const items: Expression[] = [];
  let height = 0;
  while (s.kind !== Token.closeBracket && !s.broken) {
    items.push(parseExpression(s));
    height = Math.max(height, s.height);
    if (s.kind !== Token.comma) break;
    s.advance();
  }
  s.ignoreNewlines = outer;
  close(s, Token.closeBracket, open, 'expected `,` or `]`');
  if (s.broken) items.push(s.missing());
  s.climb(height);
  return { kind: 'tuple', start: open, end: s.previousEnd, items };
}

function parseObject(s: Scanner): Expression {
  const outer = s.ignoreNewlines;
  const open = s.start;
  s.ignoreNewlines = false;
  s.advance();
  while (s.kind === Token.newline) s.advance();
  if (s.isWord('for')) return parseFor(s, open, Token.closeBrace, outer);
  const entries: { key: Expression; value: Expression }[] = [];
  let height = 0;
  while (s.kind !== Token.closeBrace && !s.broken) {
    const key = asKey(parseExpression(s));
    height = Math.max(height, s.height);
    if (s.kind === Token.assign || s.kind === Token.colon) s.advance();
    else s.fail('expected `=` after the key');
    const value = s.broken ? s.missing() : parseExpression(s);
    height = Math.max(height, s.height);
    entries.push({ key, value });
    if (s.kind !== Token.comma && s.kind !== Token.newline) break;
    s.advance();
    while (s.kind === Token.newline) s.advance();
  }
  s.ignoreNewlines = outer;
  close(s, Token.closeBrace, open, 'expected `,`, a new line or `}`');
  if (s.broken) entries.push({ key: s.missing(), value: s.missing() });
  s.climb(height);
  return { kind: 'object', start: open, end: s.previousEnd, entries };
}

/** Keywords are no keywords where they are keys. */
function asKey(key: Expression): Expression {
  if (key.kind === 'null') return { kind: 'variable', start: key.start, end: key.end, name: 'null' };
  if (key.kind === 'bool') return { kind: 'variable', start: key.start, end: key.end, name: String(key.value) };
  return key;
}

/** Takes the closing bracket. At the end of the text the fault is the open one, which is what a person looks for. */
export function close(s: Scanner, kind: Token, open: Node['start'], message: string): void {
  if (s.kind === kind) s.advance();
  else if (s.kind === Token.end) s.fail('never closed', open, open + 1);
  else s.fail(message);
}
