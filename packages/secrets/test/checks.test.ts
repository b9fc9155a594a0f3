import { createSign, generateKeyPairSync } from 'node:crypto';
import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { describe, expect, it } from 'vitest';
import { azureAnnotated, azureIdentifiable } from '../src/checks/azure-keys.ts';
import { cratesIoSum } from '../src/checks/crates-io.ts';
import type { CheckContext } from '../src/checks/index.ts';
import { marvin32 } from '../src/checks/marvin.ts';
import { createScanner } from '../src/index.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

const scanner = createScanner(secretRules, host);
const scan = (text: string) => scanner.scan(new SourceDocument('example.txt', text)).secrets;
const only = (text: string) => {
  const secrets = scan(text);
  expect(secrets.map(secret => secret.name)).toHaveLength(1);
  return secrets[0]!;
};

describe('checksums', () => {
  it.each([
    ['token = "ghp_{alnum:30}{crc32:6}"', 'token = "ghp_{alnum:36}"'],
    ['//registry.npmjs.org/:_authToken=npm_{alnum:30}{crc32:6}', '//registry.npmjs.org/:_authToken=npm_{alnum:36}'],
    ['key: glsa_{alnum:32}_{grafanacrc}', 'key: glsa_{alnum:32}_{hex:8}'],
    ['key: ATATT3{base64url:177}={atlassiancrc}', 'key: ATATT3{base64url:177}={HEX:8}'],
    ['key: glpat-{base64url:40}.01.{gitlabcrc}', 'key: glpat-{base64url:40}.01.{lowernum:9}'],
    ['key: cio_tp_{alnum:31}{cratesiosum:1}', 'key: cio_tp_{alnum:32}'],
  ])('tell a token that its provider made (%s) from one that it never did', (made, notMade) => {
    const right = only(expandTemplates(made));
    expect(right).toMatchObject({ confidence: 'high' });
    expect(right.harmless).toBeUndefined();
    const wrong = only(expandTemplates(notMade));
    expect(wrong).toMatchObject({ confidence: 'low', harmless: 'its checksum is wrong: the provider never made it' });
  });

  it('are shown as what proves it', () => {
    expect(only(expandTemplates('ghp_{alnum:30}{crc32:6}')).known).toEqual(['checksum valid']);
  });

  it("read whom GitLab's routable tokens belong to", () => {
    const payload = Buffer.concat([Buffer.alloc(16, 7), Buffer.from('o:1\nu:2s\n'), Buffer.from([9])]).toString('base64url');
    // A placeholder that gives the payload itself, so that the checksum is over it.
    const token = expandTemplates(`glpat-${payload}.01.{gitlabcrc}`);
    const whole = token.slice(0, -9) + payload.length.toString(36).padStart(2, '0');
    const known = only(`key: ${whole}${crcOf(whole)}`).known;
    expect(known).toEqual(['organization 1', 'user 100']);
  });
});

/** CRC-32 in base 36, worked out apart from the code under test. */
const crcOf = (text: string): string =>
  crc([...Buffer.from(text)])
    .toString(36)
    .padStart(7, '0');

function crc(bytes: number[]): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

describe('keys of Azure', () => {
  const context: CheckContext = { host, text: '', start: 0, end: 0 };
  const kindOf = (key: string) => azureIdentifiable(key, context, {});

  // Keys that microsoft/security-utilities makes in its tests: what is random in them is one letter over and over.
  it.each([
    [`${'a'.repeat(76)}+ASt5mnCaw==`, 'Azure Storage account key'],
    [`${'a'.repeat(76)}+ABa13FZVQ==`, 'Azure Batch account key'],
    [`${'a'.repeat(76)}ACDbOpqrYA==`, 'Azure Cosmos DB encryption key'],
    [`${'a'.repeat(33)}+ASbHpHeAI=`, 'Azure Service Bus key to send'],
    [`${'a'.repeat(33)}AIoTOumzco=`, 'Azure IoT hub key'],
    [`${'a'.repeat(42)}AzSeCjhzCu`, 'Azure AI Search query key'],
    [`${'d'.repeat(44)}AzFu182vhA==`, 'Azure Functions system key'],
    [`${'d'.repeat(42)}+ACRCUDxQE`, 'Azure Container Registry access key'],
  ])('say what they open (%#: %s)', (key, what) => {
    expect(kindOf(key)).toEqual({ valid: true, known: [what] });
  });

  it('are keys with another checksum, too: not every seed is published', () => {
    expect(kindOf(`${'b'.repeat(76)}+ASt5mnCaw==`)).toEqual({ known: ['Azure Storage'] });
  });

  it('name their service where one form is that of many', () => {
    const key = (service: string) => `${'a'.repeat(52)}JQQJ99AKACAAAAAAAAAA${service}${'b'.repeat(4)}`;
    expect(azureAnnotated(key('AAAAAZMP'), context, {})).toEqual({ known: ['Azure Maps'] });
    expect(azureAnnotated(key('AAABACOG'), context, {})).toEqual({ known: ['Azure OpenAI'] });
    expect(azureAnnotated(key('AAAEACOG'), context, {})).toEqual({ known: ['Azure AI services'] });
  });

  it('have the checksum of .NET', () => {
    const seed = String.fromCharCode(0xd5, 0x3c, 0xd9, 0xce, 0xcd, 0x08, 0x93, 0xb7);
    expect([...marvin32(new TextEncoder().encode('abc'), seed)]).toEqual([0x86, 0x2a, 0xe0, 0x6b]);
  });

  it('prove a client secret of Entra ID by its last three characters', () => {
    const characters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~';
    const body = expandTemplates('{alnum:3}8Q~{alnum:31}');
    let rest = Buffer.from(marvin32(Buffer.from(body), 'AadPwd00')).readUInt32LE();
    const sum: string[] = [];
    for (let digit = 0; digit < 6; digit++, rest = Math.floor(rest / 66)) sum.unshift(characters[rest % 66]!);
    const secret = body + sum.slice(0, 3).join('');
    expect(only(`client_secret = "${secret}"`)).toMatchObject({ confidence: 'high', known: ['checksum valid'] });
    const other = characters[(characters.indexOf(sum[2]!) + 1) % 62]!;
    expect(only(`client_secret = "${secret.slice(0, -1)}${other}"`).known).toEqual([]);
  });

  it('prove an older token of Azure DevOps, whose checksum is spread over it', () => {
    const bytes = Array.from({ length: 32 }, (_, at) => (at * 73 + 41) & 0xff);
    const places = [22, 8, 7, 2];
    const sum = (crc(bytes.filter((_, at) => !places.includes(at))) ^ 0xe0b9692d) >>> 0;
    places.forEach((place, at) => {
      bytes[place] = (sum >>> (8 * at)) & 0xff;
    });
    const bits = `${bytes.map(byte => byte.toString(2).padStart(8, '0')).join('')}0000`;
    const token = bits
      .match(/.{5}/g)!
      .map(five => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five, 2)])
      .join('');
    expect(only(`AZURE_DEVOPS_PAT=${token}`)).toMatchObject({ confidence: 'high', known: ["a user's token"] });
  });
});

it("is worked out for crates.io as crates.io does (its own test's token)", () => {
  expect(cratesIoSum('gGK6jurSwKyl9V3Az19z7YEFQI9aoOO')).toBe('d');
});

it('reads the number that a token of Jira or Bitbucket Data Center begins with', () => {
  const token = Buffer.concat([Buffer.from('123456789012:'), Buffer.from(Array.from({ length: 20 }, (_, at) => at * 11 + 7))]).toString(
    'base64',
  );
  expect(only(`JIRA_TOKEN=${token}`)).toMatchObject({ confidence: 'high', known: ['its structure is right'] });
  expect(only(`BITBUCKET_TOKEN=BBDC-${token}`)).toMatchObject({ confidence: 'high', known: ['its structure is right'] });
  expect(only(expandTemplates('JIRA_TOKEN=M{base64:43}')).known).toEqual([]);
});

describe('AWS access key ids', () => {
  it('say which account they belong to', () => {
    // 123456789012 in bits 8 to 47 of the ten bytes that the sixteen characters hold.
    let bits = BigInt(2 ** 47) | (123456789012n << 7n);
    bits = (bits << 32n) | 0x5a3c9f17n;
    let id = '';
    for (let i = 75n; i >= 0n; i -= 5n) id += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number((bits >> i) & 31n)];
    expect(only(`key = "AKIA${id}"`).known).toEqual(['AWS account 123456789012']);
  });

  it('stand beside the secret that they belong to', () => {
    const text = expandTemplates('aws_access_key_id = AKIAQ{base32:15}\naws_secret_access_key = {base64:40}\n');
    const [id, secret] = scan(text);
    expect(id).toMatchObject({ name: 'AWS access key id', level: 'warning' });
    expect(secret!.related).toEqual([{ at: id!.at, message: 'the AWS access key id that it belongs to' }]);
    expect(secret!.known[0]).toMatch(/^AWS account \d{12}$/);
  });
});

describe('JSON Web Tokens', () => {
  const token = (claims: object, header: object = { alg: 'RS256', typ: 'JWT' }): string => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = `${part(header)}.${part(claims)}`;
    const { privateKey } = keys;
    return `${head}.${createSign('RSA-SHA256').update(head).sign(privateKey, 'base64url')}`;
  };
  const keys = generateKeyPairSync('rsa', { modulusLength: 1024 });

  it('say who made them and until when', () => {
    const secret = only(`x = ${token({ iss: 'https://login.acme.test', exp: 1893456000 })}`);
    expect(secret.known).toEqual(['issuer https://login.acme.test', 'expires 2030-01-01']);
    expect(secret.harmless).toBeUndefined();
  });

  it('of a cluster say which service account they are', () => {
    const { known } = only(`x = ${token({ iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:shop:deployer' })}`);
    expect(known).toEqual(['issuer kubernetes/serviceaccount', 'service account deployer of namespace shop', 'does not expire']);
  });

  it('are none to worry about once they have expired', () => {
    expect(only(`x = ${token({ iss: 'acme', exp: 1577836800 })}`).harmless).toBe('expired 2020-01-01');
  });

  it('are notes where they are public by design', () => {
    expect(only(`x = ${token({ iss: 'supabase', role: 'anon', exp: 1893456000 })}`).level).toBe('note');
  });
});

describe('private keys', () => {
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;

  it.each([
    ['PKCS#8', rsa.export(pem), 'RSA, 1024 bits'],
    ['PKCS#1', rsa.export({ type: 'pkcs1', format: 'pem' }), 'RSA, 1024 bits'],
    ['SEC 1', generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'sec1', format: 'pem' }), 'EC P-384, 384 bits'],
    ['PKCS#8 of a curve', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem), 'EC P-256, 256 bits'],
    ['Ed25519', generateKeyPairSync('ed25519').privateKey.export(pem), 'Ed25519'],
    ['a passphrase', rsa.export({ ...pem, cipher: 'aes-128-cbc', passphrase: 'x' }), 'encrypted with a passphrase'],
  ])('say what they are: %s', (_, text, known) => {
    const secret = only(String(text));
    expect(secret.known).toEqual([known]);
    expect(secret.at).toMatchObject({ start: 0, end: String(text).trimEnd().length });
  });

  it.each([
    ['JSON', (text: string) => JSON.stringify({ key: text })],
    [
      'a concatenation',
      (text: string) =>
        text
          .trim()
          .split('\n')
          .map(line => `  "${line}\\n" +`)
          .join('\n'),
    ],
    ['YAML', (text: string) => `key: |\n${text.replace(/^/gm, '    ')}`],
    ['comments', (text: string) => text.replace(/^/gm, '# ')],
  ])('are read inside of %s', (_, write) => {
    expect(only(write(String(rsa.export(pem)))).known).toEqual(['RSA, 1024 bits']);
  });

  it.each([
    ['its first line alone', '-----BEGIN RSA PRIVATE KEY-----\n'],
    [
      'a test of it',
      "if (!key.startsWith('-----BEGIN PRIVATE KEY-----')) throw new Error('the key is no key of the kind that this client can use for signing');",
    ],
    ['both lines around a variable', '`-----BEGIN PRIVATE KEY-----\\n${key}\\n-----END PRIVATE KEY-----`'],
    [
      'words to fill in',
      '-----BEGIN RSA PRIVATE KEY-----\nthe contents of your private key go between these two lines, all of it\n-----END RSA PRIVATE KEY-----',
    ],
  ])('are none where there is %s', (_, text) => expect(scan(text)).toEqual([]));

  it('are doubted where nothing can be read', () => {
    const made = expandTemplates('-----BEGIN RSA PRIVATE KEY-----\n{base64:64}\n{base64:64}\n-----END RSA PRIVATE KEY-----\n');
    expect(only(made).known).toEqual(['does not parse: cut off, or made up']);
  });
});

it('a service account is called by its name', () => {
  const pem = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const key = {
    type: 'service_account',
    project_id: 'acme-shop',
    private_key_id: expandTemplates('{hex:40}'),
    private_key: pem,
    client_email: 'ci@acme-shop.iam.gserviceaccount.com',
  };
  expect(scan(JSON.stringify(key)).flatMap(({ known }) => known)).toContain('service account ci@acme-shop.iam.gserviceaccount.com');
});

it('a key of Azure storage names its account', () => {
  const text = expandTemplates(
    'DefaultEndpointsProtocol=https;AccountName=acmeshop;AccountKey={base64:86}==;EndpointSuffix=core.windows.net',
  );
  expect(scan(text).flatMap(({ known }) => known)).toContain('storage account acmeshop');
});

it('says whose a key is that its maker publishes for everyone to try', () => {
  expect(scan(`recaptcha_secret = "${['6LeIxAcTAAAAAGG', 'vFI1TnRWxMZNFuojJ4WifJWe'].join('-')}"`)).toMatchObject([
    { harmless: 'a key of reCAPTCHA that always passes' },
  ]);
  const jwk = `{"kty":"EC","crv":"P-256","d":"${['870MB6gfuTJ4HtUnUvYM', 'yJpr5eUZNP4Bk43bVdj3eAE'].join('')}"}`;
  expect(scan(jwk)).toMatchObject([{ harmless: 'an example of RFC 7517' }]);
});
