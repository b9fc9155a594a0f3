/** Keystores, and what clients keep passwords in, are binary, so no text shows them; they are known by what they begin with. */
import { type Host, placeOf, type Secret, type SourceDocument } from '@idlint/model';

/** Id of the rule in rules/secrets/keys.yaml. */
const rule = 'keystore';

interface Form {
  name: string;
  /** Where it is no keystore. */
  rule?: string;
  /** The file's first bytes; undefined stands for any. */
  magic: (number | undefined)[];
  /** Where the first bytes alone are no proof. */
  named?: RegExp;
  /** False where a file of that name that is text is something else. */
  isText?: false;
}

/** SEQUENCE with a length of no, one or two bytes more, then these: DER. */
const sequences = (...then: (number | undefined)[]): Form['magic'][] => [
  [0x30, undefined, ...then],
  [0x30, 0x81, undefined, ...then],
  [0x30, 0x82, undefined, undefined, ...then],
];

const privateKeys = (name: string, ...then: (number | undefined)[]): Form[] =>
  sequences(...then).map(magic => ({ name: `Private key (DER, ${name})`, rule: 'private-key', magic }));

const text = (written: string): number[] => Array.from(written, character => character.charCodeAt(0));

const forms: Form[] = [
  { name: 'Java keystore (JKS)', magic: [0xfe, 0xed, 0xfe, 0xed] },
  { name: 'Java keystore (JCEKS)', magic: [0xce, 0xce, 0xce, 0xce] },
  { name: 'KeePass database', magic: [0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b] },
  // SEQUENCE (long form), INTEGER 3: the version of a PFX (RFC 7292).
  { name: 'PKCS#12 keystore', magic: [0x30, 0x82, undefined, undefined, 0x02, 0x01, 0x03, 0x30] },
  { name: 'PKCS#12 keystore', magic: [0x30, 0x80, 0x02, 0x01, 0x03, 0x30] },
  { name: 'Password Safe database', magic: text('PWS3') },
  { name: 'Keyring of GNOME', magic: text('GnomeKeyring\n') },
  { name: 'Wallet of KDE', magic: text('KWALLET\n') },
  { name: 'Keychain of macOS', magic: text('kych'), named: /\.keychain(?:-db)?$/i },
  { name: 'Kerberos keytab', magic: [5, 2], named: /\.keytab$/i },
  { name: "Firefox's database of keys", magic: text('SQLite format 3'), named: /(?:^|\/)key[34]\.db$/ },
  { name: "Chrome's database of logins", magic: text('SQLite format 3'), named: /(?:^|\/)Login Data$/ },
  { name: 'Passwords of MySQL (only obfuscated)', magic: [0, 0, 0, 0], named: /(?:^|\/)\.mylogin\.cnf$/ },
  {
    name: 'Passwords of DBeaver (encrypted with a key that everybody knows)',
    magic: [],
    named: /(?:^|\/)credentials-config\.json$/,
    isText: false,
  },
  // INTEGER 0, then the INTEGER that is the modulus (RFC 8017) or the SEQUENCE that names the algorithm (RFC 5208).
  ...privateKeys('PKCS#1', 2, 1, 0, 2, 0x82),
  ...privateKeys('PKCS#8', 2, 1, 0, 0x30, undefined, 6),
  // INTEGER 1, then an OCTET STRING as long as a field of a curve (RFC 5915).
  ...[0x20, 0x30, 0x42].flatMap(length => privateKeys('SEC 1', 2, 1, 1, 4, length)),
  { name: 'PKCS#12 keystore', magic: [0x30], named: /\.(?:p12|pfx)$/i },
  { name: 'Bouncy Castle keystore', magic: [0, 0, 0, undefined, 0, 0, 0], named: /\.(?:bks|keystore|jks|ubr)$/i },
];

/** What files may begin with that are one; of the others the name must say it. */
const heads = new Set(forms.map(({ magic }) => magic[0]));
const headless = forms.filter(({ magic }) => magic.length === 0);

export function keystoreIn(document: SourceDocument, host: Host): Secret | undefined {
  const { bytes, uri } = document;
  if (!heads.has(bytes[0]) && !headless.some(({ named }) => named!.test(uri))) return undefined;
  const form = forms.find(
    ({ magic, named, isText }) =>
      magic.every((byte, at) => byte === undefined || bytes[at] === byte) &&
      (named?.test(uri) ?? true) &&
      (isText !== false || !isAscii(bytes)),
  );
  if (!form || bytes.length < 32) return undefined;
  return {
    kind: 'secret',
    key: `${uri}#secret/${form.rule ?? rule}//0`,
    platform: 'source',
    at: placeOf(uri, 0, 0),
    exists: true,
    names: [],
    rule: form.rule ?? rule,
    name: form.name,
    mask: `${bytes.length} bytes`,
    fingerprint: host.hmac(String.fromCharCode(...bytes.subarray(0, 4096))),
    confidence: 'high',
    known: [],
    ...(/(?:^|\/)debug\.keystore$/.test(uri) ? { harmless: 'the debug key of Android, whose password everybody knows' } : {}),
    ...(/trust-?store[^/]*$/i.test(uri) ? { harmless: 'named a truststore: such holds certificates and no keys' } : {}),
  };
}

const isAscii = (bytes: Uint8Array): boolean => bytes.subarray(0, 256).every(byte => byte < 128);
