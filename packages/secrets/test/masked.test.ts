import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { secretExamples } from '@idlint/rules/secret-examples';
import { expect, it } from 'vitest';
import { createScanner } from '../src/index.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

it('puts no secret whole into a fact', () => {
  const scanner = createScanner(secretRules, host);
  let looked = 0;
  for (const { finds, file = 'example.txt' } of Object.values(secretExamples).flat())
    for (const example of finds) {
      const document = new SourceDocument(file, expandTemplates(example));
      for (const secret of scanner.scan(document).secrets) {
        const value = document.text.slice(secret.at.start, secret.at.end);
        expect(JSON.stringify(secret), `${secret.name} in ${example}`).not.toContain(JSON.stringify(value).slice(1, -1));
        // Nor most of it: what is shown lets nobody guess the rest.
        if (!value.startsWith('-----')) expect(secret.mask.replace('…', '').length).toBeLessThanOrEqual(Math.max(0, value.length / 3));
        looked++;
      }
    }
  expect(looked).toBeGreaterThan(1000);
});
