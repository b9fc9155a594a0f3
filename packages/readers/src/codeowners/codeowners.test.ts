import { type Ask, type Fact, SourceDocument } from '@idlint/model';
import { expect, it } from 'vitest';
import { codeowners } from './index.ts';

function factsOf(files: Record<string, string>, uri: string): Fact[] {
  const part = (at: string) => (files[at] === undefined ? undefined : codeowners.read(new SourceDocument(at, files[at])));
  const ask: Ask<never> = { part: part as never, text: at => files[at], list: () => [], call: () => undefined };
  return codeowners.evaluate({ reader: 'codeowners', at: uri }, ask);
}

it('gives an ownership for each line, in the order that decides', () => {
  const facts = factsOf(
    { CODEOWNERS: '* @acme/all\n/infra/ @acme/platform ops@acme.example\n/infra/ @acme/sre\n/infra/legacy\n' },
    'CODEOWNERS',
  );
  expect(
    facts.map(fact => fact.kind === 'ownership' && [fact.key, fact.order, fact.owners.map(owner => owner.kind === 'known' && owner.value)]),
  ).toEqual([
    ['CODEOWNERS#*', 0, ['@acme/all']],
    ['CODEOWNERS#/infra/', 1, ['@acme/platform', 'ops@acme.example']],
    ['CODEOWNERS#/infra/~2', 2, ['@acme/sre']],
    ['CODEOWNERS#/infra/legacy', 3, []],
  ]);
});

it('reads the one that GitHub reads', () => {
  const files = { '.github/CODEOWNERS': '* @a\n', CODEOWNERS: '* @b\n', 'docs/CODEOWNERS': '* @c\n' };
  expect(factsOf(files, '.github/CODEOWNERS')).toHaveLength(1);
  expect(factsOf(files, 'CODEOWNERS')).toEqual([]);
  expect(factsOf(files, 'docs/CODEOWNERS')).toEqual([]);
  const head = (uri: string) => ({ uri, name: 'CODEOWNERS', extension: '', contains: () => true });
  expect(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', 'src/CODEOWNERS'].map(uri => codeowners.claims(head(uri)))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

it('says the lines that GitHub passes over', () => {
  const { faults } = codeowners.read(new SourceDocument('CODEOWNERS', '* @a\n!x @b\n'));
  expect(faults).toMatchObject([{ segment: '', start: 5, end: 7 }]);
});

it('says that one over 3 MB is not loaded', () => {
  expect(factsOf({ CODEOWNERS: `* @a\n${'# padding\n'.repeat(320_000)}` }, 'CODEOWNERS')).toMatchObject([
    { kind: 'gap', severity: 'limit' },
  ]);
});
