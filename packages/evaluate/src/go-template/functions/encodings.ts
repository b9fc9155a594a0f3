import { base64Of, bytesOfBase64 } from '../../hcl/functions/base64.ts';
import { type Digest, hexText, sha1, sha256, sha512, utf8 } from '../../hcl/functions/digest.ts';
import { define, type FunctionDefinition } from '../define.ts';
import { fault } from '../fault.ts';
import { readJson, writeJson } from '../formats/json.ts';
import { str } from '../text.ts';
import { nil, type Value } from '../value.ts';

/** Sprig's encodings and sums. http://masterminds.github.io/sprig/encoding.html, …/crypto.html */
export const encodings: Record<string, FunctionDefinition> = {
  b64enc: define('string', ([text]) => str(base64Of(utf8(text.value)))),
  b64dec: define('string', ([text]) => {
    const bytes = bytesOfBase64(text.value);
    return str(bytes ? new TextDecoder().decode(bytes) : 'illegal base64 data at input byte 0');
  }),
  b32enc: define('string', ([text]) => str(base32Of(utf8(text.value)))),
  b32dec: define('string', ([text]) => str(textOfBase32(text.value) ?? 'illegal base32 data at input byte 0')),
  sha1sum: sum(sha1, 8),
  sha256sum: sum(sha256, 8),
  sha512sum: sum(sha512, 1),
  adler32sum: define('string', ([text]) => str(String(adler32(utf8(text.value))))),
  toJson: define('any', ([value]) => writeJson(value)),
  mustToJson: define('any', ([value]) => writeJson(value)),
  toPrettyJson: define('any', ([value]) => writeJson(value, { html: true, indent: '  ' })),
  mustToPrettyJson: define('any', ([value]) => writeJson(value, { html: true, indent: '  ' })),
  toRawJson: define('any', ([value]) => writeJson(value, { html: false, indent: '' })),
  mustToRawJson: define('any', ([value]) => writeJson(value, { html: false, indent: '' })),
  mustFromJson: define('string', ([text]): Value => {
    const value = readJson(text);
    if (!value) throw fault('what should be JSON is none');
    return value.kind === 'nil' ? nil : value;
  }),
};

/** `characters`: how many of them take as long as a step of a template does. */
function sum(digest: Digest, characters: number): FunctionDefinition {
  return define('string', ([text], { engine }) => {
    engine.step(Math.floor(text.value.length / characters));
    return str(hexText(digest(utf8(text.value))));
  });
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32Of(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let buffer = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += digits[(buffer >>> bits) & 31];
    }
  }
  if (bits > 0) text += digits[(buffer << (5 - bits)) & 31];
  return text + '='.repeat((8 - (text.length % 8)) % 8);
}

function textOfBase32(text: string): string | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let buffer = 0;
  if (text.length % 8 !== 0) return undefined;
  for (const character of text.replace(/=+$/, '')) {
    const digit = digits.indexOf(character);
    if (digit < 0) return undefined;
    buffer = ((buffer << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >>> bits) & 255);
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}
