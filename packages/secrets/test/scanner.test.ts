import { generateKeyPairSync } from 'node:crypto';
import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { describe, expect, it } from 'vitest';
import { createScanner } from '../src/index.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

const scanner = createScanner(secretRules, host);
const token = expandTemplates('ghp_{alnum:30}{crc32:6}');

function places(content: Uint8Array | string): string[] {
  const document = new SourceDocument('a.txt', content);
  return scanner.scan(document).secrets.map(({ at }) => document.text.slice(at.start, at.end));
}

describe('places are those of the text', () => {
  it.each([
    ['ASCII', Buffer.from(`x = "${token}"`)],
    ['UTF-8 with characters of every length', Buffer.from(`é € \u{1F600} x = "${token}" é "${token}"`)],
    ['a byte order mark', Buffer.from(`\uFEFFé x = "${token}"`)],
    ['UTF-16, little endian', Buffer.from(`\uFEFFé x = "${token}"`, 'utf16le')],
    ['UTF-16, big endian', Buffer.from(`\uFEFFé x = "${token}"`, 'utf16le').swap16()],
    ['UTF-16, little endian, without a mark', Buffer.from(`x = "${token}" and 漢字`, 'utf16le')],
    ['UTF-16, big endian, without a mark', Buffer.from(`x = "${token}" and 漢字`, 'utf16le').swap16()],
    ['invalid UTF-8', Buffer.concat([Buffer.from([0x41, 0xff, 0xe2, 0x82, 0x20, 0xf0, 0x9f]), Buffer.from(` "${token}"`)])],
    ['more than one piece', Buffer.concat([Buffer.from('é '.repeat(700_000)), Buffer.from(`"${token}"`)])],
  ])('%s', (_, bytes) => {
    const found = places(bytes);
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) expect(each).toBe(token);
  });
});

it('passes over what is no text', () => {
  expect(places(Buffer.from(`\0\0\0 "${token}"`))).toEqual([]);
});

it('makes no text of a document in which nothing can be', () => {
  const document = new SourceDocument('a.ts', Buffer.from('export const sum = (a: number, b: number): number => a + b;\n'));
  Object.defineProperty(document, 'text', {
    get() {
      throw new Error('made a text');
    },
  });
  expect(scanner.scan(document).secrets).toEqual([]);
});

it('takes a line of millions of names: what it looks at for each has an end', { timeout: 30_000 }, () => {
  for (const each of ['secret="${a}";', 'token: ${b} ', '"key":"a b c", ', '--password $c '])
    expect(scanner.scan(new SourceDocument('a.ts', each.repeat(1_000_000 / each.length))).secrets).toEqual([]);
});

it('takes a line of 100 MB', { timeout: 60_000 }, () => {
  const bytes = Buffer.alloc(100_000_000, 'a1');
  bytes.write(` ${token} `, 99_000_000);
  expect(places(bytes)).toEqual([token]);
});

it('knows keystores by their content', () => {
  const jks = Buffer.concat([Buffer.from([0xfe, 0xed, 0xfe, 0xed]), Buffer.alloc(100, 7)]);
  expect(scanner.scan(new SourceDocument('a.bin', jks)).secrets).toMatchObject([{ rule: 'keystore', name: 'Java keystore (JKS)' }]);
  expect(scanner.scan(new SourceDocument('a.p12', Buffer.from('0123'))).secrets).toEqual([]);
});

it.each([
  ['PKCS#1', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'der', type: 'pkcs1' })],
  ['PKCS#8', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'der', type: 'pkcs8' })],
  ['PKCS#8', generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })],
  ['SEC 1', generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'der', type: 'sec1' })],
])('knows private keys by their content: %s', (form, bytes) => {
  expect(scanner.scan(new SourceDocument('tls/key', bytes)).secrets).toMatchObject([
    { rule: 'private-key', name: `Private key (DER, ${form})`, mask: `${bytes.length} bytes` },
  ]);
});

it('takes no public key for a private one', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const type of ['spki', 'pkcs1'] as const)
    expect(scanner.scan(new SourceDocument('a.der', publicKey.export({ format: 'der', type }))).secrets).toEqual([]);
});

it('says of a truststore that it holds no keys', () => {
  const pkcs12 = Buffer.concat([Buffer.from([0x30, 0x82, 9, 9, 2, 1, 3, 0x30]), Buffer.alloc(100, 7)]);
  expect(scanner.scan(new SourceDocument('tls/client-truststore.p12', pkcs12)).secrets[0]!.harmless).toContain('truststore');
  expect(scanner.scan(new SourceDocument('tls/client-keystore.p12', pkcs12)).secrets[0]!.harmless).toBeUndefined();
});

it('passes over what stands by chance in a picture, words behind a prefix and checksums of modules', () => {
  const facebook = expandTemplates('EAA{alnum:100}');
  const data = expandTemplates('{alnum:200}+{alnum:80}/');
  const rules = (uri: string, text: string) => scanner.scan(new SourceDocument(uri, text)).secrets.map(({ rule }) => rule);
  expect(rules('a.svg', `<image href="data:image/png;base64,${data}${facebook}+${data}">`)).toEqual([]);
  expect(rules('a.yaml', `key: "${facebook}"`)).toEqual(['facebook-token']);
  expect(rules('Serializer.java', 'import org.shop.ser.BeanSerializerModifier;')).toEqual([]);
  expect(rules('a.css', '.md-calendar-date-disabled,.md-auto-horizontal-margin{margin:auto}')).toEqual([]);
  expect(rules('a.sln', expandTemplates('"SplunkActions", "src\\SplunkActions.csproj", "{{uuid}}"'))).toEqual([]);
  expect(rules('go.sum', expandTemplates('github.com/couchbase/memcached v0.1.1/go.mod h1:{base64:43}='))).toEqual([]);
});

it('takes a key whose name says that it is made up for one of a test', () => {
  const key = expandTemplates('-----BEGIN RSA PRIVATE KEY-----\n{base64:64}\n{base64:64}\n-----END RSA PRIVATE KEY-----');
  const [fake] = scanner.scan(new SourceDocument('keys.rs', `const TEST_FAKE_RSA_KEY: &str = "${key}";`)).secrets;
  const [real] = scanner.scan(new SourceDocument('keys.rs', `const RSA_KEY: &str = "${key}";`)).secrets;
  expect(fake).toMatchObject({ called: 'TEST_FAKE_RSA_KEY', level: 'note' });
  expect(real).toMatchObject({ called: 'RSA_KEY' });
  expect(real!.level ?? 'error').toBe('error');
});

it.each([
  ['Profile/key4.db', 'SQLite format 3\0', "Firefox's database of keys"],
  ['safe.psafe3', 'PWS3', 'Password Safe database'],
  ['srv.keytab', '\x05\x02', 'Kerberos keytab'],
  ['.mylogin.cnf', '\0\0\0\0', 'Passwords of MySQL (only obfuscated)'],
  ['.dbeaver/credentials-config.json', '', 'Passwords of DBeaver (encrypted with a key that everybody knows)'],
])('knows what clients keep passwords in: %s', (uri, head, name) => {
  const bytes = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(200, 0xd5)]);
  expect(scanner.scan(new SourceDocument(uri, bytes)).secrets).toMatchObject([{ rule: 'keystore', name }]);
  expect(scanner.scan(new SourceDocument(uri, Buffer.from('{"settings": "nothing at all in here, not even one"}'))).secrets).toEqual([]);
});

it('says of one text what is most exact, and the same key for it after lines move', () => {
  const text = `# deploy\nGITHUB_TOKEN = "${token}"\n`;
  const [secret, ...more] = scanner.scan(new SourceDocument('a.env', text)).secrets;
  expect(more).toEqual([]);
  expect(secret).toMatchObject({ rule: 'github-token', called: 'GITHUB_TOKEN', key: 'a.env#secret/github-token/GITHUB_TOKEN/0' });
  const [moved] = scanner.scan(new SourceDocument('a.env', `\n\n${text}`)).secrets;
  expect(moved!.key).toBe(secret!.key);
  expect(moved!.fingerprint).toBe(secret!.fingerprint);
});

it('finds a token after an escape', () => {
  expect(places(`"line\\n${token}"`)).toEqual([token]);
});
