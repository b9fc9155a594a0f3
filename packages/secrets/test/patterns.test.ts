import { secretRules } from '@idlint/rules';
import { secretExamples } from '@idlint/rules/secret-examples';
import { describe, expect, it } from 'vitest';
import { checks } from '../src/checks/index.ts';
import { mostSteps, stepLimit } from '../src/pattern/bound.ts';
import { measure } from '../src/pattern/measure.ts';
import { expandTemplates } from '../src/templates.ts';
import { limit, stepsOf } from './steps.ts';

const kinds = secretRules.flatMap(rule =>
  rule.secrets.map((kind, index) => ({ title: `${rule.id}: ${kind.name}`, kind, examples: secretExamples[rule.id]![index]! })),
);

/** Texts that make a pattern try hard: its own examples cut off, drawn out and followed by what it does not want, and rows of one character. */
function hostile(finds: string[]): string[] {
  const texts = ['a', 'A', '0', '-', '_', '.', ' ', '\n', '"', '=', '/', 'aA0-', 'a.', '"="', '\n\n x'].map(part => part.repeat(3000));
  for (const example of finds) {
    const text = expandTemplates(example);
    for (let from = 0; from < Math.min(text.length, 60); from++) {
      const tail = text.slice(from);
      texts.push(`${tail}!`, tail.slice(0, -1), tail.slice(0, -1) + tail.slice(-2, -1).repeat(3000));
    }
  }
  return texts;
}

describe('every pattern', () => {
  it('is of a kind whose check, if it names one, exists', () => {
    expect(kinds.filter(({ kind }) => kind.check && !checks[kind.check]).map(({ title }) => title)).toEqual([]);
  });

  it('compiles, and has an end', () => {
    for (const { title, kind } of kinds) {
      expect(() => new RegExp(kind.pattern, 'd'), title).not.toThrow();
      expect(measure(kind.pattern, kind.keywords, kind.ignoreCase).longest, title).toBeLessThanOrEqual(20_000);
    }
  });

  it('takes at no place more steps than a pattern that somebody brings may', () => {
    const beyond = kinds.map(({ title, kind }) => ({ title, steps: mostSteps(kind.pattern, kind.ignoreCase) }));
    expect(beyond.filter(({ steps }) => !(steps <= stepLimit))).toEqual([]);
  });

  it('gives up after a bounded number of steps, whatever the text', { timeout: 120_000 }, () => {
    for (const { title, kind, examples } of kinds)
      for (const text of hostile(examples.finds)) expect(stepsOf(kind.pattern, text, kind.ignoreCase), title).toBeLessThan(limit);
  });
});

describe('the step counter', () => {
  it('sees a pattern that can hang', () => {
    expect(stepsOf('(?:a+)+b', 'a'.repeat(40))).toBe(limit);
    expect(stepsOf('a{40}b', 'a'.repeat(4000))).toBeLessThan(100);
  });
});
