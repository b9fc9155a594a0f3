import { createHash } from 'node:crypto';
import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { describe, expect, it } from 'vitest';
import { createScanner } from '../src/index.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

const scanner = createScanner(secretRules, host);
const scan = (text: string) => scanner.scan(new SourceDocument('example.txt', text)).secrets;
const only = (text: string) => {
  const secrets = scan(expandTemplates(text));
  expect(secrets.map(secret => secret.name)).toHaveLength(1);
  return secrets[0]!;
};
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64');
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token in which the provider writes whose it is', () => {
  const random = expandTemplates('{hex:40}');
  it.each([
    [
      'Sentry organization token',
      `sntrys_${base64({ iat: 1722000000.5, url: 'https://sentry.io', region_url: 'https://de.sentry.io', org: 'acme' })}_{base64:43}`,
      ['organization acme', 'at https://de.sentry.io'],
    ],
    [
      'Grafana Cloud access policy token',
      `glc_${base64({ o: '123456', n: 'shop-writer', k: random, m: { r: 'eu' } })}`,
      ['organization 123456', 'region eu'],
    ],
    ['Grafana API key', base64({ k: random, n: 'shop', id: 1 }), ['named shop', 'organization 1']],
    ['Tinybird token', `p.${base64url({ u: random, id: random, host: 'eu_shared' })}.{base64url:43}`, ['at eu_shared']],
    ['Mapbox secret token', `sk.${base64url({ u: 'acme', a: `cl${random}` })}.{base64url:22}`, ['user acme']],
    ['WorkOS key', 'sk_live_{keyid}', [expect.stringMatching(/^id key_[0-9A-Z]{26}$/)]],
    ['Dynatrace token', 'dt0c01.{base32:24#id}.{base32:64}', [expandTemplates('id dt0c01.{base32:24#id}')]],
    ['Airtable token', 'pat{alnum:14}.{hex:64}', [expect.stringMatching(/^id pat\w{14}$/)]],
    ['Salesforce access token', '00D{alnum:12}!{alnum:96}', [expect.stringMatching(/^organization 00D\w{12}$/)]],
    ['Laravel Sanctum token', 'token: 12|{alnum:40}{crc32hex}', ['number 12']],
    ['Postman key', 'PMAK-60de07fe{hex:16}-{hex:34}', ['made 2021-07-01']],
    ['Honeycomb key', 'hcaik_01htja3fyh{hex:16}{lowernum:32}', ['made 2024-04-03']],
    ['Zuplo key', 'key: zpka_{hex:32}_{crc32hex}', ['checksum valid']],
    ['Upstash QStash token', `QSTASH_TOKEN="${base64({ UserID: 'acme', Password: random })}"`, ['user acme']],
  ])('says so (%s)', (name, text, known) => {
    const secret = only(text);
    expect(secret).toMatchObject({ name, confidence: 'high' });
    expect(secret.known).toEqual(known);
  });

  it('is found where it can not be read', () => {
    expect(only('sntrys_eyJ{alnum:60}_{base64:43}').known).toEqual([]);
    expect(only('glc_{base64:64}').known).toEqual([]);
  });

  it('shows neither the key that is in it nor what is no name', () => {
    const text = `glc_${base64({ o: '12', n: random, k: random, m: { r: 'eu"\n' } })}`;
    expect(only(text).known).toEqual(['organization 12']);
  });

  it('is none where everybody has it', () => {
    const token = base64({ UserID: 'defaultUser', Password: `default${random}` });
    expect(only(`QSTASH_TOKEN="${token}"`).harmless).toBe('the token of every local QStash');
  });
});

describe("a Supabase secret key, whose checksum is over the project's reference too", () => {
  const random = expandTemplates('sb_secret_{base64url:22}');
  const key = (project: string): string =>
    `${random}_${createHash('sha256').update(`${project}|${random}`).digest('base64url').slice(0, 8)}`;

  it("is proven by the project's address beside it", () => {
    const text = `url = "https://abcdefghijklmnoprstu.supabase.co"\nkey = "${key('abcdefghijklmnoprstu')}"\n`;
    expect(only(text)).toMatchObject({ confidence: 'high', known: ['project abcdefghijklmnoprstu'] });
  });

  it('may be of another project, or none that is named', () => {
    const other = `url = "https://zyxwvutsrqponmlkjihg.supabase.co"\nkey = "${key('abcdefghijklmnoprstu')}"\n`;
    expect(only(other).harmless).toBeUndefined();
    expect(only(other).known).toEqual([]);
    expect(only(`key = "${key('supabase-self-hosted')}"`).known).toEqual(["a server of one's own"]);
  });
});

describe('a key that says of itself that it is for tests', () => {
  it.each(['shippo_{mode}_{hex:40}', 'duffel_{mode}_{alnum:43}', 'mollie: {mode}_{alnum:30}', 'PAYSTACK_KEY={mode}'])(
    'is a warning (%s)',
    text => {
      const of = (mode: string) => only(text.replace('={mode}', `=sk_${mode}_{hex:40}`).replace('{mode}', mode));
      expect(of('test')).toMatchObject({ level: 'warning', known: ['for tests'] });
      expect(of('live').level).toBeUndefined();
      expect(of('live').known).toEqual([]);
    },
  );
});

describe('what a provider gives out for everyone to see', () => {
  it.each([
    'STRIPE_API_KEY="pk_live_{alnum:24}"',
    'SUPABASE_KEY="sb_publishable_{base64url:22}_{base64url:8}"',
    'CLERK_API_KEY="pk_test_{alnum:40}"',
    'BRANCH_API_KEY="key_live_{alnum:32}"',
    'XENDIT_API_KEY="xnd_public_production_{alnum:60}"',
  ])('is no secret, whatever its name says (%s)', text => expect(scan(expandTemplates(text))).toEqual([]));
});
