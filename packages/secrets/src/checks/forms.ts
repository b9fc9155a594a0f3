/** Small tests of form that a regular expression says badly. */
import { isPlaceholder, isReference, marks } from '../context/values.ts';
import { textOfBase64 } from './base64.ts';
import type { Check } from './index.ts';

/** Random letters come in both cases and with digits; names of methods and files do not. */
export const mixedCase: Check = value =>
  /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value.slice(2)) ? {} : { other: true };

/** The order of the curve, upper half: a private key is smaller. */
const order = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';

/** Accounts 0 to 2 of the mnemonic `test test … junk`, which Hardhat, Foundry and Anvil start with: the first eight digits of their keys. */
const wellKnown = new Set(['ac0974be', '59c6995e', '5de4111a', '4f3edf98', '6cbed15c']);

/** A private key of Ethereum or Bitcoin: 32 bytes, greater than zero and smaller than the order of the curve. */
export const secp256k1: Check = value => {
  const digits = value.replace(/^0x/, '').toLowerCase();
  if (/^0+/.exec(digits)?.[0].length === 64 || digits >= order) return { other: true };
  return wellKnown.has(digits.slice(0, 8)) ? { harmless: 'a key that every local test chain starts with' } : {};
};

/** A JSON Web Key (RFC 7517, 7518): `d` is private, and `k` of a symmetric key, where `kty` stands in the same object. */
export const jwk: Check = (value, { text, start, end }) => {
  const around = text.slice(Math.max(0, start - 1500), end + 1500);
  const symmetric = /"k"\s{0,4}:\s{0,4}"$/.test(text.slice(Math.max(0, start - 13), start));
  const type = (symmetric ? /"kty"\s{0,4}:\s{0,4}"(oct)"/ : /"kty"\s{0,4}:\s{0,4}"(RSA|EC|OKP)"/).exec(around)?.[1];
  if (!type) return { other: true };
  if (symmetric) return marks.test(textOfBase64(value) ?? '') ? { harmless: 'a placeholder' } : { known: ['symmetric'] };
  const curve = /"crv"\s{0,4}:\s{0,4}"([\w-]{1,12})"/.exec(around)?.[1];
  return { known: [curve && type !== 'RSA' ? `${type} ${curve}` : type] };
};

/** PuTTY's own format says in clear what the key is and whether a passphrase protects it. Its private half must follow. */
export const puttyKey: Check = (value, { text, end }) => {
  const rest = text.slice(end, end + 12_000);
  const head = /\nPrivate-Lines: (\d{1,4})\r?\n/.exec(rest);
  if (!head) return { other: true };
  let at = head.index + head[0].length;
  for (let line = Number(head[1]); line > 0; line--) {
    const length = /^[A-Za-z0-9+/=]{1,80}/.exec(rest.slice(at, at + 80))?.[0].length ?? 0;
    if (length === 0) break;
    at += length;
    if (line > 1) at += /^\r?\n/.exec(rest.slice(at, at + 2))?.[0].length ?? 0;
  }
  if (at - head.index - head[0].length < 40) return { other: true };
  const type = /^PuTTY-User-Key-File-\d: ([\w-]+)/.exec(value)?.[1];
  const encryption = /\nEncryption: ([\w-]+)/.exec(value)?.[1];
  return {
    end: end + at,
    known: [...(type ? [type] : []), ...(encryption && encryption !== 'none' ? ['encrypted with a passphrase'] : [])],
  };
};

/** What somebody chose: no reference, no stock word, nothing that is there to be filled in. */
export const chosen: Check = value => (isReference(value) || isPlaceholder(value) ? { other: true } : {});

/** What a text says that a password is: even `admin` may be one, and a word for its state is none. */
export const told: Check = value =>
  isReference(value) || marks.test(value) || state.test(value) || /\s\S+\s/.test(value) ? { other: true } : {};

const state =
  /^(?:is|not|too\b.*|set|unset|empty|blank|missing|required|optional|valid|invalid|correct|incorrect|wrong|right|weak|strong|ok|hidden|expired|null|none|nil|undefined|true|false|string|text|password)$/i;
