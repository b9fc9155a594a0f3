import { secretRules } from '@idlint/rules';
import { secretExamples } from '@idlint/rules/secret-examples';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../src/candidate.ts';
import { find } from '../src/pattern/find.ts';
import { tableOf } from '../src/pattern/kinds.ts';
import { createFallback, createPrefilter, type Prefilter } from '../src/prefilter/index.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

const table = tableOf(secretRules);
/** Looks only where the prefilter sees a token. */
const windowed = createPrefilter(table.literals);
/** Looks wherever a keyword stands, in the whole file. */
const everywhere = createFallback(table.literals.map(({ place: _, ...literal }) => ({ ...literal, where: 'anywhere' as const })));

function found(prefilter: Prefilter, text: string): string[] {
  const { anywhere, window } = prefilter.find(new TextEncoder().encode(text), false);
  const candidates: Candidate[] = [];
  for (const pairs of [anywhere, window])
    for (let i = 0; i < pairs.length; i += 2)
      find(table.byLiteral[pairs[i]!]!, text, pairs[i + 1]!, table.literals[pairs[i]!]!.text.length, host, candidates);
  // One random token in a thousand has no digit; a name that looks like a token has none either.
  const digits = candidates.filter(({ value }) => /\d/.test(value));
  return [...new Set(digits.map(({ name, start, end }) => `${name} ${start}-${end}`))].sort();
}

const examples = Object.values(secretExamples).flatMap(kinds => kinds.flatMap(({ finds, passes }) => [...finds, ...passes]));
const piece = fc.oneof(
  fc.tuple(fc.constantFrom(...examples), fc.integer({ min: 1, max: 1000 })).map(([example, seed]) => expandTemplates(example, seed)),
  fc.constantFrom('\n', ' ', '\n\n', 'const x = ', '// ', '"', "'", ', ', '/', '=', ' '.repeat(60), 'someLongIdentifierWithoutDigits'),
);
const text = fc
  .array(piece, { minLength: 1, maxLength: 12 })
  .map(pieces => pieces.join(''))
  .filter(whole => /^[\x00-\x7f]*$/.test(whole));

describe('windows', () => {
  it('lose nothing that is in the whole file', () => {
    fc.assert(
      fc.property(text, whole => {
        expect(found(windowed, whole)).toEqual(found(everywhere, whole));
      }),
      { numRuns: 1500 },
    );
  });

  it('hold every example of every kind', () => {
    const whole = examples.map((example, seed) => expandTemplates(example, seed)).join('\n\n\n');
    expect(found(windowed, whole)).toEqual(found(everywhere, whole));
  });
});
