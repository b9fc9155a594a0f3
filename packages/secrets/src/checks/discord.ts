import { textOfBase64 } from './base64.ts';
import type { Check } from './index.ts';

/** A bot token begins with the bot's id, a number of 17 to 20 digits, in base64; milliseconds since 2015 are its upper bits. */
export const discordToken: Check = value => {
  const id = textOfBase64(value.slice(0, value.indexOf('.'))) ?? '';
  return /^[0-9]{17,20}$/.test(id) ? { valid: true, known: [`bot ${id}`] } : { other: true };
};
