import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { secretExamples } from '@idlint/rules/secret-examples';
import { describe, expect, it } from 'vitest';
import { createScanner } from '../src/index.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

/** Enough to see that an example holds for any values, not for one lucky draw. */
const seeds = [1, 2, 3];
const scanner = createScanner(secretRules, host);
const scan = (uri: string, text: string) => scanner.scan(new SourceDocument(uri, text)).secrets;

describe.each(secretRules.filter(rule => rule.secrets.length > 0))('$id', rule => {
  const kinds = rule.secrets.map((kind, index) => ({ ...kind, ...secretExamples[rule.id]![index]! }));
  it.each(kinds)('$name', kind => {
    const { file = 'example.txt' } = kind;
    for (const seed of seeds) {
      for (const example of kind.finds) {
        const found = scan(file, expandTemplates(example, seed)).filter(secret => secret.rule === rule.id && secret.name === kind.name);
        expect(found.length, `finds ${example}`).toBeGreaterThan(0);
      }
      for (const example of kind.passes) {
        const found = scan(file, expandTemplates(example, seed)).filter(secret => secret.name === kind.name && !secret.harmless);
        expect(found, `passes ${example}`).toEqual([]);
      }
    }
  });
});
