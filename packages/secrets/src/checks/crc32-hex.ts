/** Tokens that end in the CRC-32 of their random part, in hexadecimal. */
import { crc32, hex } from './crc32.ts';
import type { Check } from './index.ts';

/** Laravel Sanctum: a number, `|`, 40 random characters and the sum. The number and the sign alone would be anything. */
export const sanctumToken: Check = value =>
  hex(crc32(value.slice(-48, -8))) === value.slice(-8) ? { valid: true, known: [`number ${/^\d+/.exec(value)?.[0]}`] } : { other: true };

/** Zuplo, which issues the keys of many others' APIs: `zpka_`, 32 random digits, `_` and the sum. */
export const zuploKey: Check = value => ({ valid: hex(crc32(value.slice(-41, -9))) === value.slice(-8) });
