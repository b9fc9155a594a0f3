/**
 * Examples of secrets that look live only once they are expanded, so that nothing in the repository does. `{alnum:36}` becomes 36 random
 * characters of an alphabet, the same ones for the same seed; a name makes a value that can stand in several places (`{hex:32#a}`).
 * Text in braces that is no placeholder stays.
 *
 * Alphabets: alnum, lower, upper, digits, lowernum, uppernum, hex, HEX, base32,
 * lowerbase32, base58, bech32, lowerbech32, base64, base64url. Others: `{uuid}`, `{word}` (a made-up
 * word), `{base64pad:n}` (n bytes in base64 with padding), `{discordid:18}`, `{basic}` (a user and a
 * password in base64), `{jwt}`, `{keyid}` (a key's id and its secret in base64, as WorkOS has them), and those that complete what stands before them:
 * `{crc32:6}`, see `completions`.
 */
import { completions } from './checks/completions.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const alphabets: Record<string, string> = {
  alnum: upper + lower + digits,
  lower,
  upper,
  digits,
  lowernum: lower + digits,
  uppernum: upper + digits,
  hex: `${digits}abcdef`,
  HEX: `${digits}ABCDEF`,
  base32: `${upper}234567`,
  lowerbase32: `${lower}234567`,
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  lowerbech32: 'qpzry9x8gf2tvdw0s3jn54khce6mua7l',
  base58: `ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789`,
  base64: `${upper + lower + digits}+/`,
  base64url: `${upper + lower + digits}-_`,
};
const placeholder = /\{([a-zA-Z][a-zA-Z0-9]*)(?::(\d{1,5}))?(?:#(\w+))?\}/g;

/** Expands every placeholder of `text`. Pure: the same text and seed give the same result. */
export function expandTemplates(text: string, seed = 1): string {
  const named = new Map<string, string>();
  let out = '';
  let done = 0;
  /** What the placeholder before gave: checksums are over that, or over the whole token before them. */
  let before = '';
  let ordinal = 0;
  for (const match of text.matchAll(placeholder)) {
    const [whole, kind, size, name] = match as unknown as [string, string, string | undefined, string | undefined];
    const literal = text.slice(done, match.index);
    const random = randomNumbers(seed * 7919 + ordinal * 104729 + kind.length);
    const made = (name && named.get(whole)) || make(kind, Number(size ?? 0), random, before, out + literal);
    if (made === undefined) continue;
    ordinal++;
    out += literal + made;
    done = match.index + whole.length;
    before = made;
    if (name) named.set(whole, made);
  }
  return out + text.slice(done);
}

/** The token that a text ends with so far, without a name that it is given to. */
const tokenAtEnd = (text: string): string => /[^\s'"`,;:()<>]*$/.exec(text)![0].replace(/^\w{1,80}=(?=.)/, '');

type Random = () => number;

function make(kind: string, size: number, random: Random, before: string, all: string): string | undefined {
  const alphabet = alphabets[kind];
  if (alphabet && size) return randomText(alphabet, size, random);
  const completion = completions[kind];
  if (completion) return completion(before, tokenAtEnd(all), size);
  switch (kind) {
    case 'uuid':
      return [8, 4, 4, 4, 12].map(n => randomText(alphabets.hex!, n, random)).join('-');
    case 'word':
      return Array.from({ length: 3 }, () => randomText('bcdfghjklmnprstvw', 1, random) + randomText('aeiou', 1, random)).join('');
    case 'basic':
      return btoa(`ci:${randomText(alphabets.alnum!, 12, random)}`);
    case 'keyid':
      return btoa(`key_${randomText('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 26, random)},${randomText(alphabets.alnum!, 25, random)}`);
    case 'base64pad':
      return size ? padded(randomText(alphabets.base64!, Math.ceil((size * 4) / 3), random), size) : undefined;
    case 'discordid':
      // A snowflake in base64, as Discord's tokens begin.
      return size ? btoa(`1${randomText(digits, size - 1, random)}`).replaceAll('=', '') : undefined;
    case 'jwt':
      return webToken(random);
    default:
      return undefined;
  }
}

function webToken(random: Random): string {
  const claims = `{"sub":"${randomText(digits, 10, random)}","iss":"https://login.acme.test"}`;
  return `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(claims)}.${randomText(alphabets.base64url!, 43, random)}`;
}

/** Base64 of `bytes` bytes: the bits that no byte fills are zero, as an encoder leaves them. */
function padded(text: string, bytes: number): string {
  const rest = bytes % 3;
  if (rest === 0) return text;
  return (
    text.slice(0, -1) + (rest === 1 ? 'AQgw' : 'AEIMQUYcgkosw048').charAt(text.charCodeAt(0) % (rest === 1 ? 4 : 16)) + '='.repeat(3 - rest)
  );
}

const base64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Where the alphabet has them and there is room, one letter of each case and one digit are in it: forms that ask for a mixture find one. */
function randomText(alphabet: string, size: number, random: Random): string {
  const characters = Array.from({ length: size }, () => alphabet[Math.floor(random() * alphabet.length)]!);
  if (size < 8 || alphabet === digits) return characters.join('');
  let at = Math.floor(random() * (size - 4));
  for (const group of [/[a-z]/, /[A-Z]/, /[0-9]/]) {
    if (!group.test(alphabet) || group.test(characters.join(''))) continue;
    const some = [...alphabet].filter(character => group.test(character));
    characters[at++] = some[Math.floor(random() * some.length)]!;
  }
  return characters.join('');
}

/** Mulberry32. */
function randomNumbers(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
