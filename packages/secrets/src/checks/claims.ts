/** Tokens in which the provider writes, in base64 or in clear, whose they are. What can't be read proves nothing against them. */
import { type Claims, claimsIn, textOfBase64 } from './base64.ts';
import type { Check } from './index.ts';

/** What may be shown: short, and of the characters that names, addresses and numbers have. */
const shown = (value: unknown): string | undefined =>
  (typeof value === 'string' && /^[\w.:/@+ -]{1,80}$/.test(value)) || typeof value === 'number' ? String(value) : undefined;

/** `[['organization', 12], ['region', undefined]]` -> `['organization 12']`. */
const told = (claims: [what: string, value: unknown][]): string[] =>
  claims.flatMap(([what, value]) => {
    const text = shown(value);
    return text ? [`${what} ${text}`] : [];
  });

/** Sentry: `sntrys_`, the organization and where it is as JSON, `_`, 32 random bytes. */
export const sentryOrganization: Check = value => {
  const claims = claimsIn(value.slice('sntrys_'.length, value.lastIndexOf('_')));
  if (!claims?.iat) return {};
  return {
    valid: true,
    known: told([
      ['organization', claims.org],
      ['at', claims.region_url ?? claims.url],
    ]),
  };
};

/** Grafana Cloud: `glc_` and JSON: `o` organization, `n` name, `k` the key itself, `m.r` region. */
export const grafanaCloud: Check = value => {
  const claims = claimsIn(value.slice('glc_'.length));
  if (!claims || !('k' in claims)) return {};
  const { r } = (claims.m ?? {}) as Claims;
  return {
    valid: true,
    known: told([
      ['organization', claims.o],
      ['region', r],
    ]),
  };
};

/** Grafana's API keys before service accounts: JSON with the key itself, its name and the organization. */
export const grafanaApiKey: Check = value => {
  const claims = claimsIn(value);
  if (!claims || !('k' in claims)) return {};
  return {
    valid: true,
    known: told([
      ['named', claims.n],
      ['organization', claims.id],
    ]),
  };
};

/** Tinybird: `p.`, JSON (user, token's id, host), `.`, a signature. */
export const tinybirdToken: Check = value => {
  const claims = claimsIn(value.split('.')[1] ?? '');
  return claims && 'u' in claims ? { valid: true, known: told([['at', claims.host]]) } : {};
};

/** Upstash QStash: a user and a password as JSON. The server for development has the same for everyone. */
export const qstashToken: Check = value => {
  const claims = claimsIn(value);
  if (!claims || !('Password' in claims)) return {};
  return claims.UserID === 'defaultUser'
    ? { harmless: 'the token of every local QStash' }
    : { valid: true, known: told([['user', claims.UserID]]) };
};

/** Mapbox: `pk.`, `sk.` or `tk.`, JSON (`u` user, `a` the token's id), `.`, a signature. */
export const mapboxToken: Check = value => {
  const claims = claimsIn(value.split('.')[1] ?? '');
  return claims && 'u' in claims ? { valid: true, known: told([['user', claims.u]]) } : {};
};

/** 1Password: `ops_` and JSON that signs in by itself. */
export const onepasswordServiceAccount: Check = value => {
  const claims = claimsIn(value.slice('ops_'.length));
  if (!claims || !('secretKey' in claims)) return {};
  return {
    valid: true,
    known: told([
      ['account', claims.email],
      ['at', claims.signInAddress],
    ]),
  };
};

/** Intercom: `tok:`, the token, and two numbers, all of it in base64. */
export const intercomToken: Check = value => (/^tok:[0-9a-f_]{20,60}:\d:\d$/.test(textOfBase64(value) ?? '') ? { valid: true } : {});

/** WorkOS: `sk_live_` or `sk_test_`, then the key's id and its secret in base64. */
export const workosKey: Check = value => {
  const id = /^(key_[0-9A-HJKMNP-TV-Z]{26}),./.exec(textOfBase64(value.slice('sk_live_'.length)) ?? '')?.[1];
  return id ? { valid: true, known: [`id ${id}`] } : { other: true };
};

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/** A day as ISO 8601 writes it, of milliseconds since 1970; undefined where no token can be so old or so young. */
const dayOf = (time: number): string | undefined =>
  time > Date.UTC(2010) && time < Date.UTC(2050) ? new Date(time).toISOString().slice(0, 10) : undefined;

/** Tokens that hold a ULID: its first ten characters are the milliseconds at which it was made. */
export const holdsUlid: Check = value => {
  const ulid = /(?<![0-9a-z])0[1-7][0-9a-hjkmnp-tv-z]{24}/i.exec(value)?.[0].toLowerCase() ?? '';
  const day = dayOf([...ulid.slice(0, 10)].reduce((time, digit) => time * 32 + crockford.indexOf(digit), 0));
  return day ? { known: [`made ${day}`] } : {};
};

/** Postman: its first eight digits are the seconds at which it was made, as in MongoDB's ids. */
export const postmanKey: Check = value => {
  const day = dayOf(Number.parseInt(value.slice('PMAK-'.length, 'PMAK-'.length + 8), 16) * 1000);
  return day ? { known: [`made ${day}`] } : {};
};

/** Dynatrace: the prefix and the first part name the token and may be shown. */
export const dynatraceToken: Check = value => ({ known: [`id ${value.slice(0, value.lastIndexOf('.'))}`] });

/** Airtable: what stands before the point is the token's id. */
export const airtableToken: Check = value => ({ known: [`id ${value.slice(0, value.indexOf('.'))}`] });

/** Salesforce: an access token begins with the id of its organization. */
export const salesforceToken: Check = value => ({ known: [`organization ${value.slice(0, value.indexOf('!'))}`] });

/** Facebook: an application's token is its id and its secret. */
export const facebookAppToken: Check = value => ({ known: [`application ${/^\d+/.exec(value)?.[0]}`] });

/** Asana: a token names the user whom it was made for. */
export const asanaToken: Check = value => {
  const user = /^\d\/(\d{10,19})/.exec(value)?.[1];
  return user ? { known: [`user ${user}`] } : {};
};

/** Of the keys that say for themselves whether they are for tests, those that are: no money, mail or parcel moves by them. */
export const testMode: Check = value =>
  /(?:^|[_$-])(?:(?:test|sandbox)(?=[_$.-])|TEST)/.test(value) ? { level: 'warning', known: ['for tests'] } : {};

/** What the provider gives out for everyone to see (a publishable key): known, so that no name beside it makes a secret of it. */
export const forEveryone: Check = () => ({ other: true });
