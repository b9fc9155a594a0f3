import { describe, expect, it } from 'vitest';
import { misshapen, shapesOf } from '../src/shape.ts';
import { expandTemplates } from '../src/templates.ts';

const rule = (id: string, keywords: string[], complete?: true | string[]) =>
  ({ id, ...(complete ? { complete } : {}), secrets: [{ name: id, keywords, pattern: 'x' }] }) as never;
const shapes = shapesOf([
  rule('bitly-token', [], true),
  rule('moonshot-key', ['sk-'], ['kimi', 'moonshot']),
  rule('github-token', ['ghp_']),
  rule('canva-key', ['cnvca']),
  rule('exoscale-key', ['EXO1']),
]);
const is = (name: string, template: string) => misshapen(name, expandTemplates(template), shapes);

describe('a value that only its name speaks for', () => {
  it.each([
    ["begins as a provider's tokens do, and has not been found by its form", 'token', 'ghp_{alnum:20}'],
    ['begins with the letters of one', 'api_key', 'EXO1{alnum:9}'],
    ['is called the token of a provider whose tokens are all known', 'BITLY_ACCESS_TOKEN', '{hex:31}7'],
    ['in any spelling', 'bitlyApiKey', '{hex:31}7'],
    ['and under any name of the provider', 'kimi_api_key', '{alnum:31}7'],
  ])('is none where it %s', (_, name, value) => expect(is(name, value)).toBe(true));

  it.each([
    ['the provider has more kinds than are known', 'GITHUB_TOKEN', '{hex:31}7'],
    ['an application was given it', 'BITLY_CLIENT_KEY', '{hex:31}7'],
    ['its owner chose it', 'BITLY_WEBHOOK_KEY', '{hex:31}7'],
    ['nobody is named', 'API_TOKEN', '{hex:31}7'],
    ['the name only holds the letters', 'orbitly_token', '{hex:31}7'],
    ['a beginning is a word', 'token', 'cnvca{alnum:20}'],
  ])('may be one where %s', (_, name, value) => expect(is(name, value)).toBe(false));
});
