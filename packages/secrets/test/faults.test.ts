import { secretRules } from '@idlint/rules';
import { check } from 'recheck';
import { describe, expect, it } from 'vitest';
import { mostSteps } from '../src/pattern/bound.ts';
import { faultOf } from '../src/pattern/faults.ts';
import { limit, stepsOf } from './steps.ts';

const fault = (pattern: string, keywords = ['acme_']) => faultOf({ pattern, keywords })?.message;

describe('a pattern of one’s own', () => {
  it.each([
    'acme_[A-Za-z0-9]{32}',
    'acme_(?:live|test)_[a-z]{20,80}',
    '(?<!x)acme_([0-9a-f]{16})(?![0-9a-f])',
    'acme_[a-z]{1,30}@[a-z]{1,30}\\.acme',
    '[\\s\\S]{0,20}acme_\\w{8}',
  ])('is fine: %s', pattern => expect(faultOf({ pattern, keywords: ['acme_'] })).toBeUndefined());

  it.each([
    ['acme_(', 'The pattern is no regular expression: unterminated group'],
    ['acme_[z-a]', 'The pattern is no regular expression: range out of order in character class'],
    ['(acme)_\\1', "The pattern holds what idlint can't work out: \\1 is not known"],
    ['acme_\\u{41}', "The pattern holds what idlint can't work out: an escape that is not finished"],
    ['acme_\\w+', 'The pattern has no end'],
    ['acme_.*', 'The pattern has no end'],
    ['(?:acme_)?', 'The pattern can match an empty text'],
    ['(?=acme_)', 'The pattern can match an empty text'],
    ['|acme_', 'The pattern can match an empty text'],
    ['acme_(\\w{0,8})', 'A group of the pattern can match an empty text, and a group is what the secret is'],
    ['acme_\\w{1,30000}', 'The pattern can match 30005 characters; 20480 are the most'],
    ['\\w{1,5000}acme_', 'The pattern can match 5005 characters; 4096 are the most where it does not begin with a keyword'],
  ])('%s: %s', (pattern, message) => expect(fault(pattern)).toBe(message));

  it.each([
    'acme_(?:a{0,99}){0,99}b',
    'acme_(?:a{1,50}|a{1,50}b){1,50}c',
    'acme_\\w{1,99}\\w{1,99}\\w{1,99}!',
    'acme_(?=(?:a{0,20}){0,20}b)a',
    'acme_a(?<!(?:a{0,20}){0,20}b)',
    'acme_(?:é{1,40}|[^a]{1,40}){1,40}!',
  ])('is refused where it can take very long: %s', pattern => expect(fault(pattern)).toContain('can take very long'));
});

/** The counter also counts where a run could have ended. */
const counted = 3;

describe('the bound', () => {
  it('holds for private keys, whose texts are the longest', () => {
    const { secrets } = secretRules.find(({ id }) => id === 'private-key')!;
    expect(secrets.flatMap(kind => faultOf(kind)?.message ?? [])).toEqual([]);
  });

  it('is one: no text takes more steps', () => {
    const texts = ['a', 'ab', 'aA0-', '-', '\n x', '0'].map(part => part.repeat(2000));
    for (const { pattern, ignoreCase } of secretRules.flatMap(({ secrets }) => secrets).filter((_, index) => index % 5 === 0)) {
      const most = mostSteps(pattern, ignoreCase);
      for (const text of texts) expect(stepsOf(pattern, text, ignoreCase), pattern).toBeLessThanOrEqual(counted * most);
    }
    for (const pattern of ['a{1,30}[ab]{1,30}c', '(?:a|ab?){1,12}c', '(?:a{1,4}-?){1,6}!'])
      for (const text of texts) expect(Math.min(stepsOf(pattern, text), limit), pattern).toBeLessThanOrEqual(counted * mostSteps(pattern));
  });

  it('lets no pattern pass that another checker calls vulnerable', { timeout: 60_000 }, async () => {
    for (const pattern of ['(?:a|a){0,99}b', '(?:a?){40}a{40}', '(?:\\w{1,40}\\s?){1,40}!']) {
      expect((await check(`^${pattern}`, '')).status, pattern).not.toBe('safe');
      expect(fault(pattern), pattern).toContain('can take very long');
    }
  });
});
