import type { Data, NumberData, StringData } from '../../data.ts';
import { convert } from '../convert.ts';
import { bigOf, bigText, integerOf, isInteger, numberText } from '../number.ts';
import { holeIn, holeText, joinTexts, madeText, whyUnknown } from '../text.ts';
import { failure, longestText, overLimit } from '../work.ts';
import type { CallContext } from './define.ts';
import { jsonText } from './json-text.ts';

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
      if (arg.kind === 'number') return made(withSign(numberText(arg), spec));
      if (arg.kind === 'string') return made(arg.value);
      return made(arg.kind === 'null' ? 'null' : arg.kind === 'bool' ? String(arg.value) : jsonText(arg));
    case 't': {
      const bool = convert(arg, 'bool', work, at);
      return bool.kind === 'bool' ? made(String(bool.value)) : failure(work, '%t needs a bool', at);
    }
    case 's':
    case 'q': {
      const text = convert(arg, 'string', work, at);
      if (text.kind !== 'string') return failure(work, `%${spec.verb} needs a string`, at);
      const cut = spec.precision === undefined ? text.value : [...text.value].slice(0, spec.precision).join('');
      return spec.verb === 's' ? made(cut) : made(goQuoted(cut));
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
      return withSign((isInteger(big) ? big : bigOf({ ...number, value: Math.trunc(number.value) })) && integerOf(big).toString(), spec);
    case 'b':
    case 'o':
    case 'x':
    case 'X': {
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
      const text = number.value.toExponential(Math.min(spec.precision ?? 6, 100)).replace(/e([+-])(\d)$/, 'e$10$2');
      return withSign(spec.verb === 'E' ? text.toUpperCase() : text, spec);
    }
    case 'g':
    case 'G': {
      const text = general(number.value, spec.precision);
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

function general(value: number, precision: number | undefined): string {
  const shortest = precision === undefined;
  const exponential = shortest ? value.toExponential() : value.toExponential(Math.max(0, Math.min(99, (precision || 1) - 1)));
  const [mantissa = '', power = '0'] = exponential.split('e');
  const exponent = Number(power);
  const limit = shortest ? 21 : precision || 1;
  if (exponent < -4 || exponent >= limit) {
    const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
    return `${trimmed}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const text = shortest ? String(value) : Number(exponential).toFixed(Math.max(0, Math.min(100, limit - 1 - exponent)));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
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

const shortEscapes: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** `strconv.Quote`. */
export function goQuoted(text: string): string {
  let quoted = '"';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const short = shortEscapes[character];
    if (short) quoted += short;
    else if (code < 32 || code === 127) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(character))
      quoted += code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    else quoted += character;
  }
  return `${quoted}"`;
}

/** Whether a list of formats has a hole that a verb may be hidden in. */
export const formatWhy = (format: StringData): ReturnType<typeof holeIn> => holeIn(format);
