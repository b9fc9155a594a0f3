import { generateKeyPairSync } from 'node:crypto';
import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanner } from '../src/index.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

const scanner = createScanner(secretRules, host);
const token = expandTemplates('ghp_{alnum:30}{crc32:6}');
const password = 'winter2024!';

function scan(uri: string, text: string) {
  const document = new SourceDocument(uri, text);
  return scanner.scan(document).secrets.map(secret => ({ ...secret, written: document.text.slice(secret.at.start, secret.at.end) }));
}
const only = (uri: string, text: string) => {
  const found = scan(uri, text);
  expect(found.map(({ rule }) => rule)).toHaveLength(1);
  return found[0]!;
};

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const hex = (text: string) => Buffer.from(text).toString('hex');
const each = (text: string, write: (code: number) => string) => [...text].map(character => write(character.charCodeAt(0))).join('');
const twoDigits = (code: number) => code.toString(16).padStart(2, '0');
const quoted = (text: string) => JSON.stringify(text).slice(1, -1);

describe('a token is found however it is encoded, and stands where it is written', () => {
  it.each([
    ['base64', base64(token), 'data = "', '"'],
    ['base64url', base64url(`${token}??`), 'https://acme.test/?state=', '&x=1'],
    ['hexadecimal', hex(token), 'blob: ', '\n'],
    ['a hexadecimal literal', hex(token).toUpperCase(), 'INSERT INTO t VALUES (0x', ');'],
    ['unicode escapes', each(token, code => `\\u00${twoDigits(code)}`), 'var t = "', '";'],
    ['byte escapes', each(token, code => `\\x${twoDigits(code)}`), 'var t = "', '";'],
    ['octal escapes, as a client of MySQL keeps its history', token.replace('_', '\\137'), "SET\\040PASSWORD\\040=\\040'", "';"],
    ['entities', each(token, code => `&#x${twoDigits(code)};`), '<t>', '</t>'],
    ['one escape', token.replace('_', '\\u005f').replace('ghp', '\\u0067hp'), 'var t = "', '";'],
    ['UTF-16 in base64, as PowerShell takes commands', Buffer.from(token, 'utf16le').toString('base64'), 'powershell -enc ', ' -nop'],
    ['base64 in base64', base64(base64(token)), 'x: ', ''],
    ['base64 in hexadecimal', hex(base64(token)), 'x: ', ''],
    ['escapes in base64', base64(each(token, code => `\\x${twoDigits(code)}`)), 'x: ', ''],
  ])('%s', (_, encoded, before, after) => {
    const found = only('a.txt', before + encoded + after);
    expect(found).toMatchObject({ rule: 'github-token', written: encoded });
    expect(found.known).toContain('checksum valid');
  });

  it('behind an escape that would be a part of it', () => {
    expect(only('a.txt', `https://acme.test/?next=%2Fapi%3Ftoken%3D${token}%26x`)).toMatchObject({ rule: 'github-token', written: token });
  });

  it('of a longer text, no more than the groups that hold it', () => {
    const text = `{"user": "ana", "token": "${token}", "host": "acme.test"}`;
    const { written } = only('a.txt', `CONFIG=${base64(text)}`);
    const decoded = Buffer.from(written, 'base64').toString();
    expect(decoded).toContain(token);
    expect(decoded.length).toBeLessThan(token.length + 6);
  });

  it.each([
    ['as MIME wraps it', (line: string) => `${line}\n`],
    ['with an indentation', (line: string) => `  ${line}\r\n`],
    ['as literals that are joined', (line: string) => `  "${line}" +\n`],
    ['as one literal', (line: string) => `${line}\\n`],
  ])('over several lines, %s', (_, write) => {
    const long = `${'machine acme.test login ana '.repeat(3)}password ${token} ${'# and so on '.repeat(5)}`;
    const text = `x:\n${base64(long)
      .match(/.{1,64}/g)!
      .map(write)
      .join('')}`;
    const { rule, written } = only('a.txt', text);
    expect(rule).toBe('github-token');
    expect(Buffer.from(written.replace(/\\n|[^A-Za-z0-9/]/g, ''), 'base64').toString()).toContain(token);
  });

  it('and so is a private key, with what it says of itself', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
    for (const text of [base64(pem), base64(quoted(pem)), base64(base64(pem))])
      expect(only('a.yaml', `tls.key: ${text}`)).toMatchObject({
        rule: 'private-key',
        known: ['EC P-256, 256 bits', 'written in base64'],
        written: text,
      });
  });

  it('in characters of every length around it', () => {
    const encoded = base64(`é€ ${token} é`);
    expect(scan('a.txt', `\u{1F600} é x: "${base64(`token ${token}`)}" \u{1F600}`)).toHaveLength(1);
    // What does not begin in ASCII is not looked at: next to nothing that is text does.
    expect(scan('a.txt', `x: ${encoded}`)).toHaveLength(0);
  });
});

describe('a password is one where its place names it', () => {
  it('the name stands before the encoded value', () => {
    expect(only('secret.yaml', `password: ${base64('correct horse 9 battery'.replaceAll(' ', '-'))}`)).toMatchObject({
      rule: 'hardcoded-password',
      called: 'password',
      known: ['written in base64'],
    });
  });

  it('the name stands in the encoded text', () => {
    const text = `[client]\nuser=shop\npassword=${password}\n`;
    expect(only('a.txt', `MY_CNF: ${base64(text)}`)).toMatchObject({ rule: 'hardcoded-password', called: 'password' });
    expect(only('a.txt', base64(`postgres://shop:${password}@db.acme.test/shop`))).toMatchObject({ rule: 'password-in-url' });
  });

  it('the names stand in a string in a string', () => {
    const inner = JSON.stringify({ db: { password } });
    const text = JSON.stringify({ body: JSON.stringify({ config: inner }) });
    expect(only('a.json', text)).toMatchObject({ rule: 'hardcoded-password', written: password });
    expect(only('a.js', `send("${quoted(text)}")`)).toMatchObject({ rule: 'hardcoded-password', written: password });
  });

  it.each([
    ['a word', 'password: ', 'changeme-changeme'],
    ['a reference', 'DB_PASSWORD=', '${vault:secret/shop#password}'],
    ['a configuration without one', 'AUTH_TOKEN_CONFIG=', '{"issuer": "acme", "minutes": 30}'],
  ])('what turns out to be %s is none', (_, before, plain) => {
    expect(scan('values.yaml', before + base64(plain))).toEqual([]);
  });
});

describe('what is encoded and holds nothing is passed over', () => {
  it.each([
    ['a hash', `sha512-${base64('x'.repeat(48))}`],
    ['a picture', `url(data:image/png;base64,${base64(String.fromCharCode(137, 80, 78, 71))}${'A'.repeat(400)})`],
    ['words', base64('Nothing to see here, move along please.')],
  ])('%s', (_, text) => expect(scan('a.txt', text)).toEqual([]));
});

it('goes no deeper than it says', () => {
  let text = token;
  for (let depth = 0; depth < 4; depth++) text = base64(text);
  expect(scan('a.txt', text)).toHaveLength(1);
  expect(scan('a.txt', base64(base64(text)))).toHaveLength(0);
});

it('throws for no text, and every place lies in it', { timeout: 30_000 }, () => {
  const piece = fc.oneof(
    fc.constantFrom(
      token,
      ` password = "${password}" `,
      '\\u00',
      '\\x6',
      '%2f',
      '%3',
      '&#x6',
      '&amp;',
      '\\\\\\"',
      '0x',
      '\n',
      '"',
      '=',
      ' ',
    ),
    fc.constantFrom(base64(token), base64url(`{"token":"${token}"}`), hex(`key=${token}`), base64(base64(token)), 'é', '\u{1F600}'),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 15 }), pieces => {
      const text = pieces.join('');
      const { secrets } = scanner.scan(new SourceDocument('a.txt', text));
      for (const { at } of secrets) expect(0 <= at.start && at.start < at.end && at.end <= text.length).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('sees what is encoded wherever a piece of a large file ends', () => {
  for (const before of [1048576 - 4096, 1048576 - 4200, 1048576 - 60, 1048576]) {
    const text = `${'x '.repeat(before / 2)}${base64(token)}${' y'.repeat(5000)}`;
    expect(only('a.txt', text)).toMatchObject({ rule: 'github-token', written: base64(token) });
  }
});

it('finds a place whose words are escaped, though the secret itself is not', () => {
  const statement = "ALTER\\040USER\\040'ana'\\040IDENTIFIED\\040BY\\040'winter2024!';\n";
  expect(only('.mysql_history', statement)).toMatchObject({ rule: 'password-in-sql', written: password });
});

it('bounds its work on what only looks encoded', { timeout: 20_000 }, () => {
  const many = `${base64('just some words here')}\n`.repeat(50_000);
  expect(scan('a.txt', many)).toEqual([]);
  expect(scan('a.txt', `"${'\\x61\\u0061'.repeat(200_000)}"`)).toEqual([]);
});

describe('where decoding ends is said', () => {
  const limits = (uri: string, text: string) => scanner.scan(new SourceDocument(uri, text)).limits;
  const wrapped = (text: string) => text.replace(/.{76}/g, '$&\n');

  it('of text that is encoded too often', () => {
    let text = `token = "${token}"`;
    for (let time = 0; time < 4; time++) text = base64(text);
    expect(limits('a.txt', `\ndata: ${text}\n`)).toBeUndefined();
    expect(only('a.txt', `\ndata: ${text}\n`).rule).toBe('github-token');
    expect(limits('a.txt', `\ndata: ${base64(text)}\n`)).toEqual([
      { at: 7, message: 'text that is encoded more than 4 times over is not decoded' },
    ]);
  });

  it('of more of it than is decoded, where there is more, once', () => {
    const large = `data: ${base64('some words and no secret in them\n'.repeat(40_000))}\n`;
    expect(limits('a.txt', large)).toBeUndefined();
    const second = `more: ${base64('and some words more')}\n`;
    expect(limits('a.txt', large + second.repeat(3))).toEqual([
      { at: large.length + 6, message: 'what is encoded in a file beyond 1 MiB of text is not decoded' },
    ]);
  });

  it('of a long text that goes on, and not of data', () => {
    const words = wrapped(base64('some words and no secret in them\n'.repeat(8_000)));
    expect(limits('a.txt', words)).toEqual([{ at: 0, message: 'a text that is encoded in more than 256 KiB is decoded no further' }]);
    expect(limits('a.txt', wrapped(base64(`begins as text${'\0\x01'.repeat(140_000)}`)))).toBeUndefined();
  });

  it('of files that are too large for their format', () => {
    const rest = ' '.repeat(5 << 20);
    expect(limits('terraform.tfstate', `{"sensitive": 1, "password": "${password}"${rest}}`)).toEqual([
      { at: 0, message: 'secrets that only its format tells are not looked for in a file of more than 4 Mi characters' },
    ]);
    expect(limits('.pgpass', `db.acme.test:5432:shop:shop:${password}\n${rest}`)).toEqual([
      { at: 1 << 21, message: 'credentials without a name are looked for in the first 2 Mi characters of a file only' },
    ]);
    expect(limits('package.json', `{"password": "${password}"${rest}}`)).toBeUndefined();
  });
});
