import type { Place } from '@idlint/model';
import type { NumberData } from '../data.ts';

/**
 * HCL's numbers: binary floating point of 512 bits, rounded to nearest even, as go-cty computes with them. What fits a safe integer
 * is computed with JavaScript's numbers; the rest goes through `Big`.
 */
export interface Big {
  /** value = mantissa · 2^exponent; the mantissa carries the sign. */
  mantissa: bigint;
  exponent: number;
}

const precision = 512;
/** Numbers written with a greater power of ten are not worked out. */
const largestPower = 5_000;

const bitLength = (positive: bigint): number => {
  if (positive === 0n) return 0;
  const hex = positive.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
};
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** `sticky`: something below the mantissa was cut off. */
function rounded(mantissa: bigint, exponent: number, sticky = false): Big {
  const negative = mantissa < 0n;
  let digits = magnitude(mantissa);
  const excess = bitLength(digits) - precision;
  if (excess <= 0) return { mantissa, exponent };
  const shift = BigInt(excess);
  const rest = digits & ((1n << shift) - 1n);
  const half = 1n << (shift - 1n);
  digits >>= shift;
  if (rest > half || (rest === half && (sticky || (digits & 1n) === 1n))) digits += 1n;
  return { mantissa: negative ? -digits : digits, exponent: exponent + excess };
}

const quotient = (numerator: bigint, denominator: bigint, exponent: number): Big => {
  const shift = Math.max(0, precision + 2 - bitLength(magnitude(numerator)) + bitLength(magnitude(denominator)));
  const shifted = numerator << BigInt(shift);
  const result = shifted / denominator;
  return rounded(result, exponent - shift, result * denominator !== shifted);
};

const written = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/** Undefined where the text is no decimal number, or one that is too large to be worth it. */
function parseBig(text: string): Big | undefined {
  const match = written.exec(text);
  if (!match || !(match[2] || match[3])) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  const ten = Number(power) - fraction.length;
  if (Math.abs(ten) > largestPower || whole.length + fraction.length > largestPower) return undefined;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  return ten >= 0 ? rounded(digits * 10n ** BigInt(ten), 0) : quotient(digits, 10n ** BigInt(-ten), 0);
}

export const bigOf = (data: NumberData): Big =>
  (Number.isSafeInteger(data.value) && data.exact === undefined ? { mantissa: BigInt(data.value), exponent: 0 } : undefined) ??
  parseBig(numberText(data)) ?? { mantissa: 0n, exponent: 0 };

export function add(a: Big, b: Big): Big {
  const exponent = Math.min(a.exponent, b.exponent);
  return rounded((a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent)), exponent);
}
export const negate = ({ mantissa, exponent }: Big): Big => ({ mantissa: -mantissa, exponent });
export const multiply = (a: Big, b: Big): Big => rounded(a.mantissa * b.mantissa, a.exponent + b.exponent);
/** The divisor must not be zero. */
export const divide = (a: Big, b: Big): Big => quotient(a.mantissa, b.mantissa, a.exponent - b.exponent);
/** Towards zero, as go-cty's Modulo does. */
export const remainder = (a: Big, b: Big): Big => add(a, negate(multiply(truncate(divide(a, b)), b)));
export const compare = (a: Big, b: Big): number => {
  const { mantissa } = add(a, negate(b));
  return mantissa < 0n ? -1 : mantissa > 0n ? 1 : 0;
};

function truncate({ mantissa, exponent }: Big): Big {
  if (exponent >= 0) return { mantissa, exponent };
  const cut = magnitude(mantissa) >> BigInt(-exponent);
  return { mantissa: mantissa < 0n ? -cut : cut, exponent: 0 };
}
export function floor(big: Big): Big {
  const whole = truncate(big);
  return big.mantissa < 0n && compare(whole, big) !== 0 ? add(whole, { mantissa: -1n, exponent: 0 }) : whole;
}
export const isInteger = (big: Big): boolean => big.exponent >= 0 || compare(truncate(big), big) === 0;
export const integerOf = (big: Big): bigint => {
  const { mantissa, exponent } = truncate(big);
  return mantissa << BigInt(Math.max(0, exponent));
};

/** The shortest decimal that reads back as the same number, without an exponent: Go's `Text('f', -1)`. */
export function bigText(big: Big): string {
  if (big.mantissa === 0n) return '0';
  const sign = big.mantissa < 0n ? '-' : '';
  const digits = magnitude(big.mantissa);
  // Everything is counted in halves of a unit in the last place, over a common power of ten.
  const full = digits << BigInt(precision - bitLength(digits));
  const exponent = big.exponent - (precision - bitLength(digits)) - 1;
  const scale = exponent >= 0 ? 1n << BigInt(exponent) : 5n ** BigInt(-exponent);
  const value = full * 2n * scale;
  const upper = value + scale;
  const lower = value - scale;
  const even = (full & 1n) === 0n;
  const within = (candidate: bigint): boolean => (even ? candidate >= lower && candidate <= upper : candidate > lower && candidate < upper);
  const point = exponent >= 0 ? 0 : -exponent;
  const length = value.toString().length;
  for (let count = 1; ; count++) {
    const unit = 10n ** BigInt(Math.max(0, length - count));
    const down = (value / unit) * unit;
    const up = down + unit;
    const near = value - down <= up - value ? down : up;
    if (count >= length || within(near)) return sign + decimal(count >= length ? value : near, point);
  }
}

function decimal(digits: bigint, point: number): string {
  const text = digits.toString().padStart(point + 1, '0');
  if (point === 0) return text;
  const fraction = text.slice(text.length - point).replace(/0+$/, '');
  const whole = text.slice(0, text.length - point);
  return fraction ? `${whole}.${fraction}` : whole;
}

export const numberText = (data: NumberData): string => data.exact ?? String(data.value);

export function numberData(value: number, at: Place): NumberData {
  if (Number.isSafeInteger(value)) return { kind: 'number', value: value === 0 ? 0 : value, at };
  return numberOf(parseBig(String(value)) ?? { mantissa: 0n, exponent: 0 }, at);
}

export function numberOf(big: Big, at: Place): NumberData {
  const text = bigText(big);
  const value = Number(text);
  return String(value) === text ? { kind: 'number', value, at } : { kind: 'number', value, exact: text, at };
}

/** As written in a document or in a string; undefined where it is no number. */
export function readNumber(text: string, at: Place): NumberData | undefined {
  if (/^-?\d{1,15}$/.test(text)) return { kind: 'number', value: Number(text) || 0, at };
  const big = parseBig(text);
  return big && numberOf(big, at);
}
