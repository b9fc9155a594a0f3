import { readFileSync } from 'node:fs';

/** The version of the installed package. */
export const versionOf = (home: URL): string =>
  (JSON.parse(readFileSync(new URL('package.json', home), 'utf8')) as { version: string }).version;
