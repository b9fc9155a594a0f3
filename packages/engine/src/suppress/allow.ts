import type { Secret, Uri } from '@idlint/model';
import type { AllowedSecret } from '../config/config.ts';
import { inPaths, matcher } from '../config/patterns.ts';

/** The text of a secret as it stands in its document, and how to take its hash. */
export type Written = (secret: Secret) => { text: string; sha256(text: string): string };

/** Why the configuration allows a secret; undefined where it does not. */
export function allowed(secret: Secret, uri: Uri, list: readonly AllowedSecret[], written: Written): string | undefined {
  if (list.length === 0) return undefined;
  let hashes: string[] | undefined;
  return list.find(({ sha256, path, name }) => {
    if (path !== undefined && !inPaths([path], uri)) return false;
    if (name !== undefined && (secret.called === undefined || !matcher(name, 'name')(secret.called))) return false;
    if (sha256 === undefined) return true;
    hashes ??= hashesOf(secret, written);
    return hashes.includes(sha256);
  })?.reason;
}

/** Of the value as it stands there, and of what it is where that is encoded. */
function hashesOf(secret: Secret, written: Written): string[] {
  // A place inside of a value that was itself worked out counts in another text.
  if (secret.at.segment !== '') return [];
  const { text, sha256 } = written(secret);
  return [text, ...decoded(text)].map(sha256);
}

/** A manifest's base64, a URL's percent signs, the escapes of a quoted text. */
function decoded(text: string): string[] {
  const ways: (() => string)[] = [];
  if (/^[A-Za-z0-9+/]{4,}={0,2}$/.test(text)) ways.push(() => new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(text)));
  if (text.includes('%')) ways.push(() => decodeURIComponent(text));
  if (text.includes('\\')) ways.push(() => String(JSON.parse(`"${text}"`)));
  return ways.flatMap(way => {
    try {
      return [way()];
    } catch {
      return [];
    }
  });
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
