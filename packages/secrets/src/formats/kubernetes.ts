import type { Candidate } from '../candidate.ts';
import { textOfBase64 } from '../checks/base64.ts';
import { isPlaceholder } from '../context/values.ts';
import { given } from './given.ts';

const secretKind = /^[ \t]*"?kind"?:[ \t]*["']?(?:Sealed)?Secret["']?,?[ \t]*\r?$/m;
const block = /^([ \t]*)"?(data|stringData|encryptedData)"?:[ \t]*\{?[ \t]*\r?$/gm;
const entry =
  /^([ \t]+)(?:"([\w.-]{1,120})"|([\w.-]{1,120})):[ \t]+(?:"([^"\\\n]{1,4000})"|'([^'\n]{1,4000})'|([^\s"'|>&*{[#][^\n#]{0,4000}?)),?[ \t]*\r?$/;

/** Whether a manifest of a Secret may be in it; a look at few places, as most manifests are others. */
export function mayHoldSecret(text: string): boolean {
  for (let at = text.indexOf('Secret'); at >= 0; at = text.indexOf('Secret', at + 6))
    if (/kind"?:[ \t]*["']?(?:Sealed)?$/.test(text.slice(Math.max(0, at - 24), at))) return true;
  return false;
}

export interface Entries {
  candidates: Candidate[];
  /** Values that were read: what they look like says nothing more. */
  read: { start: number; end: number }[];
}

/**
 * The entries of Kubernetes Secrets, in YAML or JSON, whose names promise a secret: `data` in base64, `stringData` as they are.
 * https://kubernetes.io/docs/concepts/configuration/secret/
 */
export function kubernetesSecrets(text: string): Entries {
  const found: Entries = { candidates: [], read: [] };
  for (const document of documentsIn(text)) {
    if (!secretKind.test(text.slice(document.start, document.end))) continue;
    for (const match of text.slice(document.start, document.end).matchAll(block))
      readEntries(text, document.start + match.index + match[0].length + 1, document.end, match, found);
  }
  return found;
}

function* documentsIn(text: string): Generator<{ start: number; end: number }> {
  let start = 0;
  for (const { index } of text.matchAll(/^---.*$/gm)) {
    if (index > start) yield { start, end: index };
    start = index;
  }
  yield { start, end: text.length };
}

function readEntries(text: string, from: number, limit: number, [, indent, kind]: string[], found: Entries): void {
  for (let at = from; at < limit; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? limit : Math.min(limit, newline);
    const line = text.slice(at, Math.min(end, at + 8200));
    const match = entry.exec(line);
    if (match && match[1]!.length > indent!.length) {
      const written = match[4] ?? match[5] ?? match[6]!;
      const start = at + line.lastIndexOf(written);
      const place = { start, end: start + written.length };
      const value = kind === 'data' ? textOfBase64(written)?.trimEnd() : written;
      if (kind !== 'data' || value !== undefined) found.read.push(place);
      const known = kind === 'data' ? ['written in base64'] : [];
      if (kind !== 'encryptedData' && value && /^[\x20-\x7e]+$/.test(value))
        found.candidates.push(
          ...[given({ ...place, called: match[2] ?? match[3]!, value, inUse: !isPlaceholder(value), known, secret: true }) ?? []].flat(),
        );
    } else if (/\S/.test(line) && line.search(/\S/) <= indent!.length) return;
    at = end + 1;
  }
}
