/**
 * Values that their makers publish for everyone to use in documents, samples and tests: nobody's secret. The first 12 digits of their
 * SHA-256, so that none of them stands here.
 */
export const wellKnown: ReadonlySet<string> = new Set([
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
  // Stripe: the test keys of its documentation
  '2cafc0970149',
  'f2d6ca165150',
  '7e8de44ea9ec',
  'b1471f544cee',
  '5895b89c8fb3',
  // Google: the reCAPTCHA keys that always pass
  '03b970ed8171',
  'f5e95c995463',
  // Cloudflare: the Turnstile keys that always pass, block or challenge
  'fb8f35129df8',
  '1e3e58656012',
  '841b4f5b0b34',
  '4060ed0ca267',
  '3b675cf9c99a',
  // Supabase: the keys of every local stack
  '9705102db0d5',
  'c85debb55f2f',
  // GitHub: the token of its REST documentation
  '82e74299544e',
  'bc3ae723f57c',
  '6d7fa4e64d4b',
]);
