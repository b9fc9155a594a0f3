import { define, type FunctionDefinition } from '../define.ts';
import { fault, mostItems, tooLarge } from '../fault.ts';
import { fixed } from '../print.ts';
import { str } from '../text.ts';
import { float, int, int64, type List, list, type Value } from '../value.ts';
import { textOf } from './strings.ts';

/** Sprig's functions of numbers. http://masterminds.github.io/sprig/math.html */
export const math: Record<string, FunctionDefinition> = {
  int: define('any', ([value]) => int(wholeOf(value))),
  int64: define('any', ([value]) => int64(wholeOf(value))),
  float64: define('any', ([value]) => float(floatOf(value))),
  atoi: define('string', ([text]) => int(/^[+-]?\d+$/.test(text.value) ? Number(text.value) : 0)),
  toDecimal: define('any', ([value]) => {
    const text = textOf(value).value;
    return int64(/^[+-]?[0-7]+$/.test(text) ? Number.parseInt(text, 8) : 0);
  }),
  add1: define('any', ([value]) => int64(wholeOf(value) + 1)),
  add: define('any*', args => int64((args as Value[]).reduce((sum, arg) => sum + wholeOf(arg), 0))),
  sub: define('any any', ([a, b]) => int64(wholeOf(a) - wholeOf(b))),
  mul: define('any any*', args =>
    int64(Number((args as Value[]).reduce((product, arg) => BigInt.asIntN(64, product * BigInt(wholeOf(arg))), 1n))),
  ),
  div: define('any any', ([a, b]) => int64(Math.trunc(wholeOf(a) / divisor(b)))),
  mod: define('any any', ([a, b]) => int64(wholeOf(a) % divisor(b))),
  max: define('any any*', args => int64(Math.max(...(args as Value[]).map(wholeOf)))),
  biggest: define('any any*', args => int64(Math.max(...(args as Value[]).map(wholeOf)))),
  min: define('any any*', args => int64(Math.min(...(args as Value[]).map(wholeOf)))),
  maxf: define('any any*', args => float(Math.max(...(args as Value[]).map(floatOf)))),
  minf: define('any any*', args => float(Math.min(...(args as Value[]).map(floatOf)))),
  add1f: define('any', ([value]) => float(decimal([value, int(1)], (a, b) => a + b))),
  addf: define('any*', args => float(decimal(args as Value[], (a, b) => a + b))),
  subf: define('any any*', args => float(decimal(args as Value[], (a, b) => a - b))),
  mulf: define('any any*', args => float(decimal(args as Value[], (a, b) => a * b))),
  divf: define('any any*', args => float(decimal(args as Value[], (a, b) => a / b))),
  ceil: define('any', ([value]) => float(Math.ceil(floatOf(value)))),
  floor: define('any', ([value]) => float(Math.floor(floatOf(value)))),
  round: define('any int any*', args => {
    const [value, digits, half] = args as unknown as [Value, { value: number }, Value | undefined];
    return float(rounded(floatOf(value), digits.value, half ? floatOf(half) : 0.5));
  }),
  until: define('int', ([count]) => steps(0, count.value, count.value < 0 ? -1 : 1)),
  untilStep: define('int int int', ([start, stop, step]) => steps(start.value, stop.value, step.value)),
  seq: define('int*', args => str(sequence(args as unknown as { value: number }[]))),
};

/** cast.ToInt64: what is no number is 0. */
export function wholeOf(value: Value): number {
  switch (value.kind) {
    case 'bool':
      return value.value ? 1 : 0;
    case 'int':
    case 'float':
      return Math.trunc(value.value) || 0;
    case 'string':
      return wholeIn(value.value);
    default:
      return 0;
  }
}

function wholeIn(text: string): number {
  const plain = text.replace(/^([+-]?\d+)\.0*$/, '$1');
  const match = /^([+-]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9]\d*)$/.exec(plain);
  if (!match) return 0;
  const digits = match[2]!;
  const octal = /^0[oO]?([0-7]+)$/.exec(digits)?.[1];
  const value = octal === undefined ? Number(digits) : Number.parseInt(octal, 8);
  return (match[1] === '-' ? -value : value) || 0;
}

function floatOf(value: Value): number {
  if (value.kind === 'string') return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value.value) ? Number(value.value) : 0;
  return value.kind === 'float' || value.kind === 'int' ? value.value : wholeOf(value);
}

function divisor(value: Value): number {
  const number = wholeOf(value);
  if (number === 0) throw fault('a division by zero');
  return number;
}

/** Sprig computes these in decimals: a tenth and two tenths are three. */
function decimal(args: readonly Value[], compute: (a: number, b: number) => number): number {
  const [first = int(0), ...rest] = args;
  const result = rest.reduce((value, arg) => compute(value, floatOf(arg)), floatOf(first));
  if (Number.isNaN(result) || !Number.isFinite(result)) throw fault('a division by zero');
  return Number(result.toPrecision(15)) === result
    ? result
    : Number(result.toPrecision(16)) === Number(result.toPrecision(15))
      ? Number(result.toPrecision(15))
      : result;
}

function rounded(value: number, digits: number, half: number): number {
  const power = 10 ** digits;
  const scaled = power * value;
  const fraction = scaled % 1;
  return (fraction >= half ? Math.ceil(scaled) : Math.floor(scaled)) / power;
}

function steps(start: number, stop: number, step: number): List {
  const items: Value[] = [];
  if ((stop < start && step >= 0) || (stop >= start && step <= 0)) return list(items, 'int');
  if (Math.abs((stop - start) / step) > mostItems) throw tooLarge('a list of this length');
  for (let value = start; step > 0 ? value < stop : value > stop; value += step) items.push(int(value));
  return list(items, 'int');
}

function sequence(args: { value: number }[]): string {
  const [a, b, c] = args.map(({ value }) => value);
  const between = (start: number, end: number, step: number): string =>
    steps(start, end + (step < 0 ? -1 : 1), step)
      .items.map(item => fixed((item as { value: number }).value, 0))
      .join(' ');
  if (a === undefined) return '';
  if (b === undefined) return between(1, a, a < 1 ? -1 : 1);
  if (c === undefined) return between(a, b, b < a ? -1 : 1);
  if (args.length > 3 || (c < a && b > 0)) return '';
  return between(a, c, b);
}
