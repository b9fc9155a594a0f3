import type { Place } from '@idlint/model';
import type { Binary, Unary } from '@idlint/syntax/hcl';
import type { Data, NumberData } from '../data.ts';
import { convert } from './convert.ts';
import { sameData } from './equality.ts';
import { add, type Big, bigOf, compare, divide, multiply, negate, numberOf, remainder } from './number.ts';
import { failure, unknownData, type Work } from './work.ts';

/** HCL's operators over worked-out values. */
export function binary(operator: Binary['operator'], left: Data, right: Data, work: Work, at: Place): Data {
  switch (operator) {
    case '==':
    case '!=':
      return equality(operator, left, right, at);
    case '&&':
    case '||':
      return logic(operator, left, right, work, at);
    default:
      return arithmetic(operator, left, right, work, at);
  }
}

const collectionKind = (data: Data): string =>
  data.kind === 'list' || data.kind === 'map' ? `${data.kind} ${data.of ?? (data.kind === 'list' ? 'tuple' : 'object')}` : data.kind;

function equality(operator: '==' | '!=', left: Data, right: Data, at: Place): Data {
  const comparable = left.kind === 'null' || right.kind === 'null' || collectionKind(left) === collectionKind(right);
  const same = left.kind !== 'unknown' && right.kind !== 'unknown' && !comparable ? false : sameData(left, right);
  if (same !== undefined) return { kind: 'bool', value: same === (operator === '=='), at };
  const cause = [left, right].find(side => side.kind === 'unknown');
  return unknownData(cause?.kind === 'unknown' ? cause.why : { code: 'dynamic', what: 'a comparison with something unknown', at }, at);
}

function logic(operator: '&&' | '||', left: Data, right: Data, work: Work, at: Place): Data {
  const sides = [convert(left, 'bool', work, at), convert(right, 'bool', work, at)];
  if (sides.some(side => side.kind === 'null')) return failure(work, `${operator} can not be applied to null`, at);
  // One side may decide alone.
  const decisive = operator === '||';
  if (sides.some(side => side.kind === 'bool' && side.value === decisive)) return { kind: 'bool', value: decisive, at };
  const cause = sides.find(side => side.kind === 'unknown');
  return cause?.kind === 'unknown' ? unknownData(cause.why, at) : { kind: 'bool', value: !decisive, at };
}

function arithmetic(
  operator: Exclude<Binary['operator'], '==' | '!=' | '&&' | '||'>,
  left: Data,
  right: Data,
  work: Work,
  at: Place,
): Data {
  const a = convert(left, 'number', work, at);
  const b = convert(right, 'number', work, at);
  if (a.kind === 'null' || b.kind === 'null') return failure(work, `${operator} can not be applied to null`, at);
  if (a.kind === 'unknown') return unknownData(a.why, at);
  if (b.kind === 'unknown') return unknownData(b.why, at);
  if (a.kind !== 'number' || b.kind !== 'number') return failure(work, `${operator} needs numbers`, at);
  switch (operator) {
    case '<':
      return { kind: 'bool', value: order(a, b) < 0, at };
    case '>':
      return { kind: 'bool', value: order(a, b) > 0, at };
    case '<=':
      return { kind: 'bool', value: order(a, b) <= 0, at };
    case '>=':
      return { kind: 'bool', value: order(a, b) >= 0, at };
    case '/':
      // Terraform has an infinity here, which no other function takes.
      return b.value === 0 ? failure(work, 'division by zero', at) : big(divide, a, b, at);
    case '%':
      return b.value === 0 ? { ...a, at } : big(remainder, a, b, at);
    case '+':
      return plain(a.value + b.value, at, a, b) ?? big(add, a, b, at);
    case '-':
      return plain(a.value - b.value, at, a, b) ?? big((x, y) => add(x, negate(y)), a, b, at);
    case '*':
      return plain(a.value * b.value, at, a, b) ?? big(multiply, a, b, at);
  }
}

const big = (compute: (a: Big, b: Big) => Big, a: NumberData, b: NumberData, at: Place): Data => numberOf(compute(bigOf(a), bigOf(b)), at);

/** The result of small whole numbers, which JavaScript computes as exactly. */
function plain(result: number, at: Place, ...operands: NumberData[]): NumberData | undefined {
  const safe = Number.isSafeInteger(result) && operands.every(({ value, exact }) => exact === undefined && Number.isSafeInteger(value));
  return safe ? { kind: 'number', value: result || 0, at } : undefined;
}

const order = (a: NumberData, b: NumberData): number =>
  a.exact === undefined && b.exact === undefined && Number.isSafeInteger(a.value) && Number.isSafeInteger(b.value)
    ? a.value - b.value
    : compare(bigOf(a), bigOf(b));

export function unary(operator: Unary['operator'], operand: Data, work: Work, at: Place): Data {
  const value = convert(operand, operator === '!' ? 'bool' : 'number', work, at);
  if (value.kind === 'unknown') return unknownData(value.why, at);
  if (value.kind === 'bool') return { kind: 'bool', value: !value.value, at };
  if (value.kind === 'number') return plain(-value.value, at, value) ?? numberOf(negate(bigOf(value)), at);
  return failure(work, `${operator} can not be applied to null`, at);
}
