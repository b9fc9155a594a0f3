/** CRC-32 (ISO 3309), and the tokens that end in one. */
import { bytesOfBase64 } from './base64.ts';
import type { Check } from './index.ts';

const table = new Uint32Array(256).map((_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

export function crc32Of(bytes: Iterable<number>): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Of ASCII text. */
export const crc32 = (text: string): number => crc32Of(Uint8Array.from(text, character => character.charCodeAt(0)));

const base62Digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A number in base 62 (digits, upper, lower), with leading zeros. */
export function base62(number: number, length: number): string {
  let text = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) text = base62Digits[rest % 62] + text;
  return text.padStart(length, '0');
}

export const base36 = (number: number, length: number): string => number.toString(36).padStart(length, '0');
export const hex = (number: number): string => number.toString(16).padStart(8, '0');
/** Least significant byte first. */
export const hexReversed = (number: number): string => hex(number).match(/../g)!.reverse().join('');

/** GitHub and npm: six characters, the CRC-32 of the random part before them in base 62. */
export const crc32Suffix: Check = value => {
  const body = value.slice(value.lastIndexOf('_') + 1);
  return { valid: base62(crc32(body.slice(0, -6)), 6) === body.slice(-6) };
};

/** Atlassian: eight hexadecimal digits, of everything before them. */
export const atlassianToken: Check = value => {
  const sum = value.slice(-8);
  return /^[0-9A-F]{8}$/.test(sum) ? { valid: hex(crc32(value.slice(0, -8))).toUpperCase() === sum } : {};
};

/** Grafana: eight hexadecimal digits, least significant byte first, of everything before the last underscore. */
export const grafanaToken: Check = value => {
  const at = value.lastIndexOf('_');
  return { valid: hexReversed(crc32(value.slice(0, at))) === value.slice(at + 1) };
};

const routes: Record<string, string> = { c: 'cell', g: 'group', o: 'organization', p: 'project', t: 'top-level group', u: 'user' };

/**
 * GitLab's routable tokens: payload `.` version `.` length of the payload and seven digits of base 36, the CRC-32 of everything before.
 * The payload is 16 random bytes, lines such as `o:1`, and the length of those lines.
 */
export const gitlabRoutable: Check = value => {
  const sum = value.slice(-7);
  if (base36(crc32(value.slice(0, -7)), 7) !== sum) return { valid: false };
  const payload = /([A-Za-z0-9_-]*)\.[0-9a-z]{2}\.[0-9a-z]{9}$/.exec(value)?.[1] ?? '';
  const length = Number.parseInt(value.slice(-9, -7), 36);
  const bytes = bytesOfBase64(payload.slice(-length));
  if (!bytes || bytes.length < 18) return { valid: true };
  const lines = String.fromCharCode(...bytes.subarray(16, -1)).split('\n');
  const known = lines.flatMap(line => {
    const [, key, id] = /^([a-z]):([0-9a-z]{1,12})$/.exec(line) ?? [];
    return key && id && routes[key] ? [`${routes[key]} ${Number.parseInt(id, 36)}`] : [];
  });
  return { valid: true, known };
};
