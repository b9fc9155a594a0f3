import { base62, crc32 } from './crc32.ts';
import type { Check } from './index.ts';

/** GitHub and npm: the last six characters are the CRC-32 of the random part, in base 62. */
export const crc32Suffix: Check = value => {
  const body = value.slice(value.lastIndexOf('_') + 1);
  return { valid: base62(crc32(body.slice(0, -6)), 6) === body.slice(-6) };
};
