import { describe, expect, test } from 'vitest';
import { outputsOf } from './evaluated.ts';
import answers from './outputs/answers.json' with { type: 'json' };
import { cases } from './outputs/cases.ts';

/** Configurations evaluated as a whole, held against the outputs that the real terraform gave. */

describe('configurations as terraform works them out', () => {
  test.each(Object.keys(cases))('%s', name => {
    expect(outputsOf(cases[name]!)).toEqual((answers as Record<string, unknown>)[name]);
  });
});
