/** Tokens that end in a CRC-32 which is written or worked out in another way than GitHub's. */
import { base62, crc32, hex } from './crc32.ts';
import type { Check } from './index.ts';

/** Laravel Sanctum: a number, `|`, 40 random characters and the sum in hexadecimal. The number and the sign alone would be anything. */
export const sanctumToken: Check = value =>
  hex(crc32(value.slice(-48, -8))) === value.slice(-8) ? { valid: true, known: [`number ${/^\d+/.exec(value)?.[0]}`] } : { other: true };

/** Zuplo, which issues the keys of many others' APIs: `zpka_`, 32 random digits, `_` and the sum in hexadecimal. */
export const zuploKey: Check = value => ({ valid: hex(crc32(value.slice(-41, -9))) === value.slice(-8) });

/** Cloudflare and others: the random part behind the last underscore, then the sum of that in hexadecimal. */
export const crc32HexSuffix: Check = value => {
  const body = value.slice(value.lastIndexOf('_') + 1);
  return { valid: hex(crc32(body.slice(0, -8))) === body.slice(-8) };
};

/** Base 62 with lower case before upper. */
export const base62LowerFirst = (number: number, length: number): string =>
  base62(number, length).replace(/[A-Za-z]/g, letter => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));

/** Prefect: the sum of the 30 random characters, in base 62 with lower case first. */
export const prefectKey: Check = value => ({ valid: base62LowerFirst(crc32(value.slice(-36, -6)), 6) === value.slice(-6) });

/** Apify: the same, but the sum is of the prefix too. */
export const apifyToken: Check = value => ({ valid: base62LowerFirst(crc32(value.slice(0, -6)), 6) === value.slice(-6) });
