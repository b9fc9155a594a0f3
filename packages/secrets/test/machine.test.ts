import { SourceDocument } from '@idlint/model';
import { secretRules } from '@idlint/rules';
import { secretExamples } from '@idlint/rules/secret-examples';
import { secretTables } from '@idlint/rules/secret-tables';
import { expect, it } from 'vitest';
import { createScanner } from '../src/index.ts';
import { tablesOf } from '../src/machine.ts';
import { expandTemplates } from '../src/templates.ts';
import { host } from './host.ts';

it('tables that were made by the build are those of the rules (npm run build makes them anew)', () => {
  expect(secretTables).toEqual(tablesOf(secretRules));
});

it('a scanner finds with them what it finds with its own', () => {
  const own = createScanner(secretRules, host);
  const ready = createScanner(secretRules, { ...host, bytes: base64 => Buffer.from(base64, 'base64') }, secretTables);
  for (const [id, examples] of Object.entries(secretExamples))
    for (const { finds, file } of examples)
      for (const text of finds) {
        const document = () => new SourceDocument(file ?? 'example.txt', expandTemplates(text));
        expect(ready.scan(document()), id).toEqual(own.scan(document()));
      }
});
