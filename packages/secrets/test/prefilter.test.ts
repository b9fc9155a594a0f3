import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFallback, createPrefilter, type Literal, literalOf } from '../src/prefilter/index.ts';
import type { Need, NeedOf } from '../src/prefilter/value.ts';

const literals: Literal[] = [
  ...['passw', '-----BEGIN', 'AKIA', 'secret'].map(text => literalOf(text, 'anywhere')),
  { ...literalOf('token', 'anywhere'), guard: 'given' },
  { ...literalOf('://', 'anywhere'), guard: 'userinfo' },
  { ...literalOf(' by ', 'anywhere'), guard: 'identified' },
  { ...literalOf('pat', 'window'), place: { whole: true, run: { least: 16, within: 0, of: 'alphanumeric', lines: false } } },
  { ...literalOf('vault', 'digits'), place: { whole: false, run: { least: 20, within: 60, of: 'word', lines: true } } },
  { ...literalOf('whk', 'anywhere'), place: { whole: true, run: { least: 24, within: 8, of: 'token', lines: false } } },
  { ...literalOf('npm_', 'window'), place: { whole: true } },
  { ...literalOf('jira', 'digits'), place: { whole: false, named: 4 } },
  literalOf('zai', 'digits'),
  { ...literalOf('datadog', 'window'), place: { whole: false, named: 7 } },
  { ...literalOf('connect ', 'anywhere'), place: { whole: false, farther: { text: '@', within: 30 } } },
  { ...literalOf('machine ', 'anywhere'), place: { whole: false, farther: { text: 'login ', within: 20 } } },
  { ...literalOf('bearer ', 'anywhere'), guard: 'bearer' },
  { ...literalOf('basic ', 'anywhere'), guard: 'basic' },
  { ...literalOf('curl ', 'anywhere'), guard: 'asUser' },
  { ...literalOf('securestring', 'anywhere'), guard: 'converted' },
  ...['ghp_', 'sk-', 'okta', 'SG.', 'AKIA', 'xoxb-', 'aaa'].map(text => literalOf(text, 'window')),
];
/** By the length of the name, so that every need there is comes up. */
const needOf: NeedOf = name => (name.length % 4) as Need;
const fast = createPrefilter(literals, needOf);
const plain = createFallback(literals, needOf);
const number = (text: string): number => literals.findIndex(literal => literal.text === text);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Pieces that make literals, runs on both sides of the limits, line ends and bytes of every kind likely. */
const piece = fc.oneof(
  fc.constantFrom(...literals.map(literal => literal.text), ...literals.map(literal => literal.text.toUpperCase())),
  fc.constantFrom(
    '\n',
    ' ',
    '0x',
    '"',
    '=',
    ': ',
    '@',
    '(',
    ')',
    '-',
    '\\',
    '#',
    '->',
    'identified',
    '\\n',
    "'",
    '`',
    ',',
    ': ""',
    '=> ',
    '::',
    '?=',
    '{',
    '&quot;',
    '<',
    '>',
    '[',
    'authorization',
    ' -u ',
    '--user',
    'Login ',
    'token',
    '= "',
    'Ap',
    'ke',
    '${',
    'Qx7vK2mZ9',
    'new ',
    'PASS_',
    'é',
    '\u{1F600}',
    '\0',
  ),
  fc.tuple(fc.constantFrom('a', 'B', '_', '7', '+'), fc.integer({ min: 1, max: 70 })).map(([character, count]) => character.repeat(count)),
  fc.string({ unit: fc.constantFrom(...'aA0 {":}\n'), maxLength: 30 }).map(btoa),
  fc.string({ unit: fc.constantFrom(...'aA0 {":}\n'), maxLength: 30 }).map(plain => Buffer.from(plain).toString('hex')),
  fc.string({ unit: fc.constantFrom(...'aA0é'), maxLength: 30 }).map(plain => Buffer.from(plain, 'utf16le').toString('base64url')),
  fc.tuple(fc.constant(' '), fc.integer({ min: 100, max: 130 })).map(([character, count]) => character.repeat(count)),
);
const text = fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join(''));

describe('the prefilter', () => {
  it('gives the answers of its plain twin', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (source, code) => {
        expect(fast.find(bytes(source), code)).toEqual(plain.find(bytes(source), code));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the answers of its plain twin for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.boolean(), (source, code) => {
        expect(fast.find(source, code)).toEqual(plain.find(source, code));
      }),
      { numRuns: 1000 },
    );
  });

  it('tells where text in base64 and hexadecimal begins', () => {
    const plain = 'user=shop password=open';
    const inHex = Buffer.from(plain).toString('hex');
    const found = (source: string) => fast.find(bytes(source), false).encoded;
    expect(found(`x: ${btoa(plain)}`)).toEqual([3]);
    expect(found(`CONFIG=${btoa(plain)}`)).toEqual([7]);
    expect(found(`"line\\n${btoa(plain)}"`)).toEqual([7]);
    expect(found(inHex)).toEqual([0]);
    expect(found(`VALUES (0x${inHex.toUpperCase()})`)).toEqual([10]);
    expect(found(`-EncodedCommand ${Buffer.from(plain, 'utf16le').toString('base64')}`)).toEqual([16]);
    expect(
      found(
        'getElementsByTagNameAndClass1 da39a3ee5e6b4b0d3255bfef95601890afd80709 sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8',
      ),
    ).toEqual([]);
  });

  it('finds the same wherever a piece of a large file ends', () => {
    const needle = 'okta = "ghp_0123456789abcdef" passw';
    for (const before of [1048576 - 4096, 1048576 - 4096 - needle.length, 1048576 - 8, 1048576, 1048576 * 2 - 4100]) {
      const source = bytes(`${'x '.repeat(before / 2)}${needle}${' y'.repeat(5000)}`);
      const { anywhere, window } = fast.find(source, false);
      const at = 2 * Math.floor(before / 2);
      expect([anywhere, window]).toEqual([
        [0, at + needle.indexOf('passw')],
        [number('okta'), at, number('ghp_'), at + needle.indexOf('ghp_')],
      ]);
    }
  });

  it('survives more hits than it has room for', () => {
    const source = bytes('passw'.repeat(300_000));
    expect(fast.find(source, false).anywhere.length).toBe(600_000);
  });
});
