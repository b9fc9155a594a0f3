import { bigOf, compare, floor, integerOf, isInteger, negate, numberData, numberOf } from '../number.ts';
import { failure } from '../work.ts';
import { define, type FunctionDefinition, type Numeric, type Text } from './define.ts';

const powerOf = (base: number, power: number): number => base ** power;

export const numbers: Record<string, FunctionDefinition> = {
  abs: define<[Numeric]>(['number'], ([number], { at }) => (number.value < 0 ? numberOf(negate(bigOf(number)), at) : { ...number, at })),
  ceil: define<[Numeric]>(['number'], ([number], { at }) => numberOf(negate(floor(negate(bigOf(number)))), at)),
  floor: define<[Numeric]>(['number'], ([number], { at }) => numberOf(floor(bigOf(number)), at)),
  log: define<[Numeric, Numeric]>(['number', 'number'], ([number, base], { at, work }) => {
    const result = Math.log(number.value) / Math.log(base.value);
    return Number.isFinite(result) ? numberData(result, at) : failure(work, 'the logarithm is not a number', at);
  }),
  pow: define<[Numeric, Numeric]>(['number', 'number'], ([base, power], { at, work }) => {
    const result = powerOf(base.value, power.value);
    return Number.isFinite(result) ? numberOf(bigOf(numberDataOf(result, at)), at) : failure(work, 'the power is not a number', at);
  }),
  max: define<Numeric[]>(['number'], (all, { at }) => ({ ...all.reduce((a, b) => (compare(bigOf(b), bigOf(a)) > 0 ? b : a)), at }), {
    rest: 'number',
  }),
  min: define<Numeric[]>(['number'], (all, { at }) => ({ ...all.reduce((a, b) => (compare(bigOf(b), bigOf(a)) < 0 ? b : a)), at }), {
    rest: 'number',
  }),
  signum: define<[Numeric]>(['number'], ([number], { at, work }) =>
    isInteger(bigOf(number)) && Math.abs(number.value) < 2 ** 63
      ? numberData(Math.sign(number.value), at)
      : failure(work, 'signum needs a whole number', at),
  ),
  parseint: define<[Text, Numeric]>(['dynamic', 'number'], ([digits, base], { at, work }) => {
    if (digits.kind !== 'string') return failure(work, 'parseint needs a string', at);
    const radix = base.value;
    if (!Number.isInteger(radix) || radix < 2 || radix > 62) return failure(work, 'the base must be between 2 and 62', at);
    const number = parseInteger(digits.value, radix);
    return number === undefined ? failure(work, 'not a number of this base', at) : numberOf({ mantissa: number, exponent: 0 }, at);
  }),
};

/** A double as the binary number that it is: Go makes it one of 53 bits, which prints as its shortest decimal. */
const numberDataOf = (value: number, at: Numeric['at']): Numeric =>
  Number.isSafeInteger(value) || !Number.isInteger(value)
    ? numberData(value, at)
    : { kind: 'number', value, exact: BigInt(value).toString(), at };

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function parseInteger(text: string, radix: number): bigint | undefined {
  const [, sign, digits] = /^([+-]?)(.+)$/s.exec(text) ?? [];
  if (!digits) return undefined;
  let number = 0n;
  for (const digit of radix <= 36 ? digits.toLowerCase() : digits) {
    const value = alphabet.indexOf(digit);
    if (value < 0 || value >= radix) return undefined;
    number = number * BigInt(radix) + BigInt(value);
  }
  return sign === '-' ? -number : number;
}

/** A whole number that an argument stands for, as JavaScript's; undefined where it is none that fits. */
export const wholeNumber = (number: Numeric): number | undefined => {
  const big = bigOf(number);
  const integer = isInteger(big) ? Number(integerOf(big)) : Number.NaN;
  return Number.isSafeInteger(integer) ? integer : undefined;
};
