import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { describe, expect, it } from 'vitest';
import { createScanner } from '../src/index.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

const scanner = createScanner(secretRules, host);
const found = (text: string): string[] => scanner.scan(new SourceDocument('a.txt', expandTemplates(text))).secrets.map(({ rule }) => rule);

describe('a digest beside a provider’s name', () => {
  it.each([
    ['in a list of digests', 'common/search: {hex:32#a}\ncommon/trello: {hex:32#b}\ncommon/tune: {hex:32#c}\n'],
    ['at the end of such a list', '"search": "{hex:40#a}",\n"tune": "{hex:40#b}",\n"netlify": "{hex:40#c}"\n'],
    ['behind a file’s name', '{ "assets/logos/netlify.svg": "{hex:40}" }'],
    ['of an icon', 'export const netlifyIcon = "{hex:40}";'],
    ['as a function’s name with a status', 'has_cloudflare_protection(response_with_cloudflare_code_503)'],
  ])('is none of its tokens %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['alone', 'trello: {hex:32}\n', 'trello-key'],
    ['among values of other lengths', 'search: {hex:40}\ntrello: {hex:32}\ntune: {hex:64}\n', 'trello-key'],
    [
      'in a list of keys',
      'AMPLITUDE_API_KEY={hex:32#a}\nTRELLO_API_KEY={hex:32#b}\nMIXPANEL_API_SECRET={hex:32#c}\nGIPHY_API_KEY={hex:32#d}\n',
      'trello-key',
    ],
  ])('is one %s', (_, text, rule) => {
    expect(found(text)).toContain(rule);
  });
});
