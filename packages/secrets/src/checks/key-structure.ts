/** What a private key's bytes say: PKCS#1, PKCS#8 (RFC 5958), SEC 1, DSA in DER; OpenSSH's own format. */

export interface KeyFacts {
  type: string;
  /** Of the modulus or the curve, where it is known. */
  bits?: number;
  encrypted?: boolean;
}

interface Element {
  tag: number;
  start: number;
  end: number;
}

/** One DER element; undefined where it does not fit into `limit`. */
function element(bytes: Uint8Array, at: number, limit: number): Element | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  let start = at + 2;
  let length = first;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) return undefined;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start++] ?? 0);
  }
  const end = start + length;
  return end <= limit ? { tag, start, end } : undefined;
}

function children(bytes: Uint8Array, parent: Element): Element[] {
  const list: Element[] = [];
  for (let at = parent.start; at < parent.end && list.length < 12; ) {
    const next = element(bytes, at, parent.end);
    if (!next) return [];
    list.push(next);
    at = next.end;
  }
  return list;
}

const names: Record<string, KeyFacts> = {
  '2a864886f70d010101': { type: 'RSA' },
  '2a8648ce3d0201': { type: 'EC' },
  '2a8648ce380401': { type: 'DSA' },
  '2b6570': { type: 'Ed25519' },
  '2b6571': { type: 'Ed448' },
  '2b656e': { type: 'X25519' },
};
const curves: Record<string, KeyFacts> = {
  '2a8648ce3d030107': { type: 'EC P-256', bits: 256 },
  '2b81040022': { type: 'EC P-384', bits: 384 },
  '2b81040023': { type: 'EC P-521', bits: 521 },
  '2b8104000a': { type: 'EC secp256k1', bits: 256 },
};

const hexOf = (bytes: Uint8Array, { start, end }: Element): string =>
  Array.from(bytes.subarray(start, Math.min(end, start + 16)), byte => byte.toString(16).padStart(2, '0')).join('');

function bitsOf(bytes: Uint8Array, integer: Element): number {
  let { start } = integer;
  while (start < integer.end && bytes[start] === 0) start++;
  return start < integer.end ? (integer.end - start) * 8 - Math.clz32(bytes[start]!) + 24 : 0;
}

export function describeDer(bytes: Uint8Array): KeyFacts | undefined {
  const outer = element(bytes, 0, bytes.length);
  if (outer?.tag !== 0x30) return undefined;
  const parts = children(bytes, outer);
  const [version, second, third] = parts;
  // PKCS#8 encrypted: an algorithm, then the encrypted key.
  if (version?.tag === 0x30 && second?.tag === 0x04) return { type: '', encrypted: true };
  if (version?.tag !== 0x02 || !second) return undefined;
  if (second.tag === 0x30 && third?.tag === 0x04) {
    const [algorithm, parameters] = children(bytes, second);
    const named = algorithm && names[hexOf(bytes, algorithm)];
    if (!named) return { type: 'unknown type' };
    if (named.type === 'RSA') return describeDer(bytes.subarray(third.start, third.end)) ?? named;
    if (named.type === 'EC' && parameters) return curves[hexOf(bytes, parameters)] ?? named;
    return named;
  }
  if (second.tag === 0x04) {
    const parameters = parts.find(part => part.tag === 0xa0);
    const oid = parameters && children(bytes, parameters)[0];
    return (oid && curves[hexOf(bytes, oid)]) ?? { type: 'EC' };
  }
  if (second.tag === 0x02 && parts.length >= 9) return { type: 'RSA', bits: bitsOf(bytes, second) };
  if (second.tag === 0x02 && parts.length === 6) return { type: 'DSA', bits: bitsOf(bytes, second) };
  return undefined;
}

/** `openssh-key-v1`: magic, cipher, KDF, KDF options, number of keys, public key, private part. */
export function describeOpenssh(bytes: Uint8Array): KeyFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 15;
  const field = (): Uint8Array | undefined => {
    if (at + 4 > bytes.length) return undefined;
    const length = view.getUint32(at);
    if (at + 4 + length > bytes.length) return undefined;
    const value = bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    return value;
  };
  const cipher = field();
  field();
  field();
  at += 4;
  const key = field();
  if (!cipher || !key || key.length < 8) return undefined;
  const encrypted = String.fromCharCode(...cipher) !== 'none';
  const nameLength = new DataView(key.buffer, key.byteOffset).getUint32(0);
  if (nameLength > 40) return undefined;
  const name = String.fromCharCode(...key.subarray(4, 4 + nameLength));
  const known: Record<string, KeyFacts> = {
    'ssh-ed25519': { type: 'Ed25519' },
    'ssh-rsa': { type: 'RSA', ...rsaBits(key, 4 + nameLength) },
    'ssh-dss': { type: 'DSA' },
  };
  const facts = known[name] ?? { type: name.startsWith('ecdsa-sha2-nistp') ? `EC P-${name.slice(16)}` : name };
  return { ...facts, encrypted };
}

/** After the name come exponent and modulus. */
function rsaBits(key: Uint8Array, at: number): { bits?: number } {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  if (at + 4 > key.length) return {};
  const modulus = at + 4 + view.getUint32(at);
  if (modulus + 4 > key.length) return {};
  const start = modulus + 4;
  const end = start + view.getUint32(modulus);
  return end <= key.length ? { bits: bitsOf(key, { tag: 2, start, end }) } : {};
}
