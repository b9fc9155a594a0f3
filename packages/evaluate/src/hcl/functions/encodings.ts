import { parseYaml, splitDocuments } from '@idlint/syntax/yaml';
import type { Data, MapEntry, StringData } from '../../data.ts';
import { jsonInString } from '../../json/index.ts';
import { sliceString } from '../../string.ts';
import { YamlConverter } from '../../yaml/convert.ts';
import { numberText, readNumber } from '../number.ts';
import { madeText, whyUnknown } from '../text.ts';
import { failure, partOf, unknownData } from '../work.ts';
import { base64Of, bytesOfBase64 } from './base64.ts';
import { csvRows } from './csv.ts';
import { type CallContext, define, type FunctionDefinition, impure, list, type Text, text } from './define.ts';
import { utf8 } from './digest.ts';
import { encodeJson } from './json-text.ts';
import { yamlData } from './yaml-text.ts';
import { readAsYaml11 } from './yaml-words.ts';

const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** What other formats hold, in Terraform's types. The places that the text came through are kept once, on the whole. */
function decoded(text: Data, data: Data): Data {
  return partOf(text, inTerms(data));
}

function inTerms({ via: _, ...data }: Data): Data {
  switch (data.kind) {
    case 'number':
      return readNumber(numberText(data), data.at) ?? data;
    case 'list':
      return { ...data, of: 'tuple', items: data.items.map(inTerms) };
    case 'map': {
      const entries = [...data.entries].map(([key, entry]): [string, MapEntry] => [key, { key: entry.key, value: inTerms(entry.value) }]);
      return { ...data, of: 'object', entries: new Map(entries) };
    }
    default:
      return data;
  }
}

/** Sets and maps come back as tuples and objects; each part keeps the way that it came. */
function asDecoded(data: Data): Data {
  if (data.kind === 'list') return { ...data, of: 'tuple', items: data.items.map(asDecoded) };
  if (data.kind !== 'map') return data;
  const entries = [...data.entries].map(([key, entry]): [string, MapEntry] => [key, { key: entry.key, value: asDecoded(entry.value) }]);
  return { ...data, of: 'object', entries: new Map(entries) };
}

/** jsonencode's own result is taken back without the detour: its parts know where they were written. */
function jsonDecode(data: Data, context: CallContext): Data {
  if (data.kind !== 'string') return unknownData(whyUnknown(data) ?? { code: 'dynamic', what: 'a text' }, context.at);
  if (data.encoded?.format === 'json') return partOf(data, asDecoded(data.encoded.of));
  const why = whyUnknown(data);
  if (!why && !isJson(data.value)) return failure(context.work, 'the text is not JSON', context.at);
  const { data: value, faults } = jsonInString(data);
  return faults.length > 0 && !why ? failure(context.work, 'the text is not JSON', context.at) : decoded(data, value);
}

/** By the letter: comments and trailing commas are none. */
function isJson(written: string): boolean {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
}

function yamlDecode(data: Data, context: CallContext): Data {
  if (data.kind !== 'string') return unknownData(whyUnknown(data) ?? { code: 'dynamic', what: 'a text' }, context.at);
  if (data.encoded) return partOf(data, asDecoded(data.encoded.of));
  const why = whyUnknown(data);
  if (why) return unknownData(why, context.at);
  const value = yamlValue(data);
  return typeof value === 'string' ? failure(context.work, value, context.at) : partOf(data, value);
}

/** What whole files hold: many modules read the same ones. By their text and place; a few hundred at most. */
const files = new Map<string, Data | string>();
const mostFiles = 300;

/** The value of a YAML text, without the places that the text came through; or what is wrong with it. */
function yamlValue({ via: _, ...data }: StringData): Data | string {
  const { at, parts, value } = data;
  const key = parts || at.segment !== '' || at.start !== 0 ? undefined : `${at.uri}\n${value}`;
  const known = key === undefined ? undefined : files.get(key);
  if (known !== undefined) return known;
  const found = readYaml(data);
  if (key !== undefined) {
    if (files.size >= mostFiles) files.clear();
    files.set(key, found);
  }
  return found;
}

function readYaml(data: StringData): Data | string {
  if (splitDocuments(data.value).length > 1) return 'only one YAML document is allowed';
  const { root, faults } = parseYaml(data.value);
  if (!root || faults.length > 0) return 'the text is not YAML';
  readAsYaml11(root);
  return inTerms(new YamlConverter(data).convert(root));
}

function csvDecode(data: Text, context: CallContext): Data {
  const rows = csvRows(data.value);
  const header = rows?.[0];
  if (!rows || !header) return failure(context.work, 'the text is not CSV with a header', context.at);
  const names = header.map(({ value }) => value);
  if (new Set(names).size !== names.length || rows.some(row => row.length !== names.length))
    return failure(context.work, 'the rows of the CSV do not fit its header', context.at);
  const items = rows.slice(1).map((row): Data => {
    const entries = row.map((cell, index): [string, MapEntry] => {
      const where = sliceString(data, cell.start, cell.end);
      return [names[index]!, { key: where.at, value: where.value === cell.value ? where : madeText(cell.value, where.at) }];
    });
    return { kind: 'map', of: 'object', entries: new Map(entries), at: context.at };
  });
  return list(items, context);
}

const latin1: Record<string, number> = { 'US-ASCII': 0x80, 'ISO-8859-1': 0x100 };

/** The encodings that configurations meet; Terraform knows all of IANA's. */
function encodeText(written: string, encoding: string): Uint8Array | undefined {
  const name = encoding.toUpperCase();
  if (name === 'UTF-8') return utf8(written);
  if (name === 'UTF-16LE' || name === 'UTF-16BE') {
    const view = new DataView(new ArrayBuffer(written.length * 2));
    for (let index = 0; index < written.length; index++) view.setUint16(index * 2, written.charCodeAt(index), name === 'UTF-16LE');
    return new Uint8Array(view.buffer);
  }
  const limit = latin1[name];
  const codes = [...written].map(character => character.codePointAt(0)!);
  return limit !== undefined && codes.every(code => code < limit) ? Uint8Array.from(codes) : undefined;
}

function decodeText(bytes: Uint8Array, encoding: string): string | undefined {
  const name = encoding.toUpperCase();
  if (name === 'UTF-8') return decodeUtf8(bytes);
  if (name === 'UTF-16LE' || name === 'UTF-16BE') return new TextDecoder(name.toLowerCase()).decode(bytes);
  const limit = latin1[name];
  return limit !== undefined && bytes.every(byte => byte < limit) ? String.fromCharCode(...bytes) : undefined;
}

/** Terraform knows all encodings that IANA lists; whether this is one of them is not known here. */
const otherEncoding = ({ at }: CallContext): Data => unknownData({ code: 'unsupported', what: 'this character encoding', at }, at);

export const encodings: Record<string, FunctionDefinition> = {
  jsonencode: define<[Data]>(['dynamic'], ([data], { at }) => encodeJson(data, at), {
    takes: 'anything',
    nullable: true,
  }),
  jsondecode: define<[Data]>(['string'], ([data], context) => jsonDecode(data, context), { takes: 'anything' }),
  yamlencode: define<[Data]>(['dynamic'], ([data], { at }) => yamlData(data, at), { takes: 'anything', nullable: true }),
  yamldecode: define<[Data]>(['string'], ([data], context) => yamlDecode(data, context), { takes: 'anything' }),
  csvdecode: define<[Text]>(['string'], ([data], context) => csvDecode(data, context)),
  base64encode: define<[Text]>(['string'], ([data], context) => text(base64Of(utf8(data.value)), context)),
  base64decode: define<[Text]>(['string'], ([data], context) => {
    const bytes = bytesOfBase64(data.value);
    const written = bytes && decodeUtf8(bytes);
    return written === undefined ? failure(context.work, 'the text is not base64 of UTF-8', context.at) : text(written, context);
  }),
  // Compression is the same each time, but whose compression is not said.
  base64gzip: impure('string'),
  textencodebase64: define<[Text, Text]>(['string', 'string'], ([data, encoding], context) => {
    const bytes = encodeText(data.value, encoding.value);
    return bytes ? text(base64Of(bytes), context) : otherEncoding(context);
  }),
  textdecodebase64: define<[Text, Text]>(['string', 'string'], ([data, encoding], context) => {
    const bytes = bytesOfBase64(data.value);
    if (!bytes) return failure(context.work, 'the text is not base64', context.at);
    const written = decodeText(bytes, encoding.value);
    return written === undefined ? otherEncoding(context) : text(written, context);
  }),
  urlencode: define<[Text]>(['string'], ([data], context) =>
    text(
      encodeURIComponent(data.value.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(/[!'()*]|%20/g, character =>
        character === '%20' ? '+' : `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
      context,
    ),
  ),
};
