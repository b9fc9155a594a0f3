import { SourceDocument } from '@idlint/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommentForm, directivesOf } from './directives.ts';

const hash: CommentForm[] = [{ line: '#' }];
const slashes: CommentForm[] = [{ line: '//' }, { open: '/*', close: '*/' }];
const markup: CommentForm[] = [{ open: '<!--', close: '-->' }];

const textOf = (text: string) => new SourceDocument('x', text);
const read = (text: string, forms = hash) =>
  directivesOf(textOf(text), forms).map(({ rules, from, to, reason, owner, until }) => ({
    rules: rules.map(({ id }) => id).join(' '),
    lines: [from, to],
    ...(reason ? { reason } : {}),
    ...(owner ? { owner } : {}),
    ...(until ? { until } : {}),
  }));

describe('a suppression', () => {
  it('says which rules, why, who answers for it and until when', () => {
    expect(read('# idlint-disable-next-line public-access, secrets -- a public site (owner @acme/web, until 2027-01-31)\nx')).toEqual([
      { rules: 'public-access secrets', lines: [1, 1], reason: 'a public site', owner: '@acme/web', until: '2027-01-31' },
    ]);
  });

  it.each([
    ['# idlint-disable-line', { rules: '' }],
    ['x = 1 # idlint-disable-line a-rule', { rules: 'a-rule' }],
    ['# idlint-disable-line -- reason', { rules: '', reason: 'reason' }],
    ['# idlint-disable-line a--reason', { rules: 'a--reason' }],
    ['# idlint-disable-line a -- see (1) and (2)', { rules: 'a', reason: 'see (1) and (2)' }],
    ['# idlint-disable-line a -- why (until 2027-01-31)', { rules: 'a', reason: 'why', until: '2027-01-31' }],
    ['# idlint-disable-line a -- (owner ana@acme.example)', { rules: 'a', owner: 'ana@acme.example' }],
    ['# idlint-disable-line a,b ,c', { rules: 'a b c' }],
    ['#idlint-disable-line a', { rules: 'a' }],
    ['  ## idlint-disable-line a', { rules: 'a' }],
  ])('%j', (text, wanted) => expect(read(text)).toEqual([{ lines: [0, 0], ...wanted }]));

  it.each([
    'x = "idlint-disable-line"',
    '# see idlint-disable-line',
    '// idlint-disable-line',
    '# idlint-disabled',
    '# idlint-disable-next-lines a',
    '# idlint-enable',
  ])('is not %j', text => expect(read(text)).toEqual([]));

  it('for the next line means the next that is neither blank nor a suppression', () => {
    expect(read('# idlint-disable-next-line a\n\n# idlint-disable-next-line b\r\n# a comment\nx')).toEqual([
      { rules: 'a', lines: [3, 3] },
      { rules: 'b', lines: [3, 3] },
    ]);
  });

  it('for a block lasts to the line that ends it for its rules', () => {
    expect(read('# idlint-disable a\n# idlint-disable b\nx\n# idlint-enable a\ny\n# idlint-enable\nz')).toEqual([
      { rules: 'a', lines: [0, 3] },
      { rules: 'b', lines: [1, 5] },
    ]);
  });

  it('at the top holds for the whole file', () => {
    expect(read('# idlint-disable -- generated\nx\ny')).toEqual([{ rules: '', lines: [0, 2], reason: 'generated' }]);
  });

  it('stands in the comments of its format', () => {
    expect(read('/* idlint-disable-next-line a -- why */ x\ny', slashes)).toEqual([{ rules: 'a', lines: [1, 1], reason: 'why' }]);
    expect(read('/**\n * idlint-disable-next-line a -- why\n */\nx', slashes)).toEqual([{ rules: 'a', lines: [3, 3], reason: 'why' }]);
    expect(read('x // idlint-disable-line a', slashes)).toEqual([{ rules: 'a', lines: [0, 0] }]);
    expect(read('<!-- idlint-disable-line a -- why --> x', markup)).toEqual([{ rules: 'a', lines: [0, 0], reason: 'why' }]);
    expect(read('# idlint-disable-line a', markup)).toEqual([]);
    expect(read('<!-- x -->\nidlint-disable-line a', markup)).toEqual([]);
    expect(read('<!--\nidlint-disable-next-line a\n-->\nx', markup)).toEqual([{ rules: 'a', lines: [3, 3] }]);
    expect(read('# idlint-disable-line a', [])).toEqual([]);
  });

  it('knows where it stands, and its rules', () => {
    const text = 'x # idlint-disable-line first, second -- why  \n';
    const [directive] = directivesOf(textOf(text), hash);
    expect(text.slice(directive!.start, directive!.end)).toBe('idlint-disable-line first, second -- why');
    expect(directive!.rules.map(({ start, end }) => text.slice(start, end))).toEqual(['first', 'second']);
  });

  it('is read in time, whatever the text', () => {
    const piece = fc.constantFrom(
      '# ',
      'idlint-disable',
      '-next-line',
      '-line',
      ' a',
      ', ',
      ' -- ',
      '(',
      ')',
      'owner x',
      'until y',
      '\n',
      '\r',
      '/*',
      '*/',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        for (const { from, to, start, end } of directivesOf(textOf(pieces.join('')), [...hash, ...slashes])) {
          expect(from).toBeLessThanOrEqual(to);
          expect(start).toBeLessThan(end);
        }
      }),
    );
    const before = performance.now();
    directivesOf(textOf(`# idlint-disable ${' '.repeat(50_000)}-- ${'('.repeat(50_000)}\n`), hash);
    directivesOf(textOf('# idlint-disable-next-line a\n\n'.repeat(20_000)), hash);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
