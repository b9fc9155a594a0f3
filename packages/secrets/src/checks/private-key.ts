import { digitsOf, published } from '../well-known.ts';
import { bytesOfBase64 } from './base64.ts';
import type { Check } from './index.ts';
import { describeDer, describeOpenssh, type KeyFacts } from './key-structure.ts';

/** Longest key block looked at, in characters: RSA with 16,384 bits is about 13,000. */
const longest = 20_000;

/**
 * A PEM block, as a file or inside of program text (`\n` written out, quotes, concatenation). The pattern finds its first line; here
 * its end is found and what is in it is read: type, size, whether it is encrypted.
 */
export const privateKey: Check = (value, { host, text, start }) => {
  const label = /-----BEGIN ([A-Z0-9 ]{0,40}?)-----/.exec(value)?.[1] ?? '';
  const from = start + value.indexOf('-----', 5) + 5;
  const rest = text.slice(from, from + longest);
  const closing = rest.search(/-----END|-----BEGIN/);
  const body = closing < 0 ? (/^[A-Za-z0-9+/=\s\\"',.:;()-]*/.exec(rest)?.[0] ?? '') : rest.slice(0, closing);
  const blockEnd = /^-----END [A-Z0-9 ]{0,40}-----/.exec(rest.slice(closing < 0 ? rest.length : closing))?.[0].length ?? 0;
  const end = from + body.trimEnd().length + (blockEnd && body.length - body.trimEnd().length) + blockEnd;
  // Program text that speaks of the first line alone has no row of base64 after it.
  if (!/[A-Za-z0-9+/]{32}/.test(body)) return { other: true };
  // The shortest key there is, Ed25519 in PKCS#8, has 64 characters.
  if (body.replace(/[^A-Za-z0-9+/]/g, '').length < 60) return { other: true };
  if (/\.\.\.|…|\[\.\.|<[a-z]|\$\{|\{\{|x{8}|\*{4}/i.test(body.slice(0, 200))) return { harmless: 'a placeholder', end };
  if (label.startsWith('PGP')) return { end, known: [] };
  const { data, headers } = contents(body);
  const whose = published.get(digitsOf(data.slice(0, 64), host));
  if (whose) return { end, harmless: whose };
  const encrypted = label.startsWith('ENCRYPTED') || /ENCRYPTED/.test(headers);
  const bytes = bytesOfBase64(data);
  const facts: KeyFacts | undefined =
    !bytes || encrypted ? undefined : label.startsWith('OPENSSH') || isOpenssh(bytes) ? describeOpenssh(bytes) : describeDer(bytes);
  if (encrypted || facts?.encrypted)
    return { end, valid: true, known: [...(facts?.type ? [facts.type] : []), 'encrypted with a passphrase'] };
  if (!facts) return { end, known: ['does not parse: cut off, or made up'] };
  return { end, valid: true, known: [facts.bits ? `${facts.type}, ${facts.bits} bits` : facts.type] };
};

/** The base64 of a block, without what program text puts between its lines; and its RFC 1421 headers. */
function contents(body: string): { data: string; headers: string } {
  const lines = body.replace(/\\+[rnt]|\\$/gm, '\n').split(/[\r\n]+/);
  const headers = lines.filter(line => /^[\s"']*[A-Z][A-Za-z-]+:/.test(line)).join('\n');
  const data = lines
    .filter(line => !/^[\s"']*[A-Z][A-Za-z-]+:/.test(line))
    // A plus or a slash at an end may be the key's own: program text has a blank or a quote beside it.
    .map(line => line.replace(/^\s*(?:[+.>#*|-]\s+|\/\/\s+)?["'`]?/, '').replace(/(?:["'`]\s*[+.,;)\\]*|\s+[+\\]|[,;)\\])?\s*$/, ''))
    .join('')
    .replace(/["'`]\s*[+.]?\s*["'`]/g, '');
  return { data: data.replace(/[^A-Za-z0-9+/=]/g, ''), headers };
}

const isOpenssh = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(0, 14)) === 'openssh-key-v1';
