/**
 * Where an encoded text begins: a run of token characters whose first 16 mean text in base64 or hexadecimal. Hashes, names and paths do not, so
 * nearly nothing is told that is none; `decode/` looks at the rest. `prefilter.as.ts` does the same in the prefilter's one pass.
 */
import { isTokenByte } from './literals.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What each byte stands for in base64 and base64url; 64 for none. The module is given the same table. */
export const sextets = (() => {
  const values = new Uint8Array(256).fill(64);
  for (let value = 0; value < 64; value++) values[alphabet.charCodeAt(value)] = value;
  values[45] = 62;
  values[95] = 63;
  return values;
})();

/** Characters that must mean text. */
const shortest = 16;
/** How far into a run a name may reach (`KEY=…`). */
const farthest = 64;

/** The places in one run, which begins at `from`: at most one. */
export function encodedIn(bytes: Uint8Array, from: number, end: number): number | undefined {
  let at = from;
  if (at > 0 && bytes[at - 1] === 92 && (bytes[at] === 110 || bytes[at] === 114 || bytes[at] === 116)) at++;
  else if (bytes[at] === 48 && (bytes[at + 1]! | 32) === 120) at += 2;
  while (at + shortest <= end) {
    if (isMark(bytes[at]!)) at++;
    else if (meansText(bytes, at)) return at;
    else {
      while (at < end && at < from + farthest && bytes[at] !== 61) at++;
      if (bytes[at] !== 61) return undefined;
    }
  }
  return undefined;
}

/** `_ - + / =`: no text begins with them. */
const isMark = (byte: number): boolean => isTokenByte(byte) && !/[A-Za-z0-9]/.test(String.fromCharCode(byte));

function meansText(bytes: Uint8Array, at: number): boolean {
  return meansInHex(bytes, at) || meansInBase64(bytes, at);
}

const isText = (byte: number): boolean => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;

/** Eight bytes, printable. */
function meansInHex(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < at + shortest; i += 2)
    if (bytes[i]! < 50 || bytes[i]! > 55 || !/[0-9a-f]/i.test(String.fromCharCode(bytes[i + 1]!))) return false;
  return true;
}

/** Twelve bytes of ASCII, or six characters of UTF-16. */
function meansInBase64(bytes: Uint8Array, at: number): boolean {
  let zeros = 0;
  for (let i = 0; i < 4; i++) {
    const [a, b, c, d] = [0, 1, 2, 3].map(n => sextets[bytes[at + i * 4 + n]!]!) as [number, number, number, number];
    if ((a | b | c | d) & 64) return false;
    for (const [n, byte] of [(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d].entries()) {
      if (byte === 0 && (i * 3 + n) % 2 === 1) zeros++;
      else if (!isText(byte)) return false;
    }
  }
  return zeros === 0 || zeros === 6;
}
