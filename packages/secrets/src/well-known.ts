import type { Host } from '@idlint/model';

/**
 * Values that their makers publish for everyone to use in documents, samples and tests: nobody's secret. The first 12 digits of their
 * SHA-256, so that none of them stands here.
 */

/** What names a sample project of its maker and opens nothing: not worth a word. */
export const naming: ReadonlySet<string> = new Set([
  // Google: the sample projects in the repositories of the Firebase SDKs
  '59bdf2cf533b',
  '85df9d8f9024',
  '27a9a42931df',
  '49f777db995e',
  '8731261cb72d',
  '37f8f09bdf12',
  'eb540d2b6ee2',
  '4c1bbecaca97',
  '2037abcaffb2',
  '3d12d5fd096b',
  '4c98242dcadc',
  '281cbc35f681',
  'ea9bb1082cf9',
  'fe686096b498',
  '54a58318925d',
  'a19f89ab3555',
  'dc0fcf046c61',
  '6ca6473b42d9',
  'f56e323494a6',
  'df824817ace5',
  '3b89dcd2f961',
  '0b476bdf9acf',
  // Google: keys of samples that other scanners pass over
  '3f370c9dd822',
  'e4a5542bb7fd',
  '3a8b61d0f636',
  'a6c814bc555a',
]);

const inTheirPlace: [string, ...string[]][] = [
  ['a test key of Stripe that everybody has', '2cafc0970149', 'f2d6ca165150', '7e8de44ea9ec', 'b1471f544cee', '5895b89c8fb3'],
  ['a key of reCAPTCHA that always passes', '03b970ed8171', 'f5e95c995463'],
  ['a test key of Turnstile', 'fb8f35129df8', '1e3e58656012', '841b4f5b0b34', '4060ed0ca267', '3b675cf9c99a'],
  ['the key of every local Supabase', '9705102db0d5', 'c85debb55f2f'],
  ["the token of GitHub's documentation", '82e74299544e', 'bc3ae723f57c', '6d7fa4e64d4b'],
  ["the example of Okta's documentation", '3f946a3938cd'],
  ["the example of Dynatrace's documentation", '9154e2e6fbfb', '559fab6733c7'],
  ["the example of Paddle's documentation", 'af1efb26bd63'],
  ['the example of RFC 7515', '8b1b17a9740c'],
  ['an example of RFC 7517', 'a45404ae333d', '2e4ff57e9c83', '57afc11665be'],
  ['the example of RFC 8037', '190edf59d573'],
  // Of a private key the first 64 characters of its base64.
  ['the insecure key of Vagrant', 'eca7c0796c0d'],
  ['the example of jwt.io', 'b659c9d3a662', '6ed4af2774ed'],
];

/** What stands in for a key while somebody tries something, and works: whose it is, by its digits. Worth a note, as the real one comes to the same place. */
export const published: ReadonlyMap<string, string> = new Map(
  inTheirPlace.flatMap(([whose, ...digits]) => digits.map(each => [each, whose] as const)),
);

/** The digits by which a value is known here. */
export const digitsOf = (value: string, host: Host): string => host.sha256(value).slice(0, 12);
