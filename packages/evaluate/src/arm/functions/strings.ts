import type { Data, StringData } from '../../data.ts';
import { base64Of, bytesOfBase64 } from '../../hcl/functions/base64.ts';
import { encodeJson } from '../../hcl/functions/json-text.ts';
import { overText, whyUnknown } from '../../hcl/text.ts';
import { longestText, overLimit, unknownData } from '../../hcl/work.ts';
import { jsonInString } from '../../json/index.ts';
import { sliceString } from '../../string.ts';
import { asText } from '../as-text.ts';
import { joined } from '../joined.ts';
import type { ArmFunction, Call } from '../scope.ts';
import { formatted } from './format.ts';
import { bool, isList, isText, list, made, number, numberOf, ofTexts, onePart, textOf, whole } from './values.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const strings: Record<string, ArmFunction> = {
  format: ([template, ...given], { at }) => (isText(template) ? formatted(template, given, at) : undefined),
  tolower: ([text], { at }) => (isText(text) ? overText(text, text.value.toLowerCase(), at) : ofTheCloud(text)),
  toupper: ([text], { at }) => (isText(text) ? overText(text, text.value.toUpperCase(), at) : ofTheCloud(text)),
  trim: whole(([text]) => (isText(text) ? trimmed(text) : undefined)),
  split,
  join: ([items, separator], { at }) => {
    if (!isList(items) || items.open || !isText(separator)) return undefined;
    return joined(
      items.items.flatMap((item, index) => (index > 0 ? [separator, asText(item)] : [asText(item)])),
      at,
    );
  },
  replace: ([text, what, by], { at }) => {
    const [from, to] = [textOf(what), textOf(by)];
    if (!isText(text) || from === undefined || to === undefined || from === '') return undefined;
    if (!text.value.includes(from) && !whyUnknown(text)) return text;
    // What is replaced may also stand in what is not known.
    if (textOf(text) === undefined) return onePart(text) ? replaced(text, from, by as StringData, at) : undefined;
    if ((text.value.length / from.length) * to.length > longestText && to.length > from.length) return overLimit('a text this long', at);
    return made(text.value.replaceAll(from, to), at);
  },
  substring: ([text, from, count], { at }) => {
    const start = numberOf(from) ?? (from ? undefined : 0);
    if (textOf(text) === undefined || start === undefined || (count && count.kind !== 'number')) return undefined;
    const length = (text as StringData).value.length;
    const end = start + (numberOf(count) ?? length - start);
    if (start < 0 || end > length || end < start) return unknownData({ code: 'syntax', what: 'substring beyond the text', at }, at);
    return sliceString(text as StringData, start, end);
  },
  startswith: ([text, start], { at }) => {
    const wanted = textOf(start);
    if (!isText(text) || wanted === undefined) return undefined;
    return textOf(text) === undefined ? undefined : bool(text.value.toLowerCase().startsWith(wanted.toLowerCase()), at);
  },
  endswith: ofTexts(([text, end], at) => bool(text!.toLowerCase().endsWith(end!.toLowerCase()), at)),
  padleft: whole(([value, width, fill], { at }) => {
    const length = numberOf(width);
    if (!value || length === undefined || length > 10_000) return undefined;
    return made(asText(value).value.padStart(length, textOf(fill) ?? ' '), at);
  }),
  string: ([value], { at }) => {
    if (!value || value.kind === 'unknown') return undefined;
    return value.kind === 'list' || value.kind === 'map' ? encodeJson(value, at) : asText(value);
  },
  json: ([text], { at }) => {
    if (!isText(text)) return undefined;
    if (text.encoded?.format === 'json') return text.encoded.of;
    const { data, faults } = jsonInString(text, { comments: true });
    return faults.length > 0 ? unknownData({ code: 'syntax', what: 'json() of what is no JSON', at }, at) : data;
  },
  base64: ofTexts(([text], at) => made(base64Of(encoder.encode(text)), at)),
  base64tostring: ofTexts(([text], at) => fromBase64(text!, at)),
  base64tojson: whole(([text], { at }) => {
    const inner = fromBase64(textOf(text) ?? '', at);
    return inner?.kind === 'string' ? jsonInString(inner).data : undefined;
  }),
  datauri: ofTexts(([text], at) => made(`data:text/plain;charset=utf8;base64,${base64Of(encoder.encode(text))}`, at)),
  datauritostring: ofTexts(([text], at) => {
    const [, coded, body = ''] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(text!) ?? [];
    return coded ? fromBase64(body, at) : undefined;
  }),
  uricomponent: ofTexts(([text], at) => made(encodeURIComponent(text!), at)),
  uricomponenttostring: ofTexts(([text], at) => {
    try {
      return made(decodeURIComponent(text!), at);
    } catch {
      return undefined;
    }
  }),
  uri: ofTexts(([base, path], at) => {
    try {
      return made(new URL(path!, base).href, at);
    } catch {
      return undefined;
    }
  }),
  indexof: indexOf((text, part) => text.indexOf(part)),
  lastindexof: indexOf((text, part) => text.lastIndexOf(part)),
};

/** In a text whose gaps are parts of an id. */
function replaced(text: StringData, from: string, by: StringData, at: Data['at']): Data {
  const pieces: StringData[] = [];
  let start = 0;
  for (let found = text.value.indexOf(from); found >= 0; found = text.value.indexOf(from, start)) {
    pieces.push(sliceString(text, start, found), by);
    start = found + from.length;
  }
  return joined([...pieces, sliceString(text, start, text.value.length)], at);
}

/** Ids that only the cloud knows are the same in either case. */
const ofTheCloud = (data: Data | undefined): Data | undefined =>
  data?.kind === 'unknown' && data.why.code === 'reference' ? data : undefined;

function fromBase64(text: string, at: Data['at']): StringData | undefined {
  const bytes = bytesOfBase64(text);
  return bytes && made(decoder.decode(bytes), at);
}

function trimmed(text: StringData): StringData {
  const start = text.value.length - text.value.trimStart().length;
  return sliceString(text, start, Math.max(start, text.value.trimEnd().length));
}

/** Texts are looked for without minding case. */
function indexOf(find: (text: string, part: string) => number): ArmFunction {
  return whole(([where, what], { at }) => {
    const [text, part] = [textOf(where), textOf(what)];
    if (text !== undefined && part !== undefined) return number(find(text.toLowerCase(), part.toLowerCase()), at);
    return undefined;
  });
}

function split([text, separators]: Data[], { at }: Call): Data | undefined {
  const given = isList(separators) ? separators.items.map(textOf) : [textOf(separators)];
  if (!isText(text) || !onePart(text) || given.some(one => one === undefined || one === '')) return undefined;
  if (text.value.length > longestText) return overLimit('a text this long', at);
  const items: Data[] = [];
  let from = 0;
  for (let index = 0; index <= text.value.length; ) {
    const found = given.find(one => text.value.startsWith(one!, index));
    if (found === undefined && index < text.value.length) {
      index++;
      continue;
    }
    items.push(sliceString(text, from, index));
    index += found?.length ?? 1;
    from = index;
  }
  return list(items, at);
}
