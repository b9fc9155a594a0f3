import { tooLarge } from './fault.ts';
import { concat, type Str, str, TextBuilder } from './text.ts';
import { compareBytes, type Dict, type Int, type List, sourceOf, typeOf, type Value } from './value.ts';

/** Values as Go's fmt prints them, each part with its source. https://pkg.go.dev/fmt */

/** `%v` of a float: the shortest form, with an exponent from a million upwards. */
function floatText(value: number, exponentFrom = 6): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa, power] = value.toExponential().split('e') as [string, string];
  const exponent = Number(power);
  if (exponent < -4 || exponent >= exponentFrom)
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return plainDecimal(value);
}

/** Digits without an exponent. */
export function plainDecimal(value: number): string {
  const [mantissa, power] = value.toExponential().split('e') as [string, string];
  const exponent = Number(power);
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent >= digits.length - 1) return sign + digits + '0'.repeat(exponent - digits.length + 1);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** What a template action, `print` and `%v` make of a value. */
export function printText(value: Value, depth = 0): Str {
  const builder = new TextBuilder();
  print(value, builder, depth);
  return builder.build();
}

function print(value: Value, builder: TextBuilder, depth: number): void {
  if (depth > 200) throw tooLarge('a value of this size');
  switch (value.kind) {
    case 'nil':
      builder.add('<nil>', value.from);
      return;
    case 'bool':
      builder.add(String(value.value), value.from);
      return;
    case 'int':
      builder.add(intText(value), value.from);
      return;
    case 'float':
      builder.add(floatText(value.value), value.from);
      return;
    case 'string':
      builder.addFrom(value);
      return;
    case 'list':
      builder.add('[');
      value.items.forEach((item, index) => {
        if (index > 0) builder.add(' ');
        print(item, builder, depth + 1);
      });
      builder.add(']');
      return;
    case 'map': {
      builder.add('map[');
      const entries = [...value.entries].sort(([a], [b]) => compareBytes(a, b));
      entries.forEach(([key, entry], index) => {
        builder.add(`${index > 0 ? ' ' : ''}${key}:`, sourceOf(entry));
        print(entry, builder, depth + 1);
      });
      builder.add(']');
      return;
    }
    default:
      if (value.text) builder.addFrom(value.text);
      else if (value.as) print(value.as, builder, depth);
      else {
        builder.add('{');
        Object.values(value.fields).forEach((field, index) => {
          if (index > 0) builder.add(' ');
          print(field, builder, depth + 1);
        });
        builder.add('}');
      }
  }
}

export const intText = ({ value }: Pick<Int, 'value'>): string => (Number.isSafeInteger(value) ? String(value) : BigInt(value).toString());

/** Sprint: a blank between two operands of which neither is a string. */
export function sprint(values: readonly Value[]): Str {
  const builder = new TextBuilder();
  values.forEach((value, index) => {
    if (index > 0 && value.kind !== 'string' && values[index - 1]!.kind !== 'string') builder.add(' ');
    builder.addFrom(printText(value));
  });
  return builder.build();
}

export const sprintln = (values: readonly Value[]): Str => {
  const builder = new TextBuilder();
  values.forEach((value, index) => {
    builder.add(index > 0 ? ' ' : '').addFrom(printText(value));
  });
  return builder.add('\n').build();
};

const verbPattern = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:\[(\d+)\])?([\s\S])?/gu;

interface Flags {
  minus: boolean;
  plus: boolean;
  sharp: boolean;
  zero: boolean;
  space: boolean;
  width?: number;
  precision?: number;
}

export function sprintf(format: Str, args: readonly Value[]): Str {
  const builder = new TextBuilder();
  const text = format.value;
  let at = 0;
  let next = 0;
  let reordered = false;
  for (const match of text.matchAll(verbPattern)) {
    builder.addFrom(format, at, match.index);
    at = match.index + match[0].length;
    const [, marks = '', width, precision, position, verb] = match;
    if (verb === '%') {
      builder.add('%');
      continue;
    }
    if (verb === undefined) {
      builder.add('%!(NOVERB)');
      continue;
    }
    const number = (written: string | undefined): number | undefined => {
      if (written !== '*') return written === undefined ? undefined : Math.min(Number(written), 100_000);
      const arg = args[next++];
      return arg?.kind === 'int' ? arg.value : undefined;
    };
    const flags: Flags = {
      minus: marks.includes('-'),
      plus: marks.includes('+'),
      sharp: marks.includes('#'),
      zero: marks.includes('0'),
      space: marks.includes(' '),
    };
    const wide = number(width);
    if (wide !== undefined) flags.width = wide;
    if (match[0].includes('.')) flags.precision = number(precision) ?? 0;
    if (position !== undefined) {
      next = Number(position) - 1;
      reordered = true;
      if (next < 0 || next >= args.length) {
        builder.add(`%!${verb}(BADINDEX)`);
        continue;
      }
    }
    const arg = args[next++];
    if (arg === undefined) builder.add(`%!${verb}(MISSING)`);
    else builder.addFrom(padded(formatted(verb, arg, flags), flags));
  }
  builder.addFrom(format, at);
  if (!reordered && next < args.length) {
    const extra = args.slice(next).map(arg => (arg.kind === 'nil' ? '<nil>' : `${typeOf(arg)}=${printText(arg).value}`));
    builder.add(`%!(EXTRA ${extra.join(', ')})`);
  }
  return builder.build();
}

function padded(text: Str, { width, minus }: Flags): Str {
  if (width === undefined) return text;
  const lack = width - [...text.value].length;
  if (lack <= 0) return text;
  return minus ? concat(text, ' '.repeat(lack)) : concat(' '.repeat(lack), text);
}

/** The operand under a verb; one that it is not for, as fmt says so. */
function formatted(verb: string, arg: Value, flags: Flags): Str {
  const made = (value: string): Str => str(value, sourceOf(arg));
  if (verb === 'T') return made(arg.kind === 'nil' ? '<nil>' : typeOf(arg));
  if (arg.kind === 'nil') return made(verb === 'v' ? '<nil>' : `%!${verb}(<nil>)`);
  if (verb === 'v' && !flags.sharp && !(arg.kind === 'float' && flags.precision !== undefined)) {
    const text = printText(arg);
    return arg.kind === 'int' || arg.kind === 'float' ? made(signed(text.value, flags)) : text;
  }
  if (arg.kind === 'native' && arg.as) return formatted(verb, arg.as, flags);
  if (arg.kind === 'native' && arg.text) return formatted(verb, arg.text, flags);
  if (arg.kind === 'list' && arg.of !== 'byte') return each(verb, arg, flags);
  if (arg.kind === 'map') return entriesOf(verb, arg, flags);
  switch (arg.kind) {
    case 'string':
      return textVerb(verb, arg, flags, made);
    case 'bool':
      return made(verb === 't' || verb === 'v' ? String(arg.value) : wrong(verb, arg));
    case 'int':
      return made(intVerb(verb, arg, flags));
    case 'float':
      return made(floatVerb(verb, arg.value, flags) ?? wrong(verb, arg));
    default:
      return made(verb === 's' ? printText(arg).value : verb === 'v' ? printText(arg).value : wrong(verb, arg));
  }
}

const wrong = (verb: string, arg: Value): string => `%!${verb}(${typeOf(arg)}=${printText(arg).value})`;

function each(verb: string, { items }: List, flags: Flags): Str {
  const builder = new TextBuilder().add('[');
  items.forEach((item, index) => {
    builder.add(index > 0 ? ' ' : '').addFrom(formatted(verb, item, flags));
  });
  return builder.add(']').build();
}

function entriesOf(verb: string, { entries }: Dict, flags: Flags): Str {
  const builder = new TextBuilder().add('map[');
  [...entries]
    .sort(([a], [b]) => compareBytes(a, b))
    .forEach(([key, entry], index) => {
      builder
        .add(index > 0 ? ' ' : '')
        .addFrom(formatted(verb, str(key), flags))
        .add(':')
        .addFrom(formatted(verb, entry, flags));
    });
  return builder.add(']').build();
}

function textVerb(verb: string, arg: Str, { precision, sharp, plus }: Flags, made: (value: string) => Str): Str {
  const text = precision === undefined ? arg : concat(sliceRunes(arg, precision));
  if (verb === 's') return text;
  if (verb === 'v') return goQuoted(text);
  if (verb === 'q')
    return sharp && !text.value.includes('`') ? concat('`', text, '`') : plus ? made(JSON.stringify(text.value)) : goQuoted(text);
  if (verb === 'x' || verb === 'X') {
    const hex = Array.from(new TextEncoder().encode(text.value), byte => byte.toString(16).padStart(2, '0')).join('');
    return made(verb === 'x' ? hex : hex.toUpperCase());
  }
  return made(wrong(verb, arg));
}

function sliceRunes(text: Str, count: number): Str {
  const kept = [...text.value].slice(0, count).join('');
  return kept.length === text.value.length ? text : new TextBuilder().addFrom(text, 0, kept.length).build();
}

const signed = (text: string, { plus, space, zero, width, minus }: Flags): string => {
  const sign = text.startsWith('-') ? '-' : plus ? '+' : space ? ' ' : '';
  const digits = text.replace(/^-/, '');
  return sign + (zero && !minus && width !== undefined ? digits.padStart(width - sign.length, '0') : digits);
};

function intVerb(verb: string, arg: Int, flags: Flags): string {
  const { value } = arg;
  const based = (base: number): string => BigInt(value).toString(base);
  const least = (digits: string): string =>
    flags.precision === undefined ? digits : digits.replace(/\d+|[a-f\d]+/i, run => run.padStart(flags.precision!, '0'));
  switch (verb) {
    case 'd':
    case 'v':
      return signed(least(intText(arg)), flags);
    case 'b':
      return signed(based(2), flags);
    case 'o':
      return signed((flags.sharp ? '0' : '') + based(8), flags);
    case 'O':
      return signed(`0o${based(8)}`, flags);
    case 'x':
      return signed((flags.sharp ? '0x' : '') + least(based(16)), flags);
    case 'X':
      return signed((flags.sharp ? '0X' : '') + least(based(16).toUpperCase()), flags);
    case 'c':
      return value >= 0 && value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd';
    case 'q':
      return value >= 0 && value <= 0x10ffff ? `'${String.fromCodePoint(value)}'` : `'\ufffd'`;
    case 'U':
      return `U+${based(16).toUpperCase().padStart(4, '0')}`;
    default:
      return wrong(verb, arg);
  }
}

function floatVerb(verb: string, value: number, flags: Flags): string | undefined {
  const exponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');
  switch (verb) {
    case 'f':
    case 'F':
      return signed(fixed(value, flags.precision ?? 6), flags);
    case 'e':
      return signed(exponent(value.toExponential(Math.min(flags.precision ?? 6, 100))), flags);
    case 'E':
      return signed(exponent(value.toExponential(Math.min(flags.precision ?? 6, 100))).toUpperCase(), flags);
    case 'G':
      return floatVerb('g', value, flags)?.toUpperCase();
    case 'g':
    case 'v': {
      if (flags.precision === undefined) return signed(floatText(value), flags);
      const rounded = Number(value.toPrecision(Math.min(Math.max(flags.precision, 1), 100)));
      return signed(floatText(rounded, Math.max(flags.precision, 1)), flags);
    }
    default:
      return undefined;
  }
}

/** `%.2f`, exactly rounded: from the number's own binary value. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return floatText(value);
  return Math.abs(value) < 1e21 ? value.toFixed(Math.min(digits, 100)) : plainDecimal(value) + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
}

const goEscapes: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** `%q`: what needs no escape keeps its place. */
export function goQuoted(text: Str): Str {
  const builder = new TextBuilder().add('"');
  let at = 0;
  for (const match of text.value.matchAll(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu)) {
    const [character] = match;
    const code = character.codePointAt(0)!;
    const hex = code.toString(16);
    const written =
      goEscapes[character] ??
      (code < 0x80 ? `\\x${hex.padStart(2, '0')}` : code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`);
    builder.addFrom(text, at, match.index).add(written);
    at = match.index + character.length;
  }
  return builder.addFrom(text, at).add('"').build();
}
