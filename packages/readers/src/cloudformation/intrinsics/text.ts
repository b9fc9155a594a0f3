import { type Data, itemsOf, type MapData, mapOf, type StringData, sliceString } from '@idlint/evaluate';
import { encodeJson } from '@idlint/evaluate/hcl';
import type { Place } from '@idlint/model';
import { misused, put, textOf, unknown, whole } from './strings.ts';
import type { IntrinsicFunction, Working } from './working.ts';

/** Intrinsic functions that make texts. */
export const textFunctions: Record<string, IntrinsicFunction> = {
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Base64': base64,
  'Fn::ToJsonString': (argument, at, working) => encodeJson(working.work(argument), at),
};

/** `${Name}`, `${Name.Attribute}`, `${!Literal}`; with a map of values of its own as a second argument. */
function sub(argument: Data, at: Place, working: Working): Data {
  const [template, given] = argument.kind === 'list' ? argument.items : [argument];
  const text = template && textOf(working.work(template));
  if (!text) return misused('Fn::Sub without a string', at);
  const variables = given ? mapOf(working.work(given)) : undefined;
  const pieces: StringData[] = [];
  let from = 0;
  for (const found of text.value.matchAll(/\$\{(!?)([^{}]*)\}/g)) {
    if (!working.spend(1)) return unknown({ code: 'limit', what: 'a template this large' }, at);
    const end = found.index + found[0].length;
    pieces.push(sliceString(text, from, found.index));
    const place = sliceString(text, found.index, end).at;
    pieces.push(found[1] ? whole(`\${${found[2]}}`, place) : variable(found[2]!.trim(), variables, place, working));
    from = end;
  }
  if (pieces.length === 0) return text;
  pieces.push(sliceString(text, from, text.value.length));
  const made = put(pieces, text.at);
  return text.via?.length && made.kind === 'string' ? { ...made, via: text.via } : made;
}

function variable(name: string, variables: MapData | undefined, at: Place, working: Working): StringData {
  const given = variables?.entries.get(name)?.value;
  const dot = name.indexOf('.');
  const value = given ?? (dot < 0 ? working.named(name, at) : working.attribute(name.slice(0, dot), name.slice(dot + 1), at));
  return textOf(value) ?? textOf(misused(`${name} is no text`, at))!;
}

function join(argument: Data, at: Place, working: Working): Data {
  const [separator, list] = itemsOf(argument).items;
  const between = separator && textOf(working.work(separator));
  const worked = list && working.work(list);
  if (!between || !worked) return misused('Fn::Join without a list', at);
  if (worked.kind === 'unknown') return { ...worked, at };
  const { items, open } = itemsOf(worked);
  if (!working.spend(items.length)) return unknown({ code: 'limit', what: 'a list this long' }, at);
  const pieces: StringData[] = [];
  for (const item of items) {
    if (pieces.length > 0) pieces.push(between);
    const text = textOf(item);
    if (!text) return misused('Fn::Join of what is no text', at);
    pieces.push(text);
  }
  if (open) pieces.push(textOf(unknown(open, at))!);
  return put(pieces, sayingMost(list) ?? at);
}

/** What a joined text is about stands in the longest of its pieces; the function itself is many lines of brackets. */
function sayingMost(list: Data): Place | undefined {
  const written = list.kind === 'list' ? list.items.filter(item => item.kind === 'string') : [];
  return written.sort((a, b) => b.value.length - a.value.length)[0]?.at;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** User data may have 16 KiB. */
const longest = 65_536;

/** Of a text that is wholly known: what a hole stands for moves all that follows. */
function base64(argument: Data, at: Place, working: Working): Data {
  const worked = working.work(argument);
  const text = textOf(worked);
  if (!text) return misused('Fn::Base64 of what is no text', at);
  const hidden = text.parts?.find(({ from }) => 'hole' in from);
  if (hidden && 'hole' in hidden.from) return unknown(hidden.from.hole, at);
  if (text.value.length > longest || !working.spend(text.value.length >> 6))
    return unknown({ code: 'limit', what: 'a text this long' }, at);
  const bytes = new TextEncoder().encode(text.value);
  let encoded = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const group = (a! << 16) | (b << 8) | c;
    const four = [18, 12, 6, 0].map(shift => digits[(group >> shift) & 63]).join('');
    const rest = bytes.length - index;
    encoded += rest >= 3 ? four : four.slice(0, rest + 1).padEnd(4, '=');
  }
  return whole(encoded, at);
}
