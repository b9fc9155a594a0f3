import type { Data } from '../../data.ts';
import { failure, unknownData } from '../work.ts';
import { base64Of } from './base64.ts';
import { define, type FunctionDefinition, type Text, text } from './define.ts';
import { type Digest, hexText, md5, sha1, sha256, sha512, utf8 } from './digest.ts';

/** Larger texts are not hashed: it would cost more than knowing the result is worth. */
const largest = 1_000_000;

type Encode = (bytes: Uint8Array) => string;

function hashOf(written: string, digest: Digest, encode: Encode, context: Parameters<FunctionDefinition['run']>[1]): Data {
  if (written.length > largest) return unknownData({ code: 'limit', what: 'the hash of a large text', at: context.at }, context.at);
  return text(encode(digest(utf8(written))), context);
}

const ofText = (digest: Digest, encode: Encode = hexText): FunctionDefinition =>
  define<[Text]>(['string'], ([data], context) => hashOf(data.value, digest, encode, context));

const ofFile = (digest: Digest, encode: Encode = hexText): FunctionDefinition =>
  define<[Text]>(['string'], ([path], context) => {
    const found = context.scope.files.text(path.value, context.at);
    return 'not' in found ? found.not : hashOf(found.text, digest, encode, context);
  });

const namespaces: Record<string, string> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
};

/** RFC 9562, version 5. */
function uuidV5(namespace: string, name: string): string | undefined {
  const hex = (namespaces[namespace] ?? namespace).replaceAll('-', '');
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) return undefined;
  const bytes = sha1(Uint8Array.from([...(hex.match(/../g) ?? []).map(pair => Number.parseInt(pair, 16)), ...utf8(name)])).slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return hexText(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export const hashes: Record<string, FunctionDefinition> = {
  md5: ofText(md5),
  sha1: ofText(sha1),
  sha256: ofText(sha256),
  sha512: ofText(sha512),
  base64sha256: ofText(sha256, base64Of),
  base64sha512: ofText(sha512, base64Of),
  filemd5: ofFile(md5),
  filesha1: ofFile(sha1),
  filesha256: ofFile(sha256),
  filesha512: ofFile(sha512),
  filebase64sha256: ofFile(sha256, base64Of),
  filebase64sha512: ofFile(sha512, base64Of),
  uuidv5: define<[Text, Text]>(['string', 'string'], ([namespace, name], context) => {
    const made = uuidV5(namespace.value, name.value);
    return made === undefined ? failure(context.work, 'a UUID or dns, url, oid, x500 is needed', context.at) : text(made, context);
  }),
};
