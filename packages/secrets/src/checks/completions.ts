/** The parts of a token that its provider works out from the rest: what templates need for valid examples. */
import { cratesIoSum } from './crates-io.ts';
import { base36, base62, crc32, hex, hexReversed } from './crc32.ts';
import { base62LowerFirst } from './crc32-suffixes.ts';

/** `before`: what the placeholder right before gave; `token`: the token so far, from its first character. */
export const completions: Record<string, (before: string, token: string, size: number) => string> = {
  /** GitHub and npm: CRC-32 of the random part, in base 62. */
  crc32: (before, _token, size) => base62(crc32(before), size),
  /** Laravel Sanctum, Zuplo and Cloudflare: CRC-32 of the random part, hexadecimal. */
  crc32hex: before => hex(crc32(before)),
  /** crates.io: one character for the random part. */
  cratesiosum: before => cratesIoSum(before),
  /** Prefect: CRC-32 of the random part, in base 62 with lower case first. */
  crc32lower: (before, _token, size) => base62LowerFirst(crc32(before), size),
  /** Apify: the same of everything before. */
  apifycrc: (_before, token) => base62LowerFirst(crc32(token), 6),
  /** Atlassian: CRC-32 of everything before, hexadecimal. */
  atlassiancrc: (_before, token) => hex(crc32(token)).toUpperCase(),
  /** Grafana: CRC-32 of everything before the underscore, byte by byte from the least significant. */
  grafanacrc: (_before, token) => hexReversed(crc32(token.replace(/_$/, ''))),
  /** GitLab's routable tokens: length of the payload, CRC-32 of everything before. */
  gitlabcrc: (before, token) => {
    const head = token + base36(before.length, 2);
    return base36(before.length, 2) + base36(crc32(head), 7);
  },
};
