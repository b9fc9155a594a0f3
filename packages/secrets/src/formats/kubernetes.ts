import type { Candidate } from '../candidate.ts';
import { textOfBase64 } from '../checks/base64.ts';
import { isPlaceholder } from '../context/values.ts';
import { given } from './given.ts';

const block = /^([ \t]*)"?(data|stringData|encryptedData)"?:[ \t]*\{?[ \t]*\r?$/gm;
const entry =
  /^([ \t]+)(?:"([\w.-]{1,120})"|([\w.-]{1,120})):[ \t]+(?:"([^"\\\n]{1,4000})"|'([^'\n]{1,4000})'|([^\s"'|>&*{[#][^\n#]{0,4000}?)),?[ \t]*\r?$/;

export interface Entries {
  candidates: Candidate[];
  /** Values that were read: what they look like says nothing more. */
  read: { start: number; end: number }[];
}

/**
 * The entries of Kubernetes Secrets, in YAML or JSON, whose names promise a secret: `data` in base64, `stringData` as they are.
 * https://kubernetes.io/docs/concepts/configuration/secret/
 */
export function kubernetesSecrets(text: string): Entries | undefined {
  let found: Entries | undefined;
  for (const { start, end } of manifestsIn(text)) {
    found ??= { candidates: [], read: [] };
    for (const match of text.slice(start, end).matchAll(block))
      readEntries(text, start + match.index + match[0].length + 1, end, match, found);
  }
  return found;
}

/** The documents that say to be a Secret; a look at few places, as most manifests are others. */
function* manifestsIn(text: string): Generator<{ start: number; end: number }> {
  for (let at = text.indexOf('Secret'); at >= 0; at = text.indexOf('Secret', at + 6)) {
    if (!/kind"?:[ \t]*["']?(?:Sealed)?$/.test(text.slice(Math.max(0, at - 24), at))) continue;
    if (!/^["']?,?[ \t]*\r?(?:\n|$)/.test(text.slice(at + 6, at + 16))) continue;
    const end = text.indexOf('\n---', at);
    yield { start: Math.max(0, text.lastIndexOf('\n---', at)), end: end < 0 ? text.length : end };
    if (end < 0) return;
    at = end;
  }
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
