/** Keystores are binary, so no text shows them; they are known by what they begin with. */
import { type Host, placeOf, type Secret, type SourceDocument } from '@idlint/model';

/** Id of the rule in rules/secrets/keys.yaml. */
const rule = 'keystore';

interface Form {
  name: string;
  /** The file's first bytes; undefined stands for any. */
  magic: (number | undefined)[];
  /** Where the first bytes alone are no proof. */
  named?: RegExp;
}

const forms: Form[] = [
  { name: 'Java keystore (JKS)', magic: [0xfe, 0xed, 0xfe, 0xed] },
  { name: 'Java keystore (JCEKS)', magic: [0xce, 0xce, 0xce, 0xce] },
  { name: 'KeePass database', magic: [0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b] },
  // SEQUENCE (long form), INTEGER 3: the version of a PFX (RFC 7292).
  { name: 'PKCS#12 keystore', magic: [0x30, 0x82, undefined, undefined, 0x02, 0x01, 0x03, 0x30] },
  { name: 'PKCS#12 keystore', magic: [0x30, 0x80, 0x02, 0x01, 0x03, 0x30] },
  { name: 'PKCS#12 keystore', magic: [0x30], named: /\.(?:p12|pfx)$/i },
  { name: 'Bouncy Castle keystore', magic: [0, 0, 0, undefined, 0, 0, 0], named: /\.(?:bks|keystore|jks|ubr)$/i },
];

export function keystoreIn(document: SourceDocument, host: Host): Secret | undefined {
  const { bytes, uri } = document;
  const form = forms.find(
    ({ magic, named }) => magic.every((byte, at) => byte === undefined || bytes[at] === byte) && (named?.test(uri) ?? true),
  );
  if (!form || bytes.length < 32) return undefined;
  return {
    kind: 'secret',
    key: `${uri}#secret/${rule}//0`,
    platform: 'source',
    at: placeOf(uri, 0, 0),
    exists: true,
    names: [],
    rule,
    name: form.name,
    mask: `${bytes.length} bytes`,
    fingerprint: host.hmac(String.fromCharCode(...bytes.subarray(0, 4096))),
    confidence: 'high',
    known: [],
    ...(/(?:^|\/)debug\.keystore$/.test(uri) ? { harmless: 'the debug key of Android, whose password everybody knows' } : {}),
  };
}
