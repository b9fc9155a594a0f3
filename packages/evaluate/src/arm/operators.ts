import type { Place } from '@idlint/model';
import type { BinaryOperator } from '@idlint/syntax/bicep';
import type { Data } from '../data.ts';
import { sameData } from '../hcl/equality.ts';
import { type Lazy, settled } from '../hcl/scope.ts';
import { whyUnknown } from '../hcl/text.ts';
import { unknownData } from '../hcl/work.ts';
import { canonical, surelySame } from './canonical.ts';

const bool = (value: boolean, at: Place): Data => ({ kind: 'bool', value, at });

const wrong = (what: string, at: Place): Data => unknownData({ code: 'syntax', what, at }, at);

export function unary(operator: '!' | '-', of: Data, at: Place): Data {
  if (of.kind === 'unknown') return unknownData({ ...of.why, what: `${operator}${of.why.what}` }, at, of.via);
  if (operator === '!' && of.kind === 'bool') return bool(!of.value, at);
  if (operator === '-' && of.kind === 'number') return { kind: 'number', value: -of.value, at };
  return wrong(`${operator} does not go with this`, at);
}

/** Bicep's operators; of `&&`, `||` and `??` the right side is worked out where the left one does not decide. */
export function binary(operator: BinaryOperator, left: Data | Lazy, right: () => Data | Lazy, at: Place): Data | Lazy {
  if (operator === '??') {
    // A resource or module is there.
    if (left.kind === 'lazy') return left;
    return left.kind === 'null' ? right() : left;
  }
  const a = settled(left, at);
  if (operator === '&&' || operator === '||') return logic(operator, a, () => settled(right(), at), at);
  return compared(operator, a, settled(right(), at), at);
}

/** One side may decide alone. */
function logic(operator: '&&' | '||', a: Data, right: () => Data, at: Place): Data {
  const decisive = operator === '||';
  if (a.kind === 'bool' && a.value === decisive) return bool(decisive, at);
  const b = right();
  if (b.kind === 'bool' && b.value === decisive) return bool(decisive, at);
  const open = [a, b].find(side => side.kind === 'unknown');
  if (open?.kind === 'unknown') return unknownData(open.why, at, open.via);
  return a.kind === 'bool' && b.kind === 'bool' ? bool(!decisive, at) : wrong(`${operator} needs true or false`, at);
}

export function compared(operator: Exclude<BinaryOperator, '??' | '&&' | '||'>, a: Data, b: Data, at: Place): Data {
  switch (operator) {
    case '==':
    case '!=': {
      const equal = sameData(a, b) ?? (surelySame(a, b) || undefined);
      return equal === undefined ? unclear(operator, a, b, at) : bool(equal === (operator === '=='), at);
    }
    case '=~':
    case '!~': {
      if (whyUnknown(a) || whyUnknown(b)) return unclear(operator, a, b, at);
      if (a.kind !== 'string' || b.kind !== 'string') return bool((a.kind === b.kind) === (operator === '=~'), at);
      return bool((a.value.toLowerCase() === b.value.toLowerCase()) === (operator === '=~'), at);
    }
    default:
      return arithmetic(operator, a, b, at);
  }
}

function arithmetic(operator: '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%', a: Data, b: Data, at: Place): Data {
  if (whyUnknown(a) || whyUnknown(b)) return unclear(operator, a, b, at);
  if (a.kind === 'string' && b.kind === 'string' && operator.length <= 2 && /[<>]/.test(operator))
    return bool(ordered(operator, a.value < b.value ? -1 : a.value > b.value ? 1 : 0), at);
  if (a.kind !== 'number' || b.kind !== 'number') return wrong(`${operator} needs numbers`, at);
  const number = (value: number): Data => ({ kind: 'number', value, at });
  switch (operator) {
    case '+':
      return number(a.value + b.value);
    case '-':
      return number(a.value - b.value);
    case '*':
      return number(a.value * b.value);
    case '/':
      return b.value === 0 ? wrong('a division by zero', at) : number(Math.trunc(a.value / b.value));
    case '%':
      return b.value === 0 ? wrong('a division by zero', at) : number(a.value % b.value);
    default:
      return bool(ordered(operator, a.value - b.value), at);
  }
}

function ordered(operator: string, difference: number): boolean {
  if (difference === 0) return operator.endsWith('=');
  return operator.startsWith('<') ? difference < 0 : difference > 0;
}

/** Named by both sides. */
function unclear(operator: string, a: Data, b: Data, at: Place): Data {
  const why = whyUnknown(a) ?? whyUnknown(b) ?? { code: 'dynamic' as const, what: '' };
  return unknownData({ ...why, what: `${canonical(a)} ${operator} ${canonical(b)}`.slice(0, 300) }, at);
}

/** Where it is not known which of two is meant and both are the same, it is that. */
export function conditional(condition: Data, yes: () => Data | Lazy, no: () => Data | Lazy, at: Place): Data | Lazy {
  if (condition.kind === 'bool') return condition.value ? yes() : no();
  const [a, b] = [settled(yes(), at), settled(no(), at)];
  if (surelySame(a, b)) return a;
  if (condition.kind !== 'unknown') return wrong('a condition is true or false', at);
  return unknownData(
    { ...condition.why, what: `${condition.why.what} ? ${canonical(a)} : ${canonical(b)}`.slice(0, 300) },
    at,
    condition.via,
  );
}
