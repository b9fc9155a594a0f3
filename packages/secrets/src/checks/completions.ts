/** The parts of a token that its provider works out from the rest: what templates need for valid examples. */
import { base62, crc32 } from './crc32.ts';

/** `before`: what the placeholder right before gave; `token`: the token so far, from its first character. */
export const completions: Record<string, (before: string, token: string, size: number) => string> = {
  /** GitHub and npm: CRC-32 of the random part, in base 62. */
  crc32: (before, _token, size) => base62(crc32(before), size),
};
