import type { Data, ListData, MapEntry, StringData } from '../../data.ts';
import { hole } from '../../data.ts';
import { sliceString } from '../../string.ts';
import { compile, type Regex, type Span } from '../regex/match.ts';
import { holeIn, holeText, joinTexts, overText, whyUnknown } from '../text.ts';
import { failure, longestText, mostItems, overLimit, partOf, unknownData } from '../work.ts';
import { characters, itemsIn } from './collections.ts';
import { bool, type CallContext, define, type FunctionDefinition, list, type Numeric, type Text, text } from './define.ts';
import { formatText } from './format.ts';
import { changeCase, titleCase } from './letter-case.ts';
import { wholeNumber } from './numbers.ts';

/** Go's unicode.IsSpace. */
const space = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Without what a predicate takes off its ends; a hole is never taken off. */
function trimmed(data: StringData, drops: (character: string) => boolean): StringData {
  const { value } = data;
  let start = 0;
  let end = value.length;
  const width = (at: number): number => (value.codePointAt(at)! > 0xffff ? 2 : 1);
  while (start < end && value[start] !== hole && drops(String.fromCodePoint(value.codePointAt(start)!))) start += width(start);
  while (end > start) {
    const low = value.charCodeAt(end - 1);
    const size = low >= 0xdc00 && low <= 0xdfff ? 2 : 1;
    const last = value.slice(end - size, end);
    if (last === hole || !drops(last)) break;
    end -= size;
  }
  return sliceString(data, start, end);
}

const compiled = new Map<string, Regex | undefined>();
function regexOf(pattern: string): Regex | undefined {
  if (!compiled.has(pattern)) {
    if (compiled.size > 500) compiled.clear();
    compiled.set(pattern, compile(pattern));
  }
  return compiled.get(pattern);
}

/** What `regex` gives for one match: the match, its groups as a list, or its named groups as an object. */
function matchData(regex: Regex, spans: (Span | undefined)[], subject: StringData, context: CallContext): Data {
  const piece = (span: Span | undefined): Data => (span ? sliceString(subject, span.start, span.end) : { kind: 'null', at: context.at });
  if (regex.groups.length === 0) return piece(spans[0]);
  if (regex.groups.every(name => name === undefined)) return list(spans.slice(1).map(piece), context, 'tuple');
  const entries = regex.groups.map((name, index): [string, MapEntry] => [name!, { key: context.at, value: piece(spans[index + 1]) }]);
  return { kind: 'map', of: 'object', entries: new Map(entries), at: context.at };
}

/** Terraform refuses patterns in which some groups have names and others not. */
const mixed = ({ groups }: Regex): boolean => groups.includes(undefined) && groups.some(name => name !== undefined);

/** Matches one after another; an empty one right after a match does not count, as in Go. */
function allMatches(regex: Regex, subject: string): (Span | undefined)[][] {
  const found: (Span | undefined)[][] = [];
  let from = 0;
  let last = -1;
  while (from <= subject.length && found.length < mostItems) {
    const spans = regex.exec(subject, from);
    const whole = spans?.[0];
    if (!spans || !whole) break;
    if (whole.end > whole.start || whole.start !== last) found.push(spans);
    last = whole.end;
    from = whole.end > whole.start ? whole.end : whole.end + 1;
    if (whole.end === whole.start && (subject.codePointAt(whole.end) ?? 0) > 0xffff) from++;
  }
  return found;
}

/** `$1` and `${name}` of a replacement, as Go's Expand reads them. */
function expanded(template: StringData, regex: Regex, spans: (Span | undefined)[], subject: StringData): StringData[] {
  const pieces: StringData[] = [];
  let from = 0;
  for (const match of template.value.matchAll(/\$(?:\$|\{(\w+)\}|(\w+))/g)) {
    pieces.push(sliceString(template, from, match.index));
    from = match.index + match[0].length;
    const name = match[1] ?? match[2];
    if (name === undefined) pieces.push(sliceString(template, match.index, match.index + 1));
    else {
      const group = /^\d+$/.test(name) ? Number(name) : regex.groups.indexOf(name) + 1 || -1;
      const span = spans[group];
      if (span) pieces.push(sliceString(subject, span.start, span.end));
    }
  }
  pieces.push(sliceString(template, from, template.value.length));
  return pieces;
}

function replaceAll(subject: StringData, search: StringData, replacement: StringData, context: CallContext): Data {
  const { at, work } = context;
  const pieces: StringData[] = [];
  let from = 0;
  const { value } = subject;
  if (search.value.length > 1 && search.value.startsWith('/') && search.value.endsWith('/')) {
    const regex = regexOf(search.value.slice(1, -1));
    if (!regex) return failure(work, 'the pattern can not be read', at);
    for (const spans of allMatches(regex, value)) {
      pieces.push(sliceString(subject, from, spans[0]!.start), ...expanded(replacement, regex, spans, subject));
      from = spans[0]!.end;
    }
  } else if (search.value === '') {
    for (const character of value) {
      pieces.push(replacement, sliceString(subject, from, from + character.length));
      from += character.length;
    }
    pieces.push(replacement);
  } else {
    for (let found = value.indexOf(search.value); found >= 0; found = value.indexOf(search.value, from)) {
      pieces.push(sliceString(subject, from, found), replacement);
      from = found + search.value.length;
      if (pieces.length > mostItems) return overLimit('a text of this length', at);
    }
  }
  if (from === 0 && pieces.length === 0) return subject;
  pieces.push(sliceString(subject, from, value.length));
  return bounded(joinTexts(pieces, at), context);
}

const bounded = (data: StringData, { at }: CallContext): Data =>
  data.value.length > longestText ? overLimit('a text of this length', at) : data;

function splitAt(data: StringData, separator: string): StringData[] {
  if (separator === '') {
    let from = 0;
    return [...data.value].map(character => {
      from += character.length;
      return sliceString(data, from - character.length, from);
    });
  }
  const pieces: StringData[] = [];
  let from = 0;
  for (let found = data.value.indexOf(separator); found >= 0; found = data.value.indexOf(separator, from)) {
    pieces.push(sliceString(data, from, found));
    from = found + separator.length;
  }
  return [...pieces, sliceString(data, from, data.value.length)];
}

/** The items of lists as texts, holes for those that are not known. */
function joined(separator: StringData, lists: Data[], context: CallContext): Data {
  const pieces: StringData[] = [];
  const add = (piece: StringData): void => {
    if (pieces.length > 0) pieces.push(separator);
    pieces.push(piece);
  };
  for (const data of lists) {
    if (data.kind !== 'list') {
      add(holeText(whyUnknown(data) ?? { code: 'dynamic', what: 'a list' }, data.at));
      continue;
    }
    for (const item of itemsIn(data)) {
      if (item.kind === 'null') return failure(context.work, 'join can not write null', context.at);
      add(item.kind === 'string' ? item : holeText(whyUnknown(item) ?? { code: 'dynamic', what: 'an item' }, item.at));
    }
    if (data.open) add(holeText(data.open, data.at));
    if (pieces.length > 2 * mostItems) return overLimit('a text of this length', context.at);
  }
  return bounded(joinTexts(pieces, context.at), context);
}

/** Whether a text with holes starts or ends with another one, as far as that can be told. */
function affix(data: StringData, wanted: StringData, side: 'start' | 'end', context: CallContext): Data {
  const part = side === 'start' ? data.value.slice(0, wanted.value.length) : data.value.slice(-wanted.value.length || data.value.length);
  const whole = side === 'start' ? data.value.startsWith(wanted.value) : data.value.endsWith(wanted.value);
  const why = holeIn(wanted) ?? (part.includes(hole) ? holeIn(data) : undefined);
  return why ? unknownData(why, context.at) : bool(whole, context);
}

const dynamicText = (change: (value: string) => string): FunctionDefinition =>
  define<[Data]>(
    ['string'],
    ([data], { at }) => (data.kind === 'string' ? overText(data, change(data.value), at) : unknownData(whyUnknown(data)!, at)),
    { takes: 'anything' },
  );

/** A function of one text that may have holes. */
const overHoles = (change: (data: StringData, context: CallContext) => Data): FunctionDefinition =>
  define<[Data]>(
    ['string'],
    ([data], context) => (data.kind === 'string' ? change(data, context) : unknownData(whyUnknown(data)!, context.at)),
    { takes: 'anything' },
  );

const withTwo = (change: (data: StringData, other: StringData, context: CallContext) => Data): FunctionDefinition =>
  define<[Data, Data]>(
    ['string', 'string'],
    ([data, other], context) => {
      const why = data.kind === 'string' ? (other.kind === 'string' ? holeIn(other) : whyUnknown(other)) : whyUnknown(data);
      if (why || data.kind !== 'string' || other.kind !== 'string')
        return unknownData(why ?? { code: 'dynamic', what: 'a text' }, context.at);
      return change(data, other, context);
    },
    { takes: 'anything' },
  );

export const strings: Record<string, FunctionDefinition> = {
  upper: dynamicText(value => changeCase(value, 'toUpperCase')),
  lower: dynamicText(value => changeCase(value, 'toLowerCase')),
  title: define<[Text]>(['string'], ([data], { at }) => overText(data, titleCase(data.value), at)),
  chomp: overHoles(data => sliceString(data, 0, data.value.replace(/[\r\n]+$/, '').length)),
  trimspace: overHoles(data => trimmed(data, character => space.test(character))),
  trim: withTwo((data, cut) => trimmed(data, character => cut.value.includes(character))),
  trimprefix: withTwo((data, prefix) =>
    data.value.startsWith(prefix.value) ? sliceString(data, prefix.value.length, data.value.length) : data,
  ),
  trimsuffix: withTwo((data, suffix) =>
    suffix.value !== '' && data.value.endsWith(suffix.value) ? sliceString(data, 0, data.value.length - suffix.value.length) : data,
  ),
  startswith: define<[Data, Data]>(['string', 'string'], ([data, prefix], context) => eitherEnd(data, prefix, 'start', context), {
    takes: 'anything',
  }),
  endswith: define<[Data, Data]>(['string', 'string'], ([data, suffix], context) => eitherEnd(data, suffix, 'end', context), {
    takes: 'anything',
  }),
  strcontains: define<[Text, Text]>(['string', 'string'], ([data, part], context) => bool(data.value.includes(part.value), context)),
  strrev: define<[Text]>(['string'], ([data], context) => text(characters(data.value).reverse().join('').normalize('NFC'), context)),

  substr: define<[Text, Numeric, Numeric]>(['string', 'number', 'number'], ([data, offset, length], { at, work }) => {
    const [from, count] = [wholeNumber(offset), wholeNumber(length)];
    if (from === undefined || count === undefined) return failure(work, 'substr needs whole numbers', at);
    const all = characters(data.value);
    const start = from < 0 ? Math.max(0, all.length + from) : Math.min(from, all.length);
    const end = count < 0 ? all.length : Math.min(all.length, start + count);
    const offsetOf = (index: number): number => all.slice(0, index).join('').length;
    return sliceString(data, offsetOf(start), offsetOf(end));
  }),

  indent: define<[Numeric, Data]>(
    ['number', 'string'],
    ([number, data], context) => {
      const spaces = wholeNumber(number);
      if (spaces === undefined || spaces < 0 || spaces > 10_000)
        return failure(context.work, 'indent needs a number of spaces', context.at);
      if (data.kind !== 'string') return unknownData(whyUnknown(data)!, context.at);
      const margin = text(`\n${' '.repeat(spaces)}`, context);
      const lines = splitAt(data, '\n');
      return bounded(
        joinTexts(
          lines.flatMap((line, index) => (index === 0 ? [line] : [margin, line])),
          context.at,
        ),
        context,
      );
    },
    { takes: 'anything' },
  ),

  join: define<Data[]>(
    ['string', { list: 'string' }],
    ([separator, ...lists], context) =>
      separator?.kind === 'string' ? joined(separator, lists, context) : unknownData(whyUnknown(separator!)!, context.at),
    { rest: { list: 'string' }, takes: 'anything' },
  ),

  split: withTwo(splitData),

  replace: define<[Data, Data, Data]>(
    ['string', 'string', 'string'],
    ([data, search, replacement], context) => {
      if (data.kind !== 'string' || search.kind !== 'string' || replacement.kind !== 'string')
        return unknownData(whyUnknown(data) ?? whyUnknown(search) ?? whyUnknown(replacement)!, context.at);
      // Of a text with holes, only single characters are surely found wherever they are known to be.
      const why = holeIn(search) ?? (search.value.length > 1 ? holeIn(data) : undefined);
      return why ? unknownData(why, context.at) : replaceAll(data, search, replacement, context);
    },
    { takes: 'anything' },
  ),

  regex: define<[Text, Text]>(['string', 'string'], ([pattern, subject], context) => {
    const regex = regexOf(pattern.value);
    const spans = regex?.exec(subject.value);
    return regex && spans && !mixed(regex)
      ? matchData(regex, spans, subject, context)
      : failure(context.work, 'the pattern does not match', context.at);
  }),
  regexall: define<[Text, Text]>(['string', 'string'], ([pattern, subject], context) => {
    const regex = regexOf(pattern.value);
    if (!regex || mixed(regex)) return failure(context.work, 'the pattern can not be read', context.at);
    return list(
      allMatches(regex, subject.value).map(spans => matchData(regex, spans, subject, context)),
      context,
    );
  }),

  format: define<Data[]>(
    ['string'],
    ([pattern, ...args], context) => {
      if (pattern?.kind === 'null') return failure(context.work, 'the format is null', context.at);
      const why = whyUnknown(pattern!);
      if (why || pattern?.kind !== 'string') return unknownData(why ?? { code: 'dynamic', what: 'a format' }, context.at);
      return formatText(pattern, args, context, sliceString);
    },
    { rest: 'dynamic', takes: 'anything', nullable: true },
  ),
  formatlist: define<Data[]>(['string'], formatList, { rest: 'dynamic', takes: 'anything', nullable: true }),
};

const eitherEnd = (data: Data, wanted: Data, side: 'start' | 'end', context: CallContext): Data =>
  data.kind === 'string' && wanted.kind === 'string'
    ? affix(data, wanted, side, context)
    : unknownData(whyUnknown(data) ?? whyUnknown(wanted) ?? { code: 'dynamic', what: 'a text' }, context.at);

/** `split(separator, text)`: how many pieces a text with holes has is not known. */
function splitData(separator: StringData, data: StringData, context: CallContext): Data {
  const why = holeIn(data);
  if (why) return unknownData(why, context.at);
  const pieces = splitAt(data, separator.value);
  return pieces.length > mostItems
    ? overLimit(`more than ${mostItems} items`, context.at)
    : list(
        pieces.map(piece => partOf(data, piece)),
        context,
      );
}

function formatList([pattern, ...args]: Data[], context: CallContext): Data {
  const { at, work } = context;
  if (pattern?.kind === 'null') return failure(work, 'the format is null', at);
  const why = whyUnknown(pattern!);
  if (why || pattern?.kind !== 'string') return unknownData(why ?? { code: 'dynamic', what: 'a format' }, at);
  // Of a null, go-cty makes a null.
  if (args.some(arg => arg.kind === 'null')) return { kind: 'null', at };
  const lists = args.filter((arg): arg is ListData => arg.kind === 'list');
  for (const arg of args) if (arg.kind === 'unknown') return unknownData(arg.why, at);
  const open = lists.find(arg => arg.open)?.open;
  const length = lists.length > 0 ? Math.min(...lists.map(({ items }) => items.length)) : 1;
  if (!open && lists.some(({ items }) => items.length !== length)) return failure(work, 'the lists differ in length', at);
  if (length > mostItems) return overLimit(`more than ${mostItems} items`, at);
  const items: Data[] = [];
  for (let index = 0; index < length; index++) {
    const row = args.map(arg => (arg.kind === 'list' ? partOf(arg, arg.items[index]!) : arg));
    const item = formatText(pattern, row, context, sliceString);
    if (item.kind === 'unknown' && item.why.code === 'syntax') return item;
    items.push(item);
  }
  return { ...list(items, context), ...(open ? { open } : {}) };
}
