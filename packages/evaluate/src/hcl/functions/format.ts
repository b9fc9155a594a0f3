import type { Data, NumberData, StringData } from '../../data.ts';
import { convert } from '../convert.ts';
import { bigOf, bigText, integerOf, isInteger, numberText } from '../number.ts';
import { holeText, joinTexts, madeText, whyUnknown } from '../text.ts';
import { failure, longestText, overLimit } from '../work.ts';
import type { CallContext } from './define.ts';
import { jsonText, quoted } from './json-text.ts';

/** `format`, as go-cty's stdlib has it: Go's verbs over Terraform's types. */
interface Verb {
  flags: string;
  width?: number;
  precision?: number;
  argument: number;
  verb: string;
}

const pattern = /%([-+# 0]*)(\d*)(?:\.(\d*))?(?:\[(\d+)\])?([a-zA-Z%])/gy;

/** The text, or what is wrong with it. The places of the format and of the strings that go into it are kept. */
export function formatText(
  format: StringData,
  args: Data[],
  context: CallContext,
  sliceOf: (data: StringData, start: number, end: number) => StringData,
): Data {
  const { at, work } = context;
  // Of a null, go-cty makes a null.
  if (args.some(arg => arg.kind === 'null')) return { kind: 'null', at };
  const pieces: StringData[] = [];
  const { value } = format;
  let next = 0;
  let highest = 0;
  let from = 0;
  while (from < value.length) {
    const percent = value.indexOf('%', from);
    if (percent !== from) pieces.push(sliceOf(format, from, percent < 0 ? value.length : percent));
    if (percent < 0) break;
    pattern.lastIndex = percent;
    const match = pattern.exec(value);
    if (!match) return failure(work, 'the format has a verb that can not be read', at);
    from = pattern.lastIndex;
    const [, flags = '', width = '', precision, index, verb = ''] = match;
    if (verb === '%') {
      pieces.push(madeText('%', at));
      continue;
    }
    const argument = index ? Number(index) - 1 : next;
    next = argument + 1;
    highest = Math.max(highest, next);
    const arg = args[argument];
    if (!arg) return failure(work, 'the format needs more arguments', at);
    const spec: Verb = {
      flags,
      argument,
      verb,
      ...(width ? { width: Number(width) } : {}),
      ...(precision === undefined ? {} : { precision: Number(precision || 0) }),
    };
    if ((spec.width ?? 0) > longestText || (spec.precision ?? 0) > 10_000) return overLimit('a text of this length', at);
    const piece = formatOne(spec, arg, context);
    if (piece.kind !== 'string') return piece;
    pieces.push(piece);
  }
  const indexed = /%[-+# 0]*\d*(\.\d*)?\[/.test(value);
  if (highest < args.length && !indexed) return failure(work, 'the format has fewer verbs than arguments', at);
  const made = joinTexts(pieces, at);
  return made.value.length > longestText ? overLimit('a text of this length', at) : made;
}

function formatOne(spec: Verb, arg: Data, context: CallContext): Data {
  const { at, work } = context;
  const why = whyUnknown(arg);
  if (
    arg.kind === 'string' &&
    (spec.verb === 's' || spec.verb === 'v') &&
    spec.flags === '' &&
    spec.width === undefined &&
    spec.precision === undefined
  )
    return arg;
  if (why) return holeText(why, at);
  const made = (text: string): StringData => madeText(pad(text, spec), arg.at);
  switch (spec.verb) {
    case 'v':
      if (spec.flags.includes('#')) return made(jsonText(arg));
      if (arg.kind === 'number') return made(general(arg, undefined));
      if (arg.kind === 'string') return made(arg.value);
      return made(arg.kind === 'bool' ? String(arg.value) : jsonText(arg));
    case 't': {
      const bool = convert(arg, 'bool', work, at);
      return bool.kind === 'bool' ? madeText(String(bool.value), arg.at) : failure(work, '%t needs a bool', at);
    }
    case 's':
    case 'q': {
      const text = convert(arg, 'string', work, at);
      if (text.kind !== 'string') return failure(work, `%${spec.verb} needs a string`, at);
      const cut = spec.precision === undefined ? text.value : [...text.value].slice(0, spec.precision).join('');
      return spec.verb === 's' ? made(cut) : made(quoted(cut));
    }
    default: {
      const number = convert(arg, 'number', work, at);
      if (number.kind !== 'number') return failure(work, `%${spec.verb} needs a number`, at);
      const text = formatNumber(spec, number);
      return text === undefined ? failure(work, `%${spec.verb} is no verb that format knows`, at) : madeText(pad(text, spec, true), arg.at);
    }
  }
}

function formatNumber(spec: Verb, number: NumberData): string | undefined {
  const big = bigOf(number);
  switch (spec.verb) {
    case 'd':
      return isInteger(big) ? withSign(integerOf(big).toString(), spec) : undefined;
    case 'b':
    case 'o':
    case 'x':
    case 'X': {
      if (!isInteger(big)) return undefined;
      const text = integerOf(big).toString({ b: 2, o: 8, x: 16, X: 16 }[spec.verb]);
      const prefix = spec.flags.includes('#') ? { b: '0b', o: '0', x: '0x', X: '0X' }[spec.verb] : '';
      return withSign(
        (spec.verb === 'X' ? text.toUpperCase() : text).replace(/^-?/, sign => sign + prefix),
        spec,
      );
    }
    case 'f':
    case 'F':
      return withSign(fixed(bigText(big), spec.precision ?? 6), spec);
    case 'e':
    case 'E': {
      const { digits, power } = roundedDigits(digitsOf(numberText(number)), (spec.precision ?? 6) + 1);
      const text = (number.value < 0 ? '-' : '') + exponential(digits, power);
      return withSign(spec.verb === 'E' ? text.toUpperCase() : text, spec);
    }
    case 'g':
    case 'G': {
      const text = general(number, spec.precision);
      return withSign(spec.verb === 'G' ? text.toUpperCase() : text, spec);
    }
    default:
      return undefined;
  }
}

/** A decimal text rounded to so many digits after the point, half to even. */
function fixed(text: string, digits: number): string {
  const sign = text.startsWith('-') ? '-' : '';
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  const rest = fraction.slice(digits);
  const half = rest.startsWith('5') && /^50*$/.test(rest);
  const up = rest !== '' && (half ? (kept & 1n) === 1n : rest[0]! >= '5');
  const rounded = (kept + (up ? 1n : 0n)).toString().padStart(digits + 1, '0');
  return sign + (digits === 0 ? rounded : `${rounded.slice(0, -digits)}.${rounded.slice(-digits)}`);
}

/** The digits of a decimal text, without zeros at either end, and the power of ten of the first one. */
function digitsOf(text: string): { digits: string; power: number } {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const all = whole + fraction;
  const first = all.search(/[1-9]/);
  return first < 0 ? { digits: '0', power: 0 } : { digits: all.slice(first).replace(/0+$/, ''), power: whole.length - 1 - first };
}

/** So many digits, half to even; the power grows where they carry over. */
function roundedDigits({ digits, power }: { digits: string; power: number }, count: number): { digits: string; power: number } {
  if (digits.length <= count) return { digits: digits.padEnd(count, '0'), power };
  const rest = digits.slice(count);
  const kept = BigInt(digits.slice(0, count) || '0');
  const up = rest === '5' ? (kept & 1n) === 1n : rest[0]! >= '5';
  const text = (kept + (up ? 1n : 0n)).toString();
  return text.length > count ? { digits: text.slice(0, count), power: power + 1 } : { digits: text, power };
}

const exponential = (digits: string, power: number): string =>
  `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;

/** Go's `%g` of a big.Float: with an exponent below 1e-4, and from 1e6 or the precision on. */
function general(number: NumberData, precision: number | undefined): string {
  const text = numberText(number);
  const sign = text.startsWith('-') ? '-' : '';
  const exact = digitsOf(text);
  const { digits, power } = precision === undefined ? exact : roundedDigits(exact, precision || 1);
  const kept = digits.replace(/0+$/, '') || '0';
  const limit = precision === undefined ? 6 : Math.max(precision || 1, 0);
  const few = kept.length < limit && kept.length >= power + 1 ? kept.length : limit;
  if (power < -4 || power >= (precision === undefined ? 6 : few)) return sign + exponential(kept, power);
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${kept}`;
  const whole = kept.slice(0, power + 1).padEnd(power + 1, '0');
  return sign + whole + (kept.length > power + 1 ? `.${kept.slice(power + 1)}` : '');
}

function withSign(text: string, { flags }: Verb): string {
  if (text.startsWith('-')) return text;
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
}

function pad(text: string, { flags, width = 0 }: Verb, numeric = false): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + text;
  const sign = numeric ? (/^[-+ ]/.exec(text)?.[0] ?? '') : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}
