import { changeCase } from '../../hcl/functions/letter-case.ts';
import { define, type FunctionDefinition } from '../define.ts';
import { fault, mostCharacters, mostItems, tooLarge } from '../fault.ts';
import { goQuoted, printText } from '../print.ts';
import { concat, likewise, replaceAll, type Str, slice, str, TextBuilder } from '../text.ts';
import { bool, dict, list, type Value } from '../value.ts';
import { camelCase, delimited, initials, snakeCase, swapCase, titleCase, wrap } from './words.ts';

/** Sprig's functions of strings. http://masterminds.github.io/sprig/strings.html */
export const strings: Record<string, FunctionDefinition> = {
  hello: define('', () => str('Hello!')),
  toString: define('any', ([value]) => textOf(value)),
  quote: define('any*', args => joined((args as Value[]).filter(present).map(value => goQuoted(textOf(value))))),
  squote: define('any*', args => joined((args as Value[]).filter(present).map(value => concat("'", printText(value), "'")))),
  cat: define('any*', args => joined((args as Value[]).filter(present).map(value => printText(value)))),
  trim: define('string', ([text]) => trimmed(text, /^\s+|\s+$/g)),
  trimall: define('string string', ([cutset, text]) => trimmedBy(cutset, text)),
  trimAll: define('string string', ([cutset, text]) => trimmedBy(cutset, text)),
  trimSuffix: define('string string', ([suffix, text]) =>
    suffix.value !== '' && text.value.endsWith(suffix.value) ? slice(text, 0, text.value.length - suffix.value.length) : text,
  ),
  trimPrefix: define('string string', ([prefix, text]) =>
    prefix.value !== '' && text.value.startsWith(prefix.value) ? slice(text, prefix.value.length) : text,
  ),
  nospace: define('string', ([text]) => trimmed(text, /\s+/g)),
  upper: define('string', ([text]) => cased(text, changeCase(text.value, 'toUpperCase'))),
  lower: define('string', ([text]) => cased(text, changeCase(text.value, 'toLowerCase'))),
  title: define('string', ([text]) => cased(text, titleCase(text.value))),
  untitle: define('string', ([text]) =>
    cased(
      text,
      text.value.replace(/^./u, first => first.toLowerCase()).replace(/(?<=\s)\S/gu, first => first.toLowerCase()),
    ),
  ),
  swapcase: define('string', ([text]) => cased(text, swapCase(text.value))),
  camelcase: define('string', ([text]) => str(camelCase(text.value))),
  snakecase: define('string', ([text]) => str(snakeCase(text.value))),
  kebabcase: define('string', ([text]) => str(delimited(text.value, '-'))),
  initials: define('string', ([text]) => str(initials(text.value))),
  abbrev: define('int string', ([width, text]) => abbreviated(text, 0, width.value)),
  abbrevboth: define('int int string', ([left, right, text]) =>
    right.value < 4 || (left.value > 0 && right.value < 7) ? text : abbreviated(text, left.value, right.value),
  ),
  trunc: define('int string', ([count, text]) => truncated(text, count.value)),
  substr: define('int int string', ([start, end, text]) => substring(text, start.value, end.value)),
  repeat: define('int string', ([count, text]) => repeated(text, count.value)),
  replace: define('string string string', ([old, next, text]) => {
    if (old.value === '') return str([...text.value].map(character => next.value + character).join('') + next.value);
    return replaceAll(text, new RegExp(literal(old.value), 'g'), () => next);
  }),
  plural: define('string string int', ([one, many, count]) => (count.value === 1 ? one : many)),
  contains: define('string string', ([part, text]) => bool(text.value.includes(part.value))),
  hasPrefix: define('string string', ([prefix, text]) => bool(text.value.startsWith(prefix.value))),
  hasSuffix: define('string string', ([suffix, text]) => bool(text.value.endsWith(suffix.value))),
  indent: define('int string', ([count, text]) => indented(text, count.value)),
  nindent: define('int string', ([count, text]) => concat('\n', indented(text, count.value))),
  wrap: define('int string', ([width, text]) => wrapped(text, width.value, '\n')),
  wrapWith: define('int string string', ([width, breaker, text]) => wrapped(text, width.value, breaker.value)),
  split: define('string string', ([separator, text]) => numbered(splitText(text, separator.value))),
  splitn: define('string int string', ([separator, count, text]) => numbered(splitText(text, separator.value, count.value))),
  splitList: define('string string', ([separator, text]) => list(splitText(text, separator.value), 'string')),
  join: define('string any', ([separator, value]) => joined(textsOf(value), separator)),
  toStrings: define('any', ([value]) => list(textsOf(value), 'string')),
  sortAlpha: define('any', ([value]) => {
    const texts = value.kind === 'list' ? textsOf(value) : [textOf(value)];
    return list(
      [...texts].sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)),
      'string',
    );
  }),
};

const present = (value: Value): boolean => value.kind !== 'nil';
const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Sprig's strval: texts as they are, everything else as `%v`. */
export const textOf = (value: Value): Str => (value.kind === 'string' ? value : printText(value));

/** Sprig's strslice: what is no list is a list of one; nil is left out. */
function textsOf(value: Value): Str[] {
  const items = value.kind === 'native' && value.as ? value.as : value;
  if (items.kind === 'nil') return [];
  if (items.kind !== 'list') return [textOf(items)];
  return items.items.filter(present).map(textOf);
}

function joined(texts: readonly Str[], separator: Str | string = ' '): Str {
  const builder = new TextBuilder();
  texts.forEach((text, index) => {
    if (index > 0) typeof separator === 'string' ? builder.add(separator) : builder.addFrom(separator);
    builder.addFrom(text);
  });
  return builder.build();
}

const trimmed = (text: Str, pattern: RegExp): Str => replaceAll(text, pattern, () => '');

function trimmedBy({ value: cutset }: Str, text: Str): Str {
  if (cutset === '') return text;
  const characters = new Set(cutset);
  const all = [...text.value];
  let start = 0;
  let end = all.length;
  while (start < end && characters.has(all[start]!)) start++;
  while (end > start && characters.has(all[end - 1]!)) end--;
  const from = all.slice(0, start).join('').length;
  return slice(text, from, from + all.slice(start, end).join('').length);
}

const cased = (text: Str, value: string): Str => (value === text.value ? text : likewise(text, value));

/** Offsets in bytes, as Go counts them, to ours; inside of a character, to its start. */
function atByte(text: string, offset: number): number {
  if (/^[\x00-\x7f]*$/.test(text)) return Math.min(offset, text.length);
  let bytes = 0;
  let at = 0;
  for (const character of text) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > offset) break;
    bytes += size;
    at += character.length;
  }
  return at;
}

const bytesIn = (text: string): number => (/^[\x00-\x7f]*$/.test(text) ? text.length : new TextEncoder().encode(text).length);

function truncated(text: Str, count: number): Str {
  const length = bytesIn(text.value);
  if (count < 0) return length + count > 0 ? slice(text, atByte(text.value, length + count)) : text;
  return length > count ? slice(text, 0, atByte(text.value, count)) : text;
}

function substring(text: Str, start: number, end: number): Str {
  const length = bytesIn(text.value);
  if (start < 0) return slice(text, 0, atByte(text.value, end));
  if (end < 0 || end > length) {
    if (start > length) throw fault('a substring out of range');
    return slice(text, atByte(text.value, start));
  }
  if (start > end) throw fault('a substring out of range');
  return slice(text, atByte(text.value, start), atByte(text.value, end));
}

function repeated(text: Str, count: number): Str {
  if (count < 0) throw fault('a negative count');
  if (text.value.length * count > mostCharacters) throw tooLarge('a text of this length');
  const builder = new TextBuilder();
  if (text.pieces) for (let round = 0; round < count; round++) builder.addFrom(text);
  else builder.add(text.value.repeat(count), text.from && { ...text.from, exact: false });
  return builder.build();
}

function indented(text: Str, count: number): Str {
  if (count < 0) throw fault('a negative indentation');
  if (count > 10_000) throw tooLarge('an indentation of this width');
  const pad = ' '.repeat(count);
  const builder = new TextBuilder().add(pad);
  let at = 0;
  for (let end = text.value.indexOf('\n'); end >= 0; end = text.value.indexOf('\n', at)) {
    builder.addFrom(text, at, end + 1).add(pad);
    at = end + 1;
  }
  return builder.addFrom(text, at).build();
}

/** goutils.AbbreviateFull. */
function abbreviated(text: Str, offset: number, width: number): Str {
  const length = text.value.length;
  if (width < 4 || text.value === '' || length <= width) return text;
  let from = Math.min(offset, length);
  if (length - from < width - 3) from = length - (width - 3);
  if (from <= 4) return concat(slice(text, 0, width - 3), '...');
  if (width < 7) return text;
  if (from + width - 3 < length) return concat('...', abbreviated(slice(text, from), 0, width - 3));
  return concat('...', slice(text, length - (width - 3)));
}

function wrapped(text: Str, width: number, breaker: string): Str {
  const made = wrap(text.value, width, breaker);
  return made.length === text.value.length ? likewise(text, made) : str(made);
}

function splitText(text: Str, separator: string, most = -1): Str[] {
  if (most === 0) return [];
  if (separator === '') {
    if (text.value.length > mostItems) throw tooLarge('a list of this length');
    const characters = [...text.value];
    const parts =
      most > 0 && characters.length > most ? [...characters.slice(0, most - 1), characters.slice(most - 1).join('')] : characters;
    let at = 0;
    return parts.map(part => {
      at += part.length;
      return slice(text, at - part.length, at);
    });
  }
  const parts: Str[] = [];
  let at = 0;
  for (;;) {
    const end = most > 0 && parts.length === most - 1 ? -1 : text.value.indexOf(separator, at);
    if (end < 0) break;
    parts.push(slice(text, at, end));
    if (parts.length > mostItems) throw tooLarge('a list of this length');
    at = end + separator.length;
  }
  parts.push(slice(text, at));
  return parts;
}

const numbered = (parts: Str[]): Value => dict(parts.map((part, index) => [`_${index}`, part]));
