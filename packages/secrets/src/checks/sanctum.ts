import { crc32, hex } from './crc32.ts';
import type { Check } from './index.ts';

/** Laravel Sanctum: a number, `|`, 40 random characters and their CRC-32 in hexadecimal. The number and the sign alone would be anything. */
export const sanctumToken: Check = value =>
  hex(crc32(value.slice(-48, -8))) === value.slice(-8) ? { valid: true, known: [`number ${/^\d+/.exec(value)?.[0]}`] } : { other: true };
