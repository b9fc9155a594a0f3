import type { Check } from './index.ts';

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** All bytes of the random part, one over the other (exclusive or), as a letter or digit: crates_io_trustpub. */
export function cratesIoSum(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum ^= text.charCodeAt(at);
  return alphanumeric[sum % alphanumeric.length]!;
}

/** A token of trusted publishing: 31 random characters and their sum. */
export const cratesIoPublishing: Check = value => ({ valid: cratesIoSum(value.slice(-32, -1)) === value.slice(-1) });
