import { describe, expect, it } from 'vitest';
import { connects, isNamed, namesIdentifier } from '../src/pattern/connects.ts';
import { placeholder } from '../src/pattern/placeholder.ts';

describe('a name and a value belong together', () => {
  it.each([
    '_TOKEN=',
    '_token: "',
    '": {"token": "',
    "_token => '",
    "_TOKEN', '",
    '("',
    '-token>',
    '-token>\n    ',
    'Token .= "',
    'Token :::= "',
    ' API key is ',
    '.com/v1/x?token=',
    'Token string = "',
    '_KEY: Bearer ',
  ])('with %j between them', between => expect(connects(between)).toBe(true));

  it.each(['["X"]; commit = "', '/action@v2 # ', ' {\n  a\n  b = "', ' was renamed, see the commit; '])('not with %j', between =>
    expect(connects(between)).toBe(false),
  );
});

describe('a name', () => {
  const named = (text: string, word: string) => isNamed(text, text.toLowerCase().indexOf(word), word.length);

  it.each([
    ['OKTA_TOKEN', 'okta'],
    ['myOktaToken', 'okta'],
    ['oktatoken', 'okta'],
    ['algoliakey', 'algolia'],
  ])('is read in %s', (text, word) => expect(named(text, word)).toBe(true));

  it.each([
    ['rookTable', 'okta'],
    ['sumObj', 'sumo'],
    ['segmented', 'segment'],
    ['toolbox', 'box'],
  ])('is not read in %s', (text, word) => expect(named(text, word)).toBe(false));

  it.each(['_instance_id: "', '","sha":"', '_project = "', 'ImageUrl: "', '_node_id": model.LabelValue("'])(
    'calls the value of %j an identifier',
    between => expect(namesIdentifier(between)).toBe(true),
  );
  it.each(['_secret: "', 'Key = "', '_API_TOKEN=', '": "'])('does not for %j', between => expect(namesIdentifier(between)).toBe(false));
});

describe('what stands for a token', () => {
  it.each([
    'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'ghp_00000000000000000000000000000000',
    'ghp_your_token_goes_here_please',
    'ghp_<token>abcdefghi',
  ])('%s is nothing', value => expect(placeholder(value, ['ghp_'])).toBe('nothing'));
  it.each(['ghp_AAAAAAAAAAAAAAAAAAAAAAAA', 'ghp_1234567890abcdefghijklmnop', 'ghp_3gT8example9sK2mQ7', 'ghp_1234567890-q8Zt5Lw0Vb3nK7rX'])(
    '%s is an example',
    value => expect(placeholder(value, ['ghp_'])).toBe('example'),
  );
  it('takes one small letter over and over for a blank, capitals for a token that was made up', () => {
    expect(placeholder(`ghp_${'a'.repeat(36)}`, ['ghp_'])).toBe('nothing');
    expect(placeholder(`ghp_${'123'.repeat(12)}`, ['ghp_'])).toBe('nothing');
    expect(placeholder(`ghp_${'B'.repeat(36)}`, ['ghp_'])).toBe('example');
  });
  it('knows letters and digits by turns', () => expect(placeholder('1a2b3c4d5e6f7g8h9i0j1k2l', [])).toBe('example'));
  it('leaves random characters alone', () => expect(placeholder('ghp_q8Zt5Lw0Vb3nK7rXy2Pd', ['ghp_'])).toBeUndefined());
});
