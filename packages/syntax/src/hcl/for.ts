import type { Expression, Identifier } from './ast.ts';
import { close, parseExpression, parseIdentifier } from './expression.ts';
import type { Scanner } from './scanner.ts';
import { Token } from './token.ts';

/** `[for …]` and `{for …}`, from the word on; `newlines` is what `ignoreNewlines` was outside. */
export function parseFor(s: Scanner, open: number, closer: Token, newlines: boolean): Expression {
  s.ignoreNewlines = true;
  s.advance();
  const { keyName, valueName, collection } = parseForIntroduction(s);
  let height = s.height;
  if (s.kind === Token.colon) s.advance();
  else s.fail('expected `:` after what is gone through');
  let value = s.broken ? s.missing() : parseExpression(s);
  height = Math.max(height, s.height);
  let key: Expression | undefined;
  if (s.kind === Token.arrow) {
    s.advance();
    key = value;
    value = parseExpression(s);
    height = Math.max(height, s.height);
  }
  const group = s.kind === Token.ellipsis;
  if (group) {
    if (closer === Token.closeBracket) s.fault('only an object can be grouped with `...`');
    s.advance();
  }
  let condition: Expression | undefined;
  if (s.isWord('if')) {
    s.advance();
    condition = parseExpression(s);
    height = Math.max(height, s.height);
  }
  if (closer === Token.closeBracket && key) s.fault('a list has no keys: use braces', key.start, key.end);
  if (closer === Token.closeBrace && !key) s.fault('expected `key => value`', value.start, value.end);
  s.ignoreNewlines = newlines;
  close(s, closer, open, `expected the end of the for expression`);
  s.climb(height);
  return {
    kind: 'for',
    start: open,
    end: s.previousEnd,
    ...(keyName && { keyName }),
    valueName,
    collection,
    ...(key && { key }),
    value,
    ...(condition && { condition }),
    group,
  };
}

export interface ForIntroduction {
  keyName?: Identifier;
  valueName: Identifier;
  collection: Expression;
}

/** `k, v in collection`: what for expressions and `%{ for }` have in common. */
export function parseForIntroduction(s: Scanner): ForIntroduction {
  let keyName: Identifier | undefined;
  let valueName = parseNameOrFail(s);
  if (s.kind === Token.comma) {
    s.advance();
    keyName = valueName;
    valueName = parseNameOrFail(s);
  }
  if (s.isWord('in')) s.advance();
  else s.fail('expected `in`');
  const collection = s.broken ? s.missing() : parseExpression(s);
  return { ...(keyName && { keyName }), valueName, collection };
}

function parseNameOrFail(s: Scanner): Identifier {
  if (s.kind === Token.identifier) return parseIdentifier(s);
  s.fail('expected a name');
  return { name: '', start: s.previousEnd, end: s.previousEnd };
}
